"""The output folder is replaced whole or not at all, and nothing in it is ever lost."""

import errno
import hashlib
import itertools
import json
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from vastuumatriisi.errors import UserError
from vastuumatriisi.publish import (
    Artifact,
    Edition,
    ManifestEntry,
    exclusive,
    inspect,
    path_fault,
    publish,
    recover,
    standing,
)

Tree = dict[str, bytes]

ROOT = Path(__file__).parents[1]
TOOLS = {"weasyprint": "1", "openpyxl": "2"}
OLD = Edition("luonnos", "2026-11-23", "a1b2c3", "0" * 64, TOOLS)
NEW = Edition("2027-01", "2027-01-15", "d4e5f6", "1" * 64, TOOLS)
POSTER = "julisteet/koulun-johto.pdf"


def artifact(path: str, kind: str, data: bytes, **told: Any) -> Artifact:
    return Artifact(ManifestEntry(path, kind, **told), data)


def documents(word: str) -> list[Artifact]:
    data = word.encode() * 1000
    return [
        artifact("vastuumatriisi.xlsx", "workbook", b"x" + data, pages=3, mark="0123-4567", cache_key="ab"),
        artifact("vastuukasikirja.docx", "handbook", b"d" + data),
        artifact(POSTER, "poster", b"p" + data, pages=1, unit="koulun-johto"),
        artifact("julisteet/lukio.pdf", "site-poster", b"s" + data, pages=2, site_type="lukio"),
    ]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def beside(output: Path) -> list[str]:
    return [name for name in names(output.parent) if name != output.name]


def user_error(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    return str(caught.value)


def publish_new(output: Path, *, force: bool = False) -> None:
    publish(documents("new"), NEW, output, force=force)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A standing build, as somebody's last run left it."""
    folder = tmp_path / "build"
    publish(documents("old"), OLD, folder, force=False)
    return folder


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Tree]:
    """The old and the new build, each as it stands whole."""
    folder = tmp_path_factory.mktemp("wholes")
    publish(documents("old"), OLD, folder / "old", force=False)
    publish(documents("new"), NEW, folder / "new", force=False)
    return tree(folder / "old"), tree(folder / "new")


# --- what a build leaves ----------------------------------------------------------------------------------


def test_first_build(tmp_path: Path) -> None:
    """A missing output folder is made, with its parents, and holds the documents and the manifest alone."""
    output = tmp_path / "out" / "2026" / "build"
    publish_new(output)
    assert tree(output).keys() == {made.entry.path for made in documents("new")} | {"manifest.json"}
    assert beside(output) == []


