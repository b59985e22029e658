"""The design of the documents: templates, theme and wording, read once and passed to every generator."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from vastuumatriisi.design.fonts import Family, families
from vastuumatriisi.design.templates import read_templates
from vastuumatriisi.design.theme import VisualTheme, theme_in
from vastuumatriisi.locales.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Design:
    """What documents look like and which words they use; ``templates`` maps file names to their bytes.

    ``name`` is how messages call the folder of the templates; no document depends on it.
    """

    theme: VisualTheme
    wording: Wording
    templates: Mapping[str, bytes]
    name: str = field(default="templates", compare=False)

    def poster_fonts(self, further: tuple[str, ...]) -> tuple[Family, ...]:
        """Return the posters' font families; ``further`` are those that the data name. Raises UserError."""
        return families(self.theme.fonts["poster"], further, self.templates, self.name)

    def only(self, templates: str, wording: Collection[str], theme: Collection[str]) -> "Design":
        """Return the design with nothing else; whatever else is asked of it raises KeyError.

        ``templates`` is a regular expression for their whole names, ``wording`` and ``theme`` are names of tables.
        """
        bare = {part.name: type(getattr(self.theme, part.name))() for part in fields(VisualTheme)}
        kept = {name: getattr(self.theme, name) for name in theme}
        entries = {key: text for key, text in self.wording.entries.items() if key.partition(".")[0] in wording}
        files = {name: data for name, data in self.templates.items() if re.fullmatch(templates, name)}
        return Design(VisualTheme(**bare | kept), replace(self.wording, entries=entries), files, self.name)

    @property
    def identity(self) -> str:
        """All of it as text: equal for an equal design."""
        templates = sorted((name, hashlib.sha256(data).hexdigest()) for name, data in self.templates.items())
        return repr((self.theme, self.wording.language, sorted(self.wording.entries.items()), templates))


def read_design(folder: Path, language: str, letterhead: Path | None = None, name: str = "templates") -> Design:
    """Return the design in the ``templates`` folder for documents in ``language``. Raises UserError.

    ``letterhead`` is a Word file in place of the ``handbook.docx`` of the folder, ``name`` how messages call that.
    """
    templates = read_templates(folder, letterhead)
    return Design(theme_in(templates.get("theme.toml"), folder / "theme.toml"), wording(language), templates, name)
