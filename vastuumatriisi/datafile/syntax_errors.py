"""What stops the reading of YAML, in words of somebody who has never heard of YAML, at the place to be mended."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from vastuumatriisi.errors import Diagnostic

INDENTED = {
    "a tab": re.compile(rb" *\t"),
    # What a text processor or a web page leaves behind when lines are copied from it.
    "a no-break space": re.compile(rb" *(\xc2\xa0|\xe2\x80[\x87\xaf])"),
}
CURLY = "“”„‟»«"
DASHES = "‐‑‒–—−"

Words = tuple[str, str] | None  # what is wrong, and what to do

KEPT_SIGN = ("the text begins with a sign that YAML keeps for itself", "put it in quotes")
PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a colon stands where the text of a value goes on",
        "put a text that holds a colon and a space in quotes",
    ),
    (
        "could not find expected ':'",
        "a key has no colon",
        "write “key: value”, and indent the lines of a text further than its key",
    ),
    (
        "did not find expected key",
        "the line does not fit what stands above it",
        "indent it like its neighbours, and close every quote",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not fit the list above it",
        "indent it like its neighbours; only an item of the list begins with “- ”",
    ),
    (
        "found unknown escape character",
        "the backslash begins an escape that does not exist",
        "write the text in 'single quotes', where a backslash is a backslash",
    ),
    ("invalid Unicode character escape", "the escape “\\u” names no character", "write the character itself"),
    ("directive", "a line that begins with “%” is an order to the reading program", "delete it, or put it in quotes"),
    ("found unexpected document indicator", "a quote is never closed before “---”", "close it with the same mark"),
    ("found unexpected end of stream", "a quote is never closed", "close it with the same mark"),
    ("found character that cannot start", *KEPT_SIGN),
    ("did not find expected node content", *KEPT_SIGN),
    ("mapping keys are not allowed", *KEPT_SIGN),
    (
        "did not find expected alphabetic or numeric character",
        "the text begins with “&” or “*”, which YAML keeps for itself",
        "put it in quotes",
    ),
    (
        "did not find expected comment or line break",
        "the text begins with “>” or “|”, which YAML keeps for itself",
        "put it in quotes, or begin it in the next line",
    ),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket is missing before this place",
        "put commas between the items, and close what was opened above",
    ),
    (
        "found unexpected ':'",
        "a colon stands where none is expected",
        "put a space behind the colon of a key, and a text that holds one in quotes",
    ),
    ("block sequence entries are not allowed", "a list begins where none can stand", "begin it on a line of its own"),
)


# How many levels of blocks and brackets libyaml lets stand inside each other (MAX_NESTING_LEVEL in its scanner.c).
LIBYAML_DEEPEST = 1000


def bracket_too_deep(error: yaml.YAMLError, content: bytes, deepest: int) -> tuple[int, int] | None:
    """Return line and column of the bracket that goes deeper than ``deepest``, where libyaml stopped for its own limit.

    It looks ahead for the colon of a key, and stops there before it tells of the first bracket. None where something
    else stopped it.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None or "nesting depth" not in str(getattr(error, "problem", "")):
        return None
    text = content.decode("utf-8")
    level = LIBYAML_DEEPEST
    for place in range(mark.index - 1, -1, -1):
        if text[place] in "[{":
            if level == deepest + 1:
                return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
            level -= 1
        elif text[place] in "]}":
            level += 1
    return mark.line + 1, mark.column + 1


def syntax_diagnostics(error: yaml.YAMLError, content: bytes, name: str) -> Iterator[Diagnostic]:
    """Yield what stops the reading; every line that no plain spaces indent, since each has to be mended."""
    problem = getattr(error, "problem", None) or str(error)
    lines = content.split(b"\n")
    found = False
    for number, column, what in _wrongly_indented(lines, _stopped(error)):
        found = True
        yield Diagnostic(name, number, column, f"{what} indents the line", "indent with spaces")
    if not found:
        line, column = _place(error, problem)
        above, written = (part.decode("utf-8") for part in [b"", *lines, b""][line - 1 : line + 1])
        yield Diagnostic(
            name, line, column, *_words(problem, _Spot(written[: column - 1], written[column - 1 :], above))
        )


