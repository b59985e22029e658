"""``generate.py watch``: documents follow their sources, mistakes are told and mended, Ctrl-C ends it cleanly."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.command import PRINTED, SMALL, files_in, run
from tests.support.watching import PATIENCE, Watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

HANDBOOK = ["vastuukasikirja.docx", *PRINTED]
ONE, TWO = "julisteet/yksi.pdf", "julisteet/kaksi.pdf"


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Callable[..., Watching]]:
    started: list[Watching] = []

    def start(*options: str) -> Watching:
        started.append(Watching(tmp_path, *options))
        return started[-1]

    yield start
    for each in started:
        each.end()


def test_documents_follow_the_data(watching: Callable[..., Watching], tmp_path: Path) -> None:
    """A saved word stands in the poster, which is published before the handbook; in the end all is as in a build."""
    watch = watching()
    assert [line for line in watch.waiting() if line.startswith("stands:")]
    watch.save("Teemme työtä.", "Teemme paljon työtä.")
    first = watch.until("stands:")
    assert first == ["saved: esimerkki.yaml", f"stands: {ONE}"]
    told = watch.waiting()
    assert [line for line in told if line.startswith("stands:")][-1] == f"stands: {', '.join(HANDBOOK)}"
    assert told[-2].startswith(f"{tmp_path / 'build'}: {4 + len(HANDBOOK)} made, 2 unchanged; edition 1, ")
    assert "paljon" in watch.text(ONE)
    assert run("--source", watch.source, "--output", tmp_path / "afresh").returncode == 0
    assert files_in(tmp_path / "build") == files_in(tmp_path / "afresh")


def test_problems_are_told_and_mended(watching: Callable[..., Watching], tmp_path: Path) -> None:
    """A mistake is told with its line and changes nothing; the next save that is right goes on."""
    watch = watching("--only", "posters")
    watch.waiting()
    before = files_in(tmp_path / "build")
    watch.save("[eeva]", "[eva]")
    told = watch.waiting()
    assert f"{watch.source}:13:40: there is no unit or role “eva”; did you mean “eeva”?" in told
    assert "1 problem; nothing was changed." in told
    assert files_in(tmp_path / "build") == before
    watch.source.unlink()
    assert any("there is no such file" in line for line in watch.waiting())
    watch.source.write_text(SMALL.replace("Autamme", "Autan"), encoding="utf-8")
    watch.waiting()
    assert "Autan" in watch.text(TWO)


def test_templates_and_theme_are_sources(watching: Callable[..., Watching], tmp_path: Path) -> None:
    """A saved theme, and a file in a folder that is new, are followed as the data are."""
    watch = watching("--only", "posters")
    watch.waiting()
    before = files_in(tmp_path / "build")
    theme = watch.templates / "theme.toml"
    theme.write_text(theme.read_text(encoding="utf-8").replace('muted = "#4A5563"', 'muted = "#3A4553"'))
    assert "saved: theme.toml" in watch.waiting()
    coloured = files_in(tmp_path / "build")
    assert coloured[ONE] != before[ONE]
    (watch.templates / "fonts").mkdir()
    time.sleep(1)  # the new folder is watched from a moment later on
    (watch.templates / "fonts" / "Esimerkki.ttf").write_bytes(b"no font")
    assert "saved: Esimerkki.ttf" in watch.waiting()


def test_a_save_gives_up_what_it_makes_stale(
    watching: Callable[..., Watching], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poster does not wait for LibreOffice to have counted the pages of the save before, which is ended."""
    office = tmp_path / "programs" / "soffice"
    office.parent.mkdir()
    office.write_text(
        f"#!{sys.executable}\nimport sys, time\n'--version' in sys.argv or time.sleep(100)\n", encoding="utf-8"
    )
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{office.parent}{os.pathsep}{os.environ['PATH']}")
    watch = watching()
    watch.until("stands:")  # of the posters; the handbook would take 100 s
    for number in range(3):
        watch.save("Teemme", f"Teemme {number}")
        begun = time.monotonic()
        assert ONE in watch.until("stands:")[-1]
        assert time.monotonic() - begun < PATIENCE / 2
        assert f"Teemme {number}" in watch.text(ONE)


def test_a_burst_is_one_change(watching: Callable[..., Watching]) -> None:
    """Many saves in a moment give one or two builds, and the last one counts."""
    watch = watching("--only", "posters")
    watch.waiting()
    for number in range(40):
        watch.source.write_text(SMALL.replace("Teemme työtä.", f"Teemme {number} työtä."), encoding="utf-8")
    builds = 0
    while "39" not in watch.text(ONE):
        watch.waiting()
        builds += 1
    assert builds <= 4
    # A save by way of another file, as editors do it.
    spare = watch.folder / "toinen.yaml"
    spare.write_text(SMALL.replace("Teemme työtä.", "Teemme sata työtä."), encoding="utf-8")
    spare.replace(watch.source)
    # On a busy machine a build of the burst may still have been under way.
    while "sata" not in watch.text(ONE):
        watch.waiting()


def test_half_a_file_is_no_mistake(watching: Callable[..., Watching]) -> None:
    """An editor that empties the file before it writes it brings no message about an empty file."""
    watch = watching("--only", "posters")
    watch.waiting()
    watch.source.write_text("", encoding="utf-8")
    time.sleep(0.05)
    watch.source.write_text(SMALL.replace("Teemme työtä.", "Teemme tuhat työtä."), encoding="utf-8")
    told = watch.waiting()
    while "tuhat" not in watch.text(ONE):
        told += watch.waiting()
    assert not [line for line in told if "problem" in line]


def wait_for_end_of_group(group: int) -> None:
    """Wait until no process of a group is left: those that make posters end a moment after their parent."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("some processes are still there")


@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_cleanly(watching: Callable[..., Watching], tmp_path: Path, busy: bool) -> None:
    """Ctrl-C ends it, idle or at work, without a traceback, a process, or a trace beside the folder."""
    watch = watching()
    watch.waiting()
    if busy:
        watch.save("Teemme työtä.", "Teemme paljon työtä.")
        watch.until("saved:")
    os.killpg(watch.process.pid, signal.SIGINT)
    assert watch.process.wait(PATIENCE) == 130
    wait_for_end_of_group(watch.process.pid)
    told = list(watch.lines.queue)
    assert not [line for line in told if "Traceback" in line or "Error" in line]
    assert {path.name for path in tmp_path.iterdir()} == {"build", "esimerkki.yaml", "ohjelma"}
    manifest = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))
    assert {document["path"] for document in manifest["documents"]} | {"manifest.json"} == {
        *files_in(tmp_path / "build")
    }


def test_a_lost_process_is_replaced(watching: Callable[..., Watching]) -> None:
    """When the processes that make posters are gone, the next save finds new ones, and loses nothing."""
    watch = watching("--only", "posters", "--jobs", "2")
    watch.waiting()
    children = Path(f"/proc/{watch.process.pid}/task/{watch.process.pid}/children")
    if not children.exists():
        pytest.skip("only Linux tells which processes belong to which")
    for child in children.read_text().split():
        os.kill(int(child), signal.SIGKILL)
    watch.save("Teemme työtä.", "Teemme paljon työtä.")
    told = watch.waiting()
    assert not any("was ended from outside" in line for line in told), told
    assert "paljon" in watch.text(ONE)
    watch.save("paljon", "vähän")
    watch.waiting()
    assert "vähän" in watch.text(ONE)
