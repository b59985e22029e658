"""A file -> what it says, by its content and not by the ending of its name."""

import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vastuumatriisi.datafile.other_formats import PICTURES, format_of
from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.incoming.pdf_text import NoText, PdfTexts
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.archives import DAMAGED
from vastuumatriisi.system.looking import is_folder, is_regular
from vastuumatriisi.system.reading import read_within

from .values import ReadDocument, ReadRow, Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from lxml.html import HtmlElement

MOST_BYTES = 200_000_000  # of a file, and of what an office file unpacks to
MOST_AHEAD = 4_000_000  # bytes of a PDF that is in memory beside another one: that of a large house's posters
EDGE = 4  # lines of a page that its header or its footer may have
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK = re.compile(r"(?<![\w-])[0-9a-f]{4}-[0-9a-f]{4}(?![\w-])")


def read_ahead(path: Path, pdfs: PdfTexts) -> bool:
    """Let a PDF be read while something else is done, and return whether it is; what is wrong is told in its turn."""
    if not is_regular(path):  # a pipe can be read only once
        return False
    try:
        content = read_within(path, MOST_AHEAD)
        if len(content) > MOST_AHEAD or not _is_pdf(content):
            return False
        pdfs.ask_ahead(content)
    except (OSError, UserError):
        return False
    return True


def read_document(path: Path, pdfs: PdfTexts) -> ReadDocument:
    """Return what a file says; ``pdfs`` reads those. Raises UserError where it cannot be opened, else Unreadable."""
    if is_folder(path):
        raise Unreadable(message("verify.folder"))
    try:
        content = read_within(path, MOST_BYTES)
    except FileNotFoundError:
        raise UserError(message("verify.missing")) from None
    except OSError as error:
        raise UserError(message("verify.unreadable", reason=reason(error))) from None
    if len(content) > MOST_BYTES:
        raise Unreadable(message("verify.too_large"))
    if _is_pdf(content):
        return _pdf(content, pdfs)
    from .workbook import is_workbook, read_workbook  # with openpyxl, which takes longer to load than a PDF to read

    if is_workbook(content):
        return read_workbook(content)
    if content.startswith(b"PK"):
        return _office(content)
    if re.search(rb"<!doctype html|<html", content[:2048], re.IGNORECASE):
        return _page(content)
    if found := format_of(content):
        key = "verify.picture" if found[0] in PICTURES else "verify.other_format"
        raise Unreadable(message(key, what=message(f"formats.{found[0]}")))
    raise Unreadable(message("verify.no_document"))


def _is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _pdf(content: bytes, pdfs: PdfTexts) -> ReadDocument:
    try:
        pages = pdfs.pages(content)
    except NoText as error:
        raise Unreadable(error.args[0]) from None
    edges = tuple(_edges(pages))
    return ReadDocument("pdf", "\n".join(pages), edges=edges, running="\n".join(_running(pages)))


def _edges(pages: list[str]) -> Iterator[str]:
    """Yield the lines that begin or end several pages: those of a letterhead are nobody's duty."""
    counted: Counter[str] = Counter()
    for page in pages:
        lines = [_unnumbered(line) for line in page.splitlines()]
        counted.update({*lines[:EDGE], *lines[-EDGE:]})
    yield from (line for line, number in counted.items() if line and number > 1)


def _unnumbered(line: str) -> str:
    return re.sub(r"\d+", "", line).strip()


def _running(pages: list[str]) -> Iterator[str]:
    """Yield the pages without their running heads and feet: the lines at an edge that a neighbour has there, too."""
    lines = [page.splitlines() for page in pages]
    for at, page in enumerate(lines):
        beside = [(lines[other], other - at) for other in (at - 1, at + 1) if 0 <= other < len(pages)]
        head = max((_alike(page, other, step) for other, step in beside), default=0)
        foot = max((_alike(page[::-1], other[::-1], step) for other, step in beside), default=0)
        yield "\n".join(page[head : len(page) - foot])


