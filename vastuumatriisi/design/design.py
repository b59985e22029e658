"""The design of the documents: templates, theme and wording, read once and passed to every generator."""

import datetime
import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from vastuumatriisi.design.fonts import Family, families
from vastuumatriisi.design.templates import LETTERHEAD, read_templates
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.locales.wording import Wording, wording

LEAST_CONTRAST = 4.5  # WCAG 2.1, success criterion 1.4.3


@dataclass(frozen=True, slots=True)
class LevelColours:
    colour: str
    tint: str


@dataclass(frozen=True, slots=True)
class LetterColours:
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class VisualTheme:
    """Colours as "#RRGGBB", sizes in pt."""

    colours: Mapping[str, str]
    levels: tuple[LevelColours, ...]
    letters: Mapping[str, LetterColours]
    fonts: Mapping[str, str]
    poster: Mapping[str, float]
    workbook: Mapping[str, float]
    handbook: Mapping[str, float]

    def level(self, number: int) -> LevelColours:
        """Return the colours of level ``number``, counted from 1; they begin again where the theme has no more."""
        return self.levels[(number - 1) % len(self.levels)]


def parse_theme(content: bytes | None, path: Path) -> VisualTheme:
    """Return the theme that the bytes of the file at ``path`` hold. Raises UserError with every fault that it has."""
    if content is None:
        raise UserError(message("design.no_theme", path=str(path)))
    try:
        written = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # of the decoder, and of Python for numbers and depths without end
        raise UserError(message("design.no_toml", path=str(path), reason=in_words(error))) from None
    faults = list(_faults(written))
    if faults:
        raise UserError(*(message("design.in_file", path=str(path), fault=fault) for fault in faults))
    theme = VisualTheme(
        colours=written["colours"],
        levels=tuple(LevelColours(**level) for level in written["levels"]),
        letters={kind: LetterColours(**pair) for kind, pair in written["letters"].items()},
        fonts=written["fonts"],
        poster={name: float(size) for name, size in written["poster"].items()},
        workbook={name: float(size) for name, size in written["workbook"].items()},
        handbook={name: float(size) for name, size in written["handbook"].items()},
    )
    weak = list(_weak_pairs(theme))
    if weak:
        raise UserError(*(message("design.in_file", path=str(path), fault=pair) for pair in weak))
    return theme


THEME_KEYS: dict[str, tuple[str, ...]] = {
    "colours": ("ink", "muted", "rule", "paper", "open", "open_tint", "lost", "lost_tint"),
    "letters": ("accountable", "responsible", "support", "consulted", "informed", "none"),
    "fonts": ("office", "poster"),
    "poster": ("body_aim", "body_least", "body_most", "house_least", "house_most", "name", "running"),
    "workbook": ("body", "title", "cover", "running"),
    "handbook": ("body", "table", "detail", "title", "margin"),
}
LEVEL_KEYS, LETTER_KEYS = ("colour", "tint"), ("fill", "ink")

# What a theme may leave out: the side of the QR codes of duties' links, which posters have where it is given.
OPTIONAL_KEYS: dict[str, tuple[str, ...]] = {"poster": ("link_code",)}

# What the values of a table are, where they are no colours.
VALUES = {"fonts": "family", "poster": "size", "workbook": "size", "handbook": "size"}


def _faults(written: Mapping[str, Any]) -> Iterator[Message]:
    for table, names in THEME_KEYS.items():
        yield from _faults_of_table(table, written.get(table), names)
    levels, letters = written.get("levels"), written.get("letters")
    if not isinstance(levels, list) or not levels:
        yield message("design.no_levels")
        levels = []
    for number, level in enumerate(levels, 1):
        yield from _faults_of_table(f"levels {number}", level, LEVEL_KEYS)
    for kind, pair in letters.items() if isinstance(letters, dict) else ():
        if kind in THEME_KEYS["letters"]:
            yield from _faults_of_table(f"letters.{kind}", pair, LETTER_KEYS)


