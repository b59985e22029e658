"""What one round of mending gives."""

from dataclasses import dataclass

from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import message


@dataclass(frozen=True, slots=True)
class Step:
    """New bytes of a data file, and the problems that are mended in them."""

    content: bytes
    made: tuple[Diagnostic, ...]


def done(problem: Diagnostic, became: str = "") -> Diagnostic:
    """Return a problem as it is told once it is mended: ``became`` is what stands there now, "" for blanks."""
    return problem._replace(remedy=message("mend.became", became=became) if became else message("mend.done"))
