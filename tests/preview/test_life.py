"""How a preview begins and ends: whatever the data say at first, by Ctrl-C and other signals, and what it asks for."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.command import PRINTED, SMALL, files_in, run
from tests.support.matrices import ROOT
from tests.support.preview import Previewing
from tests.support.rosters import MATRIX, ROSTER
from tests.support.watching import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

Start = Callable[..., Previewing]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Previewing] = []

    def begin(*options: str, text: str = SMALL) -> Previewing:
        started.append(Previewing(tmp_path, *options, text=text))
        return started[-1]

    yield begin
    for each in started:
        each.watch.end()


def page(preview: Previewing) -> str:
    return str(preview.get("").body, "utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("busy", [False, True])
def test_it_ends_and_leaves_nothing(start: Start, tmp_path: Path, busy: bool, number: int) -> None:
    """Each signal ends it, at work too, with pages that listen; no process, file or open port is left."""
    preview = start("--jobs", "2")
    preview.watch.waiting()
    listening = preview.connected()
    head = f"GET /{preview.token}/events HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n\r\n"
    listening.sendall(head.encode())
    assert listening.recv(15) == b"HTTP/1.1 200 OK"
    assert preview.get("pictures/julisteet/yksi.pdf/1.jpg").status == 200
    if busy:
        preview.watch.save("Teemme työtä.", "Teemme paljon työtä.")
        preview.watch.until("saved:")
    if number == signal.SIGINT:
        os.killpg(preview.watch.process.pid, number)  # as a terminal sends it
    else:
        preview.watch.process.send_signal(number)
    assert preview.watch.process.wait(PATIENCE) == 128 + number
    wait_for_end_of_group(preview.watch.process.pid)
    while listening.recv(65536):
        pass
    listening.close()
    told = list(preview.watch.lines.queue)
    assert not [line for line in told if "Traceback" in line or "Error" in line]
    assert {path.name for path in tmp_path.iterdir()} == {"build", "esimerkki.yaml", "ohjelma"}
    with pytest.raises(ConnectionRefusedError):
        preview.connected()


def wait_for_end_of_group(group: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("some processes are still there")


def test_sigterm_ends_what_ignores_ctrl_c(tmp_path: Path) -> None:
    """What a script has started in the background, where Ctrl-C is ignored, ends by SIGTERM all the same."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        preview = Previewing(tmp_path, "--only", "posters")
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        preview.watch.waiting()
        preview.watch.process.terminate()
        assert preview.watch.process.wait(PATIENCE) == 128 + signal.SIGTERM
    finally:
        preview.watch.end()


@pytest.mark.parametrize(
    ("text", "told", "language"),
    [
        (SMALL.replace("[eeva]", "[eva]"), "yksikköä tai roolia ”eva” ei ole", "fi"),
        (SMALL.replace("language: fi", "language: sv").replace("[eeva]", "[eva]"), "ingen enhet eller roll", "sv"),
        (SMALL.replace("levels:", "levels: ["), "esimerkki.yaml:", "fi"),
        ("", "esimerkki.yaml", "en"),
        ("\0", "esimerkki.yaml", "en"),
        ("language: <script>alert(1)</script>\n<b>", "esimerkki.yaml", "en"),
    ],
)
def test_it_begins_with_mistakes(start: Start, text: str, told: str, language: str) -> None:
    """A first build that fails is told on the page, in the language of the data; mended, the documents come."""
    preview = start("--only", "posters", text=text)
    preview.watch.waiting()
    shown = page(preview)
    assert told in shown
    assert f'<html lang="{language}"' in shown
    assert 'id="problems-heading"' in shown
    assert "<script>alert" not in shown
    preview.watch.source.write_text(SMALL, encoding="utf-8")
    preview.watch.waiting()
    assert "problems-heading</h2>" not in page(preview)
    assert "pictures/julisteet/yksi.pdf/1.jpg" in page(preview)


def test_documents_of_before_are_shown_at_once(start: Start, tmp_path: Path) -> None:
    """What an earlier build has left is there while the data do not read."""
    (tmp_path / "valmis.yaml").write_text(SMALL, encoding="utf-8")
    place = ("--source", tmp_path / "valmis.yaml", "--output", tmp_path / "build")
    assert run(*place, "--only", "posters").returncode == 0
    preview = start("--only", "posters", text="[")
    preview.watch.waiting()
    assert "pictures/julisteet/yksi.pdf/1.jpg" in page(preview)
    assert 'id="problems-heading"' in page(preview)
    assert preview.get("documents/julisteet/yksi.pdf").status == 200


