"""What the command line asks a build for."""

from pathlib import Path
from typing import NamedTuple

from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.options import Options
from vastuumatriisi.system.looking import is_file


class Request(NamedTuple):
    """A build; ``formats``, ``units``, ``roles`` and ``sites`` are empty where it asks for all.

    ``roster`` is the file that names people, None where there is none.

    Without ``page_numbers`` those of the handbook are left to Word.

    ``since`` names the edition or the file that changes are marked against, "" for the one that the history gives.
    """

    source: Path
    source_name: str
    output: Path
    templates: Path
    templates_name: str = "templates"
    letterhead: Path | None = None
    since: str = ""
    formats: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    roster: Path | None = None
    roster_name: str = ""
    options: Options = Options()
    workers: int = 1
    force: bool = False
    page_numbers: bool = True

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it is made from, besides the folder of the templates."""
        others = (self.letterhead, self.roster, Path(self.since) if is_file(Path(self.since)) else None)
        return (self.source, *(file for file in others if file))

    @property
    def formats_with_people(self) -> tuple[str, ...]:
        """The formats that it asks for by name and that cannot do without a roster."""
        return tuple(known.name for known in GENERATORS if known.roster and known.name in self.formats)

    @property
    def narrowed(self) -> bool:
        """Whether it names documents one by one."""
        return bool(self.units or self.roles or self.sites)

    @property
    def several(self) -> bool:
        """Whether there can be work for several processes: one document is no quicker with two."""
        many = any(known.for_each_unit and known.name in (self.formats or (known.name,)) for known in GENERATORS)
        return self.workers > 1 and len((*self.units, *self.roles, *self.sites)) != 1 and many
