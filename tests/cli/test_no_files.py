"""What is named as a file and is none: pipes, links that lead to themselves, devices, folders of the system."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.command import SMALL
from tests.support.foreign import table, write_sheet
from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from tests.support.named_files import COMMANDS
from tests.support.rosters import MATRIX, ROSTER
from vastuumatriisi.datafile.edit.write import replace
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.errors import UserError, unreadable
from vastuumatriisi.incoming.foreign.reading.read import bytes_of
from vastuumatriisi.locales.wording import messages

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")

SECONDS = 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "tiedot.yaml").write_text(MATRIX, encoding="utf-8")
    write_sheet(tmp_path / "vastuut.xlsx", table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    return tmp_path


def run(home: Path, words: str, strange: Path | str, content: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run a command that meets something strange, in good time; ``content`` is what it gets at its standard input."""
    arguments = words.format(home=home, strange=strange).split()
    return subprocess.run(
        [sys.executable, ROOT / "generate.py", *arguments],
        input=content,
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )


@pytest.mark.parametrize("kind", ["pipe", "loop"])
@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_told_in_a_sentence(name: str, kind: str, home: Path) -> None:
    """A pipe into which nobody writes, and a link that leads to itself, end with 1 and one sentence, in good time."""
    strange = home / "outo.yaml"
    if kind == "pipe":
        os.mkfifo(strange)
    else:
        strange.symlink_to(strange)
    before = sorted(home.iterdir())
    done = run(home, COMMANDS[name], strange)
    told = done.stderr.decode() + (done.stdout.decode() if name.startswith("verify") else "")
    assert done.returncode in (1, 2), told
    assert "Traceback" not in told
    assert told.count("\n") == 1 + (name == "verify"), told  # which says of each mark what it is worth
    assert "outo.yaml" in told
    assert sorted(home.iterdir()) == before


def test_permissions_are_the_remedy_only_where_they_are_the_cause(tmp_path: Path) -> None:
    """A link that leads to itself has to be put right; nobody needs another right for it."""
    loop = tmp_path / "outo.yaml"
    loop.symlink_to(loop)
    with pytest.raises(UserError) as caught:
        read_matrix(loop, loop.name)
    assert "check its permissions" not in caught.value.told(messages("en"))
    denied = unreadable("oma.yaml", PermissionError(errno.EACCES, ""))
    assert "check its permissions" in denied.told(messages("en"))


def _imported(loop: Path) -> object:
    return bytes_of(loop, loop.name)


def _written(loop: Path) -> object:
    return replace(loop, b"was", b"is")


@pytest.mark.parametrize("work", [_imported, _written])
@pytest.mark.parametrize("denied", [False, True])
def test_the_same_for_what_is_imported_or_written(
    work: Callable[[Path], object], denied: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these has a sentence for a missing right, and another one for all else."""
    loop = tmp_path / "outo.yaml"
    loop.symlink_to(loop)
    if denied:

        def refused(*_: object) -> NoReturn:
            raise PermissionError(errno.EACCES, "")

        module = (bytes_of if work is _imported else replace).__module__
        monkeypatch.setattr(sys.modules[module], "read_within", refused)
    with pytest.raises(UserError) as caught:
        work(loop)
    told = caught.value.told(messages("en"))
    assert ("permissions" in told) == denied
    assert_in_every_language(caught.value)


@pytest.mark.parametrize("words", ["check {strange}", "--source {strange} --output {home}/build --only workbook"])
def test_what_somebody_writes_into_a_pipe(words: str, home: Path) -> None:
    """A pipe with a writer is a file like any other, also one who begins late and takes a while."""
    pipe = home / "putki.yaml"
    os.mkfifo(pipe)

    def write() -> None:
        time.sleep(0.5)
        with pipe.open("wb") as file:
            time.sleep(0.5)
            for line in SMALL.encode().splitlines(keepends=True):
                file.write(line)
                file.flush()
                time.sleep(0.01)

    writer = threading.Thread(target=write)
    writer.start()
    done = run(home, words, pipe)
    writer.join()
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("words", ["check /dev/stdin", "--source /dev/stdin --output {home}/build --only workbook"])
def test_standard_input(words: str, home: Path) -> None:
    """So is the standard input, twice in a row as well; one that holds nothing is empty, which is told at once."""
    for _ in range(2):
        done = run(home, words, "", SMALL.encode())
        assert (done.returncode, done.stderr) == (0, b"")
    assert b"is empty" in run(home, words, "").stderr


def test_a_roster_from_a_pipe(home: Path) -> None:
    """It is read once, and a build of it is never taken for one that has nothing to do."""
    words = "--source {home}/tiedot.yaml --output {home}/build --sites /dev/stdin --only sites"
    for _ in range(2):
        done = run(home, words, "", ROSTER.encode())
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"nothing to do" not in done.stdout


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_device_without_an_end(name: str, home: Path) -> None:
    """What never ends is read no further than any such file would be."""
    done = run(home, COMMANDS[name], "/dev/zero")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
