"""How fonts are put into a PDF: as subsets made by one HarfBuzz everywhere.

WeasyPrint leaves subsetting to a system library, or to fontTools where that is missing, which takes ten times as long
and gives other bytes. The hook into it is not public; its version is pinned.
"""

from typing import Any

import uharfbuzz
from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts

# What only the layout needs, which is done; the bitmaps and pictures are as WeasyPrint treats them.
DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "SVG ")
FLAGS = uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED | uharfbuzz.SubsetFlags.DESUBROUTINIZE


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


def replace_subsetting() -> None:
    """Let WeasyPrint make subsets in this way."""
    fonts.Font.subset = _subset
