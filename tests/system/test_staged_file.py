"""What is staged takes its place whole or not at all."""

import signal
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.support.ended import answered, names, signalled_after
from vastuumatriisi.system.staged_file import move_in


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("last", [1, 2, 3])
def test_ended_amid_moving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int) -> None:
    """Ctrl-C just after a file was moved into a folder takes all that was moved out of it again."""
    staged, folder = tmp_path / "staged", tmp_path / "folder"
    staged.mkdir()
    folder.mkdir()
    for name in "abc":
        (staged / name).touch()

    signalled_after(monkeypatch, "rename", signal.SIGINT, last)
    with pytest.raises(KeyboardInterrupt):
        answered(partial(move_in, staged, folder))
    assert (names(folder), names(staged)) in ((set(), set("abc")), (set("abc"), set()))
