"""What ``check --fix`` does to a data file, and tells of it."""

import sys
from pathlib import Path

from vastuumatriisi.cli.requests import shown
from vastuumatriisi.datafile.edit.write import replace
from vastuumatriisi.datafile.load import content_of
from vastuumatriisi.datafile.mend import mended
from vastuumatriisi.errors import SourceError, told_lines
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix


def fix(source: Path, name: str, say: Wording, *, aside: bool) -> Matrix:
    """Mend what has only one right answer and print what that was; return the matrix that the file is then.

    It is printed ``aside`` where others read the output.

    Raises SourceError with what is left, UserError where the file cannot be read or written.
    """
    result = mended(content_of(source, name), name)
    if result.made:
        before = replace(source, result.before, result.content)
        saved = message("mend.saved", count=len(result.made), file=name, before=shown(before))
        lines = [*told_lines(result.made, say), say.told(saved)]
        print("\n".join(lines), file=sys.stderr if aside else sys.stdout)
    if isinstance(result.outcome, SourceError):
        left = result.outcome
        raise SourceError(left.diagnostics, more=left.more, counted="source.problems_left")
    return result.outcome