def test_all_kinds_are_shown(start: Start) -> None:
    """Posters, role sheets and the pages of the handbook are pictures; what has no pages is there to be saved."""
    preview = start()
    preview.watch.waiting()
    shown = page(preview)
    for path in ("julisteet/kaksi.pdf", "roolit/eeva.pdf", *PRINTED):
        assert f"pictures/{path}/1.jpg" in shown
        assert preview.get(f"pictures/{path}/1.jpg").body.startswith(b"\xff\xd8")
    for path in ("vastuumatriisi.xlsx", "vastuukasikirja.docx"):
        saved = preview.get(f"documents/{path}")
        assert saved.body == files_in(preview.watch.folder / "build")[path]
        assert dict(saved.getheaders())["Content-Disposition"] == f'attachment; filename="{path}"'


NAMES = ("Mallikas", "Приклад", "Øvrebø")


@pytest.mark.parametrize(
    ("options", "houses"),
    [
        ((), ()),
        (("--site", "esimerkin-koulu"), ("esimerkin-koulu",)),
        (("--only", "sites"), ("esimerkin-koulu", "esimerkin-lukio")),
        (("--sites", "{folder}/sites.yaml"), ("esimerkin-koulu", "esimerkin-lukio")),
    ],
)
def test_people_are_shown_to_who_asked_for_them(
    start: Start, tmp_path: Path, options: tuple[str, ...], houses: tuple[str, ...]
) -> None:
    """Documents that name people are neither shown nor served unless the command has named houses or the roster."""
    (tmp_path / "sites.yaml").write_text(ROSTER, encoding="utf-8")
    (tmp_path / "esimerkki.yaml").write_text(MATRIX, encoding="utf-8")
    place = ("--source", tmp_path / "esimerkki.yaml", "--output", tmp_path / "build")
    assert run(*place, "--only", "sites,posters").returncode == 0
    preview = start(*(option.format(folder=tmp_path) for option in options), text=MATRIX)
    preview.watch.waiting()
    entries = json.loads((tmp_path / "build" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    there = {entry["site"]: entry["path"] for entry in entries if entry.get("site")}
    assert {*houses} <= {*there}
    for site, path in there.items():
        assert (preview.get(f"documents/{path}").status == 200) == (site in houses)
        assert (preview.get(f"pictures/{path}/1.jpg").status == 200) == (site in houses)
        assert (path in page(preview)) == (site in houses)
    assert not any(name in page(preview) for name in NAMES)


def test_a_port_can_be_named(start: Start, tmp_path: Path) -> None:
    """It is the one of the address; one that is taken, or none, or a port of nothing, is told in a sentence."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve(tmp_path, "--serve", "--port", str(port))
        assert done.returncode == 2
        assert done.stderr.startswith(f"--port {port}: nothing can listen there (")
        assert done.stderr.count("\n") == 1
    assert start("--only", "posters", "--port", str(port)).port == port
    told = "--port 8000: there is nothing to be served there; add --serve.\n"
    assert serve(tmp_path, "--port", "8000").stderr == told
    for wrong in ("0", "65536", "-1", "x", "80.5"):
        done = serve(tmp_path, "--serve", f"--port={wrong}")
        assert done.returncode == 2
        assert "is not a port" in done.stderr


def test_without_its_library_the_remedy_is_told(tmp_path: Path) -> None:
    """Where the server's library is missing that is one sentence; watching without a preview goes on as ever."""
    (tmp_path / "tornado").mkdir()
    lacking = "raise ModuleNotFoundError(\"No module named 'tornado'\", name='tornado')\n"
    (tmp_path / "tornado" / "__init__.py").write_text(lacking, encoding="utf-8")
    done = serve(tmp_path, "--serve", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("The Python package “tornado” is missing; run ")
    assert done.stderr.count("\n") == 1


def serve(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    source = folder / "toinen.yaml"
    source.write_text(SMALL, encoding="utf-8")
    return run("watch", "--source", source, "--output", folder / "toinen", *options, **environment)


def test_a_picture_that_is_never_made_holds_nobody() -> None:
    """Where the documents are made without processes, too, the end waits for no picture."""
    lines = (
        "import time; from vastuumatriisi.preview.pictures import Pictures\n"
        "if __name__ == '__main__':\n"
        "    pictures = Pictures(); begun = pictures._pool.submit(time.sleep, 600)\n"
        "    while not begun.running(): time.sleep(0.01)\n"
        "    pictures.close()\n"
    )
    subprocess.run([sys.executable, "-c", lines], cwd=ROOT, check=True, timeout=60)
