"""Cells that people have marked by colour: what they mean by it, nobody but they can tell."""

import io
import zipfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from itertools import groupby, islice
from typing import Any

from lxml import etree
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from vastuumatriisi.incoming.cell_colours import of_letters
from vastuumatriisi.incoming.returned.remarks import sheet_parts
from vastuumatriisi.incoming.returned.sheets import ReturnedBook
from vastuumatriisi.incoming.returned.struck import TEXTS

RUN = b"rPr"  # the look of words within a cell


def painted(
    book: ReturnedBook, sheets: Collection[str], known: Collection[str], most: int
) -> dict[str, tuple[str, ...]]:
    """Return the cells with other colours than the ``known`` ones by the name of their sheet, neighbours as one.

    Of each sheet it is so many at ``most``. Of a file that makes a parser stumble over what openpyxl passes over
    nothing is told.
    """
    if book.styles is None:
        return {}
    others = {str(number) for number, own in enumerate(book.styles) if not own.issubset(known)}
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive, suppress(etree.LxmlError, ValueError, TypeError):
        texts = {*_painted_texts(archive, known)}
        if others or texts:
            return {
                title: tuple(islice(_areas(_painted(archive.read(part), others, texts)), most))
                for title, part in sheet_parts(archive)
                if title in sheets
            }
    return {}


def _painted_texts(archive: zipfile.ZipFile, known: Collection[str]) -> Iterator[str]:
    """Yield the numbers of the texts with coloured words in them."""
    texts = archive.read(TEXTS) if TEXTS in archive.namelist() else b""
    if RUN in texts:
        for number, text in enumerate(_elements(texts, "si", "si")):
            if any(found not in known for look in text.iterfind("{*}r/{*}rPr") for found in _of_words(look)):
                yield str(number)


def _of_words(look: Any) -> Iterator[str]:
    for colour in look.iterfind("{*}color"):
        yield from of_letters(Color.from_tree(colour), underlined=look.find("{*}u") is not None)


def _painted(part: bytes, styles: Collection[str], texts: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns of cells with such a style or text, as far as they tell where they are."""
    for cell in _elements(part, "c", "row"):
        is_painted = cell.get("s", "0") in styles or (cell.get("t") == "s" and cell.findtext("{*}v") in texts)
        if is_painted and (place := cell.get("r")):
            yield coordinate_to_tuple(place)


def _elements(part: bytes, name: str, around: str) -> Iterator[Any]:
    """Yield the elements of a name; what is ``around`` them is dropped as soon as it ends."""
    tags = {f"{{*}}{one}" for one in (name, around)}
    for _, element in etree.iterparse(
        io.BytesIO(part), tag=sorted(tags), resolve_entities=False, no_network=True, huge_tree=True
    ):
        kind = etree.QName(element).localname
        if kind == name:
            yield element
        if kind == around and (parent := element.getparent()) is not None:
            parent.remove(element)


def _areas(cells: Iterator[tuple[int, int]]) -> Iterator[str]:
    """Yield the cells, those of a row that stand beside each other as one area."""
    for (row, _), found in groupby(enumerate(cells), lambda one: (one[1][0], one[1][1] - one[0])):
        columns = [column for _, (_, column) in found]
        first, last = (f"{get_column_letter(column)}{row}" for column in (columns[0], columns[-1]))
        yield first if first == last else f"{first}:{last}"
