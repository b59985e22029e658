"""Data file -> matrix: load, validate, assemble; or every problem of its shape and of its references at once."""

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.assemble import assemble
from vastuumatriisi.datafile.load import Source, load
from vastuumatriisi.datafile.publication import address_diagnostics
from vastuumatriisi.datafile.references import reference_diagnostics
from vastuumatriisi.datafile.schema_errors import SchemaErrorWords
from vastuumatriisi.errors import MAX_DIAGNOSTICS, Diagnostic, SourceError
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.letters import STRENGTH, LetterSet, letter_set, usual_letters
from vastuumatriisi.system.process import delayed_interrupts, gc_paused
from vastuumatriisi.text.characters import on_one_line


def read_matrix(path: Path, name: str | None = None) -> Matrix:
    """Return the matrix in a data file; ``name`` is how messages call the file.

    Raises SourceError with every problem of the file, UserError where it cannot be opened.
    """
    with gc_paused():
        return matrix_of(load(path, name))


def matrix_of(source: Source) -> Matrix:
    """Return the matrix that a source holds. Raises SourceError with every problem."""
    language = source.root.get("language")
    default_letters = usual_letters(wording(language if isinstance(language, str) else ""))
    return assemble(validate(source, default_letters), source, default_letters)


KNOWN_KEYS = {field.alias or key for one in schema.Entry.__subclasses__() for key, field in one.model_fields.items()}


def validate(source: Source, default_letters: LetterSet) -> schema.DataFile:
    """Return the data file that ``source`` holds; ``default_letters`` serve where it defines none.

    Raises SourceError with all problems, those of the shape and those of the references.
    """
    diagnostics: list[Diagnostic] = []
    data, more = None, False
    with delayed_interrupts():  # what comes while it compiles its validators, pydantic may pass over
        schema.DataFile.model_rebuild()
    try:
        data = schema.DataFile.model_validate(source.root)
    except ValidationError as error:
        words, limited_error = SchemaErrorWords(source), _limited_error(error, source)
        diagnostics = [words.diagnostic(details) for details in limited_error.errors(include_url=False)]
        more = limited_error is not error
    diagnostics.extend(reference_diagnostics(source, written_letters(source.root) or default_letters))
    diagnostics.extend(address_diagnostics(source))
    if diagnostics or data is None:
        raise SourceError(diagnostics, more=more)
    return data


def written_letters(root: Mapping[str, Any]) -> LetterSet | None:
    """Return the letter set that the file defines, as far as it can be read; None where it defines none."""
    written = root.get("letters")
    if not isinstance(written, dict) or not written:
        return None
    letters = {}
    for symbol, letter in written.items():
        keys = letter if isinstance(letter, dict) else {}
        known = next((kind for kind in STRENGTH if kind == keys.get("counts_as")), "none")
        letters[on_one_line(symbol)] = (_flat(keys.get("name")) or symbol, _flat(keys.get("meaning")), known)
    return letter_set(letters)


def _flat(value: object) -> str:
    return on_one_line(value) if isinstance(value, str) else ""


def _limited_error(error: ValidationError, source: Source) -> ValidationError:
    """Return the errors of a file, of a flood of them those that its beginning has: as objects all would not fit."""
    length = MAX_DIAGNOSTICS
    while error.error_count() > 10 * MAX_DIAGNOSTICS and length > 1:
        length //= 4
        try:
            schema.DataFile.model_validate(_shortened(source.root, length))
        except ValidationError as fewer:
            error = fewer
    return error


def _shortened(node: Any, length: int) -> Any:
    """Return the data with every list cut to its first items, and every mapping to those keys and the known ones."""
    if isinstance(node, dict):
        kept = {*islice(node, length), *(KNOWN_KEYS & node.keys())}
        return {key: _shortened(value, length) for key, value in node.items() if key in kept}
    return [_shortened(value, length) for value in node[:length]] if isinstance(node, list) else node
