"""What is staged takes its place whole or not at all."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support.ended import names
from vastuumatriisi.system.process import answered_between_imports
from vastuumatriisi.system.staged_file import move_in


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("last", [1, 2, 3])
def test_ended_amid_moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    """Ctrl-C just after a file was moved into a folder takes all that was moved out of it again."""
    staged, folder, moved = tmp_path / "staged", tmp_path / "folder", []
    staged.mkdir()
    folder.mkdir()
    for name in "abc":
        (staged / name).touch()

    def ended(*paths: Path) -> None:
        rename(*paths)
        moved.append(paths)
        if len(moved) == last:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.001)  # Python hears of it between two steps of its own

    rename = os.rename
    monkeypatch.setattr(os, "rename", ended)
    with pytest.raises(KeyboardInterrupt):
        _move(staged, folder)
    assert (names(folder), names(staged)) in ((set(), set("abc")), (set("abc"), set()))


def _move(staged: Path, folder: Path) -> None:
    with answered_between_imports():
        try:
            move_in(staged, folder)
        finally:
            time.sleep(0.2)
