"""Paragraphs with tracked changes: a whole one that is deleted or inserted, or two merged word by word.

A field is a word: its result.
"""

import difflib
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby

from .markup import XML_SPACE, Element, local_name, qualified, take_out, w


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
    """A word, a space, a tab, a field …: the runs of it, and the link that it stands in."""

    text: str
    runs: tuple[Element, ...]
    link: Element | None


def text_of(element: Element) -> str:
    """Return the text of a block, with a sign for each tab and break."""
    pieces = (child for run in element.iter(qualified("r")) for child in run)
    return "".join((child.text or "") if local_name(child) == "t" else _sign(local_name(child)) for child in pieces)


def _sign(name: str) -> str:
    return "" if name in ("rPr", "drawing", "fldChar", "instrText") else f"\x1e{name}"


def style_of(element: Element) -> str:
    """Return the id of the style of a paragraph, "" of anything else."""
    style = element.find(f"{qualified('pPr')}/{qualified('pStyle')}")
    return "" if style is None else str(style.get(qualified("val")))


def mark_paragraph(paragraph: Element, kind: str, revision: Revision) -> None:
    """Mark all of a paragraph as "ins" or "del"."""
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


def merged_paragraph(old: Element, new: Element, revision: Revision) -> Element:
    """Return a paragraph merged word by word."""
    before, after = list(_atoms(old)), list(_atoms(new))
    if [atom.text for atom in before] == [atom.text for atom in after]:
        return deepcopy(new)
    result = w("p", *(deepcopy(one) for one in new if local_name(one) in ("pPr", "bookmarkStart")))
    if style_of(old) != style_of(new):
        result[0].append(revision.mark("pPrChange", w("pPr", w("pStyle", val=style_of(old)))))
    was, now = ([atom.text for atom in atoms] for atoms in (before, after))
    for step, first, last, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if step in ("replace", "delete"):
            gone = (run for atom in before[first:last] for run in atom.runs)
            result.append(revision.mark("del", *(_deleted(deepcopy(run)) for run in gone)))
        if step != "delete":
            result.extend(_linked(after[start:end], "" if step == "equal" else "ins", revision))
    result.extend(deepcopy(one) for one in new if local_name(one) == "bookmarkEnd")
    return result


def _linked(atoms: list[Atom], kind: str, revision: Revision) -> Iterator[Element]:
    for _, group in groupby(atoms, lambda atom: id(atom.link)):
        found = list(group)
        runs = [deepcopy(run) for atom in found for run in atom.runs]
        inner = [revision.mark(kind, *runs)] if kind else runs
        link = found[0].link
        if link is None:
            yield from inner
        else:
            made = w("hyperlink", *inner)
            made.attrib.update(link.attrib)
            yield made


def _atoms(element: Element) -> Iterator[Atom]:
    for runs in _fields_together(element):
        parent = runs[0].getparent()
        link = parent if parent is not None and local_name(parent) == "hyperlink" else None
        if len(runs) > 1:
            yield Atom("".join(text.text or "" for run in runs for text in run.iter(qualified("t"))), runs, link)
            continue
        look = runs[0].find(qualified("rPr"))
        for child in runs[0]:
            if local_name(child) == "t":
                for word in re.findall(r"\s+|[^\s]+", child.text or ""):
                    yield Atom(word, (_run(look, _word(word)),), link)
            elif local_name(child) not in ("rPr", "drawing"):
                yield Atom(f"\x1e{local_name(child)}", (_run(look, deepcopy(child)),), link)


def _fields_together(element: Element) -> Iterator[tuple[Element, ...]]:
    """Yield each run, and those from the beginning of a field to its end as one."""
    waiting: list[Element] = []
    depth = 0
    for run in element.iter(qualified("r")):
        kinds = [mark.get(qualified("fldCharType")) for mark in run.iter(qualified("fldChar"))]
        depth += kinds.count("begin") - kinds.count("end")
        waiting.append(run)
        if depth <= 0:
            yield tuple(waiting)
            waiting.clear()
    if waiting:
        yield tuple(waiting)


def _run(look: Element | None, content: Element) -> Element:
    return w("r", *([] if look is None else [deepcopy(look)]), content)


def _word(word: str) -> Element:
    made = w("t")
    made.text = word
    made.set(XML_SPACE, "preserve")
    return made
