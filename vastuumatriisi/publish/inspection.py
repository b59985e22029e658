"""What stands in the output folder, and whether a new build may take its place."""

import json
import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.publish.contents import (
    FolderContents,
    digest_of,
    first_files,
    is_empty,
    is_folder,
    is_plain_file,
    scan,
)
from vastuumatriisi.publish.manifest import Manifest, ManifestEntry, from_json
from vastuumatriisi.publish.names import MANIFEST, is_office_lock, locked_document
from vastuumatriisi.publish.place import (
    OutputPlace,
    immovable,
    place_of,
    refuse_protected,
    system_errors,
)
from vastuumatriisi.system.mounts import is_mounted
from vastuumatriisi.system.patience import patiently

MAX_FOREIGN_NAMED = 8  # more names of foreign files would not help anybody


def standing(output: Path) -> Manifest | None:
    """Return the manifest of the build in ``output``, None where there is none.

    Raise UserError for a ``manifest.json`` that cannot be read as one of ours.
    """
    place = place_of(output)
    manifest = place.folder / MANIFEST
    if not is_folder(place.folder) or not os.path.lexists(manifest):
        return None
    try:
        with system_errors(place, "read"):
            return _read(manifest)
    except ValueError as error:
        strange = message("publish.foreign_manifest", folder=place.shown, file=MANIFEST, reason=_told(error))
        raise UserError(strange) from None


def inspect(output: Path, *, force: bool, sources: Collection[Path] = ()) -> tuple[ManifestEntry, ...]:
    """Return the documents in ``output`` that are as their manifest says.

    Raise UserError, with every reason at once, where a new build must not or cannot replace ``output``. ``force`` gives
    up documents that were changed by hand, nothing else. ``sources`` are files and folders that must not lie in the
    output folder.
    """
    place = place_of(output)
    refuse_protected(place, sources)
    intact: tuple[ManifestEntry, ...] = ()
    if os.path.lexists(place.folder):
        if not is_folder(place.folder):
            raise UserError(message("publish.is_no_folder", folder=place.shown))
        if is_mounted(place.folder):
            raise UserError(immovable(place))
        manifest = standing(output)
        with system_errors(place, "read"):
            if manifest is None:
                reasons = _foreign_reasons(place)
            else:
                intact, reasons = _intact_and_objections(place, manifest, force=force)
        if reasons:
            raise UserError(*reasons)
    _refuse_unwritable(place)
    return intact


def holds_build(folder: Path) -> bool:
    """Return whether a build of ours stands in ``folder``."""
    try:
        return standing(folder) is not None
    except UserError:
        return False


def is_ours(folder: Path) -> bool:
    """Return whether ``folder`` is for us to move and remove: it holds a build, or nothing worth keeping."""
    return is_folder(folder) and (holds_build(folder) or is_empty(folder))


def _read(manifest: Path) -> Manifest:
    if not is_plain_file(manifest):
        raise ValueError(message("publish.no_plain_file"))
    return from_json(manifest.read_bytes())


def _told(error: ValueError) -> Text:
    """Return why a manifest cannot be read."""
    if isinstance(error, json.JSONDecodeError):
        return message("publish.no_json", line=error.lineno, column=error.colno)
    if isinstance(error, UnicodeError):
        return message("publish.no_text_file")
    known = error.args and isinstance(error.args[0], Message)
    return error.args[0] if known else legible(str(error))


def _foreign_reasons(place: OutputPlace) -> list[Message]:
    names = list(islice(first_files(place.folder), MAX_FOREIGN_NAMED + 1))
    return [_foreign(place, names)] if names else []


def _intact_and_objections(
    place: OutputPlace, manifest: Manifest, *, force: bool
) -> tuple[tuple[ManifestEntry, ...], list[Message]]:
    contents = scan(place.folder)
    digests = {entry.path: entry.sha256 for entry in manifest.documents}
    locks = [path for path in contents.files if is_office_lock(path.rpartition("/")[2])]
    strangers = {*contents.files} - {MANIFEST, *digests, *locks}
    foreign = sorted({*strangers, *contents.special_files})
    present = sorted({*digests} & {*contents.files})
    changed = [path for path in present if digest_of(place.folder / path) != digests[path]]
    reasons = [_foreign(place, foreign)] if foreign else []
    reasons += [_locked(place, lock, locked_document(lock, digests)) for lock in locks]
    reasons += [_changed(place, changed)] if changed and not force else []
    reasons += [_sealed(place)] if _is_sealed(place, contents) else []
    intact = {*present} - {*changed}
    return tuple(entry for entry in manifest.documents if entry.path in intact), reasons


def _foreign(place: OutputPlace, paths: Sequence[str]) -> Message:
    names = [legible(path) for path in paths[:MAX_FOREIGN_NAMED]]
    more = [message("publish.and_more")] if len(paths) > MAX_FOREIGN_NAMED else []
    return message("publish.foreign", folder=place.shown, names=[*names, *more])


def _locked(place: OutputPlace, lock: str, document: str) -> Message:
    return message("publish.open", document=legible(document), folder=place.shown, lock=legible(lock))


def refuse_changed(place: OutputPlace, paths: Sequence[str]) -> None:
    """Raise UserError where there are documents that somebody has changed or deleted."""
    if paths:
        raise UserError(_changed(place, paths))


def _changed(place: OutputPlace, paths: Sequence[str]) -> Message:
    return message("publish.changed", folder=place.shown, paths=tuple(paths))


def _is_sealed(place: OutputPlace, contents: FolderContents) -> bool:
    # Such a folder can be moved aside, but never deleted; a container that ran as another user leaves them.
    return not all(os.access(place.folder / folder, os.W_OK | os.X_OK) for folder in contents.folders)


def _sealed(place: OutputPlace) -> Message:
    return message("publish.sealed", folder=place.shown)


def _refuse_unwritable(place: OutputPlace) -> None:
    # Only an attempt tells: permission bits say nothing to root, on a read-only disk, or on Windows.
    probe = place.fresh("staging")
    with system_errors(place, "write"):
        if os.path.lexists(place.parent):
            try:
                probe.mkdir()
            finally:  # Ctrl-C may come between the two
                # What looks into each new folder, as OneDrive does, may hold it yet: the next run clears it away.
                with suppress(OSError):
                    patiently(probe.rmdir)
