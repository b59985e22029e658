"""Two bodies -> one with tracked changes: accepting all of them gives the text of the new one, rejecting the old one's.

Blocks are aligned by their text and words within a paragraph; what cannot be merged word by word stands twice, once
deleted and once inserted. Bookmarks and sections are those of the new body, charts too.
"""

import difflib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, groupby

from .markup import XML_SPACE, Element, local_name, qualified, take_out, w

LEAST_SHARED = 0.4  # of the words of two paragraphs; where fewer are, they stand one after the other
FIRST_ID = 1_000_000  # far from those of the bookmarks
OF_NEW_ALONE = ("bookmarkStart", "bookmarkEnd", "sectPr", "drawing")
MERGED = {"pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"}


@dataclass(frozen=True)
class Revision:
    """Whose changes they are, and when: no clock is read."""

    author: str
    date: str
    numbers: Iterator[int]

    def mark(self, kind: str, *children: Element) -> Element:
        """Return ``w:ins`` or ``w:del``."""
        return w(kind, *children, id=next(self.numbers), author=self.author, date=self.date)


@dataclass(frozen=True)
class Atom:
    """A word, a space, a tab …: a run of it, and the link that it stands in."""

    text: str
    run: Element
    link: Element | None


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


def _text(element: Element) -> str:
    return "".join(atom.text for atom in _atoms(element))


def _aligned(old: list[Element], new: list[Element], revision: Revision) -> Iterator[Element]:
    """Yield blocks or rows in the order of the new side, with those that are gone where they stood."""
    before, after = ([_key(element) for element in side] for side in (old, new))
    for step, first, last, start, end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == "equal":
            yield from (deepcopy(element) for element in new[start:end])
        else:
            yield from _between(old[first:last], new[start:end], revision)


def _key(element: Element) -> tuple[str, str, str]:
    return local_name(element), _style(element), "\x1f".join(_text(p) for p in element.iter(qualified("p")))


def _style(element: Element) -> str:
    style = element.find(f"{qualified('pPr')}/{qualified('pStyle')}")
    return "" if style is None else str(style.get(qualified("val")))


def _between(old: list[Element], new: list[Element], revision: Revision) -> Iterator[Element]:
    """Yield what stands between two equal parts: pairs that are alike merged, the rest deleted and inserted."""
    waiting = list(old)
    for element in new:
        place = next((n for n, one in enumerate(waiting) if _are_alike(one, element)), None)
        if place is None:
            yield _whole(element, "ins", revision)
            continue
        yield from (_whole(one, "del", revision) for one in waiting[:place])
        yield _pair(waiting[place], element, revision)
        del waiting[: place + 1]
    yield from (_whole(one, "del", revision) for one in waiting)


def _are_alike(old: Element, new: Element) -> bool:
    """Tell whether one can be merged with the other; its words are not what decides, as long as enough are the same."""
    kind = local_name(new)
    if local_name(old) != kind or _style(old) != _style(new):
        return False
    if kind == "tbl":
        return _columns(old) == _columns(new) and _share_rows(old, new)
    if kind == "tr":
        shapes = [[[_style(p) for p in cell.iter(qualified("p"))] for cell in _cells(row)] for row in (old, new)]
        return shapes[0] == shapes[1] and (_text(_cells(old)[0]) == _text(_cells(new)[0]) or _share_words(old, new))
    parts = {local_name(part) for one in (old, new) for part in one}
    fields = any(next(one.iter(qualified("fldChar")), None) is not None for one in (old, new))
    return parts <= MERGED and not fields and _share_words(old, new)


def _share_words(old: Element, new: Element) -> bool:
    words = difflib.SequenceMatcher(None, _text(old).split(), _text(new).split(), autojunk=False)
    return words.ratio() >= LEAST_SHARED


def _share_rows(old: Element, new: Element) -> bool:
    rows = [{_text(row) for row in table.iter(qualified("tr"))} for table in (old, new)]
    return 2 * len(rows[0] & rows[1]) >= min(map(len, rows))


