"""Which words of a Finnish or a Swedish text are English: those of our own English tables, but for some listed here."""

import re
from functools import cache

from vastuumatriisi.cli.arguments import COMMANDS
from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.locales.wording import messages, wording

# Names, and technical words for which no plain one is better known.
TECHNICAL = """
Access BMP bzip2 Calibri Carlito Chromium CSV DejaVu DOCTYPE DOCX Excel GIF git gzip Homebrew HTML ICO JPEG JSON
LibreOffice npm Office OpenDocument Pango PangoFT2 PDF Photoshop Pivot PNG PostScript PowerPoint Python QR RAR
RASCI RTF SQLite SVG TIFF Word XLSX XML YAML zip zstd xz cd Ctrl-C Enter http https Latin make mm pip soffice Unicode
URL UTF-8 vastuumatriisi VS install ulimit TMPDIR CDATA entity MB OpenType RGB RRGGBB TOML TrueType viewBox Windows
OneDrive
"""
# Keys and values of the data file, of a map and of the command line, which are the same in every language.
KEYS = """
accept accountable all assign collective consulted contact date duties edition editions false format handbook id
language leads letters levels name none organisation people performs posters roles schema sites supports templates
text title true type units value web workbook responsible support informed two-accountable height notes width
"""
# Words that the language has too, in whatever meaning.
ALIKE = {
    "fi": "a esimerkin he koulu logo me no on",
    "sv": """
        april bar be byte cell code december disk filter full hand hat in just man november order partner per person
        persons plural port post presentation process program september start system text under version division
        layout
    """,
}
# English words that no sentence of ours may happen to have, but somebody else's may.
COMMON = """
the and or is are was were be been not with without which what this that these those there here when where why how who
show shows file files can cannot must should would will has have had does did done its it he she they you your
"""
WRITTEN_INTO_FILES = re.compile(r"^new\.(data_file|roster|ignored|unit|page)$|^import\.map\.head$")
PLACES = re.compile(r"\{[^}]*\}|%(?:\(\w+\))?[sr]")
# What is quoted, stands between backticks, or is the name of an option or a file is the same in any language.
NO_WORDS = re.compile(r"[A-Z]+-\d+|--[\w-]+|`[^`]*`|“[^”]*”|”[^”]*”|\S*[_/\\=@]\S*|\S*\.\w\S*")
NAMES_OF_FINDINGS = re.compile("|".join(sorted(FINDINGS, key=len, reverse=True)))  # they are keys of the data file
WORD = re.compile(r"[^\W\d_]+")


def english_in(text: str, language: str) -> list[str]:
    """Return the words of a text in "fi" or "sv" that are English, each once."""
    return [word for word in dict.fromkeys(_words(text)) if word in _english() and word not in _allowed(language)]


def _words(text: str) -> list[str]:
    bare = NO_WORDS.sub(" ", PLACES.sub(" ", NAMES_OF_FINDINGS.sub(" ", text)))
    return [word.casefold() for word in WORD.findall(bare)]


@cache
def _english() -> frozenset[str]:
    told = [entry for key, entry in messages("en").entries.items() if not WRITTEN_INTO_FILES.match(key)]
    entries = (*told, *wording("en").entries.values(), COMMON)
    return frozenset(word for entry in entries for word in _words(entry) if len(word) > 1)


@cache
def _allowed(language: str) -> frozenset[str]:
    return frozenset(_words(" ".join((TECHNICAL, KEYS, ALIKE[language], *COMMANDS, "en", "fi", "sv"))))
