"""Two bodies -> one with tracked changes: accepting all of them gives the text of the new one, rejecting the old one's.

Blocks are aligned by their text and words within a paragraph; what cannot be merged word by word stands twice, once
deleted and once inserted. Bookmarks and sections are those of the new body, charts too.
"""

import difflib
from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from .markup import Element, local_name, qualified, take_out, w
from .tracked_paragraphs import Revision, mark_paragraph, merged_paragraph, style_of, text_of

LEAST_SHARED = 0.4  # of the words of two paragraphs; where fewer are, they stand one after the other
FIRST_ID = 1_000_000  # far from those of the bookmarks
OF_NEW_ALONE = ("bookmarkStart", "bookmarkEnd", "sectPr", "drawing")
MERGED = {"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"}


def merged(old: Element, new: Element, author: str, date: str) -> Element:
    """Return the new body with what is gone and what is new marked; ``date`` is "2026-11-23"."""
    revision = Revision(author, f"{date}T00:00:00Z", count(FIRST_ID))
    for element in [one for tag in OF_NEW_ALONE for one in old.iter(_any(tag)) if one.getparent() is not None]:
        take_out(element)
    last = new[-1]  # the properties of the last section, which nothing may follow
    take_out(last)
    return w("body", *_aligned(list(old), list(new), revision), last)


def _any(tag: str) -> str:
    return f"{{*}}{tag}"


def _aligned(old: list[Element], new: list[Element], revision: Revision) -> Iterator[Element]:
    """Yield blocks or rows in the order of the new side, with those that are gone where they stood."""
    before, after = ([_key(element) for element in side] for side in (old, new))
    for step, first, last, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            yield from (deepcopy(element) for element in new[start:end])
        else:
            yield from _between(old[first:last], new[start:end], revision)


def _key(element: Element) -> tuple[str, str, str]:
    return local_name(element), style_of(element), "\x1f".join(text_of(p) for p in element.iter(qualified("p")))


def _between(old: list[Element], new: list[Element], revision: Revision) -> Iterator[Element]:
    """Yield what stands between two equal parts: pairs that are alike merged, the rest deleted and then inserted."""
    gone, come = list(old), list[Element]()
    for element in new:
        place = next((n for n, one in enumerate(gone) if _are_alike(one, element)), None)
        if place is None:
            come.append(element)
            continue
        yield from _replaced(gone[:place], come, revision)
        yield _pair(gone[place], element, revision)
        del gone[: place + 1]
        come = []
    yield from _replaced(gone, come, revision)


def _replaced(gone: list[Element], come: list[Element], revision: Revision) -> Iterator[Element]:
    yield from (_whole(element, "del", revision) for element in gone)
    yield from (_whole(element, "ins", revision) for element in come)


def _are_alike(old: Element, new: Element) -> bool:
    """Tell whether one can be merged with the other; its words are not what decides, as long as enough are the same."""
    kind = local_name(new)
    if local_name(old) != kind or style_of(old) != style_of(new):
        return False
    if kind == "sdt":
        return True
    if kind == "tbl":
        return _columns(old) == _columns(new) and _share_rows(old, new)
    if kind == "tr":
        shapes = [[len(cell.findall(qualified("p"))) for cell in _cells(row)] for row in (old, new)]
        return shapes[0] == shapes[1] and (text_of(_cells(old)[0]) == text_of(_cells(new)[0]) or _share_words(old, new))
    return {local_name(part) for one in (old, new) for part in one} <= MERGED and _share_words(old, new)


def _share_words(old: Element, new: Element) -> bool:
    words = difflib.SequenceMatcher(None, text_of(old).split(), text_of(new).split(), autojunk=False)
    return words.ratio() >= LEAST_SHARED


def _share_rows(old: Element, new: Element) -> bool:
    rows = [{text_of(row) for row in table.iter(qualified("tr"))} for table in (old, new)]
    return 2 * len(rows[0] & rows[1]) >= min(map(len, rows))


def _columns(table: Element) -> list[str | None]:
    return [column.get(qualified("w")) for column in table.iter(qualified("gridCol"))]


def _cells(row: Element) -> list[Element]:
    return row.findall(qualified("tc"))


def _pair(old: Element, new: Element, revision: Revision) -> Element:
    result = deepcopy(new)
    if local_name(new) == "sdt":
        _fill_contents(result, old, new, revision)
    elif local_name(new) == "tbl":
        rows = list(_aligned(old.findall(qualified("tr")), new.findall(qualified("tr")), revision))
        for row in result.findall(qualified("tr")):
            result.remove(row)
        result.extend(rows)
    elif local_name(new) == "tr":
        pairs = zip(old.iter(qualified("p")), new.iter(qualified("p")), list(result.iter(qualified("p"))), strict=True)
        for before, after, place in pairs:
            place.addprevious(merged_paragraph(before, after, revision))
            take_out(place)
    else:
        result = merged_paragraph(old, new, revision)
    return result


def _fill_contents(result: Element, old: Element, new: Element, revision: Revision) -> None:
    """Put the entries of the new contents behind those of the old one, in the field that they are the result of.

    Number and page of nearly all of them have changed, and both together do not fit the tabs of a line.
    """
    places = [one.find(qualified("sdtContent")) for one in (old, new, result)]
    before, after, content = (deepcopy(place) for place in places if place is not None)
    field: list[Element] = []
    for side in (before, after):
        field = [run for run in side.findall(f"*/{qualified('r')}") if run.find(qualified("t")) is None]
        for run in field:
            take_out(run)
    heading = _aligned([before[0]], [after[0]], revision)
    content[:] = (*heading, *_replaced(list(before[1:]), list(after[1:]), revision))
    first, last = content[len(content) - len(before[1:]) - len(after[1:])], content[-1]
    first[1:1], last[len(last) :] = field[:-1], field[-1:]
    result.replace(result[-1], content)


def _whole(element: Element, kind: str, revision: Revision) -> Element:
    """Return a block or a row, all of it inserted or deleted."""
    result = deepcopy(element)
    rows = [result] if local_name(result) == "tr" else list(result.iter(qualified("tr")))
    for row in rows:
        properties = row.find(qualified("trPr"))
        if properties is None:
            properties = w("trPr")
            row.insert(0, properties)
        properties.append(revision.mark(kind))
    paragraphs = [result] if local_name(result) == "p" else list(result.iter(qualified("p")))
    for paragraph in paragraphs:
        mark_paragraph(paragraph, kind, revision)
    return result
