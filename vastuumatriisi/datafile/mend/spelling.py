"""What stops the reading of a file and is only spelt wrongly: indentation, dashes, quotes, spaces, an encoding."""

import re
from collections.abc import Callable, Sequence

import yaml

from vastuumatriisi.datafile.edit.lines import Lines, text_of
from vastuumatriisi.datafile.edit.scalars import Setting, written
from vastuumatriisi.datafile.edit.splices import Splice, spliced
from vastuumatriisi.datafile.mend.step import Step, done
from vastuumatriisi.datafile.syntax_errors import CURLY, DASHES
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import Message

# Columns, from the one on that is usual in such files; the wide ones are for one tab in place of all that a line needs.
TAB_WIDTHS = (2, 4, 8, 1, 3, 6, 10, 12, 14, 16)
BLANKS = "\u00a0\u2007\u202f"
# A text in curly quotes from where a value begins to where one ends; it holds no such quote itself.
QUOTED = re.compile(rf"(?:(?<=[:,\-] )|(?<=[\[{{]))[{CURLY}]([^{CURLY}]*)[{CURLY}](?=[ \t]*(?:[,\]}}]|$|[ \t]#))")


def respelled(content: bytes, problems: Sequence[Diagnostic], count: Callable[[str], int]) -> Step | None:
    """Return the content with what can be mended of these problems, which stop its reading; None for nothing.

    ``count`` gives the number of problems of a text.
    """
    if remedy_of(problems[0]) == "source.save_as_utf8":
        return _recoded(content, problems)
    try:
        mark, text = text_of(content)
    except UnicodeDecodeError:
        return None
    indented = [one for one in problems if remedy_of(one) == "syntax.indent_with_spaces"]
    if indented:
        new, made = _indented(text, [one.line for one in indented], count), [done(one) for one in indented]
    else:
        new, made = _spelt(text, problems)
    return Step(mark + new.encode("utf-8"), tuple(made)) if new != text else None


def remedy_of(problem: Diagnostic) -> str:
    """Return the key of what is to be done about a problem."""
    return problem.remedy.key if isinstance(problem.remedy, Message) else ""


def what_of(problem: Diagnostic) -> str:
    """Return the key of what is wrong."""
    return problem.what.key if isinstance(problem.what, Message) else ""


def _recoded(content: bytes, problems: Sequence[Diagnostic]) -> Step | None:
    """Return a file in UTF-16 as UTF-8. In which other encoding bytes are nobody can tell."""
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    try:
        return Step(content.decode("utf-16").encode("utf-8"), (done(problems[0]),))
    except UnicodeError:
        return None


def _indented(text: str, numbers: Sequence[int], count: Callable[[str], int]) -> str:
    """Return the text with spaces before these lines, if all widths of a tab with which it reads say the same.

    ``count`` gives the number of problems of a text.
    """
    texts = [_with_spaces(text, numbers, width) for width in TAB_WIDTHS]
    read = [_read(one) for one in texts]
    furthest = max(reached for reached, _ in read)
    pairs = reversed([*zip(texts, read, strict=True)])
    best = {str(said): one for one, (reached, said) in pairs if reached == furthest}
    if len(best) > 1 and furthest == float("inf"):  # then that which is a matrix, or comes nearest to one
        problems = {one: count(one) for one in best.values()}
        fewest = min(problems.values())
        best = {said: one for said, one in best.items() if problems[one] == fewest}
    return next(iter(best.values())) if len(best) == 1 else text


def _with_spaces(text: str, numbers: Sequence[int], width: int) -> str:
    lines = Lines(text)
    splices = []
    for number in numbers:
        head = re.match(rf"[ \t{BLANKS}]*", lines.line(number - 1))
        if head:
            start, spaces = lines.starts[number - 1], re.sub(rf"[{BLANKS}]", " ", head[0]).expandtabs(width)
            splices.append(Splice(start, start + head.end(), spaces))
    return spliced(text, splices)


def _read(text: str) -> tuple[float, list[tuple[str, str]]]:
    """Return the line that stops the reading, infinity for none, and what has been read up to there."""
    said: list[tuple[str, str]] = []
    try:
        for event in yaml.parse(text, Loader=yaml.CLoader):
            said.append((type(event).__name__, str(getattr(event, "value", ""))))  # noqa: PERF401 -- kept if it stops
    except yaml.YAMLError as error:
        stopped = getattr(error, "problem_mark", None)
        return (stopped.line if stopped else 0), said
    return float("inf"), said


def _spelt(text: str, problems: Sequence[Diagnostic]) -> tuple[str, list[Diagnostic]]:
    """Return the text with words and signs as they have to be, and which problems that mends."""
    lines, splices, made = Lines(text), list[Splice](), list[Diagnostic]()
    for problem in problems:
        start, line = lines.starts[problem.line - 1], lines.line(problem.line - 1)
        mend = MENDS.get(what_of(problem))
        if mend:
            found = mend(line, problem.column - 1)
        else:
            found = _quotes(text, start, line) if remedy_of(problem).startswith("syntax.") else []
        splices += (Splice(start + one.start, start + one.end, one.text) for one in found)
        made += [done(problem, one.text.strip(" -")) for one in found[:1]]
    return spliced(text, splices), made


def _space(line: str, column: int) -> list[Splice]:
    """Return the space behind the colon of a key."""
    colon = line.find(":", column)
    blank = re.match(rf"[\t{BLANKS}]*", line[colon + 1 :])
    return [Splice(colon + 1, colon + 1 + blank.end(), " ")] if blank and colon >= 0 else []


def _dash(line: str, column: int) -> list[Splice]:
    """Return the dash of an item, with its space."""
    written = re.match(rf"(?:-|[{DASHES}])[ {BLANKS}]*", line[column:])
    return [Splice(column, column + written.end(), "- ")] if written else []


def _nothing(_line: str, column: int) -> list[Splice]:
    """Return what takes a sign out that no text may hold."""
    return [Splice(column, column + 1, "")]


def _quotes(text: str, start: int, line: str) -> list[Splice]:
    """Return straight quotes for the curly ones round the values of a line, if that is what stopped the reading."""
    setting = Setting(flow=False, column=0)
    found = [Splice(one.start(), one.end(), written(one[1], '"', setting)) for one in QUOTED.finditer(line)]
    there = [Splice(start + one.start, start + one.end, one.text) for one in found]
    return found if found and _read(spliced(text, there))[0] > _read(text)[0] else []


# What is wrong -> what to put where in its line.
MENDS: dict[str, Callable[[str, int], list[Splice]]] = {
    "syntax.no_plain_space": _space,
    "source.no_space": _space,
    "syntax.other_dash": _dash,
    "source.forbidden_character": _nothing,
}
