"""A build in which a document is given up makes the others, says which one is missing, and is not whole."""

import json
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.command import SMALL, Silent, files_in, manifest, run
from tests.support.matrices import ROOT
from vastuumatriisi.builder import pipeline
from vastuumatriisi.builder.executor import ExecutorRenderer, InProcessRenderer, Renderer
from vastuumatriisi.builder.pipeline import build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.up_to_date import standing_manifest
from vastuumatriisi.system import limits

LONG = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"
# Only one poster's template does not end: it depends on what is on it.
ONE = f"{{% if poster.id == 'yksi' %}}{LONG}{{% endif %}}"


def write_poison(templates: Path, poison: str) -> None:
    text = (ROOT / "templates" / "poster.html.j2").read_text(encoding="utf-8")
    (templates / "poster.html.j2").write_text(text.replace("</body>", f"{poison}</body>"), encoding="utf-8")


@pytest.fixture
def request_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Request]:
    """Return a request for posters, role sheets and the web page, whose posters' template has something more."""
    monkeypatch.setattr(pipeline, "find_office", lambda: None)
    monkeypatch.setattr(limits, "SECONDS", 6.0)  # enough for each sound document on a busy machine
    shutil.copytree(ROOT / "templates", tmp_path / "pohjat")

    def request(data: str, poison: str) -> Request:
        source = tmp_path / "tiedot.yaml"
        source.write_text(data, encoding="utf-8")
        write_poison(tmp_path / "pohjat", poison)
        return Request(
            source, "tiedot.yaml", tmp_path / "build", tmp_path / "pohjat", formats=("posters", "roles", "web")
        )

    return request


@pytest.mark.parametrize("aside", [False, True])
def test_the_others_are_made(aside: bool, request_in: Callable[[str, str], Request], tmp_path: Path) -> None:
    """One poster is missing, also where another one stood; the next build tries it again, and is whole once it can."""
    with ThreadPoolExecutor(2) as threads:
        renderer: Renderer = ExecutorRenderer(threads, 2) if aside else InProcessRenderer()
        build(request_in(SMALL, ""), Silent(), renderer)
        whole = files_in(tmp_path / "build")
        request = request_in(SMALL, ONE)
        for _ in range(2):
            result = build(request, Silent(), renderer)
            assert [str(one).partition(" was")[0] for one in result.given_up] == [
                "templates/poster.html.j2:65: the poster of yksi"
            ]
            assert set(files_in(tmp_path / "build")) == {*whole} - {"julisteet/yksi.pdf"}
            assert manifest(tmp_path / "build")["cache_key"] == ""
        result = build(request_in(SMALL, ""), Silent(), renderer)
        assert result.given_up == ()
        after = files_in(tmp_path / "build")
        assert {**after, "manifest.json": b""} == {**whole, "manifest.json": b""}


def test_the_rest_of_a_kind_is_not_begun(request_in: Callable[[str, str], Request], tmp_path: Path) -> None:
    """Where each poster would take its time, two tell that, and what is of another kind is made."""
    units = "".join(
        f"      - {{id: u{n}, name: Yksikkö {n}, leads: [eeva], duties: [{{id: U-{n}, text: Teemme.}}]}}\n"
        for n in range(9)
    )
    started = time.monotonic()
    result = build(request_in(SMALL + units, LONG), Silent(), InProcessRenderer())
    assert time.monotonic() - started < 50
    assert len(result.given_up) == 3
    assert str(result.given_up[-1]).startswith("9 more documents were not begun")
    assert set(files_in(tmp_path / "build")) == {
        "manifest.json",
        "roolit/eeva.pdf",
        "roolit/olli.pdf",
        "verkko/index.html",
    }


def test_a_web_page_beside_workers(request_in: Callable[[str, str], Request], tmp_path: Path) -> None:
    """What the command's own process makes while others make posters is bounded as well."""
    request = request_in(SMALL, "")
    page = tmp_path / "pohjat" / "web.html.j2"
    page.write_text(page.read_text(encoding="utf-8") + LONG, encoding="utf-8")
    with ThreadPoolExecutor(1) as threads:  # two would undo each other's filters of warnings
        result = build(request, Silent(), ExecutorRenderer(threads, 1))
    assert ["the web page was given up" in str(one) for one in result.given_up] == [True]
    assert len(files_in(tmp_path / "build")) == 5
    assert standing_manifest(request) is None


@pytest.mark.slow
def test_the_command_with_worker_processes(tmp_path: Path) -> None:
    """Half a minute after it has begun the poster is named on standard error, and the status is 1."""
    shutil.copytree(ROOT / "templates", tmp_path / "pohjat")
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    write_poison(tmp_path / "pohjat", ONE)
    words = ("--source", tmp_path / "tiedot.yaml", "--output", tmp_path / "build", "--templates", tmp_path / "pohjat")
    done = run("build", *words, "--only", "posters,roles", "--jobs", "2", "--messages", "fi")
    assert done.returncode == 1
    assert done.stderr == (
        f"{tmp_path}/pohjat/poster.html.j2:65: juliste yksi keskeytettiin 30 sekunnin jälkeen; "
        "muuta pohjaa niin, että se valmistuu nopeammin.\n"
    )
    assert "julisteet/kaksi.pdf" in done.stdout
    documents = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert [one["path"] for one in documents] == ["julisteet/kaksi.pdf", "roolit/eeva.pdf", "roolit/olli.pdf"]
