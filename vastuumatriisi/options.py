"""What a user may ask of the documents. A named tuple: a build that has nothing to do cannot wait for dataclasses."""

from typing import Literal, NamedTuple

Paper = Literal["A4", "A3", "A2"]


class Options(NamedTuple):
    """What the command line says about the documents themselves; ``bleed`` in mm.

    ``site_sheets`` are the ids of houses and roles whose sheets with names are asked for.
    """

    paper: Paper = "A3"
    site_paper: Paper = "A2"
    bleed: float = 0.0
    marks: bool = False
    collection: bool = False
    previews: bool = False
    redline: bool = False
    site_sheets: tuple[tuple[str, str], ...] = ()
