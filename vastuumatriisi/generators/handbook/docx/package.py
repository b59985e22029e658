"""The package: a letterhead with the handbook in it, its lists, running matter, settings and charts."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from vastuumatriisi.design.design import Design, VisualTheme
from vastuumatriisi.generators.reproducible_zip import ArchiveBuffer, stable_zip
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.locales.wording import direction

from ..document import Handbook, Heading, Paragraph
from .body import CHART, bodies
from .chart import INLINE, chart_part
from .headers_footers import add_running_matter
from .letterhead.cover import fill_cover
from .letterhead.letterhead import Letterhead, open_letterhead
from .letterhead.running_matter import RunningMatter, running_matter
from .markup import NAMESPACES, WORD, Element, relationship_of, w
from .numbering import add_lists, make_room
from .page_frame import used_styles
from .properties import describe, serialised
from .redline import merged
from .text_direction import set_from_the_right

AT_ONCE = 200  # blocks of the body, a table being one; as trees those of thousands of duties take 250 MiB
FEW = 3  # so many of the added styles are named


@dataclass(frozen=True, slots=True)
class Package:
    """The docx file, and what is worth telling of the letterhead that it is set in."""

    data: bytes
    notes: tuple[Text, ...]


def package(handbook: Handbook, design: Design, old: Handbook | None = None) -> Package:
    """Return the docx file, with tracked changes since an ``old`` handbook if there is one."""
    both = (handbook, old) if old else (handbook,)
    letterhead = open_letterhead(design, [style for one in both for style in used_styles(one)])
    document, own = letterhead.document, running_matter(letterhead)
    notes = tuple(_notes(letterhead, own, design.letterhead))
    _set_language(letterhead, dict(handbook.properties.scripts))
    first_list = _add_lists(letterhead, both)
    drawings = count(len(handbook.charts) + 1)
    has_first_header = add_running_matter(letterhead, own, handbook, drawings)
    made = _made(both, letterhead, has_first_header, own.clear_top("first"))
    cover = None if letterhead.cover is None else _filled_cover(letterhead.cover, handbook, drawings)
    written = _written(made, letterhead, handbook, first_list, cover)
    document.element.replace(document.element.body, w("body"))
    _add_charts(letterhead, handbook, design.theme)
    for url in dict.fromkeys(url for one in both for url in one.urls):
        document.part.rels.add_relationship(RT.HYPERLINK, url, relationship_of(url), is_external=True)
    describe(document, handbook)
    buffer = ArchiveBuffer()
    document.save(buffer)
    part = document.part.partname.removeprefix("/")
    return Package(stable_zip(buffer.getvalue(), {part: lambda content: _filled(content, written)}), notes)


def _made(
    both: Sequence[Handbook], letterhead: Letterhead, has_first_header: bool, cover_top: int
) -> Iterator[Element]:
    """Yield the body in elements, with tracked changes where there are two handbooks."""
    if len(both) == 1:
        yield from bodies(both[0], letterhead, has_first_header, cover_top, AT_ONCE)
        return
    # What is compared has to be there as a whole.
    new, old = (next(bodies(one, letterhead, has_first_header, cover_top, sys.maxsize)) for one in both)
    told = both[0].properties
    yield merged(old, new, told.organisation, told.date)


def _written(
    made: Iterable[Element], letterhead: Letterhead, handbook: Handbook, first_list: int, cover: Element | None
) -> Iterator[bytes]:
    """Yield the body as it stands in the document of the letterhead, whose prefixes it has."""
    for content in made:
        letterhead.adopted(content, first_list)
        if direction(handbook.properties.language) == "rtl":
            set_from_the_right(content)
        if cover is not None:
            content.insert(0, cover)
            cover = None
        root = etree.Element(letterhead.document.element.tag, nsmap=letterhead.document.element.nsmap)
        root.append(content)
        text = etree.tostring(root, encoding="UTF-8")
        begins = text.index(b">", text.index(b">") + 1) + 1  # behind the tags of document and body
        yield text[begins : text.rindex(b"</", 0, text.rindex(b"</"))]


def _filled(part: bytes, written: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the part of the document, whose body is empty, with all that is written in it."""
    body = re.search(rb"<([\w.-]+:)?body/>", part)
    if body is None:
        raise ValueError("the document has a body, and it is empty")
    prefix = body[1] or b""
    yield part[: body.start()] + b"<" + prefix + b"body>"
    yield from written
    yield b"</" + prefix + b"body>" + part[body.end() :]


