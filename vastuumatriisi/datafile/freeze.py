"""An edition is frozen: the bytes of the data file get a file of their own in ``editions/``, which nothing rewrites."""

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.datafile.editions import (
    FrozenEdition,
    file_name,
    folded,
    folder_of,
    frozen_editions,
    same_label,
    shown_folder,
)
from vastuumatriisi.errors import UserError, is_forbidden, reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.system.staged_file import clear_abandoned, write_new
from vastuumatriisi.text.characters import shown


@dataclass(frozen=True, slots=True)
class Freezing:
    """An edition that is to be frozen: the bytes of the data file, and the file that gets them.

    ``done`` tells that it stands there already, byte for byte. ``mode`` are the permissions of the data file.
    """

    edition: FrozenEdition
    content: bytes
    mode: int
    done: bool


def freezing(source: Path, name: str, content: bytes, label: str) -> Freezing:
    """Return what has to be done to freeze an edition. Raises UserError where its label is taken or no file's name."""
    file = file_name(label)
    edition = FrozenEdition(label, folder_of(source) / file, str(Path(shown_folder(source, name)) / file))
    refuse_look_alikes(source, name, label)
    done = os.path.lexists(edition.path)
    if done and _content(edition, content) != content:
        raise UserError(message("editions.frozen_otherwise", frozen=edition.name, file=name))
    return Freezing(edition, content, source.stat().st_mode & 0o666, done)


def refuse_look_alikes(source: Path, name: str, label: str) -> None:
    """Raise UserError where another edition differs only in capitals: many systems take both for one file."""
    for other in frozen_editions(source, name).values():
        if not same_label(label, other.label) and folded(label) == folded(other.label):
            raise UserError(message("editions.looks_alike", label=shown(label), frozen=other.name))


def freeze(it: Freezing) -> None:
    """Give the edition its file, whole or not at all. Raises UserError with nothing changed."""
    if it.done:
        clear_abandoned(it.edition.path)
        return
    folder = it.edition.path.parent
    made = not os.path.lexists(folder)
    try:
        folder.mkdir(exist_ok=True)
        write_new(it.edition.path, it.content, it.mode)
    except FileExistsError:
        raise UserError(message("editions.there_meanwhile", file=it.edition.name)) from None
    except OSError as error:
        of_place = is_forbidden(error) or error.errno in (errno.ENOSPC, errno.EDQUOT)
        key = "editions.unwritable" if of_place else "editions.not_written"
        raise UserError(message(key, file=it.edition.name, reason=reason(error))) from None
    finally:
        if made:
            with suppress(OSError):  # it holds the edition
                folder.rmdir()


def unfreeze(it: Freezing) -> None:
    """Take back what ``freeze`` has just done."""
    if not it.done:
        with suppress(OSError):
            it.edition.path.unlink()
            it.edition.path.parent.rmdir()


def _content(edition: FrozenEdition, content: bytes) -> bytes:
    """Return what has an edition's name, no more of it than tells whether it is this content. Raises UserError."""
    try:
        return read_within(edition.path, len(content))
    except OSError as error:
        raise UserError(message("editions.unreadable", file=edition.name, reason=reason(error))) from None
