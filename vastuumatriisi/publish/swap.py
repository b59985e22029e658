"""Stages the new build, swaps it with the old one, and recovers an interrupted swap."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import message
from vastuumatriisi.publish.contents import is_empty
from vastuumatriisi.publish.inspection import holds_build, inspect, is_ours, refuse_changed
from vastuumatriisi.publish.manifest import Artifact, Edition, Manifest, ManifestEntry, entry_of, manifest_of, to_json
from vastuumatriisi.publish.names import MANIFEST, PathRegistry
from vastuumatriisi.publish.place import OutputPlace, place_of, refuse_long, system_errors
from vastuumatriisi.system.patience import others_hold, patiently, sync_folder
from vastuumatriisi.system.process import delayed_interrupts


def publish(
    documents: Iterable[Artifact | ManifestEntry],
    edition: Edition,
    output: Path,
    *,
    force: bool,
    lacking: Callable[[], bool] = bool,
) -> Manifest:
    """Replace what stands in ``output`` by the documents and their manifest, as a whole.

    Documents are taken one by one, so they may be made while they are taken; each is on the disk before the next. A
    ManifestEntry stands for a document of the build in ``output`` that is kept as it is. Where the new build would be
    the same as the standing one, that is left in peace. ``lacking``, asked when all are taken, tells whether some could
    not be made: the build then has no key, so the next one tries again.

    Raise UserError where that must not or cannot be done, ValueError for paths that only our bug can make. After any
    exception, one of the documents' own too, the old build stands, or, cut off in the last moment, the new one.
    """
    place = place_of(output)
    recover(output)
    try:
        staging = place.fresh("staging")
        taken_over: list[ManifestEntry] = []
        manifest = _stage(staging, place, documents, edition, taken_over, lacking)
        # Rendering took its time: somebody may have opened or changed a document since the first look.
        intact = inspect(output, force=force)
        # Even with force: a document that was to be kept is the same file, and would bear the digest of the old one.
        as_they_were = {(entry.path, entry.sha256) for entry in intact}
        refuse_changed(place, [one.path for one in taken_over if (one.path, one.sha256) not in as_they_were])
        with system_errors(place, "move"):
            if _stands_already(place, manifest, intact):
                shutil.rmtree(staging, ignore_errors=True)  # what somebody holds of it goes with the next run
            else:
                _swap(staging, place)
    except BaseException:
        with delayed_interrupts(), suppress(OSError, UserError):
            recover(output)
        raise
    return manifest


def recover(output: Path) -> None:
    """Mend a swap that was cut off, and remove what dead runs left beside ``output``.

    Where no build stands in ``output``, the previous one returns; where one does, the previous one goes.
    Call it inside ``exclusive``: the staged folder of a run at work would go too. Raise UserError where the
    operating system will not let it.
    """
    place = place_of(output)
    with system_errors(place, "move"):
        if os.path.lexists(place.previous):
            _settle(place)
        for leftover in place.leftovers():
            shutil.rmtree(leftover, ignore_errors=True)


def _settle(place: OutputPlace) -> None:
    if not is_ours(place.previous):
        raise UserError(message("publish.previous_foreign", folder=legible(str(place.previous))))
    if holds_build(place.folder):
        _discard(place.previous, place)
    elif is_empty(place.folder):
        if os.path.lexists(place.folder):
            _rename(place.folder, place.fresh("discarded"))
        _rename(place.previous, place.folder)
        sync_folder(place.parent)
    # Otherwise somebody put files where the build stood: inspect names them, and the previous build waits.


def _stage(
    staging: Path,
    place: OutputPlace,
    documents: Iterable[Artifact | ManifestEntry],
    edition: Edition,
    taken_over: list[ManifestEntry],
    lacking: Callable[[], bool],
) -> Manifest:
    with system_errors(place, "write"):
        # mkdir, unlike tempfile, honours the umask: these folders are what readers will see.
        staging.mkdir(parents=True)
    paths, folders = PathRegistry(), {staging}
    entries: list[ManifestEntry] = []
    for document in documents:
        entry = document if isinstance(document, ManifestEntry) else entry_of(document)
        paths.take(entry.path)
        refuse_long(place.folder, [entry.path])
        target = staging / entry.path
        with system_errors(place, "write"):
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(document, Artifact):
                _write(target, document.data)
            else:
                taken_over.append(entry)
                _take_over(place, entry.path, target)
        folders.update(parent for parent in target.parents if parent.is_relative_to(staging))
        entries.append(entry)
    manifest = manifest_of(entries, replace(edition, cache_key="") if lacking() else edition)
    with system_errors(place, "write"):
        _write(staging / MANIFEST, to_json(manifest))
        for folder in sorted(folders, reverse=True):
            sync_folder(folder)
    return manifest


def _take_over(place: OutputPlace, path: str, target: Path) -> None:
    """Let a document stand in the new build too: the same file where the disk can do that, else a copy of it.

    Where others hold files it is a copy: what somebody has open can be removed by none of its names.
    """
    document = place.folder / path
    try:
        if _is_linked(document, target):
            return
        data = patiently(document.read_bytes)
    except FileNotFoundError:
        refuse_changed(place, [path])
    else:
        _write(target, data)


def _is_linked(document: Path, target: Path) -> bool:
    """Tell whether a document has got a second name. Raises FileNotFoundError where it is gone."""
    if others_hold():
        return False
    try:
        os.link(document, target)
    except FileNotFoundError:
        raise
    except OSError:
        return False
    return True


def _stands_already(place: OutputPlace, manifest: Manifest, intact: Collection[ManifestEntry]) -> bool:
    standing_manifest = place.folder / MANIFEST
    return (
        len(intact) == len(manifest.documents)
        and standing_manifest.is_file()
        and standing_manifest.read_bytes() == to_json(manifest)
    )


def _swap(staging: Path, place: OutputPlace) -> None:
    if os.path.lexists(place.folder):
        _rename(place.folder, place.previous)
    _rename(staging, place.folder)
    # The new build stands: what fails from here on is left to the next run, and is no failure of this one.
    with suppress(OSError):
        sync_folder(place.parent)
        if os.path.lexists(place.previous):
            _discard(place.previous, place)


def _discard(folder: Path, place: OutputPlace) -> None:
    # Renamed before it is deleted, so that a half-deleted build never bears the name that recover trusts.
    discarded = place.fresh("discarded")
    _rename(folder, discarded)
    shutil.rmtree(discarded, ignore_errors=True)


def _rename(source: Path, target: Path) -> None:
    patiently(lambda: source.rename(target))


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
