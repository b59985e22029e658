"""The dress of the documents: templates, theme and wording, read once and passed to every generator."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.errors import Refusal
from vastuumatriisi.fonts import Family, families
from vastuumatriisi.theme import Theme, read_theme
from vastuumatriisi.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Dress:
    """What documents look like and which words they use; ``templates`` maps file names to their bytes."""

    theme: Theme
    wording: Wording
    templates: Mapping[str, bytes]

    def poster_fonts(self, further: tuple[str, ...]) -> tuple[Family, ...]:
        """Return the posters' font families; ``further`` are those that the data name. Raises Refusal."""
        return families(self.theme.fonts["poster"], further, self.templates)


def read_dress(folder: Path, language: str, letterhead: Path | None = None) -> Dress:
    """Return the dress in the ``templates`` folder for documents in ``language``. Raises Refusal.

    ``letterhead`` is a Word file in place of the ``handbook.docx`` of the folder.
    """
    if not folder.is_dir():
        raise Refusal(f"{folder}: the folder with the templates is missing; put it back.")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    templates = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    if letterhead:
        try:
            templates["handbook.docx"] = letterhead.read_bytes()
        except OSError as error:
            raise Refusal(
                f"{letterhead}: the Word template cannot be read ({error.strerror}); check the name."
            ) from None
    return Dress(read_theme(folder / "theme.toml"), wording(language), templates)
