"""Checks whether the output folder already holds what a build would make. Loads no library.

Nothing is trusted: every input and every document is read and hashed. In any doubt the answer is None, and the build
that follows finds out and says what is the matter.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.toolchain import toolchain
from vastuumatriisi.design.templates import read_templates
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import Text, from_plain, is_known
from vastuumatriisi.options import Options
from vastuumatriisi.system import libreoffice

EDITIONS = "editions"  # as in ``datafile.editions``, which loads more than this needs
MANIFEST = "manifest.json"  # as in ``publish``, which loads more than this needs


def standing_manifest(request: Request) -> dict[str, Any] | None:
    """Return the manifest of the build that stands and is what ``request`` asks for, None where there is none."""
    if request.force or request.narrowed:
        return None
    try:
        folder = os.path.realpath(request.output)
        if _disturbed(folder):
            return None
        manifest = json.loads(_content(os.path.join(folder, MANIFEST)))  # noqa: PTH118 -- Path takes its time
        same = manifest["cache_key"] and manifest["cache_key"] == _key(request)
        return manifest if same and _holds(folder, manifest) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, UserError):
        return None


def build_key(
    source_sha256: str, templates: Mapping[str, bytes], options: Options, office: str | None, issued: str
) -> str:
    """Return the digest in hex of everything that a whole build is made from; ``office`` is LibreOffice's identity.

    ``issued`` is the digest of what changes may be marked against.

    It may change where no document does, but never the other way round.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in templates.items()}
    parts = (source_sha256, digests, repr(options), office, issued, dict(toolchain()))
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _disturbed(folder: str) -> bool:
    """Return whether another build is at work, or one that was cut off has left something."""
    parent, name = os.path.split(folder)
    return any(entry.startswith(f".{name}.") for entry in os.listdir(parent))  # noqa: PTH208 -- names are enough


def _key(request: Request) -> str:
    for path in (request.source, *([request.roster] if request.roster else [])):
        if not os.path.isfile(path):  # noqa: PTH113 -- Path takes its time
            raise ValueError(f"{path} can be read once only")
    templates = read_templates(request.templates, request.letterhead)
    office = _office() if request.page_numbers else ""  # as in ``builder.layouts``, which loads more than this needs
    return build_key(_digest(str(request.source)), templates, request.options, office, issued_digest(request))


def _office() -> str | None:
    program = libreoffice.find_program()
    return libreoffice.office_identity(program) if program else None


def issued_digest(request: Request) -> str:
    """Return the digest in hex of all frozen editions, of the roster, and of the file that ``since`` may name."""
    source = os.path.realpath(request.source)
    folder = os.path.join(os.path.dirname(source), EDITIONS)  # noqa: PTH118, PTH120
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except OSError:
        names = []
    found = [(name, _digest(os.path.join(folder, name))) for name in names]  # noqa: PTH118
    roster = _digest(str(request.roster)) if request.roster and os.path.isfile(request.roster) else ""  # noqa: PTH113
    since = _digest(request.since) if os.path.isfile(request.since) else ""  # noqa: PTH113
    return hashlib.sha256(repr((found, request.since, since, roster)).encode("utf-8", "surrogatepass")).hexdigest()


def _holds(folder: str, manifest: dict[str, Any]) -> bool:
    """Return whether the folder holds the documents of the manifest as they were made, and nothing else."""
    digests = {document["path"]: document["sha256"] for document in manifest["documents"]}
    return (
        # One without a key lacks something that the next build tries to get.
        all(document["cache_key"] for document in manifest["documents"])
        and all(map(is_known, notes_in(manifest)))
        and set(_files(folder)) == {*digests, MANIFEST}
        and all(_digest(os.path.join(folder, path)) == digest for path, digest in digests.items())  # noqa: PTH118
    )


def notes_in(manifest: Mapping[str, Any]) -> list[Text]:
    """Return what a manifest has noted of the build and of its documents. Raises what ``from_plain`` raises."""
    of_documents = (note for document in manifest["documents"] for note in document.get("notes", ()))
    return list(map(from_plain, (*manifest["notes"], *of_documents)))


def _files(folder: str, above: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{above}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield above + entry.name
            else:
                raise ValueError(f"{entry.path} is no plain file")


def _digest(path: str) -> str:
    return hashlib.sha256(_content(path)).hexdigest()


def _content(path: str) -> bytes:
    return Path(path).read_bytes()
