"""The story of an import: read the file, find the matrix in it, write the data file that says it."""

from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import SourceError, UserError
from vastuumatriisi.incoming.foreign.finding.decisions import NOTHING_DECIDED, Decisions
from vastuumatriisi.incoming.foreign.finding.find import find_in_sheets
from vastuumatriisi.incoming.foreign.finding.found import Found
from vastuumatriisi.incoming.foreign.finding.prose.find import find_in_lines
from vastuumatriisi.incoming.foreign.mapping import map_of
from vastuumatriisi.incoming.foreign.own_workbook import carried
from vastuumatriisi.incoming.foreign.reading.read import read
from vastuumatriisi.incoming.foreign.reading.values import Reading
from vastuumatriisi.incoming.foreign.writing.data_file import data_file_of
from vastuumatriisi.incoming.foreign.writing.yaml_text import yaml_of
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gives: the data file, the matrix in it and the map; ``found`` is None for a workbook of ours.

    ``matrix`` is None, and there is no content, where the account alone was asked for.
    """

    reading: Reading
    found: Found | None
    content: bytes
    matrix: Matrix | None
    map: bytes


def import_matrix(
    path: Path, name: str, sheet: str = "", decisions: Decisions = NOTHING_DECIDED, *, account_alone: bool = False
) -> Imported:
    """Return the data file for the matrix in a file; ``name`` is how messages call it, ``sheet`` the one that is meant.

    Raises UserError where the file cannot be read, or holds no matrix.
    """
    reading = read(path, name)
    text = carried(reading)
    if text is not None and not sheet:
        return _own(reading, text)
    found = find_in_sheets(reading, decisions, sheet) or (None if sheet else find_in_lines(reading, decisions))
    if found is None:
        raise UserError(_nothing_found(reading, sheet))
    if account_alone:
        return Imported(reading, found, b"", None, b"")
    content, matrix = data_file_of(found, Path(name).name)
    return Imported(reading, found, content, matrix, map_of(found, Path(name).name, wording(found.language)))


def _own(reading: Reading, text: str) -> Imported:
    """Return the very matrix that a workbook of ours was made from; what was changed in it is for ``review``."""
    try:
        source = load.read(text.encode(), reading.file)
        matrix = matrix_of(source)
    except SourceError:
        raise UserError(message("import.damaged_own", file=reading.file)) from None
    words = wording(matrix.language)
    head = tuple(words("import.head", file=Path(reading.file).name).split("\n"))
    content = yaml_of(source.root, head).encode()
    return Imported(reading, None, content, matrix_of(load.read(content, "data file")), b"")


def _nothing_found(reading: Reading, sheet: str) -> Message:
    if not reading.sheets and not reading.lines:
        return message("import.no_text", file=reading.file)
    if not any(map(any, (row for one in reading.sheets for row in one.rows))) and not reading.lines:
        return message("import.no_filled_cell", file=reading.file)
    where = message("import.sheet_of", sheet=sheet, file=reading.file) if sheet else reading.file
    return message("import.no_matrix", where=where)
