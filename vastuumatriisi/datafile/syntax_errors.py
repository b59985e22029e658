"""What stops the reading of YAML, in words of somebody who has never heard of YAML, at the place to be mended."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import Message, message

INDENTED = {
    "tab": re.compile(rb" *\t"),
    # What a text processor or a web page leaves behind when lines are copied from it.
    "no_break_space": re.compile(rb" *(\xc2\xa0|\xe2\x80[\x87\xaf])"),
}
CURLY = "“”„‟»«"
DASHES = "‐‑‒–—−"

Words = tuple[Message, Message]  # what is wrong, and what to do

# What libyaml tells -> the entry of the table ``syntax`` with what is wrong, and that with what to do.
PLAIN_WORDS = (
    ("mapping values are not allowed", "colon_in_text", "quote_colon"),
    ("could not find expected ':'", "no_colon", "write_key"),
    ("did not find expected key", "no_fit", "indent_and_close"),
    ("did not find expected '-' indicator", "no_fit_in_list", "indent_in_list"),
    ("found unknown escape character", "backslash", "single_quotes"),
    ("invalid Unicode character escape", "no_such_character", "write_character"),
    ("directive", "percent", "delete_or_quote"),
    ("found unexpected document indicator", "unclosed_before_dashes", "close_quote"),
    ("found unexpected end of stream", "unclosed_quote", "close_quote"),
    ("found character that cannot start", "kept_sign", "quote"),
    ("did not find expected node content", "kept_sign", "quote"),
    ("mapping keys are not allowed", "kept_sign", "quote"),
    ("did not find expected alphabetic or numeric character", "anchor_sign", "quote"),
    ("did not find expected comment or line break", "block_sign", "quote_or_next_line"),
    ("did not find expected ',' or", "no_comma", "commas_and_close"),
    ("found unexpected ':'", "stray_colon", "space_or_quote"),
    ("block sequence entries are not allowed", "stray_list", "own_line"),
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
        yield Diagnostic(name, number, column, message(f"syntax.{what}"), message("syntax.indent_with_spaces"))
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
        if first is not None and (first == stopped or what != "tab"):
            for number, written in enumerate(lines[first - 1 :], first):
                if match := pattern.match(written):
                    yield number, len(match[0].decode("utf-8")), what
            return


class _Spot(NamedTuple):
    """The line that is to be mended, before and behind the place, and the line above it."""

    before: str
    behind: str
    above: str


def _words(problem: str, spot: _Spot) -> Words:
    for theirs, looked_at in LOOKED_AT:
        words = looked_at(spot) if theirs in problem else None
        if words:
            return words
    return _plain(problem)


def _plain(problem: str) -> Words:
    for theirs, what, remedy in PLAIN_WORDS:
        if theirs in problem:
            return _pair(what, remedy)
    return message("syntax.unreadable", problem=problem), message("syntax.check_line")


def _pair(what: str, remedy: str) -> Words:
    return message(f"syntax.{what}"), message(f"syntax.{remedy}")


def _colon(spot: _Spot) -> Words | None:
    if re.search(rf"(: |- )[{CURLY}]", spot.before):
        return _pair("curly_quotes", "straight_quotes")
    if re.fullmatch(r" *(- )?[\w-]+ *", spot.before):
        return _pair("colon_goes_on", "indent_key")
    return None


def _no_colon(spot: _Spot) -> Words | None:
    if re.match(r"[\w-]+:[^ ]", spot.behind):
        return _pair("no_plain_space", "type_space")
    return _cut_off(spot)


def _cut_off(spot: _Spot) -> Words | None:
    if " #" in spot.above and not spot.above.lstrip().startswith("#") and not spot.before.strip():
        return _pair("cut_off", "quote_all")
    return None


def _no_fit(spot: _Spot) -> Words | None:
    before = spot.before.rstrip()
    if before.endswith(('"', "'")):
        return _pair("behind_quote", "into_quotes")
    if before.endswith(("]", "}")):
        return _pair("behind_bracket", "quote_all_of_it")
    return _cut_off(spot)


def _no_item(spot: _Spot) -> Words | None:
    if spot.behind.startswith("- "):
        return _pair("item_no_fit", "one_column")
    if spot.behind.startswith(("-", *DASHES)):
        return _pair("other_dash", "type_dash")
    return None


def _open_bracket(spot: _Spot) -> Words | None:
    if spot.behind.startswith(("[", "{")):
        opening, closing = spot.behind[0], "]" if spot.behind[0] == "[" else "}"
        return message("syntax.open_bracket", sign=opening), message("syntax.close_bracket", sign=closing)
    return None


LOOKED_AT: tuple[tuple[str, Callable[[_Spot], Words | None]], ...] = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _no_fit),
    ("did not find expected '-' indicator", _no_item),
    ("did not find expected ',' or", _open_bracket),
)
