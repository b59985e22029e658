"""Scratch folders: one for each process, and those of processes that are no more are cleared away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.ended import answered, names, signalled_after
from tests.support.matrices import ROOT
from vastuumatriisi.system import scratch

PROGRAM = """
import os, sys, tempfile, time
{first}
sys.path.insert(0, {root!r})
from vastuumatriisi.system.scratch import scratch_files
before = tempfile.gettempdir()
with scratch_files():
    descriptor, name = tempfile.mkstemp()
    print(os.path.dirname(name), flush=True)
    {then}
assert tempfile.gettempdir() == before
"""
WAITS = "sys.stdin.readline()"


def start(folder: Path, then: str = WAITS, first: str = "") -> tuple["subprocess.Popen[str]", Path]:
    """Start a process that has a scratch file, and return it with its scratch folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(root=str(ROOT), then=then, first=first)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(folder)},
    )
    assert process.stdout
    return process, Path(process.stdout.readline().strip())


def test_nothing_is_left(tmp_path: Path) -> None:
    """What lies in the folder goes with the block, and the folder with the process, also after an error."""
    for then in (WAITS, "raise SystemExit(0)"):
        process, folder = start(tmp_path, then)
        assert folder.parent == tmp_path
        process.communicate("\n", timeout=60)
        assert process.returncode == 0
        assert names(tmp_path) == set()


def test_what_a_killed_process_has_left_goes_with_the_next_run(tmp_path: Path) -> None:
    """Only that: what a living one has, what other programs have, and what is just being made, stays."""
    (tmp_path / "vastuumatriisi-new").mkdir()
    (tmp_path / "vastuumatriisi-old").mkdir()
    os.utime(tmp_path / "vastuumatriisi-old", (0, 0))
    (tmp_path / "vastuumatriisi-file").touch()
    (tmp_path / "other").mkdir()
    copy = tmp_path / "vastuumatriisi-main"  # of the project, as it is unpacked
    (copy / "source").mkdir(parents=True)
    (copy / "source" / "vastuumatriisi.yaml").touch()
    os.utime(copy, (0, 0))
    killed, abandoned = start(tmp_path)
    living, used = start(tmp_path)
    killed.kill()
    killed.communicate()
    assert abandoned.is_dir()
    last, _ = start(tmp_path, "pass")
    last.communicate()
    assert names(tmp_path) == {"vastuumatriisi-new", "vastuumatriisi-file", "other", copy.name, used.name}
    assert names(copy / "source") == {"vastuumatriisi.yaml"}
    living.communicate("\n")
    assert living.returncode == 0


def test_a_folder_that_is_gone_is_no_fault(tmp_path: Path) -> None:
    """A service that clears old scratch files may have removed it while the process was there."""
    process, folder = start(tmp_path)
    shutil.rmtree(folder)
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_ended_while_python_tries_where_they_may_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    """The file with which Python itself tries a folder is removed before the end is heard."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    tried = signalled_after(monkeypatch, "open", getattr(signal, number))
    with pytest.raises(KeyboardInterrupt):
        answered(scratch.clear_abandoned)
    assert ([Path(str(path)).parent for path, *_ in tried], names(tmp_path)) == ([tmp_path], set())


def test_without_a_folder_for_it_there_is_none(tmp_path: Path) -> None:
    """A command that needs no scratch file does without; one that needs one hears why from who makes it."""
    without = PROGRAM.replace("descriptor, name = tempfile.mkstemp()", "name = '-'")
    program = without.format(root=str(ROOT), first="", then="pass")
    strange = {name: str(tmp_path / "missing") for name in ("TMPDIR", "TEMP", "TMP")}
    lines = "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/nowhere']\n"
    program = program.replace("before = tempfile.gettempdir()", "before = None").replace(
        "assert tempfile.gettempdir() == before", ""
    )
    done = subprocess.run(
        [sys.executable, "-c", lines + program], check=False, capture_output=True, env={**os.environ, **strange}
    )
    assert (done.returncode, done.stderr) == (0, b"")


GOES_ON = """
import sys, tempfile, threading, time
from pathlib import Path
sys.path.insert(0, {root!r})
from vastuumatriisi.system.scratch import GIVEN_UP, scratch_files