def test_replaced_whole(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A second build leaves nothing of the first, neither in the folder nor beside it."""
    publish([artifact("one.pdf", "preview", b"1")], NEW, output, force=False)
    assert tree(output).keys() == {"one.pdf", "manifest.json"}
    publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_manifest_keys(output: Path) -> None:
    """The manifest has the fixed keys, the ids that apply, and null where a document has no unit or pages."""
    text = (output / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    head = ["edition", "date", "fingerprint", "source_sha256", "toolchain", "cache_key", "notes"]
    assert list(manifest) == [*head, "documents"]
    assert text.endswith("}\n")
    assert '\n  "edition": "luonnos",\n' in text
    entries = {entry["kind"]: entry for entry in manifest["documents"]}
    poster, handbook = entries["poster"], entries["handbook"]
    assert poster["unit"] == "koulun-johto"
    assert (handbook["unit"], handbook["pages"]) == (None, None)
    assert entries["site-poster"]["site_type"] == "lukio"
    assert entries["workbook"] == {
        "path": "vastuumatriisi.xlsx",
        "kind": "workbook",
        "unit": None,
        "pages": 3,
        "sha256": hashlib.sha256((output / "vastuumatriisi.xlsx").read_bytes()).hexdigest(),
        "mark": "0123-4567",
        "cache_key": "ab",
    }


def test_manifest_bytes(tmp_path: Path, output: Path) -> None:
    """The same documents give the same bytes, whatever their order, and no machine path."""
    other = tmp_path / "elsewhere" / "build"
    shuffled = Edition(OLD.edition, OLD.date, OLD.fingerprint, OLD.source_sha256, dict(reversed(TOOLS.items())))
    publish(documents("old")[::-1], shuffled, other, force=False)
    assert tree(other) == tree(output)
    assert str(tmp_path).encode() not in (output / "manifest.json").read_bytes()


def test_manifest_keeps_letters(tmp_path: Path) -> None:
    """Finnish letters stand in the manifest as themselves, in UTF-8."""
    publish([], Edition("Jyväskylä", "", "", "", {}), tmp_path / "build", force=False)
    assert "Jyväskylä".encode() in (tmp_path / "build" / "manifest.json").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("mask", "folder_mode", "file_mode"), [(0o022, 0o755, 0o644), (0o027, 0o750, 0o640)])
def test_permissions(tmp_path: Path, mask: int, folder_mode: int, file_mode: int) -> None:
    """Folders and files get the permissions that the umask leaves, as if a person had made them."""
    before = os.umask(mask)
    try:
        publish_new(tmp_path / "build")
    finally:
        os.umask(before)
    for path in [tmp_path / "build", *(tmp_path / "build").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (folder_mode if path.is_dir() else file_mode)


def test_standing(tmp_path: Path, output: Path) -> None:
    """The standing build is told by its manifest; a missing or an empty folder has none."""
    manifest = standing(output)
    assert manifest is not None
    assert manifest.edition == OLD
    assert [entry.path for entry in manifest.documents] == sorted(made.entry.path for made in documents(""))
    (tmp_path / "empty").mkdir()
    assert standing(tmp_path / "empty") is None
    assert standing(tmp_path / "missing") is None
    assert standing(output / "vastuumatriisi.xlsx") is None


# --- documents that are carried over ----------------------------------------------------------------------


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


# --- what a build must not replace ------------------------------------------------------------------------


def assert_refused(output: Path, *words: str, force: bool = False) -> None:
    """Both doors are shut with the same words, and nothing has moved."""
    before = tree(output) if output.is_dir() else {}
    for call in (lambda: inspect(output, force=force), lambda: publish_new(output, force=force)):
        sentence = user_error(call)
        assert all(word in sentence for word in words), sentence
        assert "; " in sentence
    assert (tree(output) if output.is_dir() else {}) == before
    assert not [name for name in beside(output) if name.startswith(".build.")]


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


def tampered(output: Path, change: Callable[[dict[str, object]], object]) -> bytes:
    manifest = json.loads((output / "manifest.json").read_bytes())
    change(manifest)
    return json.dumps(manifest).encode()


def with_path(path: str) -> Callable[[dict[str, object]], object]:
    entry = {"path": path, "kind": "poster", "unit": None, "pages": 1, "sha256": "0" * 64}
    return lambda manifest: manifest.update(documents=[entry])


@pytest.mark.parametrize(
    "broken",
    [
        lambda _: b"",
        lambda _: b"[]",
        lambda _: b'{"name": "A web app", "icons": []}',
        lambda _: b"\xff\xfe\xfd",
        lambda _: b"[" * 100_000,
        lambda output: (output / "manifest.json").read_bytes()[:-20],
        lambda output: tampered(output, lambda manifest: manifest.pop("toolchain")),
        lambda output: tampered(output, lambda manifest: manifest.update(documents="none")),
        lambda output: tampered(output, lambda manifest: manifest.update(documents=["none"])),
        lambda output: tampered(output, lambda manifest: manifest.update(edition="\ud800")),
        lambda output: tampered(output, with_path("../../precious.txt")),
        lambda output: tampered(output, with_path("/etc/hostname")),
        lambda output: tampered(output, with_path("manifest.json")),
        lambda output: tampered(output, with_path("C:\\precious.txt")),
    ],
)
def test_broken_manifest(output: Path, broken: Callable[[Path], bytes]) -> None:
    """A manifest that is not ours, or names a path outside, makes the folder foreign, with --force too."""
    (output / "manifest.json").write_bytes(broken(output))
    assert_refused(output, "manifest.json", "nobody knows whose", force=True)
    assert "nobody knows whose" in user_error(lambda: standing(output))


def test_manifest_of_a_later_version(output: Path) -> None:
    """Keys and kinds that this version does not know are no obstacle, and mean nothing to it."""
    manifest = json.loads((output / "manifest.json").read_bytes())
    manifest["licence"] = "EUPL"
    manifest["documents"][0] |= {"kind": "hologram", "language": "fi", "colours": ["red"]}
    (output / "manifest.json").write_bytes(json.dumps(manifest).encode())
    [entry, *_] = inspect(output, force=False)
    assert (entry.kind, entry.path) == ("hologram", manifest["documents"][0]["path"])


def test_manifest_as_a_link(tmp_path: Path, output: Path) -> None:
    """A manifest that is a link is not followed."""
    (output / "manifest.json").rename(tmp_path / "manifest.json")
    (output / "manifest.json").symlink_to(tmp_path / "manifest.json")
    assert_refused(output, "not a plain file", force=True)


# --- places that a build must not take --------------------------------------------------------------------


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
    monkeypatch.setattr("vastuumatriisi.publish.place.MOUNTS", tmp_path / "mounts")
    assert_refused(output, "a volume of its own")


# --- what the operating system refuses --------------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, when: Callable[[str], bool]) -> None:
    """Let ``os.<name>`` fail with ``number`` where its first argument, as a text, satisfies ``when``."""
    real = getattr(os, name)

    def call(path: object, *arguments: object, **keywords: object) -> object:
        if when(str(path)):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(os, name, call)


def assert_untouched(output: Path, whole: Tree, *words: str) -> None:
    sentence = user_error(lambda: publish_new(output))
    assert all(word in sentence for word in words), sentence
    assert "Errno" not in sentence
    assert tree(output) == whole
    assert beside(output) == []


def test_full_disk(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk stops the build with one sentence; the old build stands and nothing is left beside it."""
    failing(monkeypatch, "fsync", errno.ENOSPC, lambda _: True)
    assert_untouched(output, wholes[0], "no room left", str(output.parent), "free some space")


@pytest.mark.parametrize(("number", "word"), [(errno.EROFS, "read-only"), (errno.EACCES, "may not write")])
def test_read_only_parent(
    output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    """A folder that cannot be written to is told before any rendering, and by every step."""
    failing(monkeypatch, "mkdir", number, lambda path: ".staging-" in path)
    failing(monkeypatch, "open", number, lambda path: path.endswith(".lock"))
    assert word in user_error(lambda: inspect(output, force=False))
    assert word in user_error(lambda: exclusive(output).__enter__())
    assert_untouched(output, wholes[0], word, str(output.parent), "--output")


@pytest.mark.parametrize("step", ["build", ".staging-"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY, errno.EXDEV, errno.EIO])
def test_immovable_folder(
    output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """A rename that fails, as with a file open in Excel on Windows, leaves the old build where it was."""
    advice = {errno.EACCES: "close its documents", errno.EIO: "check the disk"}
    failing(monkeypatch, "rename", number, lambda path: step in Path(path).name and "previous" not in path)
    assert_untouched(output, wholes[0], advice.get(number, "a volume of its own"))


def test_patient_rename(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a virus scanner holds the new folder for a moment, the rename is tried again."""
    monkeypatch.setattr("vastuumatriisi.publish.swap._PAUSES", (0.0, 0.0))
    tries = itertools.count(1)
    failing(monkeypatch, "rename", errno.EACCES, lambda _: next(tries) < 3)
    publish_new(output)
    assert tree(output) == wholes[1]


def test_unreadable_document(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that cannot be read is named, instead of being judged."""
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no", POSTER)))
    assert f"{POSTER} cannot be read" in user_error(lambda: inspect(output, force=False))


def test_somebody_elses_documents(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in folders that cannot be emptied, as a container leaves them, is refused beforehand."""
    monkeypatch.setattr(os, "access", lambda path, _: "julisteet" not in str(path))
    assert_refused(output, "belong to somebody else")


def test_folder_that_cannot_be_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network file system that cannot flush a folder is no obstacle."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    publish_new(tmp_path / "build")
    assert (tmp_path / "build" / "manifest.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed on Windows")
def test_failure_after_the_swap(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the new build stands, trouble with clearing the old one away is left to the next run."""
    failing(monkeypatch, "rename", errno.EACCES, lambda path: path.endswith(".build.previous"))
    publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == [".build.previous"]
    monkeypatch.undo()
    recover(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []


# --- our own mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/hostname",
        "../x.pdf",
        "a/../../x.pdf",
        "a//b.pdf",
        "a/",
        "./a.pdf",
        "a\\b.pdf",
        "c:x.pdf",
        "yö.pdf",
        "a\nb.pdf",
        "a\x00.pdf",
        "CON",
        "julisteet/con.pdf",
        "aux.tar.gz",
        "Lpt1.docx",
        "com1/x.pdf",
        "a.",
        "a /x.pdf",
        "what?.pdf",
        "x" * 300 + ".pdf",
        "manifest.json",
        "Manifest.JSON",
        "Thumbs.db",
        "~$a.docx",
    ],
)
def test_impossible_path(tmp_path: Path, path: str) -> None:
    """A document's path that would escape, or that some operating system cannot hold, is a bug of ours."""
    assert path_fault(path)
    with pytest.raises(ValueError, match="document's path"):
        publish([artifact(path, "poster", b"")], NEW, tmp_path / "build", force=True)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "paths",
    [
        ("a.pdf", "a.pdf"),
        ("a.pdf", "A.PDF"),
        ("a", "a/b.pdf"),
        ("A/b.pdf", "a"),
        ("manifest.json/x.pdf",),
    ],
)
def test_colliding_paths(tmp_path: Path, paths: tuple[str, ...]) -> None:
    """Two documents in one place, on a disk that does not mind case either, are a bug of ours."""
    with pytest.raises(ValueError, match="same folder"):
        publish([artifact(path, "poster", b"") for path in paths], NEW, tmp_path / "build", force=True)


def test_ordinary_paths() -> None:
    """Names that only resemble a device or litter are fine."""
    for path in (
        "julisteet/koulun-johto.pdf",
        "console.pdf",
        "com10.pdf",
        "a b.pdf",
        "x/manifest.json",
        ".nojekyll",
    ):
        assert path_fault(path) is None


# --- cut off at any moment --------------------------------------------------------------------------------


class Cut(BaseException):
    """The end of a process, as far as the code under test can tell."""


STEPS = ("mkdir", "open", "fsync", "rename", "unlink", "rmdir", "scandir", "listdir")


@contextmanager
def cut_at(last: int, *, dead: bool) -> Iterator[None]:
    """Raise ``Cut`` at call number ``last`` of the os module; at each later one too, if ``dead``."""
    count = itertools.count(1)

    def cutting(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **keywords: object) -> object:
            number = next(count)
            if number == last or (dead and number > last):
                raise Cut
            return real(*arguments, **keywords)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, cutting(getattr(os, name)))
        yield


def is_cut(call: Callable[[Path], None], output: Path, last: int, *, dead: bool) -> bool:
    with cut_at(last, dead=dead):
        try:
            call(output)
        except Cut:
            return True
    return False


def stands_whole(output: Path, wholes: tuple[Tree, Tree]) -> bool:
    previous = output.parent / ".build.previous"
    return tree(output if output.exists() else previous) in wholes


@pytest.mark.parametrize("dead", [True, False], ids=["killed", "interrupted"])
def test_cut_anywhere(tmp_path: Path, wholes: tuple[Tree, Tree], dead: bool) -> None:
    """Cut off before any of its calls, a build leaves the old or the new one whole; the next run mends it."""
    seen, last = set(), 0
    while True:
        last += 1
        output = tmp_path / str(last) / "build"
        publish(documents("old"), OLD, output, force=False)
        cut = is_cut(publish_new, output, last, dead=dead)
        assert stands_whole(output, wholes), last
        recover(output)
        assert tree(output) in wholes, last
        assert beside(output) == [], last
        seen.add(wholes.index(tree(output)))
        inspect(output, force=False)
        publish_new(output)
        assert tree(output) == wholes[1]
        if not cut:
            break
    assert last > 30
    assert seen == {0, 1}


def test_recovery_cut_anywhere(tmp_path: Path, wholes: tuple[Tree, Tree]) -> None:
    """A repair that is cut off itself loses nothing either, from whichever state it starts."""
    for name in ("build", None):
        cut, last = True, 0
        while cut:
            last += 1
            output = tmp_path / f"{name}-{last}" / "build"
            if name:
                publish_new(output)
            publish(documents("old"), OLD, output.parent / ".build.previous", force=False)
            publish_new(output.parent / ".build.staging-0123abcd")
            cut = is_cut(recover, output, last, dead=True)
            assert stands_whole(output, wholes), (name, last)
            recover(output)
            assert tree(output) == wholes[1 if name else 0]
            assert beside(output) == []
        assert last > 10


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed on Windows")
def test_flushed_before_the_swap(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and every folder of the new build has reached the disk before the old one gives way."""
    flushed: set[int] = set()
    missing: list[Path] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(descriptor: int) -> None:
        flushed.add(os.fstat(descriptor).st_ino)
        real_fsync(descriptor)

    def rename(source: Path, target: Path) -> None:
        staged = next(output.parent.glob(".build.staging-*"), None)
        if staged:
            missing.extend(path for path in [staged, *staged.rglob("*")] if path.stat().st_ino not in flushed)
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    publish_new(output)
    assert len(flushed) == len([output, *output.rglob("*"), output.parent])
    assert missing == []


def test_interrupted_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing stood before, an interrupted build leaves nothing."""
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        publish_new(tmp_path / "build")
    assert names(tmp_path) == []


def test_previous_returns_to_an_emptied_folder(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Where somebody made an empty folder after a swap was cut off, the previous build still returns."""
    output.rename(output.parent / ".build.previous")
    output.mkdir()
    (output / ".DS_Store").touch()
    recover(output)
    assert tree(output) == wholes[0]
    assert beside(output) == []


def test_previous_waits_for_foreign_files(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Where somebody put files in the place of a build cut off, neither they nor the build are lost."""
    previous = output.parent / ".build.previous"
    output.rename(previous)
    output.mkdir()
    (output / "notes.txt").touch()
    recover(output)
    assert "notes.txt" in user_error(lambda: publish_new(output, force=True))
    assert tree(previous) == wholes[0]
    (output / "notes.txt").unlink()
    recover(output)
    assert tree(output) == wholes[0]


@pytest.mark.parametrize("stands", [True, False])
def test_foreign_previous(output: Path, stands: bool) -> None:
    """A folder of somebody's own under the name that a build needs is neither moved nor removed."""
    if not stands:
        output.rename(output.parent / "elsewhere")
    mine = output.parent / ".build.previous" / "mine.txt"
    mine.parent.mkdir()
    mine.touch()
    assert "move it elsewhere" in user_error(lambda: recover(output))
    assert "move it elsewhere" in user_error(lambda: publish_new(output, force=True))
    assert mine.exists()


def test_linked_previous(tmp_path: Path, output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A link under the name that a build needs is not taken for a build, even where it leads to one."""
    output.rename(tmp_path / "elsewhere")
    (tmp_path / ".build.previous").symlink_to(tmp_path / "elsewhere")
    assert "move it elsewhere" in user_error(lambda: recover(output))
    assert tree(tmp_path / "elsewhere") == wholes[0]


def test_leftovers_of_others(output: Path) -> None:
    """Of what stands beside the output folder, nothing is removed but what dead runs of this output left."""
    for name in (
        ".build.staging-0123abcd",
        ".build.discarded-0123abcd",
        ".build.staging-mine",
        ".other.staging-0123abcd",
    ):
        (output.parent / name).mkdir()
        (output.parent / name / "file").touch()
    recover(output)
    assert beside(output) == [".build.staging-mine", ".other.staging-0123abcd"]


ENDLESS = """
    import sys
    from pathlib import Path
    sys.path[:0] = [{root!r}, {root!r} + "/tests"]
    from test_publish import NEW, OLD, documents
    from vastuumatriisi.publish import exclusive, inspect, publish, recover
    output = Path(sys.argv[1])
    with exclusive(output, patience=30):
        print("at work", flush=True)
        while True:
            for word, edition in (("new", NEW), ("old", OLD)):
                recover(output)
                inspect(output, force=False)
                publish(documents(word), edition, output, force=False)
                if sys.argv[2] == "once":
                    sys.exit()
"""


def build_in_a_process(output: Path, how: str) -> subprocess.Popen[str]:
    script = textwrap.dedent(ENDLESS).format(root=str(ROOT))
    process = subprocess.Popen([sys.executable, "-c", script, output, how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    return process


@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment(output: Path, wholes: tuple[Tree, Tree], seed: int) -> None:
    """A build that is killed leaves the old or the new one whole, and the next one is not kept waiting."""
    with build_in_a_process(output, "endless") as process:
        time.sleep(random.Random(seed).uniform(0, 0.1))  # noqa: S311
        process.kill()
    assert stands_whole(output, wholes)
    with exclusive(output, patience=0):
        recover(output)
        assert tree(output) in wholes
        inspect(output, force=False)
        publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []


# --- one build at a time ----------------------------------------------------------------------------------


def test_second_build_waits(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A second build says who is at work, waits, and then does its own."""
    said: list[str] = []
    with build_in_a_process(output, "endless") as first:
        timer = threading.Timer(0.3, first.kill)
        timer.start()
        with exclusive(output, patience=30, waiting=said.append):
            recover(output)
            publish_new(output)
    assert len(said) == 1
    assert f"process {first.pid} on " in said[0]
    assert str(output) in said[0]
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_second_build_gives_up(output: Path) -> None:
    """A second build that has waited long enough says who is still at work."""
    with build_in_a_process(output, "endless") as first:
        sentence = user_error(lambda: exclusive(output, patience=0.1).__enter__())
        first.send_signal(signal.SIGTERM)
    assert f"process {first.pid} on " in sentence
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
    with exclusive(output, patience=0):
        publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_two_outputs_at_once(output: Path, tmp_path: Path) -> None:
    """Builds into different folders do not wait for each other."""
    with exclusive(output, patience=0), exclusive(tmp_path / "other", patience=0):
        publish_new(output)
        publish_new(tmp_path / "other")
    assert beside(output) == ["other"]
