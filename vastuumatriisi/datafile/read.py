"""Data file -> matrix: load, validate, assemble."""

from pathlib import Path

from vastuumatriisi.datafile.assemble import assemble
from vastuumatriisi.datafile.load import Source, load
from vastuumatriisi.datafile.validate import validate
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.gc_pause import collector_at_rest


def read_matrix(path: Path, name: str | None = None) -> Matrix:
    """Return the matrix in a data file; ``name`` is how messages call the file.

    Raises SourceError with every problem of the file, UserError where it cannot be opened.
    """
    with collector_at_rest():
        return matrix_of(load(path, name))


def matrix_of(source: Source) -> Matrix:
    """Return the matrix that a source holds. Raises SourceError with every problem."""
    language = source.root.get("language")
    default_letters = wording(language if isinstance(language, str) else "").letters
    return assemble(validate(source, default_letters), source, default_letters)