def write():
    while True:
        try:
            Path(tempfile.mkdtemp(), "file").touch()
        except OSError:
            pass
        time.sleep(0.0001)

with scratch_files():
    threading.Thread(target=write, name=GIVEN_UP, daemon=True).start()
    time.sleep(0.05)
"""


def test_work_that_nobody_waits_for_leaves_nothing(tmp_path: Path) -> None:
    """What a thread writes while the command ends lies in the folder that goes with it, and goes."""
    for _ in range(4):
        command = [sys.executable, "-c", GOES_ON.format(root=str(ROOT))]
        done = subprocess.run(command, env={**os.environ, "TMPDIR": str(tmp_path)}, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        start(tmp_path, "pass")[0].communicate()  # it clears away what the disk was too slow for
        assert names(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-"])
def test_a_closed_stream_unlocks_nothing(tmp_path: Path, closed: str) -> None:
    """The lock never takes the place of a stream, into which something else may be put later."""
    program = PROGRAM.format(root=str(ROOT), first="", then="os.dup2(1, 0), os.dup2(1, 2); time.sleep(60)")
    command = ["sh", "-c", f'exec "$0" -c "$1" {closed}', sys.executable, program]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "TMPDIR": str(tmp_path)}
    ) as process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        other, _ = start(tmp_path, "pass")
        other.communicate()
        assert folder.is_dir()
        process.send_signal(signal.SIGKILL)


def elsewhere(folder: Path) -> dict[str, Path]:
    """Return what a process may have put into another folder, and what is none of that by its name or its kind."""
    folder.mkdir()
    places = {name: folder / name for name in ("OSL_PIPE_1_a", "OSL_PIPE_1_b", ".tiedot.yaml.1.staged", "tiedot.yaml")}
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(places["OSL_PIPE_1_a"]))
    for name in ("OSL_PIPE_1_b", ".tiedot.yaml.1.staged", "tiedot.yaml"):
        places[name].touch()
    (folder / ".talo.1.staged" / "source").mkdir(parents=True)
    return {**places, "folder": folder / ".talo.1.staged", "missing": folder / "OSL_PIPE_1_c"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_what_a_killed_process_has_put_elsewhere(tmp_path: Path) -> None:
    """Sockets of LibreOffice and what was staged go with the next run, by their names and kinds, and nothing else.

    Not as long as the process is there, and not what it has removed and forgotten itself.
    """
    (tmp_path / "scratch").mkdir()
    places = elsewhere(tmp_path / "e")
    told = [str(place) for place in places.values()]
    noting = f"from pathlib import Path; from vastuumatriisi.system import scratch as it; all_of = {told!r}; "
    noting += "[it.note(Path(one)) for one in all_of]; it.note(Path('x.staged')); it.forget(Path('x.staged')); "
    killed, abandoned = start(tmp_path / "scratch", noting + "print('noted', flush=True); " + WAITS)
    assert killed.stdout
    assert killed.stdout.readline() == "noted\n"
    assert len(names(abandoned)) == 2 + len(told)  # its lock and its scratch file
    start(tmp_path / "scratch", "pass")[0].communicate()
    assert names(tmp_path / "e") == {*(set(places) - {"folder", "missing"}), ".talo.1.staged"}
    killed.kill()
    killed.communicate()
    start(tmp_path / "scratch", "pass")[0].communicate()
    assert (names(tmp_path / "scratch"), names(tmp_path / "e")) == (set(), {"OSL_PIPE_1_b", "tiedot.yaml"})


ENDED_IN = """
made, mkdir = [], os.mkdir
def ended(*how):
    mkdir(*how)
    made.append(how)
    if len(made) == {last}:
        os.kill(os.getpid(), {number:d})
        time.sleep(0.001)
