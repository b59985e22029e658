"""The edited file takes the place of the old one, whole or not at all."""

import stat
import sys
from pathlib import Path

import pytest

from tests.support.edited import BASE, matrix_of, replaced
from vastuumatriisi.datafile.edit import EditedText, apply, write
from vastuumatriisi.errors import UserError
from vastuumatriisi.matrix.changes import compare

NEW = replaced(("Teemme työtä.", "Teemme."))


def edited() -> EditedText:
    return apply(compare(matrix_of(BASE), matrix_of(NEW)), BASE.encode())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "matriisi.yaml"
    path.write_bytes(BASE.encode())
    return path


def test_the_file_as_it_was_stays_beside_it(file: Path) -> None:
    """The new text stands in the place of the old one, that one beside it until the next edit; nothing else is left."""
    before = write(file, edited(), matrix_of(NEW))
    assert (file.read_bytes(), before.read_bytes()) == (NEW.encode(), BASE.encode())
    again = apply(compare(matrix_of(NEW), matrix_of(BASE)), NEW.encode())
    assert write(file, again) == before == file.with_name("matriisi.yaml.before")
    assert (file.read_bytes(), before.read_bytes()) == (BASE.encode(), NEW.encode())
    assert {path.name for path in file.parent.iterdir()} == {"matriisi.yaml", "matriisi.yaml.before"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_permissions_stay(file: Path) -> None:
    """Whoever could read the file can read it, and nobody else."""
    file.chmod(0o640)
    before = write(file, edited())
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file, before)] == [0o640, 0o640]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    """What a link leads to is replaced, and the file as it was stays beside that."""
    folder = tmp_path / "linkit"
    folder.mkdir()
    link = folder / "linkki.yaml"
    link.symlink_to(file)
    assert write(link, edited()) == file.with_name("matriisi.yaml.before").resolve()
    assert link.is_symlink()
    assert file.read_bytes() == NEW.encode()
    assert [path.name for path in folder.iterdir()] == ["linkki.yaml"]


def test_a_file_that_was_changed_meanwhile(file: Path) -> None:
    """Somebody else's change is not overwritten."""
    file.write_bytes(BASE.encode() + b"# lisatty\n")
    with pytest.raises(UserError, match=r"has been changed by somebody else meanwhile, so nothing was changed"):
        write(file, edited())
    assert file.read_bytes().endswith(b"# lisatty\n")
    assert [path.name for path in file.parent.iterdir()] == ["matriisi.yaml"]


def test_what_was_not_intended(file: Path) -> None:
    """A text that says something else than was intended is not written."""
    with pytest.raises(UserError, match=r"would not say what was intended, so nothing was changed"):
        write(file, edited(), matrix_of(BASE))
    assert file.read_bytes() == BASE.encode()


def test_a_folder_that_takes_no_files(file: Path) -> None:
    """One sentence says so, and the file stays; the name of the file before is as long as names may be."""
    longest = file.rename(file.with_name("m" * 250 + ".yaml"))
    with pytest.raises(UserError, match=r"cannot be written \(.*\), so nothing was changed"):
        write(longest, edited())
    assert longest.read_bytes() == BASE.encode()
    assert [path.name for path in file.parent.iterdir()] == [longest.name]


def test_a_file_that_is_gone(file: Path) -> None:
    """Nor is a file that somebody has removed put back."""
    file.unlink()
    with pytest.raises(UserError, match=r"cannot be written \(No such file or directory\)"):
        write(file, edited())
    assert not list(file.parent.iterdir())
