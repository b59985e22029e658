"""What has been issued: each edition a copy of the data file, frozen in ``editions/`` beside it.

The label is the name of the file; what no file name may have on some system stands there as ``%2F``, and comes back
from there when the folder is read. A label is one whatever way its accents are put together (NFC).
"""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.errors import SourceError, UserError, reason
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.text.characters import INVISIBLE, shown

FOLDER, ENDING = "editions", ".yaml"
MOST_BYTES = 200  # of a file name; most systems take 255, some with encrypted folders fewer
# What Windows refuses or reads otherwise, what nobody sees, and the sign of what is written so.
UNSAFE = re.compile(rf"""[%<>:"/\\|?*\x00-\x1f\x7f-\x9f]|{INVISIBLE.pattern}|(?! )\s|^[.~ ]""")
# Names that Windows keeps for devices, whatever follows behind a point.
DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)


class UnreadableEdition(UserError):
    """A frozen edition that is not what it is called, or that no longer reads."""


@dataclass(frozen=True, slots=True)
class FrozenEdition:
    """A frozen edition; ``name`` is how messages call its file."""

    label: str
    path: Path
    name: str


def file_name(label: str) -> str:
    """Return the name of the file of an edition. Raises UserError for a label that is too long for one."""
    label = unicodedata.normalize("NFC", label)
    safe = UNSAFE.sub(lambda match: _escaped(match[0]), label)
    if DEVICE.match(safe):
        safe = _escaped(safe[0]) + safe[1:]
    if len((safe + ENDING).encode()) > MOST_BYTES:
        raise UserError(message("editions.label_too_long", label=shown(label)))
    return safe + ENDING


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def label_of(name: str) -> str | None:
    """Return the edition that a file of that name holds, None for a file that holds none."""
    name = unicodedata.normalize("NFC", name)
    try:
        label = unquote_to_bytes(name.removesuffix(ENDING)).decode()
        return label if label and file_name(label) == name else None
    except (UnicodeError, UserError):
        return None


def folder_of(source: Path) -> Path:
    """Return the folder of the editions of a data file: beside the file itself where the path is a link to it."""
    return Path(os.path.realpath(source)).parent / FOLDER


def shown_folder(source: Path, name: str) -> str:
    """Return how messages call that folder, where they call the data file ``name``."""
    if source.is_symlink():
        return str(folder_of(source))
    return str(Path(name).parent / FOLDER)


def frozen_editions(source: Path, name: str) -> Mapping[str, FrozenEdition]:
    """Return the frozen editions of a data file by label. Raises UserError where their folder cannot be read."""
    folder, called = folder_of(source), shown_folder(source, name)
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file())
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UserError(message("editions.folder_unreadable", folder=called, reason=reason(error))) from None
    return {edition.label: edition for edition in _editions(folder, called, names)}


def _editions(folder: Path, called: str, names: list[str]) -> Iterator[FrozenEdition]:
    for name in names:
        if label := label_of(name):
            yield FrozenEdition(label, folder / name, str(Path(called) / name))


def same_label(label: str, other: str) -> bool:
    """Tell whether two labels name one edition."""
    return unicodedata.normalize("NFC", label) == unicodedata.normalize("NFC", other)


def folded(label: str) -> str:
    """Return what is the same for labels whose files some systems take for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", label).casefold())


def read_edition(edition: FrozenEdition) -> Matrix:
    """Return the matrix of a frozen edition.

    Raises UnreadableEdition, in one sentence, where it does not read, or not any more, or where it is another edition.
    """
    try:
        matrix = read_matrix(edition.path, edition.name)
    except SourceError as error:
        first, others = error.diagnostics[0], len(error.diagnostics) - 1
        more = message("editions.more_problems", count=others) if others else ""
        raise UnreadableEdition(
            message("editions.no_longer", place=first.place, what=first.what, more=more, label=shown(edition.label))
        ) from None
    except UserError as error:
        raise UnreadableEdition(*error.args) from None
    if not same_label(matrix.edition, edition.label):
        called = _called(matrix.edition)
        raise UnreadableEdition(
            message("editions.other_label", file=edition.name, label=shown(matrix.edition), called=called)
        )
    return matrix


def _called(label: str) -> Text:
    try:
        return file_name(label)
    except UserError:
        return message("editions.by_label")


def base_label(matrix: Matrix, frozen: Mapping[str, FrozenEdition]) -> str | None:
    """Return the newest edition of the history that is frozen and not the present one, None where there is none."""
    newest_first = sorted(matrix.history, key=lambda past: past.date, reverse=True)
    labels = (unicodedata.normalize("NFC", past.edition) for past in newest_first)
    return next((label for label in labels if label in frozen and not same_label(label, matrix.edition)), None)
