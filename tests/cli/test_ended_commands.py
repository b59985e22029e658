"""What goes on until somebody ends it, and what LibreOffice reads: at whatever moment they end, nothing is left."""

import random
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import SMALL
from tests.support.ended import SIGNALS, Warm, assert_soon_gone, gone, names
from tests.support.foreign import table, write_sheet
from vastuumatriisi.publish import exclusive, recover
from vastuumatriisi.system.conversion import converted

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes belong to a run"),
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
    pytest.mark.slow,
]

SHEET = "Tehtävä | Rehtori | Opettaja\nOstamme laitteet | A | C\nKuvaamme laitteet | R | A\nKorjaamme ne | I | R\n"


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with Warm(tmp_path_factory.mktemp("scratch")) as warm:
        yield warm


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiedot.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def assert_nothing_is_left(warm: Warm, source: Path, status: int, number: signal.Signals, end: str) -> None:
    """No process soon, no scratch file or socket, after a kill when the next command has run, and its sentence."""
    assert status in (128 + number, -number), (status, warm.said)
    if number == signal.SIGKILL:
        assert_soon_gone(warm.scratch)
    assert gone(warm.scratch) is not None
    if status == -number:  # killed, or ended before it could answer anything
        assert warm.run("check", source)[0] == 0
    else:
        assert warm.said == end
    assert (names(warm.scratch), warm.sockets) == (set(), [])


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("options", [(), ("--serve",)], ids=["watch", "serve"])
def test_watch(warm: Warm, source: Path, tmp_path: Path, options: tuple[str, ...], number: signal.Signals) -> None:
    """Ended at work and while it waits, with workers and a LibreOffice that stays."""
    home = tmp_path / "home"
    home.mkdir()
    words = ("watch", "--source", source, "--output", home / "build", "--jobs", "2", *options)
    chance = random.Random(f"{options} {number}")  # noqa: S311
    for moment in (chance.uniform(0.3, 2), chance.uniform(2, 4), 8.0):
        status, _ = warm.run(*words, number=number, moment=moment)
        assert_nothing_is_left(warm, source, status, number, "Stopped.\n")
        if status == -number:
            with exclusive(home / "build"):
                recover(home / "build")
        assert names(home) <= {"build"}, moment
        shutil.rmtree(home / "build", ignore_errors=True)


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a sheet and a text that only LibreOffice reads."""
    folder = tmp_path_factory.mktemp("foreign")
    write_sheet(folder / "vastuut.xlsx", table(SHEET))
    content = (folder / "vastuut.xlsx").read_bytes()
    (folder / "vastuut.xls").write_bytes(converted(content, "xlsx", "xls"))
    text = "".join(f"<p>{line}</p>" for line in ("Rehtori", "- Ostaa laitteet", "Opettaja", "- Kuvaa laitteet"))
    (folder / "vastuut.odt").write_bytes(converted(f"<html><body>{text}</body></html>".encode(), "html", "odt"))
    return folder


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize("name", ["vastuut.xls", "vastuut.odt"])
def test_import(warm: Warm, source: Path, foreign: Path, tmp_path: Path, name: str, number: signal.Signals) -> None:
    """Ended while LibreOffice reads what is imported."""
    home = tmp_path / "home"
    home.mkdir()
    words = ("import", foreign / name, "--dry-run", "-o", home / "uusi.yaml")
    _, whole = warm.run(*words)
    ended = 0
    for part in (0.2, 0.4, 0.6, 0.8):
        status, _ = warm.run(*words, number=number, moment=part * whole)
        if status in (0, 1):  # this machine was quicker than before
            continue
        ended += 1
        assert_nothing_is_left(warm, source, status, number, "Interrupted; nothing was changed.\n")
        assert names(home) == set()
    assert ended >= 2
