"""What the command line asks a build for. Named tuples: a build that has nothing to do cannot wait for dataclasses."""

from pathlib import Path
from typing import Literal, NamedTuple

Paper = Literal["A4", "A3", "A2"]


class Options(NamedTuple):
    """What the command line says about the documents themselves."""

    paper: Paper = "A3"
    site_paper: Paper = "A2"
    bleed: float = 0.0  # in mm
    marks: bool = False
    collection: bool = False
    previews: bool = False


class Request(NamedTuple):
    """A build; ``groups`` and ``units`` are empty where it asks for all."""

    source: Path
    source_name: str
    output: Path
    templates: Path
    templates_name: str = "templates"
    letterhead: Path | None = None
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    options: Options = Options()
    workers: int = 1
    force: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made from, besides the folder of the templates."""
        return (self.source, self.letterhead) if self.letterhead else (self.source,)
