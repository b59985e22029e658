"""Places that a build must not take."""

import os
from pathlib import Path

import pytest

from tests.support.publishing import OLD, POSTER, Tree, assert_refused, documents, names, publish_new, tree, user_error
from vastuumatriisi.publish import (
    exclusive,
    inspect,
    publish,
)


def test_output_is_a_file(tmp_path: Path) -> None:
    """A file in the place of the output folder is left alone."""
    (tmp_path / "build").write_bytes(b"mine")
    assert_refused(tmp_path / "build", "not a folder")
    assert (tmp_path / "build").read_bytes() == b"mine"


def test_parent_is_a_file(tmp_path: Path) -> None:
    """Where the parent is a file, that is said."""
    (tmp_path / "file").touch()
    for output in (tmp_path / "file" / "build", tmp_path / "file" / "deep" / "build"):
        assert "is not a folder" in user_error(lambda output=output: exclusive(output).__enter__())  # type: ignore[misc]
        assert "is not a folder" in user_error(lambda output=output: publish_new(output))  # type: ignore[misc]


def test_long_name(tmp_path: Path) -> None:
    """A name that leaves no room for the names beside it is told beforehand."""
    output = tmp_path / ("x" * 250)
    assert "too long" in user_error(lambda: exclusive(output).__enter__())
    assert "too long" in user_error(lambda: inspect(output, force=False))
    assert names(tmp_path) == []


@pytest.mark.parametrize(("inside", "name"), [("", "."), ("julisteet", ".."), ("julisteet", "../../build")])
def test_working_folder(output: Path, monkeypatch: pytest.MonkeyPatch, inside: str, name: str) -> None:
    """The folder that the user works in, or one above it, is never replaced."""
    monkeypatch.chdir(output / inside)
    assert "folder you are working in" in user_error(lambda: inspect(Path(name), force=True))
    assert "folder you are working in" in user_error(lambda: inspect(output, force=True))


def test_letters_of_another_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk does not mind the case of letters, as on Windows and macOS, another name means the same folder."""
    (tmp_path / "tyot").mkdir()
    (tmp_path / "TYOT").symlink_to("tyot")
    (tmp_path / "tyot" / "lahde.yaml").touch()
    monkeypatch.setattr(os.path, "realpath", os.path.abspath)  # on macOS that says nothing of case
    monkeypatch.chdir(tmp_path / "tyot")
    assert "folder you are working in" in user_error(lambda: inspect(tmp_path / "TYOT", force=True))
    monkeypatch.chdir(tmp_path)
    source = [tmp_path / "tyot" / "lahde.yaml"]
    assert "source of the documents" in user_error(lambda: inspect(tmp_path / "TYOT", force=True, sources=source))


def test_home_folder(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home folder, or one above it, is never replaced."""
    monkeypatch.setenv("HOME", str(output / "julisteet"))
    monkeypatch.setenv("USERPROFILE", str(output / "julisteet"))
    assert_refused(output, "holds your home folder", force=True)


def test_root_of_the_disk() -> None:
    """The root of the disk is never replaced, and not even locked."""
    root = Path(Path.cwd().anchor)
    before = names(root)
    assert "holds the folder" in user_error(lambda: inspect(root, force=True))
    assert "holds the folder" in user_error(lambda: exclusive(root).__enter__())
    assert names(root) == before


def test_git_checkout(output: Path) -> None:
    """The root of a git checkout is never replaced."""
    (output / ".git").mkdir()
    assert_refused(output, "git checkout", force=True)


def test_sources_inside(output: Path) -> None:
    """A folder that holds a source of the documents is never replaced."""
    source = output / POSTER
    assert "source of the documents" in user_error(lambda: inspect(output, force=True, sources=[source]))
    inspect(output, force=True, sources=[output.parent / "source.yaml"])


def test_inside_a_folder_of_sources(tmp_path: Path) -> None:
    """Documents are not put among the templates that they are made from."""
    (tmp_path / "templates").mkdir()
    sentence = user_error(
        lambda: inspect(tmp_path / "templates" / "out", force=False, sources=(tmp_path / "templates",))
    )
    assert "templates, a source of the documents" in sentence
    assert names(tmp_path / "templates") == []


def test_working_folder_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands in a folder that was removed gets a sentence."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    try:
        (tmp_path / "gone").rmdir()
    except OSError:
        pytest.skip("this system does not remove a folder in use")
    assert "no longer exists" in user_error(lambda: inspect(Path("build"), force=False))


def test_linked_output(tmp_path: Path, wholes: tuple[Tree, Tree]) -> None:
    """A link to a folder is followed: the folder is replaced in its own parent, and the link stays."""
    (tmp_path / "share" / "documents").mkdir(parents=True)
    (tmp_path / "build").symlink_to(tmp_path / "share" / "documents")
    publish(documents("old"), OLD, tmp_path / "build", force=False)
    publish_new(tmp_path / "build")
    assert (tmp_path / "build").is_symlink()
    assert tree(tmp_path / "share" / "documents") == wholes[1]
    assert names(tmp_path) == ["build", "share"]
    assert names(tmp_path / "share") == ["documents"]


def test_circular_link(tmp_path: Path) -> None:
    """A link to itself is no folder."""
    (tmp_path / "build").symlink_to("build")
    assert "not a folder" in user_error(lambda: inspect(tmp_path / "build", force=False))


def test_mount_point(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder on another file system than its parent is refused before any work, with a way out."""
    monkeypatch.setattr(os.path, "ismount", lambda path: path == output)
    assert_refused(output, "a volume of its own", "name a folder inside it")


def test_mount_point_of_the_same_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder mounted from the same disk is found in the list of mounts, whatever letters its name has."""
    output = tmp_path / "my \\ bäild"
    publish_new(output)
    line = b"36 35 98:0 /src %s rw,noatime shared:1 - ext4 /dev/root rw\n"
    escaped = os.fsencode(output).replace(b"\\", rb"\134").replace(b" ", rb"\040")
    (tmp_path / "mounts").write_bytes(line % b"/" + line % escaped)
    monkeypatch.setattr("vastuumatriisi.system.mounts.MOUNTS", tmp_path / "mounts")
    assert_refused(output, "a volume of its own")
