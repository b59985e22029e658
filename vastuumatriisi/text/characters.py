"""Characters that no document may hold, the ones that look like others, and texts made fit for a message."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from vastuumatriisi.locales.message import Message, message

# C0 and C1 controls apart from tab, line feed and carriage return; the line ends that most editors do not show as such
# and that would make their line numbers differ from ours; surrogates; non-characters; and the bidirectional
# embeddings, overrides and isolates, which let a text read otherwise than it is stored (Unicode TR 36, 3.2).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
# Characters without ink: the default ignorable ones (Unicode, DerivedCoreProperties.txt) that a text may hold at all,
# those of annotations, and a few letters and signs that are blank by design.
_JOINERS = "\u200c-\u200f\ufe00-\ufe0f\U000e0100-\U000e01ef"  # they shape the letters and emoji of many scripts
_OTHERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U00016fe4\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
INVISIBLE = re.compile(f"[{_JOINERS}{_OTHERS}]")
BLANK = re.compile(rf"[\s{_JOINERS}{_OTHERS}]*")
MARKED = re.compile(rf"(?<![^\x00-\x7f])[{_JOINERS}]|[{_OTHERS}]")
BYTE_ORDER_MARK = "\ufeff"  # what files that were joined leave behind; inside a text it means nothing
# What an item of a list begins with: signs that serve for nothing else with a space behind them or none.
ITEM = re.compile(r"(?:[•▪▫■□●○◦‣►➢⁃]|(?:[-–—·*]|\d{1,3}[.)]|[a-zA-Z]\))(?=\s|$))")
SCRIPTS = ("latin", "greek", "cyrillic")  # whose letters look alike
KINDS = {"L": "letter", "N": "digit", "Cf": "unseen", "Zs": "space", "Zl": "line_end", "Zp": "line_end"}
LONGEST_SHOWN = 60  # characters of a text that a message repeats
MOST_NAMED = 3  # characters that a message names


def describe(character: str) -> Message:
    """Return the code point and the Unicode name, ``U+0410 CYRILLIC CAPITAL LETTER A``.

    Unicode has names in English alone; in other languages it is told which kind of character it is.
    """
    code, name = f"U+{ord(character):04X}", unicodedata.name(character, "")
    category = unicodedata.category(character)
    if name:
        return message(f"source.named.{_kind(name, category)}", code=code, name=name)
    kind = category if category in ("Cc", "Cs") else "Cn"
    return message("source.character", code=code, name=message(f"source.nameless.{kind}"))


def _kind(name: str, category: str) -> str:
    script = name.split(maxsplit=1)[0].casefold()
    return script if script in SCRIPTS and category[0] == "L" else KINDS.get(category) or KINDS.get(category[0], "sign")


def shown(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Return a text of the data file as a message repeats it: on one line, and no longer than a message bears.

    What would not be seen is named: “rehtori⟨U+200B⟩”.
    """
    flat = MARKED.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", " ".join(text[: 4 * longest].split()))
    return flat if len(flat) <= longest else f"{flat[: longest - 1]}…"


def is_invisible(character: str) -> bool:
    """Tell whether a character needs no glyph: line ends, joiners, variation selectors (default ignorable)."""
    return (
        character in "\n\t\r"
        or unicodedata.category(character) == "Cf"
        or (character != "\u2800" and INVISIBLE.match(character) is not None)
    )


def undivided(text: str) -> str:
    """Return the text without soft hyphens, for where nothing is divided: properties, names, charts."""
    return text.replace("\u00ad", "")


def says(text: str, words: str) -> bool:
    """Tell whether a text holds these words, whole ones, in whatever case."""
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()) is not None


def is_blank(text: str) -> bool:
    """Tell whether nobody sees anything of a text: it is empty, or all of it is white space and invisible."""
    return BLANK.fullmatch(text) is not None


def named(characters: Sequence[str]) -> tuple[list[Message], int]:
    """Return the first of these characters as they look and in words, and how many there are besides."""
    first = characters[:MOST_NAMED]
    told = [message("source.glyph", character=one, described=describe(one)) for one in first]
    return told, len(characters) - len(first)


def invisible_ones(text: str) -> tuple[Message | str, ...]:
    """Return the characters of a blank text in words, of many the first: "U+200B ZERO WIDTH SPACE"."""
    unseen = dict.fromkeys(character for character in text if character not in " \t\n")
    return tuple(map(describe, list(unseen)[:MOST_NAMED]))


def on_one_line(text: str) -> str:
    """Return the text with runs of spaces and line ends made one space; no-break spaces stay inside it."""
    return re.sub(r"[ \t\n]+", " ", text.replace(BYTE_ORDER_MARK, "")).strip()


def lines_of_list(text: str) -> str:
    """Return a text on one line, or where its lines begin with bullets or numbers, with each item on a line of its own.

    Words before the first item have a line above it; a line without a mark goes on the item before it. A single line is
    no list, whatever it begins with.
    """
    if "\n" not in text:
        return on_one_line(text)
    items: list[list[str]] = []
    for line in map(on_one_line, text.split("\n")):
        if ITEM.match(line) or not items:
            items.append([line])
        else:
            items[-1].append(line)
    joined = (on_one_line(" ".join(lines)) for lines in items)
    return "\n".join(item for item in joined if not is_blank(re.sub(ITEM, "", item)))


def paragraphs(text: str) -> Iterator[tuple[Literal["paragraph", "numbered", "item"], str]]:
    """Yield paragraphs and list items; a line that begins with "1." or "-" is an item, other lines are joined."""
    for paragraph in re.split(r"\n[^\S\n]*\n", text.replace(BYTE_ORDER_MARK, "")):
        for part in re.split(r"\n(?=[ \t]*(?:\d+[.)]|[-–•·*])[ \t])", paragraph.strip()):
            line = on_one_line(part)
            marker = re.match(r"(\d+[.)]|[-–•·*]) ", line)
            if is_blank(line[marker.end() :] if marker else line):
                continue
            if marker:
                yield "numbered" if marker[1][0].isdigit() else "item", line[marker.end() :]
            else:
                yield "paragraph", line
