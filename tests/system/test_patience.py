"""Files that another program holds for a moment, as on Windows, are waited for; where nobody does, nothing is."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from vastuumatriisi.system import patience
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.system.staged_file import staged, take_place, write_new


class Refusals:
    """Lets a function of ``os`` refuse its work some times."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, times: int, error: type[OSError]) -> None:
        self.left, self.asked = times, 0
        real = getattr(os, name)

        def call(path: Any, *arguments: Any, **keywords: Any) -> Any:
            self.asked += 1
            if self.left:
                self.left -= 1
                raise error(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *arguments, **keywords)

        monkeypatch.setattr(os, name, call)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSES", (0.0, 0.0))


def test_a_file_is_replaced_as_soon_as_it_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The new content stands whole, and nothing is left beside it."""
    path = tmp_path / "esimerkki.yaml"
    path.write_bytes(b"old")
    Refusals(monkeypatch, "replace", 2, PermissionError)
    with staged(path, b"new", 0o644) as fresh:
        take_place(fresh, path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_never_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the last pause the refusal is heard, and the file is as it was."""
    path = tmp_path / "esimerkki.yaml"
    path.write_bytes(b"old")
    refusals = Refusals(monkeypatch, "replace", 9, PermissionError)
    with pytest.raises(PermissionError), staged(path, b"new", 0o644) as fresh:
        take_place(fresh, path)
    assert refusals.asked == 3
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_cloud_refuses_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OneDrive has numbers of its own for a file that it has in hands; Python makes no PermissionError of them."""

    class Refused(OSError):
        winerror = 391

    path = tmp_path / "esimerkki.yaml"
    path.write_bytes(b"old")
    refusals = Refusals(monkeypatch, "replace", 2, Refused)
    with staged(path, b"new", 0o644) as fresh:
        take_place(fresh, path)
    assert (refusals.asked, path.read_bytes()) == (3, b"new")


@pytest.mark.parametrize("windows", [True, False])
def test_what_a_cloud_refuses_to_open(windows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened as a file, it is told as a wrong argument, on Windows alone: elsewhere that is what it says."""

    class Refused(OSError):
        def __init__(self, *told: object) -> None:
            super().__init__(errno.EINVAL, *told[1:])

    monkeypatch.setattr(patience, "OTHERS_HOLD", windows)
    (tmp_path / "esimerkki.yaml").write_bytes(b"format: 1\n")
    refusals = Refusals(monkeypatch, "open", 2, Refused)
    if windows:
        assert read_within(tmp_path / "esimerkki.yaml", 100) == b"format: 1\n"
    else:
        with pytest.raises(OSError, match="Permission denied"):
            read_within(tmp_path / "esimerkki.yaml", 100)
    assert refusals.asked == (3 if windows else 1)


def test_a_file_that_nobody_may_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows neither replaces nor removes one; it stays as it was, and what was staged for it goes all the same."""
    for name in ("replace", "unlink"):
        real = getattr(os, name)

        def call(path: Any, *more: Any, _real: Any = real, **named: Any) -> Any:
            for one in (path, *more):
                if os.path.exists(one) and not os.stat(one).st_mode & stat.S_IWRITE:  # noqa: PTH110, PTH116
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return _real(path, *more, **named)

        monkeypatch.setattr(os, name, call)
    monkeypatch.setattr(patience, "OTHERS_HOLD", True)
    path = tmp_path / "esimerkki.yaml"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(PermissionError), staged(path, b"new", 0o444) as fresh:
        take_place(fresh, path)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])
    assert patience.held([path]) == ()  # nor does that say that anybody has it open


def test_another_fault_is_no_reason_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what somebody may let go is tried again."""
    refusals = Refusals(monkeypatch, "replace", 9, FileNotFoundError)
    with pytest.raises(FileNotFoundError), staged(tmp_path / "a", b"", 0o644) as fresh:
        take_place(fresh, tmp_path / "a")
    assert refusals.asked == 1


def test_a_disk_without_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file can have one name only, as on a USB stick, a new one is renamed as soon as it is let go."""
    Refusals(monkeypatch, "link", 9, OSError)
    refusals = Refusals(monkeypatch, "rename", 1, PermissionError)
    write_new(tmp_path / "uusi.yaml", b"new")
    assert (refusals.asked, (tmp_path / "uusi.yaml").read_bytes()) == (2, b"new")


def test_a_file_that_is_being_synchronised_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What OneDrive or an editor holds for a moment is read after that, so that `watch` tells of no fault."""
    (tmp_path / "esimerkki.yaml").write_bytes(b"format: 1\r\n")
    Refusals(monkeypatch, "open", 2, PermissionError)
    assert read_within(tmp_path / "esimerkki.yaml", 100) == b"format: 1\r\n"


def test_a_folder_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to open a folder as it refuses a file that nobody may read; it is told as one, and at once."""
    refusals = Refusals(monkeypatch, "open", 9, PermissionError)
    with pytest.raises(IsADirectoryError):
        read_within(tmp_path, 100)
    assert refusals.asked == 1


def test_files_that_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where open files are no obstacle none is asked about; a file that is gone is held by nobody."""
    there = tmp_path / "a.pdf"
    there.touch()
    monkeypatch.setattr(patience, "OTHERS_HOLD", False)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("a file was opened"))
    assert patience.held([there]) == ()
    monkeypatch.undo()
    monkeypatch.setattr(patience, "OTHERS_HOLD", True)
    assert patience.held([there, tmp_path / "b.pdf"]) == ()
