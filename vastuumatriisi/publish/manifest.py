"""``manifest.json``: what a build is, and the digest of each of its documents."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from vastuumatriisi.publish.paths import Paths

Extra = tuple[tuple[str, str | int | None], ...]

_HEAD = ("edition", "date", "fingerprint", "source_sha256")
_KNOWN = ("path", "kind", "unit", "pages", "sha256", "mark", "inputs", "remark", "notes")
_ONLY_WHERE_TOLD = ("remark", "notes")
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Artifact:
    """One finished document; ``path`` is relative, POSIX and ASCII, e.g. ``julisteet/koulun-johto.pdf``."""

    path: str
    kind: str
    data: bytes = field(repr=False)
    pages: int | None = None
    unit: str | None = None
    extra: Extra = ()  # further keys of the manifest entry, e.g. (("site_type", "lukio"),)
    mark: str = ""  # digest of what the document says of the matrix, such as "7310-5520"
    inputs: str = ""  # digest of everything that the document was made from, in hex; "" where it is never current
    remark: str = ""  # a few words for the closing table, told again when the document is kept
    notes: tuple[str, ...] = ()  # what is worth telling about it, a line each


@dataclass(frozen=True, slots=True)
class Edition:
    """The head of the manifest; ``toolchain`` maps the name of a tool to its version.

    ``inputs`` is the digest of everything that a whole build was made from, "" where a document is missing or not
    current. ``notes`` are told at the end of a build, again when nothing had to be made.
    """

    edition: str
    date: str
    fingerprint: str
    source_sha256: str
    toolchain: Mapping[str, str]
    inputs: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the manifest says of one document."""

    path: str
    kind: str
    sha256: str
    pages: int | None = None
    unit: str | None = None
    extra: Extra = ()
    mark: str = ""
    inputs: str = ""
    remark: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole build: its edition, and its documents sorted by path."""

    edition: Edition
    documents: tuple[ManifestEntry, ...]


def manifest_of(entries: Iterable[ManifestEntry], edition: Edition) -> Manifest:
    """Return the manifest of a build, its documents sorted by path."""
    return Manifest(edition, tuple(sorted(entries, key=lambda entry: entry.path)))


def to_json(manifest: Manifest) -> bytes:
    """Return the bytes of ``manifest.json``: equal manifests give equal bytes."""
    head: dict[str, object] = {key: getattr(manifest.edition, key) for key in _HEAD}
    head["toolchain"] = dict(sorted(manifest.edition.toolchain.items()))
    head["inputs"] = manifest.edition.inputs
    head["notes"] = list(manifest.edition.notes)
    head["documents"] = [_plain(entry) for entry in manifest.documents]
    return (json.dumps(head, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(data: bytes) -> Manifest:
    """Return the manifest that ``data`` holds; raise ValueError with the reason where it is none of ours."""
    try:
        root = _mapping(json.loads(data), "the file")
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    entries = tuple(_entry_from(_mapping(item, "a document")) for item in _documents(root))
    _refuse_paths([entry.path for entry in entries])
    manifest = Manifest(_edition_from(root), entries)
    to_json(manifest)  # half a surrogate pair can be read, but never written again
    return manifest


def entry_of(artifact: Artifact) -> ManifestEntry:
    """Return what the manifest says of a document; raise ValueError for keys that only a bug of ours can make."""
    keys = [key for key, _ in artifact.extra]
    if len({*keys, *_KNOWN}) < len(keys) + len(_KNOWN):
        raise ValueError(f"{artifact.path}: an extra key stands twice, or is one of {', '.join(_KNOWN)}")
    return ManifestEntry(
        artifact.path,
        artifact.kind,
        hashlib.sha256(artifact.data).hexdigest(),
        artifact.pages,
        artifact.unit,
        tuple(sorted(artifact.extra, key=lambda pair: pair[0])),
        artifact.mark,
        artifact.inputs,
        artifact.remark,
        artifact.notes,
    )


def _plain(entry: ManifestEntry) -> dict[str, object]:
    told = {key: getattr(entry, key) for key in _KNOWN if key not in _ONLY_WHERE_TOLD or getattr(entry, key)}
    return told | dict(entry.extra)


def _documents(root: Mapping[str, object]) -> list[object]:
    documents = root.get("documents")
    if isinstance(documents, list):
        return documents
    raise ValueError("it has no list of documents")


def _entry_from(item: Mapping[str, object]) -> ManifestEntry:
    pages, unit, inputs = item.get("pages"), item.get("unit"), item.get("inputs", "")
    if not (pages is None or isinstance(pages, int)) or not (unit is None or isinstance(unit, str)):
        raise ValueError("the pages or the unit of a document are not what they should be")
    if not isinstance(inputs, str) or not _SHA256.fullmatch(_text(item, "sha256")):
        raise ValueError("a document has no digest")
    # A later version may write keys that are no scalars; they mean nothing here.
    extra = tuple(
        (key, item[key]) for key in sorted(item) if key not in _KNOWN and not isinstance(item[key], list | dict | float)
    )
    return ManifestEntry(
        _text(item, "path"),
        _text(item, "kind"),
        _text(item, "sha256"),
        pages,
        unit,
        cast("Extra", extra),
        _text(item, "mark") if "mark" in item else "",
        inputs,
        _text(item, "remark") if "remark" in item else "",
        _texts(item, "notes"),
    )


def _edition_from(root: Mapping[str, object]) -> Edition:
    edition, date, fingerprint, source_sha256 = (_text(root, key) for key in _HEAD)
    tools = _mapping(root.get("toolchain"), "the toolchain")
    versions = {tool: _text(tools, tool) for tool in tools}
    inputs = _text(root, "inputs") if "inputs" in root else ""
    return Edition(edition, date, fingerprint, source_sha256, versions, inputs, _texts(root, "notes"))


def _refuse_paths(paths: Iterable[str]) -> None:
    taken = Paths()
    for path in paths:
        taken.take(path)


def _mapping(value: object, what: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError(f"{what} is not a mapping")


def _texts(mapping: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = mapping.get(key, [])
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        return tuple(values)
    raise ValueError(f"{key!r} is not a list of texts")


def _text(mapping: Mapping[str, object], key: str) -> str:
    value = mapping.get(key)
    if isinstance(value, str):
        return value
    raise ValueError(f"the key {key!r} is missing or is not a text")
