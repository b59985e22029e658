"""Documents that are carried over from the build that stands."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.publishing import (
    NEW,
    OLD,
    POSTER,
    Tree,
    artifact,
    beside,
    documents,
    failing,
    tree,
    user_error,
)
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.publish import (
    Artifact,
    Edition,
    ManifestEntry,
    inspect,
    publish,
    standing,
)


def entries_of(output: Path) -> tuple[ManifestEntry, ...]:
    manifest = standing(output)
    assert manifest is not None
    return manifest.documents


def test_documents_as_they_were_left(output: Path) -> None:
    """A first look tells which documents are still as their manifest says: none that was changed or deleted."""
    assert inspect(output, force=False) == entries_of(output)
    (output / POSTER).write_bytes(b"scribble")
    (output / "vastuumatriisi.xlsx").unlink()
    intact = inspect(output, force=True)
    assert [entry.path for entry in intact] == ["julisteet/lukio.pdf", "vastuukasikirja.docx"]
    assert inspect(output.parent / "missing", force=False) == ()


def test_entries_are_taken_over(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """An entry in place of a document stands for that of the standing build, which is not written again."""
    handbook = (output / "vastuukasikirja.docx").stat().st_ino
    kept = [entry for entry in entries_of(output) if entry.path != POSTER]
    [poster] = [made for made in documents("new") if made.entry.path == POSTER]
    manifest = publish([*kept, poster], NEW, output, force=False)
    assert {path: data for path, data in tree(output).items() if path not in (POSTER, "manifest.json")} == {
        path: data for path, data in wholes[0].items() if path not in (POSTER, "manifest.json")
    }
    assert tree(output)[POSTER] == wholes[1][POSTER]
    assert manifest == standing(output)
    if os.name != "nt":
        assert (output / "vastuukasikirja.docx").stat().st_ino == handbook


def test_entries_are_copied_where_the_disk_links_no_files(
    output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that knows no second name for a file, and for the file of another user, a copy does."""
    failing(monkeypatch, "link", errno.EPERM, lambda _: True)
    publish(entries_of(output), NEW, output, force=False)
    assert {**tree(output), "manifest.json": b""} == {**wholes[0], "manifest.json": b""}


def test_documents_are_taken_one_by_one(output: Path) -> None:
    """Each document is on the disk before the next is asked for, so that only one has to be in memory."""
    staged: list[int] = []

    def asked() -> Iterator[Artifact]:
        for made in documents("new"):
            staged.append(len([path for path in output.parent.glob(".build.staging-*/**/*") if path.is_file()]))
            yield made

    publish(asked(), NEW, output, force=False)
    assert staged == [0, 1, 2, 3]


def test_a_document_that_cannot_be_made(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """An error in the making of a document passes as it is; the old build stands and nothing is left beside it."""

    def asked() -> Iterator[Artifact]:
        yield from documents("new")[:2]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish(asked(), NEW, output, force=False)
    assert tree(output) == wholes[0]
    assert beside(output) == []


def test_the_same_build_is_left_in_peace(output: Path) -> None:
    """A new build that would be the same as the standing one does not take its place."""
    before = output.stat().st_ino
    publish(documents("old"), OLD, output, force=False)
    assert (output.stat().st_ino, beside(output)) == (before, [])
    (output / POSTER).unlink()
    publish(documents("old"), OLD, output, force=False)
    assert (output / POSTER).exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_kept_document_that_is_changed_meanwhile(output: Path, force: bool) -> None:
    """A document that is to be kept and is changed, or deleted, while others are made stops the build, --force too."""

    def asked(change: Callable[[], object]) -> Iterator[Artifact | ManifestEntry]:
        yield from entries_of(output)
        change()
        yield artifact("more.pdf", "poster", b"")

    def scribble() -> None:
        with (output / POSTER).open("ab") as file:
            file.write(b"note")

    assert POSTER in user_error(lambda: publish(asked(scribble), NEW, output, force=force))
    assert (output / POSTER).read_bytes().endswith(b"note")
    assert beside(output) == []
    gone = entries_of(output)
    (output / POSTER).unlink()
    assert POSTER in user_error(lambda: publish(gone, NEW, output, force=force))


def test_what_was_told_of_a_document_is_kept(output: Path) -> None:
    """Remarks and notes stand in the manifest where there are any, so that they can be told again."""
    told = artifact("a.pdf", "poster", b"", remark="22 pt", notes=("a: no font",))
    manifest = publish([told], Edition("", "", "", "", {}, "12", ("language",)), output, force=False)
    assert standing(output) == manifest
    assert (manifest.edition.cache_key, manifest.edition.notes) == ("12", ("language",))
    [entry] = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["documents"]
    assert (entry["remark"], entry["notes"]) == ("22 pt", ["a: no font"])


@pytest.mark.parametrize("note", [message("layout.of_the_future"), message("layout.of", name="a"), message("other.of")])
def test_a_note_that_nobody_can_tell_is_left_out(output: Path, note: Message) -> None:
    """A manifest may be from another version, whose messages have other keys or other places."""
    known = message("layout.of", id="a", note=message("layout.long_text", pages=3))
    told = artifact("a.pdf", "poster", b"", notes=(note, known))
    publish([told], Edition("", "", "", "", {}, "12", (note, "language")), output, force=False)
    manifest = standing(output)
    assert manifest
    assert (manifest.edition.notes, manifest.documents[0].notes) == (("language",), (known,))
