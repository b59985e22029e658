"""One build at a time in an output folder."""

import errno
import getpass
import platform
import re
import signal
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tests.support.publishing import (
    ENDLESS,
    ROOT,
    Tree,
    beside,
    build_in_a_process,
    names,
    publish_new,
    tree,
    user_error,
)
from vastuumatriisi.locales.message import Message
from vastuumatriisi.publish import (
    exclusive,
    recover,
)


def test_second_build_waits(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A second build says who is at work, waits, and then does its own."""
    said: list[Message] = []
    with build_in_a_process(output, "endless") as first:
        timer = threading.Timer(0.3, first.kill)
        timer.start()
        with exclusive(output, timeout=30, waiting=said.append):
            recover(output)
            publish_new(output)
    assert len(said) == 1
    assert re.search(
        rf"\(process {first.pid} of {getpass.getuser()} on {platform.node()}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\)",
        str(said[0]),
    )
    assert str(output) in str(said[0])
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_second_build_gives_up(output: Path) -> None:
    """A second build that has waited long enough says who is still at work."""
    with build_in_a_process(output, "endless") as first:
        sentence = user_error(lambda: exclusive(output, timeout=0.1).__enter__())
        first.send_signal(signal.SIGTERM)
    assert f"process {first.pid} of " in sentence
    assert "wait until it is done" in sentence


def test_many_builds_at_once(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Builds that start together follow each other, and none fails."""
    processes = []
    script = textwrap.dedent(ENDLESS).format(root=str(ROOT))
    for _ in range(4):
        command = [sys.executable, "-c", script, str(output), "once"]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_lock_leaves_nothing(tmp_path: Path) -> None:
    """The lock and the folders made for it are gone after a build that made nothing."""
    with exclusive(tmp_path / "a" / "b" / "build"):
        assert names(tmp_path / "a" / "b") == [".build.at-work", ".build.lock"]
    assert names(tmp_path) == []


def test_errors_pass_the_lock(tmp_path: Path) -> None:
    """An error of the block is not taken for one of the lock."""
    error = PermissionError(errno.EACCES, "of the block")
    with pytest.raises(PermissionError, match="of the block"), exclusive(tmp_path / "a" / "build"):
        raise error
    assert names(tmp_path) == []


def test_stale_lock_file(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Files that a crashed holder left do not block, and are cleared away."""
    (output.parent / ".build.lock").touch()
    (output.parent / ".build.at-work").write_text("process 1 on nowhere")
    with exclusive(output, timeout=0):
        publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_two_outputs_at_once(output: Path, tmp_path: Path) -> None:
    """Builds into different folders do not wait for each other."""
    with exclusive(output, timeout=0), exclusive(tmp_path / "other", timeout=0):
        publish_new(output)
        publish_new(tmp_path / "other")
    assert beside(output) == ["other"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="this system has no folder in which nothing can be made")
@pytest.mark.parametrize("output", ["/proc/build", "/proc/self/fd/build", "/proc/build/build"])
def test_where_nothing_can_be_made(output: str) -> None:
    """A folder in which no lock can be made is told as such at once, and not taken for one where a build is at work."""
    said: list[Message] = []
    sentence = user_error(lambda: exclusive(Path(output), timeout=30, waiting=said.append).__enter__())
    assert "cannot be written to (No such file or directory)" in sentence
    assert said == []


def test_a_note_of_another_version(output: Path) -> None:
    """What whoever is at work has noted in other words is repeated as it stands."""
    with build_in_a_process(output, "endless") as first:
        (output.parent / ".build.at-work").write_text("someone\nelse", encoding="utf-8")
        sentence = user_error(lambda: exclusive(output, timeout=0.1).__enter__())
        first.send_signal(signal.SIGTERM)
    assert "(someone\\nelse)" in sentence
