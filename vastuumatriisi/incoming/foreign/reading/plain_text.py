"""A plain or a Markdown text -> its lines, and its pipe tables as sheets."""

import re
from collections.abc import Iterator

from vastuumatriisi.incoming.foreign.reading.values import Line, Sheet, numbered

HEADING = re.compile(r"(#{1,6})\s+(.*)")
ITEM = re.compile(r"([•▪▫■□●○◦‣►➢⁃·*+–—-])\s+(?=\S)|[•▪▫■□●○◦‣►➢⁃·](?=\S)")
RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
UNDERLINE = re.compile(r"(={3,}|-{3,})\s*")
# Of so many characters at most: else the rest of a long line would be read for each beginning that nothing ends.
EMPHASIS = re.compile(r"(\*\*|__|\*|_|`)(?=\S)(.{1,500}?)(?<=\S)\1")
LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,2000}\)")
SPACES_PER_LEVEL = 2


def tables_in(text: str) -> tuple[tuple[Sheet, ...], str]:
    """Return the pipe tables of a text, and the text with their lines empty, so that the others keep their number."""
    lines = text.splitlines()
    sheets: list[Sheet] = []
    title, start = "", 0
    while start < len(lines):
        end = _end_of_table(lines, start)
        if end > start:
            sheets.append(_table(lines[start:end], len(sheets) + 1, title, start))
            lines[start:end] = [""] * (end - start)
        elif head := HEADING.fullmatch(lines[start].strip()):
            title = _heading(head)
        start = max(end, start + 1)
    return tuple(sheets), "\n".join(lines)


def _end_of_table(lines: list[str], start: int) -> int:
    """Return the line behind a table that begins here, ``start`` itself where none does."""
    if "|" not in lines[start] or start + 1 >= len(lines) or not RULE.fullmatch(lines[start + 1].strip()):
        return start
    if "|" not in lines[start + 1] and lines[start].count("|") > 1:
        return start
    end = start + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end


def _table(lines: list[str], number: int, title: str, above: int) -> Sheet:
    rows = [_cells(line) for place, line in enumerate(lines) if place != 1]
    return Sheet(numbered(number), tuple(rows), title=title, above=above)


def _heading(head: re.Match[str]) -> str:
    """Return the words of a heading, behind which its signs may stand once more."""
    return plain(head[2].rstrip("#").rstrip())


def _cells(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    cells = re.split(r"(?<!\\)\|", inner)
    return tuple(plain(re.sub(r"<br\s*/?>", "\n", cell).replace("\\|", "|").strip()) for cell in cells)


def plain(text: str) -> str:
    """Return a text without the marks of Markdown."""
    return EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", LINK.sub(r"\1", text))).strip()


def lines_of(text: str, *, markdown: bool = False) -> Iterator[Line]:
    """Yield the lines that hold something; an item goes on in lines that stand further in."""
    waiting: Line | None = None
    written = text.splitlines()
    for number, line in enumerate(written, 1):
        if not line.strip():
            if waiting:
                yield waiting
            waiting = None
            continue
        if waiting and _goes_on(line, waiting):
            waiting = Line(waiting.number, f"{waiting.text} {_clean(line, markdown)}", "item", waiting.level)
            continue
        if waiting:
            yield waiting
        following = written[number] if number < len(written) else ""
        waiting = None
        if markdown and UNDERLINE.fullmatch(line) and number > 1:
            continue
        one = _line(number, line, following, markdown)
        if one.kind == "item":
            waiting = one
        else:
            yield one
    if waiting:
        yield waiting


def _goes_on(line: str, item: Line) -> bool:
    lead = len(line) - len(line.lstrip())
    return lead > item.level * SPACES_PER_LEVEL and not ITEM.match(line.strip())


def _line(number: int, line: str, following: str, markdown: bool) -> Line:
    stripped = line.strip()
    if markdown and (heading := HEADING.fullmatch(stripped)):
        return Line(number, _heading(heading), "heading", len(heading[1]))
    if markdown and UNDERLINE.fullmatch(following) and not ITEM.match(stripped):
        return Line(number, plain(stripped), "heading", 1 if following.startswith("=") else 2)
    if item := ITEM.match(stripped):
        depth = (len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())) // SPACES_PER_LEVEL
        return Line(number, _clean(stripped[item.end() :], markdown), "item", depth)
    return Line(number, _clean(stripped, markdown), "text")


def _clean(text: str, markdown: bool) -> str:
    flat = re.sub(r"\s+", " ", text).strip()
    return plain(flat) if markdown else flat