def _columns(table: Element) -> list[str | None]:
    return [column.get(qualified("w")) for column in table.iter(qualified("gridCol"))]


def _cells(row: Element) -> list[Element]:
    return row.findall(qualified("tc"))


def _pair(old: Element, new: Element, revision: Revision) -> Element:
    result = deepcopy(new)
    if local_name(new) == "tbl":
        rows = list(_aligned(old.findall(qualified("tr")), new.findall(qualified("tr")), revision))
        for row in result.findall(qualified("tr")):
            result.remove(row)
        result.extend(rows)
    elif local_name(new) == "tr":
        pairs = zip(old.iter(qualified("p")), new.iter(qualified("p")), list(result.iter(qualified("p"))), strict=True)
        for before, after, place in pairs:
            place.addprevious(_paragraph(before, after, revision))
            take_out(place)
    else:
        result = _paragraph(old, new, revision)
    return result


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
        _mark_paragraph(paragraph, kind, revision)
    return result


def _mark_paragraph(paragraph: Element, kind: str, revision: Revision) -> None:
    properties = paragraph.find(qualified("pPr"))
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    section = properties.find(qualified("sectPr"))
    place = len(properties) if section is None else list(properties).index(section)
    properties.insert(place, w("rPr", revision.mark(kind)))
    for link in list(paragraph.iter(qualified("hyperlink"))) if kind == "del" else ():
        for child in list(link):
            link.addprevious(child)
        take_out(link)
    for run in list(paragraph.iter(qualified("r"))):
        mark = revision.mark(kind)
        run.addprevious(mark)
        mark.append(_deleted(run) if kind == "del" else run)


def _deleted(run: Element) -> Element:
    for name, gone in (("t", "delText"), ("instrText", "delInstrText")):
        for text in run.iter(qualified(name)):
            text.tag = qualified(gone)
    return run


def _paragraph(old: Element, new: Element, revision: Revision) -> Element:
    """Return a paragraph merged word by word."""
    before, after = list(_atoms(old)), list(_atoms(new))
    if [atom.text for atom in before] == [atom.text for atom in after]:
        return deepcopy(new)
    result = w("p", *(deepcopy(one) for one in new if local_name(one) in ("pPr", "bookmarkStart")))
    was, now = ([atom.text for atom in atoms] for atoms in (before, after))
    for step, first, last, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if step in ("replace", "delete"):
            result.append(revision.mark("del", *(_deleted(deepcopy(atom.run)) for atom in before[first:last])))
        if step != "delete":
            result.extend(_linked(after[start:end], "" if step == "equal" else "ins", revision))
    result.extend(deepcopy(one) for one in new if local_name(one) == "bookmarkEnd")
    return result


def _linked(atoms: list[Atom], kind: str, revision: Revision) -> Iterator[Element]:
    for _, group in groupby(atoms, lambda atom: id(atom.link)):
        found = list(group)
        runs = [deepcopy(atom.run) for atom in found]
        inner = [revision.mark(kind, *runs)] if kind else runs
        link = found[0].link
        if link is None:
            yield from inner
        else:
            made = w("hyperlink", *inner)
            made.attrib.update(link.attrib)
            yield made


def _atoms(element: Element) -> Iterator[Atom]:
    for run in element.iter(qualified("r")):
        parent = run.getparent()
        link = parent if parent is not None and local_name(parent) == "hyperlink" else None
        look = run.find(qualified("rPr"))
        for child in run:
            if local_name(child) == "t":
                for word in re.findall(r"\s+|[^\s]+", child.text or ""):
                    yield Atom(word, _run(look, _word(word)), link)
            elif local_name(child) not in ("rPr", "drawing"):
                yield Atom(f"\x1e{local_name(child)}", _run(look, deepcopy(child)), link)


def _run(look: Element | None, content: Element) -> Element:
    return w("r", *([] if look is None else [deepcopy(look)]), content)


def _word(word: str) -> Element:
    made = w("t")
    made.text = word
    made.set(XML_SPACE, "preserve")
    return made
