"""How fonts are put into a PDF: as subsets made by one HarfBuzz everywhere, that of the stamp with all its signs.

WeasyPrint leaves subsetting to a system library, or to fontTools where that is missing, which takes ten times as long
and gives other bytes. Neither hook into it is public; its version is pinned.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pydyf
import uharfbuzz
import weasyprint.pdf
from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts

from vastuumatriisi.generators.posters.pdf import stamp

# What only the layout needs, which is done; the bitmaps and pictures are as WeasyPrint treats them.
DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
FLAGS = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE

_plainly = weasyprint.pdf.build_fonts_dictionary


def _build_fonts_dictionary(pdf: Any, used: Any, *options: Any) -> Any:
    for font in used.values():
        if font.family == stamp.FAMILY:
            _complete(font)
    return _plainly(pdf, used, *options)


def _complete(font: Any) -> None:
    """Let the stamp's font have every sign that may ever be written over the placeholder."""
    numbers = stamp.face().glyphs(stamp.SIGNS)
    font.to_unicode = {number: sign for sign, number in numbers.items()} | font.to_unicode
    font.widths = dict.fromkeys(numbers.values(), round(stamp.WIDTH * 1000)) | font.widths


def set_stamps_apart(document: Any, pdf: Any) -> None:
    """Divide the content of each page so that every stamp on it is an uncompressed stream of its own."""
    names = tuple(f"/{font.hash} ".encode() for font in document.fonts.values() if font.family == stamp.FAMILY)
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    streams = [_content_of(page, names, pdf) for page in pages] if names else []
    if names and all(len(content) == 1 for content in streams):
        LOGGER.warning("What has the class “stamp” must read 0000-0000 and stand in nothing transparent")


def _content_of(page: Any, names: tuple[bytes, ...], pdf: Any) -> list[Any]:
    """Return the streams of a page, which become its content, every second one a stamp."""
    first = pdf.objects[int(page["Contents"].split()[0])]
    first.stream, *parts = _divided(first.stream, names)
    streams = [first]
    for number, part in enumerate(parts):
        streams.append(pydyf.Stream(part, compress=number % 2 == 1 and first.compress))
        pdf.add_object(streams[-1])
    page["Contents"] = pydyf.Array([stream.reference for stream in streams])
    return streams


def _divided(content: list[Any], names: tuple[bytes, ...]) -> Iterator[list[Any]]:
    """Yield what stands before a stamp, the stamp, and what follows it up to the next, in turn."""
    start, numbers = 0, stamp.face().glyphs(stamp.SIGNS)
    for place, (font, text) in enumerate(pairwise(content), 1):
        if isinstance(font, bytes) and font.startswith(names) and font.endswith(b" Tf"):
            # Between the glyphs stand corrections of less than a thousandth of an em, which are nothing.
            digits = b"".join(re.findall(rb"<([0-9a-f]+)>", text))
            glyphs = [int(glyph, 16) for glyph in stamp.fours(digits)]
            if shown := stamp.operators(glyphs, numbers):
                yield content[start:place]
                yield [shown]
                start = place + 1
    yield content[start:]


def _subset(font: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Keep in a font's file only the glyphs of ``to_unicode``, under their numbers; in place of the method."""
    if not to_unicode:
        return
    more = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE if font.missing else uharfbuzz.SubsetFlags.DEFAULT
    unhinted = uharfbuzz.SubsetFlags.DEFAULT if hinting else uharfbuzz.SubsetFlags.NO_HINTING
    try:
        face = uharfbuzz.Face(font.file_content, font.index)
        face = _kept(face, to_unicode, FLAGS | more | uharfbuzz.SubsetFlags.RETAIN_GIDS)
        # Once more without the many empty glyphs behind the last one that is used.
        face = _kept(face, range(max(to_unicode) + 1), FLAGS | more | unhinted)
    except RuntimeError:
        LOGGER.warning('Unable to subset "%s" with HarfBuzz', font.family)
    else:
        font.file_content = face.blob.data


def _kept(face: Any, glyphs: Any, flags: Any) -> Any:
    wanted = uharfbuzz.SubsetInput()
    wanted.flags = flags
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
    return uharfbuzz.subset(face, wanted)


weasyprint.pdf.build_fonts_dictionary = _build_fonts_dictionary
fonts.Font.subset = _subset
