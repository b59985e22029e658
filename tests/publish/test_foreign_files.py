"""What a build must not replace: files of others, documents changed by hand or open elsewhere."""

import os
import sys
from pathlib import Path

import pytest

from tests.support.publishing import POSTER, Tree, assert_refused, beside, publish_new, tree, user_error
from vastuumatriisi.publish import (
    inspect,
    standing,
)


@pytest.mark.parametrize("force", [False, True])
def test_folder_without_manifest(tmp_path: Path, force: bool) -> None:
    """A folder with files and without a manifest is somebody's own, with --force too."""
    (tmp_path / "build" / "deep").mkdir(parents=True)
    (tmp_path / "build" / "deep" / "thesis.docx").write_bytes(b"years")
    assert_refused(tmp_path / "build", "deep/thesis.docx", "--output", force=force)


@pytest.mark.parametrize("force", [False, True])
def test_foreign_file(output: Path, force: bool) -> None:
    """Files that no build has put there stop the build and are named, with --force too."""
    (output / "notes.txt").write_bytes(b"mine")
    (output / "julisteet" / "own.pdf").write_bytes(b"mine")
    assert_refused(output, "notes.txt", "julisteet/own.pdf", force=force)


def test_many_foreign_files(tmp_path: Path) -> None:
    """Of very many foreign files only the first are named."""
    (tmp_path / "build").mkdir()
    for number in range(50):
        (tmp_path / "build" / f"{number:02}.txt").touch()
    sentence = user_error(lambda: inspect(tmp_path / "build", force=False))
    assert "00.txt, 01.txt" in sentence
    assert "and more" in sentence
    assert "20.txt" not in sentence


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_illegible_names(output: Path) -> None:
    """A name with a line feed or with broken letters can be shown on any terminal."""
    (output / "a\nb").touch()
    Path(os.fsdecode(os.fsencode(output) + b"/\xff")).touch()
    sentence = user_error(lambda: inspect(output, force=False))
    assert r"\n" in sentence
    assert "\n" not in sentence
    sentence.encode()


def test_system_litter(output: Path) -> None:
    """What an operating system leaves in any folder is no obstacle."""
    for name in (".DS_Store", "Thumbs.db", "thumbs.db", "desktop.ini", "._vastuumatriisi.xlsx", ".directory"):
        (output / "julisteet" / name).write_bytes(b"litter")
    inspect(output, force=False)
    publish_new(output)
    assert "julisteet/.DS_Store" not in tree(output)


def test_litter_alone(tmp_path: Path, wholes: tuple[Tree, Tree]) -> None:
    """A folder with nothing but litter and empty folders counts as empty."""
    (tmp_path / "build" / "empty").mkdir(parents=True)
    (tmp_path / "build" / ".DS_Store").touch()
    assert standing(tmp_path / "build") is None
    inspect(tmp_path / "build", force=False)
    publish_new(tmp_path / "build")
    assert tree(tmp_path / "build") == wholes[1]
    assert beside(tmp_path / "build") == []


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    ("lock", "document"),
    [
        ("~$stuukasikirja.docx", "vastuukasikirja.docx"),
        ("~$vastuumatriisi.xlsx", "vastuumatriisi.xlsx"),
        (".~lock.vastuumatriisi.xlsx#", "vastuumatriisi.xlsx"),
        ("julisteet/.~lock.koulun-johto.pdf#", POSTER),
        ("~$other.docx", "~$other.docx"),
    ],
)
def test_office_lock(output: Path, lock: str, document: str, force: bool) -> None:
    """A document that is open in an office program is named, to be closed first, with --force too."""
    (output / lock).write_bytes(b"somebody")
    assert_refused(output, f"{document} in", "close it first", f"delete {lock}", force=force)
    assert "no build has put there" not in user_error(lambda: inspect(output, force=force))


def test_changed_by_hand(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Documents that were changed by hand are named, all of them, and are replaced with --force alone."""
    (output / "vastuumatriisi.xlsx").write_bytes(b"commented")
    (output / POSTER).write_bytes(b"scribbled on")
    assert_refused(output, "vastuumatriisi.xlsx", POSTER, "--force")
    inspect(output, force=True)
    publish_new(output, force=True)
    assert tree(output) == wholes[1]


def test_every_reason_at_once(output: Path) -> None:
    """Foreign files, locks and changes are told in one go, a line each."""
    (output / "vastuumatriisi.xlsx").write_bytes(b"commented")
    (output / "~$stuukasikirja.docx").touch()
    (output / "notes.txt").touch()
    lines = user_error(lambda: inspect(output, force=False)).splitlines()
    assert [word in line for word, line in zip(("notes.txt", "close it", "--force"), lines, strict=True)]


def test_deleted_by_hand(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A document that was deleted by hand is no obstacle."""
    (output / POSTER).unlink()
    inspect(output, force=False)
    publish_new(output)
    assert tree(output) == wholes[1]


def test_changed_while_rendering(output: Path) -> None:
    """A document that is changed after the first look is still seen before it would be replaced."""
    inspect(output, force=False)
    (output / POSTER).write_bytes(b"scribbled on")
    assert POSTER in user_error(lambda: publish_new(output))
    assert (output / POSTER).read_bytes() == b"scribbled on"


def test_links_are_foreign(tmp_path: Path, output: Path) -> None:
    """A link is foreign, even in the place of a document or of a folder of them, and is not followed."""
    (tmp_path / "outside").mkdir()
    (output / "julisteet").rename(tmp_path / "outside" / "julisteet")
    (output / "julisteet").symlink_to(tmp_path / "outside" / "julisteet")
    (output / "vastuumatriisi.xlsx").unlink()
    (output / "vastuumatriisi.xlsx").symlink_to("vastuukasikirja.docx")
    assert_refused(output, "julisteet", "vastuumatriisi.xlsx", force=True)
    assert (tmp_path / "outside" / POSTER).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_pipes_are_foreign(output: Path) -> None:
    """A pipe at a document's path is foreign, and does not make the build wait for a writer."""
    (output / POSTER).unlink()
    os.mkfifo(output / POSTER)
    assert POSTER in user_error(lambda: inspect(output, force=True))


def test_folder_in_a_documents_place(output: Path) -> None:
    """Files in a folder that bears a document's name are foreign."""
    (output / POSTER).unlink()
    (output / POSTER).mkdir()
    (output / POSTER / "mine.txt").touch()
    assert_refused(output, f"{POSTER}/mine.txt", force=True)
