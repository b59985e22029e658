"""What a user has named is read, or refused without anything left open."""

import errno
import os
import stat
from pathlib import Path

import pytest

from vastuumatriisi.system.reading import read_within


def test_a_file_is_read_to_one_more_than_the_most(tmp_path: Path) -> None:
    """Whoever asks can tell that there is more."""
    (tmp_path / "file").write_bytes(b"12345")
    assert [read_within(tmp_path / "file", most) for most in (3, 4, 5, 6)] == [b"1234", b"12345", b"12345", b"12345"]


def test_a_file_is_no_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to make anything wait that is no pipe, since Python 3.12; a file is read without that."""

    def set_blocking(descriptor: int, _blocking: bool) -> None:
        if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Incorrect function")

    monkeypatch.setattr(os, "set_blocking", set_blocking, raising=False)
    (tmp_path / "file").write_bytes(b"12345")
    assert read_within(tmp_path / "file", 10) == b"12345"


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folder")
def test_a_folder_is_refused(tmp_path: Path) -> None:
    """Each time, and nothing stays open."""
    found = os.open(os.devnull, os.O_RDONLY)
    os.close(found)
    for _ in range(2):
        with pytest.raises(IsADirectoryError) as told:
            read_within(tmp_path, 10)
        assert told.value.filename == str(tmp_path)
    again = os.open(os.devnull, os.O_RDONLY)
    os.close(again)
    assert again == found