def _faults_of_table(table: str, entries: Any, names: tuple[str, ...]) -> Iterator[Message]:
    if not isinstance(entries, dict):
        yield message("design.no_table", table=table)
        return
    known = {*names, *OPTIONAL_KEYS.get(table, ())}
    yield from (message("design.lacks", table=table, name=name) for name in names if name not in entries)
    yield from (message("design.unknown", table=table, name=name) for name in entries if name not in known)
    if table == "letters":
        return  # its entries are tables
    kind = VALUES.get(table, "colour")
    for name, value in entries.items():
        if name in known and not _is(kind, value):
            shown = str(value) if isinstance(value, datetime.date | datetime.time) else repr(value)
            yield message(f"design.no_{kind}", table=table, name=name, written=shown)


def _is(kind: str, value: Any) -> bool:
    """Return whether a value of a theme is a "size", the name of a font "family" or a "colour"."""
    if kind == "size":
        return isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 400
    if not isinstance(value, str):
        return False
    return bool(value.strip()) if kind == "family" else re.fullmatch(r"#[0-9A-Fa-f]{6}", value) is not None


def _weak_pairs(theme: VisualTheme) -> Iterator[Message]:
    for name, colour, other, background in _pairs(theme):
        ratio = contrast(colour, background)
        if ratio < LEAST_CONTRAST:
            both = {"name": name, "colour": colour, "other": other, "background": background}
            yield message("design.weak", **both, ratio=_ratio(ratio), least=_ratio(LEAST_CONTRAST))


def _pairs(theme: VisualTheme) -> Iterator[tuple[Text, str, Text, str]]:
    """Yield a colour and what it is called, then the same of its background."""
    colours = theme.colours
    for name, other in (("ink", "paper"), ("muted", "paper"), ("open", "open_tint"), ("lost", "lost_tint")):
        yield name, colours[name], other, colours[other]
    for number, level in enumerate(theme.levels, 1):
        of_level = message("design.level_colour", number=number)
        yield "paper", colours["paper"], of_level, level.colour
        yield of_level, level.colour, message("design.own_tint"), level.tint
        yield "ink", colours["ink"], message("design.level_tint", number=number), level.tint
    for kind, pair in theme.letters.items():
        yield message("design.letter_ink", kind=kind), pair.ink, message("design.own_fill"), pair.fill


def _ratio(ratio: float) -> Message:
    whole, tenths = f"{ratio:.1f}".split(".")
    return message("design.ratio", whole=whole, tenths=tenths)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Design:
    """What documents look like and which words they use; ``templates`` maps file names to their bytes.

    ``name`` is how messages call the folder of the templates, ``letterhead`` the Word file among them; no document
    depends on either.
    """

    theme: VisualTheme
    wording: Wording
    templates: Mapping[str, bytes]
    name: str = field(default="templates", compare=False)
    letterhead: str = field(default=f"templates/{LETTERHEAD}", compare=False)

    def poster_fonts(self, further: tuple[str, ...]) -> tuple[Family, ...]:
        """Return the posters' font families; ``further`` are those that the data name. Raises UserError."""
        return families(self.theme.fonts["poster"], further, self.templates, self.name)

    def only(self, templates: str, wording: Collection[str], theme: Collection[str]) -> "Design":
        """Return the design limited to these parts; other keys raise KeyError.

        ``templates`` is a regular expression for their whole names, ``wording`` and ``theme`` are names of tables.
        """
        bare = {part.name: type(getattr(self.theme, part.name))() for part in fields(VisualTheme)}
        kept = {name: getattr(self.theme, name) for name in theme}
        entries = {key: text for key, text in self.wording.entries.items() if key.partition(".")[0] in wording}
        files = {name: data for name, data in self.templates.items() if re.fullmatch(templates, name)}
        return Design(
            VisualTheme(**bare | kept), Wording(self.wording.language, entries), files, self.name, self.letterhead
        )

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
    theme = parse_theme(templates.get("theme.toml"), folder / "theme.toml")
    return Design(theme, wording(language), templates, name, str(letterhead or f"{name}/{LETTERHEAD}"))