def _filled_cover(cover: Element, handbook: Handbook, drawings: Iterator[int]) -> Element:
    told = handbook.properties
    fill_cover(
        cover,
        {"title": told.title, "subtitle": told.subject, "organisation": told.organisation, "date": handbook.date},
    )
    for picture in cover.iter(f"{{{INLINE}}}docPr"):
        picture.set("id", str(next(drawings)))
    return cover


def _notes(letterhead: Letterhead, own: RunningMatter, name: str) -> Iterator[Message]:
    """Yield a line for each thing that somebody should know who has given a letterhead."""
    if letterhead.removed:
        removed = [message(f"letterhead.removed.{kind}") for kind in letterhead.removed]
        yield message("letterhead.brings_along", name=name, removed=removed)
    if letterhead.added:
        named = ", ".join(letterhead.added[:FEW]) + ("" if len(letterhead.added) <= FEW else ", …")
        yield message("letterhead.lacks", name=name, count=len(letterhead.added), styles=named)
    for height in own.crowded():
        yield message("letterhead.floats", name=name, height=height)


def _set_language(letterhead: Letterhead, scripts: Mapping[str, str]) -> None:
    """Mark the text as written in the language of the handbook, whatever that of the letterhead is."""
    document = letterhead.document
    styles = document.styles.element
    properties = styles.find(f"{{{WORD}}}docDefaults/{{{WORD}}}rPrDefault/{{{WORD}}}rPr")
    marks = list(styles.iter(f"{{{WORD}}}lang"))
    for mark in marks:
        mark.getparent().remove(mark)
    if properties is None:
        properties = _normal_looks(letterhead.styles["Normal"])
    properties.append(w("lang", **scripts))
    for mark in document.settings.element.iter(f"{{{WORD}}}themeFontLang"):
        mark.attrib.clear()
        mark.attrib.update(w("themeFontLang", **scripts).attrib)


def _normal_looks(style: Element) -> Element:
    """Return what the text of a letterhead without defaults looks like, as elements to add to."""
    properties = style.find(f"{{{WORD}}}rPr")
    if properties is None:
        properties = w("rPr")
        style.append(properties)
    return properties


def _add_lists(letterhead: Letterhead, handbooks: tuple[Handbook, ...]) -> int:
    """Add the numbered lists, and what numbering the letterhead lacks; return the id of the first list."""
    found = [block for handbook in handbooks for block in handbook.blocks]
    lists = max((block.numbering for block in found if isinstance(block, Paragraph)), default=0)
    document, numbers = letterhead.document, [(one.level, one.label) for one in found if isinstance(one, Heading)]
    try:
        root, is_new = document.part.numbering_part.element, False
    except (KeyError, NotImplementedError):  # python-docx cannot make the part that is missing
        root, is_new = etree.Element(f"{{{WORD}}}numbering", nsmap=NAMESPACES), True
    first = add_lists(root, letterhead.styles, lists, headings_too=not letterhead.numbers_headings)
    make_room(root, letterhead.styles, numbers, letterhead.look.size)
    letterhead.settle_outline()
    if is_new:
        _add_part(document, "rIdNumbering", "numbering", RT.NUMBERING, CT.WML_NUMBERING, root)
    return first


def _add_charts(letterhead: Letterhead, handbook: Handbook, theme: VisualTheme) -> None:
    look = (letterhead.font, theme.handbook["detail"], theme.colours["ink"])
    for number, chart in enumerate(handbook.charts, 1):
        root = chart_part(chart, handbook.properties.language, *look)
        _add_part(letterhead.document, CHART.format(number), f"charts/chart{number}", RT.CHART, CT.DML_CHART, root)


def _add_part(document: Document, identifier: str, name: str, kind: str, content_type: str, root: Element) -> None:
    part = Part(PackURI(f"/word/{name}.xml"), content_type, serialised(root), document.part.package)
    document.part.rels.add_relationship(kind, part, identifier)
