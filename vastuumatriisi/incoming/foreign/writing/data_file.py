"""What was found -> the bytes of a data file, which was read before anybody else sees it."""

from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.parse import MOST_NODES
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import SourceError, UserError
from vastuumatriisi.incoming.foreign.finding.found import Found
from vastuumatriisi.incoming.foreign.writing.entries import entries_of
from vastuumatriisi.incoming.foreign.writing.yaml_text import yaml_of
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix

SCHEMA = "yaml-language-server: $schema=schema.json"  # what editors with YAML support look for in the first line


def data_file_of(found: Found, file: str) -> tuple[bytes, Matrix]:
    """Return the data file that says what was found in ``file``, and the matrix that it holds.

    Raises UserError where no data file can hold it, since it is too large.
    """
    if _parts_of(found) > MOST_NODES:
        raise UserError(message("import.too_many_letters", file=file, thousands=MOST_NODES // 2_000))
    words = wording(found.language)
    head = (SCHEMA, *words("import.head", file=file).split("\n"))
    content = yaml_of(entries_of(found, words, found.organisation), head).encode()
    try:
        return content, matrix_of(load.read(content, "data file"))
    except SourceError as error:
        first = error.diagnostics[0]
        too_much = message("import.more_than_a_data_file", file=file, what=first.what, line=first.line)
        raise UserError(too_much) from None


def _parts_of(found: Found) -> int:
    """Return how many keys and values the letters of a matrix make."""
    units = [unit for level in found.levels for unit in level.units]
    count = 0
    while units:
        unit = units.pop()
        units.extend(unit.units)
        count += sum(2 * len(duty.assign) for duty in unit.duties)
    return count
