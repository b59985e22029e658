"""The file of a roster -> the roster, by the kind of its file."""

from pathlib import Path

from vastuumatriisi.datafile.load import content_of
from vastuumatriisi.errors import Diagnostic, SourceError, UserError
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.rosters import Roster
from vastuumatriisi.system.looking import is_missing
from vastuumatriisi.system.process import gc_paused

from .check import checked
from .csv_roster import read_csv
from .written import Problems, WrittenRoster
from .xlsx_roster import read_xlsx
from .yaml_roster import read_yaml

ROSTER = "sites.yaml"  # beside the data file
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_roster(path: Path, name: str, matrix: Matrix) -> Roster:
    """Return the roster in a file, which messages call ``name``.

    Raises SourceError with every problem that it has, UserError where it cannot be opened.
    """
    if is_missing(path):
        raise UserError(message("files.no_roster", path=name))
    problems = Problems(name)
    with gc_paused():
        return checked(_written(content_of(path, name), path.suffix.lower(), problems), matrix, problems)


def _written(content: bytes, ending: str, problems: Problems) -> WrittenRoster:
    if content.startswith(OLD_OFFICE):
        remedy = message("roster.save_without_password")
        raise SourceError([Diagnostic(problems.file, 1, 1, message("roster.old_workbook"), remedy)])
    if content.startswith(ZIP):
        return read_xlsx(content, problems)
    if ending in (".csv", ".tsv", ".txt"):
        return read_csv(content, problems)
    return read_yaml(content, problems)
