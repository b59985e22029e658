"""What stands in the output folder, and whether a new build may take its place."""

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.publish.contents import (
    FolderContents,
    digest_of,
    first_files,
    is_empty,
    is_folder,
    is_plain_file,
    scan,
)
from vastuumatriisi.publish.manifest import (
    MANIFEST,
    Manifest,
    ManifestEntry,
    from_json,
    is_office_lock,
    legible,
    locked_document,
)
from vastuumatriisi.publish.place import (
    OutputPlace,
    immovable,
    is_mounted,
    place_of,
    refuse_protected,
    system_errors,
)

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
        raise UserError(
            f"{place.shown} has a {MANIFEST} that is not one of ours ({legible(str(error))}), and nobody "
            "knows whose files these are; move the folder elsewhere, or choose another with --output"
        ) from None


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
            raise UserError(f"{place.shown} is not a folder; remove it, or choose a folder with --output")
        if is_mounted(place.folder):
            raise UserError(immovable(place))
        manifest = standing(output)
        with system_errors(place, "read"):
            if manifest is None:
                reasons = _foreign_reasons(place)
            else:
                intact, reasons = _intact_and_objections(place, manifest, force=force)
        if reasons:
            raise UserError("\n".join(reasons))
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
        raise ValueError("it is not a plain file")
    return from_json(manifest.read_bytes())


def _foreign_reasons(place: OutputPlace) -> list[str]:
    names = list(islice(first_files(place.folder), MAX_FOREIGN_NAMED + 1))
    return [_foreign(place, names)] if names else []


def _intact_and_objections(
    place: OutputPlace, manifest: Manifest, *, force: bool
) -> tuple[tuple[ManifestEntry, ...], list[str]]:
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


def _foreign(place: OutputPlace, paths: Sequence[str]) -> str:
    names = [legible(path) for path in paths[:MAX_FOREIGN_NAMED]]
    more = ["and more"] if len(paths) > MAX_FOREIGN_NAMED else []
    return (
        f"{place.shown} holds files that no build has put there: {', '.join(names + more)}; "
        "move them elsewhere, or choose another folder with --output"
    )


def _locked(place: OutputPlace, lock: str, document: str) -> str:
    return (
        f"{legible(document)} in {place.shown} is open in an office program; close it first, and build again "
        f"(if no program has it open, delete {legible(lock)})"
    )


def refuse_changed(place: OutputPlace, paths: Sequence[str]) -> None:
    """Raise UserError where there are documents that somebody has changed or deleted."""
    if paths:
        raise UserError(_changed(place, paths))


def _changed(place: OutputPlace, paths: Sequence[str]) -> str:
    return (
        f"changed by hand in {place.shown} since the build: {', '.join(paths)}; "
        "copy elsewhere what you want to keep, then build again with --force, which replaces them"
    )


def _is_sealed(place: OutputPlace, contents: FolderContents) -> bool:
    # Such a folder can be moved aside, but never deleted; a container that ran as another user leaves them.
    return not all(os.access(place.folder / folder, os.W_OK | os.X_OK) for folder in contents.folders)


def _sealed(place: OutputPlace) -> str:
    return (
        f"the documents in {place.shown} belong to somebody else, and you may not delete them; "
        "ask for permission, or choose another folder with --output"
    )


def _refuse_unwritable(place: OutputPlace) -> None:
    # Only an attempt tells: permission bits say nothing to root, on a read-only disk, or on Windows.
    probe = place.fresh("staging")
    with system_errors(place, "write"):
        if os.path.lexists(place.parent):
            try:
                probe.mkdir()
            finally:  # Ctrl-C may come between the two
                with suppress(FileNotFoundError):
                    probe.rmdir()