os.mkdir = ended
"""
FOR_SOCKETS = """
    from multiprocessing.util import get_temp_dir
    from vastuumatriisi.system import process, scratch
    scratch.SHORT = [{short!r}]
    with process.answered_between_imports(), scratch.short_path():
        print(get_temp_dir(), flush=True)
        time.sleep(1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGKILL"])
@pytest.mark.parametrize("last", [2, 3, 99])  # its own folder, the one for sockets, and that of Python in it
def test_ended_while_it_makes_room_for_sockets(tmp_path: Path, number: str, last: int) -> None:
    """Where scratch files have a long path sockets stand elsewhere, and go with the process or with the next run."""
    long = tmp_path / ("pitkä" * 20)
    long.mkdir()
    with tempfile.TemporaryDirectory() as short:
        signalled = ENDED_IN.format(last=last, number=getattr(signal, number))
        process, _ = start(long, FOR_SOCKETS.format(short=short), signalled)
        place, _ = process.communicate(timeout=60)
        if last == 99:
            assert Path(place.strip()).parents[1] == Path(short)
        else:
            assert process.returncode == -(signal.SIGINT if number == "SIGTERM" else signal.SIGKILL)  # as Python has it
            if number == "SIGKILL":
                assert len(names(Path(short))) == 1
                start(long, "pass")[0].communicate()
        assert (names(Path(short)), names(long)) == (set(), set())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives nothing another name that is open")
def test_a_lock_that_was_not_locked_yet(tmp_path: Path) -> None:
    """What was killed before its folder was locked goes too, after a while; what holds more is not ours."""
    for name, files in {"a": [".in-use.new"], "b": [".in-use.new", "tiedot.yaml"], "new": [".in-use.new"]}.items():
        folder = tmp_path / f"vastuumatriisi-{name}"
        folder.mkdir()
        for file in files:
            (folder / file).touch()
        if name != "new":
            os.utime(folder, (0, 0))
    start(tmp_path, "pass")[0].communicate()
    assert names(tmp_path) == {"vastuumatriisi-b", "vastuumatriisi-new"}
    assert names(tmp_path / "vastuumatriisi-b") == {".in-use.new", "tiedot.yaml"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_whoever_clears_away_may_be_killed_too(tmp_path: Path) -> None:
    """Before any file that it removes: the next run removes the rest."""
    leaving = "[open(os.path.join(os.path.dirname(name), each), 'w') for each in 'abc']; os.kill(os.getpid(), 9)"
    ours = "event == 'os.remove' and os.path.basename(told[0]) in ('a', 'b', 'c', '.in-use')"
    removed = f"done = []; sys.addaudithook(lambda event, told: {ours} and (done.append(1), {{}}))"
    statuses = []
    for last in range(1, 8):
        start(tmp_path, leaving)[0].communicate()
        assert len(names(tmp_path)) == 1
        clearing, _ = start(tmp_path, "pass", removed.format(f"len(done) == {last} and os.kill(os.getpid(), 9)"))
        clearing.communicate()
        statuses.append(clearing.returncode)
        start(tmp_path, "pass")[0].communicate()
        assert names(tmp_path) == set(), last
    assert statuses[0] == -signal.SIGKILL
    assert statuses[-1] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the locks of this system stand in for those of Windows")
def test_locks_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that somebody has locked stays; its own process lets go of the lock before it removes what holds it."""
    import fcntl

    def locking(descriptor: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(scratch, "sys", SimpleNamespace(platform="win32", modules=sys.modules))
    folder = tmp_path / "vastuumatriisi-oma"
    folder.mkdir()
    lock = scratch._lock(folder)
    assert [path.name for path in folder.iterdir()] == [scratch.LOCK]  # nothing that is open is renamed
    scratch._clear(folder)
    assert folder.exists()
    scratch._remove_locked(folder, lock)
    assert not folder.exists()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(lock)