def _stopped(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark else 1


def _place(error: yaml.YAMLError, problem: str) -> tuple[int, int]:
    """Return line and column of what is to be mended: where the reading stopped, or where that began which stopped it.

    A quote that is never closed stops it at the end of the file, a bracket lines below, a key without a colon in the
    line behind.
    """
    begun, stopped = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    opened = "did not find expected ',' or" in problem and begun and stopped and stopped.line > begun.line
    from_beginning = opened or "end of stream" in problem or "could not find expected ':'" in problem
    mark = begun if begun and from_beginning else stopped or begun
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _wrongly_indented(lines: list[bytes], stopped: int) -> Iterator[tuple[int, int, str]]:
    """Yield line, column and character of each wrong indentation from the line on that stopped the reading.

    What a no-break space indents is read as a text, so the reading stops in the line behind.
    """
    for what, pattern in INDENTED.items():
        first = next((n for n in (stopped - 1, stopped) if 0 < n <= len(lines) and pattern.match(lines[n - 1])), None)
        if first is not None and (first == stopped or what != "a tab"):
            for number, written in enumerate(lines[first - 1 :], first):
                if match := pattern.match(written):
                    yield number, len(match[0].decode("utf-8")), what
            return


class _Spot(NamedTuple):
    """The line that is to be mended, before and behind the place, and the line above it."""

    before: str
    behind: str
    above: str


def _words(problem: str, spot: _Spot) -> tuple[str, str]:
    for theirs, looked_at in LOOKED_AT:
        words = looked_at(spot) if theirs in problem else None
        if words:
            return words
    return _plain(problem)


def _plain(problem: str) -> tuple[str, str]:
    for theirs, what, remedy in PLAIN_WORDS:
        if theirs in problem:
            return what, remedy
    return f"the line cannot be read ({problem})", "check indentation, colons and quotes on this line and the one above"


def _colon(spot: _Spot) -> Words:
    if re.search(rf"(: |- )[{CURLY}]", spot.before):
        return "the text stands in curly quotes, which count as letters here", 'put it in straight ones: "…"'
    if re.fullmatch(r" *(- )?[\w-]+ *", spot.before):
        what = "a colon stands where the text of the line above goes on"
        return what, "indent a key exactly like the other keys; put a text that holds a colon and a space in quotes"
    return None


def _no_colon(spot: _Spot) -> Words:
    if re.match(r"[\w-]+:[^ ]", spot.behind):
        return "no plain space stands behind the colon", "write “key: value”, and type the space anew"
    return _cut_off(spot)


def _cut_off(spot: _Spot) -> Words:
    if " #" in spot.above and not spot.above.lstrip().startswith("#") and not spot.before.strip():
        return "the text of the line above ends at its “#”, where a comment begins", "put the whole text in quotes"
    return None


def _no_fit(spot: _Spot) -> Words:
    before = spot.before.rstrip()
    if before.endswith(('"', "'")):
        return "the text goes on behind its closing quote", "put all of it into the quotes"
    if before.endswith(("]", "}")):
        return "the text goes on behind its closing bracket", "put all of it in quotes"
    return _cut_off(spot)


def _no_item(spot: _Spot) -> Words:
    if spot.behind.startswith("- "):
        return "the item does not fit the list above it", "begin each item of the list with “- ”, all in one column"
    if spot.behind.startswith(("-", *DASHES)):
        return "the item begins with another sign than “- ”", "type a hyphen and a space"
    return None


def _open_bracket(spot: _Spot) -> Words:
    if spot.behind.startswith(("[", "{")):
        what = f"the “{spot.behind[0]}” that opens here is not closed, or a comma is missing behind it"
        return what, f"put commas between the items, and “{']' if spot.behind[0] == '[' else '}'}” at the end"
    return None


LOOKED_AT: tuple[tuple[str, Callable[[_Spot], Words]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_fit),
    ("did not find expected '-' indicator", _no_item),
    ("did not find expected ',' or", _open_bracket),
)
