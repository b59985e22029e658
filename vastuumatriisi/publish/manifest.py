"""``manifest.json``: what a build is, and what it says of each of its documents."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from vastuumatriisi.locales.message import Message, Text, from_plain, is_known, message, plain
from vastuumatriisi.publish.names import PathRegistry

_SHA256 = re.compile("[0-9a-f]{64}")
_HEAD = ("edition", "date", "fingerprint", "source_sha256")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the manifest says of one document; ``path`` is relative, POSIX and ASCII, "julisteet/koulun-johto.pdf".

    ``unit``, ``role``, ``site`` and ``site_type`` are ids, None where they do not apply, ``pages`` is None where
    nothing counted them. ``mark`` is the digest of what the document says of the matrix, ``cache_key`` that of
    everything that it was made from, in hex, "" where it is never current. ``page_numbers`` names what counted those in
    the document. A ``stale`` one shows an earlier state, until the next moment or the next build. ``remark`` is a few
    words for the closing table, each of ``notes`` a line below it; both are told again when the document is kept.
    ``places`` are the pages of its bookmarks, as far as they have been counted: the next build begins with them.
    """

    path: str
    kind: str
    unit: str | None = None
    role: str | None = None
    site: str | None = None
    site_type: str | None = None
    pages: int | None = None
    sha256: str = ""
    mark: str = ""
    cache_key: str = ""
    page_numbers: str = ""
    stale: bool = False
    remark: str = ""
    notes: tuple[Text, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict, hash=False)


# What is written even where there is nothing to tell.
_ALWAYS = ("path", "kind", "unit", "pages", "sha256", "mark", "cache_key")
_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("path", "kind", "sha256", "mark", "cache_key", "page_numbers", "remark"), (str,)),
    **dict.fromkeys(("unit", "role", "site", "site_type"), (str, type(None))),
    "pages": (int, type(None)),
    "stale": (bool,),
    "notes": (list,),
    "places": (dict,),
}


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished document: what the manifest is to say of it, but for the digest of its bytes, and these."""

    entry: ManifestEntry
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Edition:
    """The head of the manifest; ``toolchain`` maps the name of a tool to its version.

    ``cache_key`` is the digest of everything that a whole build was made from, "" where a document is missing or not
    current. ``notes`` are told at the end of a build, again when nothing had to be made.
    """

    edition: str
    date: str
    fingerprint: str
    source_sha256: str
    toolchain: Mapping[str, str]
    cache_key: str = ""
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole build: its edition, and its documents sorted by path."""

    edition: Edition
    documents: tuple[ManifestEntry, ...]


def manifest_of(entries: Iterable[ManifestEntry], edition: Edition) -> Manifest:
    """Return the manifest of a build, its documents sorted by path."""
    return Manifest(edition, tuple(sorted(entries, key=lambda entry: entry.path)))


def entry_of(artifact: Artifact) -> ManifestEntry:
    """Return what the manifest says of a document, with the digest of its bytes."""
    return replace(artifact.entry, sha256=hashlib.sha256(artifact.data).hexdigest())


def to_json(manifest: Manifest) -> bytes:
    """Return the bytes of ``manifest.json``: equal manifests give equal bytes."""
    head: dict[str, object] = {key: getattr(manifest.edition, key) for key in _HEAD}
    head["toolchain"] = dict(sorted(manifest.edition.toolchain.items()))
    head["cache_key"] = manifest.edition.cache_key
    head["notes"] = list(map(plain, manifest.edition.notes))
    head["documents"] = [_plain(entry) for entry in manifest.documents]
    return (json.dumps(head, ensure_ascii=False, indent=2) + "\n").encode()


def from_json(data: bytes) -> Manifest:
    """Return the manifest that ``data`` holds; raise ValueError with the reason where it is none of ours."""
    try:
        root = _mapping(json.loads(data), "publish.no_mapping.file")
    except RecursionError:
        raise ValueError(message("publish.too_deep")) from None
    entries = tuple(_entry_from(_mapping(item, "publish.no_mapping.document")) for item in _documents(root))
    _refuse_paths([entry.path for entry in entries])
    manifest = Manifest(_edition_from(root), entries)
    to_json(manifest)  # half a surrogate pair can be read, but never written again
    return manifest


def _plain(entry: ManifestEntry) -> dict[str, object]:
    told = {part.name: getattr(entry, part.name) for part in fields(ManifestEntry)}
    told["notes"] = list(map(plain, entry.notes))
    return {key: value for key, value in told.items() if key in _ALWAYS or value}


def _documents(root: Mapping[str, object]) -> list[object]:
    documents = root.get("documents")
    if isinstance(documents, list):
        return documents
    raise ValueError(message("publish.no_documents"))


def _entry_from(item: Mapping[str, object]) -> ManifestEntry:
    """Return an entry; what a later version may have added to it means nothing here."""
    told: dict[str, Any] = {key: item[key] for key in _TYPES if key in item}
    if not _SHA256.fullmatch(_text(item, "sha256")):
        raise ValueError(message("publish.no_digest"))
    for key in ("path", "kind"):
        _text(item, key)
    wrong = [key for key, value in told.items() if not isinstance(value, _TYPES[key])]
    if wrong:
        raise ValueError(message("publish.wrong_value", key=repr(wrong[0])))
    return ManifestEntry(**told | {"notes": _notes(item), "places": _places(told.get("places", {}))})


def _places(written: Mapping[str, object]) -> Mapping[str, int]:
    """Return the pages of bookmarks; none where they are no pages, since they are but a guess."""
    return {place: page for place, page in written.items() if isinstance(page, int) and 0 < page < 1_000_000}


def _edition_from(root: Mapping[str, object]) -> Edition:
    edition, date, fingerprint, source_sha256 = (_text(root, key) for key in _HEAD)
    tools = _mapping(root.get("toolchain"), "publish.no_mapping.toolchain")
    versions = {tool: _text(tools, tool) for tool in tools}
    key = _text(root, "cache_key") if "cache_key" in root else ""
    return Edition(edition, date, fingerprint, source_sha256, versions, key, _notes(root))


def _refuse_paths(paths: Iterable[str]) -> None:
    taken = PathRegistry()
    for path in paths:
        taken.take(path)


def _mapping(value: object, fault: str) -> Mapping[str, object]:
    if isinstance(value, dict):
        return value
    raise ValueError(message(fault))


def _notes(mapping: Mapping[str, object]) -> tuple[Text, ...]:
    values = mapping.get("notes", [])
    try:
        notes = tuple(map(from_plain, values)) if isinstance(values, list) else ("",)
        hash(notes)
    except (TypeError, KeyError, AttributeError):
        notes = ("",)
    if all(isinstance(note, Message) or (note and isinstance(note, str)) for note in notes):
        return tuple(filter(is_known, notes))
    raise ValueError(message("publish.no_notes"))


def _text(mapping: Mapping[str, object], key: str) -> str:
    value = mapping.get(key)
    if isinstance(value, str):
        return value
    raise ValueError(message("publish.no_text", key=repr(key)))
