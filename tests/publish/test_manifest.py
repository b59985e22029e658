"""What a build leaves: documents as they were given, and a manifest that tells them."""

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.publishing import (
    NEW,
    OLD,
    TOOLS,
    Tree,
    artifact,
    assert_refused,
    beside,
    documents,
    publish_new,
    tampered,
    tree,
    user_error,
)
from vastuumatriisi.publish import (
    Edition,
    inspect,
    publish,
    standing,
)


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