def _alike(one: list[str], other: list[str], step: int) -> int:
    """Return how many lines two pages begin with alike but for the number of the page, the other one's being higher.

    What is more than an edge is no running head.
    """
    pairs = zip(one[:EDGE], other[:EDGE], strict=False)
    return len([*itertools.takewhile(lambda pair: _is_running(*pair, step), pairs)])


def _is_running(line: str, other: str, step: int) -> bool:
    if line == other:
        return True
    numbers, others = ([int(number) for number in re.findall(r"\d{1,9}", text)] for text in (line, other))
    steps = {there - here for here, there in zip(numbers, others, strict=False)}
    return _unnumbered(line) == _unnumbered(other) and len(numbers) == len(others) and steps <= {0, step}


def _office(content: bytes) -> ReadDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {*package.namelist()}
            if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
                raise Unreadable(message("verify.unpacks"))
            if package.testzip():
                raise Unreadable(message("verify.damaged_office"))
            if "word/document.xml" in names:
                return _word(package, names)
    except DAMAGED:
        raise Unreadable(message("verify.closed_office")) from None
    raise Unreadable(message("verify.no_office"))


def _word(package: zipfile.ZipFile, names: set[str]) -> ReadDocument:
    parts = ["word/document.xml", *sorted(name for name in names if re.fullmatch(r"word/footer\d*\.xml", name))]
    roots = [_root(package.read(part)) for part in parts]
    body, *feet = map(_word_text, roots)
    return ReadDocument("docx", "\n".join((body, *feet)), is_redline=_is_redline(roots[0]), running=body)


def _root(content: bytes) -> "Element":
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        raise Unreadable(message("verify.damaged_word")) from None


def _is_redline(root: "Element") -> bool:
    """Tell whether changes are tracked by the program, which knows their day and not their hour."""
    tracked = root.iter(f"{WORD}ins", f"{WORD}del")
    return any(str(one.get(f"{WORD}date", "")).endswith("T00:00:00Z") for one in tracked)


def _word_text(root: "Element") -> str:
    """Return the text of a part: what tracked changes delete or move away is no part of it, what they insert is."""
    said = {f"{WORD}t": None, f"{WORD}tab": " ", f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "-", f"{WORD}p": "\n"}
    gone = {id(one) for moved in root.iter(f"{WORD}moveFrom") for one in moved.iter()}
    parts = []
    for element in root.iter(*said):
        if id(element) not in gone:
            text = said[str(element.tag)]
            parts.append((element.text or "") if text is None else text)
    return "".join(parts)


def _page(content: bytes) -> ReadDocument:
    from lxml import etree, html

    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, ValueError):
        raise Unreadable(message("verify.damaged_page")) from None
    said = str(root.xpath("string(//meta[@name='vastuumatriisi']/@content)"))
    rows = tuple(_rows(root.xpath("//section[contains(@class, 'unit')]//tbody/tr[@id]")))
    return ReadDocument("html", "\n".join(root.itertext()), rows, said.rpartition(" ")[2])


def _rows(found: Iterable["HtmlElement"]) -> Iterator[ReadRow]:
    """Yield the duties with the letters that actors have by their addresses; those of all of a unit among them."""
    common: dict[HtmlElement, dict[str, str]] = {}  # of each unit, looked for but once
    for row in found:
        section = next(row.iterancestors("section"))
        if section not in common:
            common[section] = _letters(section.xpath(".//div[@class='common']//li[b]"))
        text = "\n".join(row.xpath("td[1]/p/text()")).strip()
        yield ReadRow(str(row.get("id")), text, {**common[section], **_letters(row.xpath(".//li[b]"))})


def _letters(items: Iterable["HtmlElement"]) -> dict[str, str]:
    return {
        str(link.get("href"))[1:]: str(item.xpath("string(b)"))
        for item in items
        for link in item.xpath(".//a")  # in a page that a browser has saved those of an opened duty stand deeper
    }
