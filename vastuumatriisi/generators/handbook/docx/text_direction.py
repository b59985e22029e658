"""Text that is written from the right: marked on every paragraph, table and section, and on the runs in its script.

ECMA-376, 17.3.1.6 (bidi), 17.3.2.30 (rtl), 17.4.1 (bidiVisual), 17.6.1 (bidi of a section): Word takes the
order of a paragraph from the first, the font and the order of signs in a run from the second, and lays tables out from
the right by the third.
"""

import unicodedata
from collections.abc import Sequence

from .markup import Element, local_name, qualified, w

# What stands before the mark in each of the properties (ECMA-376, annex A).
BEFORE = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign",
    "tblPr": "tblStyle tblpPr tblOverlap",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection",
}


def set_from_the_right(root: Element) -> None:
    """Mark all that stands below ``root``, or at it, as written from the right."""
    for paragraph in root.iter(qualified("p")):
        _mark(_properties(paragraph, "pPr"), "bidi")
    for table in root.iter(qualified("tblPr")):
        _mark(table, "bidiVisual")
    for section in root.iter(qualified("sectPr")):
        _mark(section, "bidi")
    for run in root.iter(qualified("r")):
        texts = [text.text or "" for text in run.iterchildren(qualified("t"))]
        if texts and not _is_from_the_left("".join(texts)):
            _mark(_properties(run, "rPr"), "rtl")


def _is_from_the_left(text: str) -> bool:
    """Tell whether a text has letters of scripts written from the left, and none of the others: a code, an address."""
    kinds = {unicodedata.bidirectional(character) for character in text}
    return "L" in kinds and not kinds & {"R", "AL"}


def _properties(element: Element, tag: str) -> Element:
    if not len(element) or element[0].tag != qualified(tag):
        element.insert(0, w(tag))
    return element[0]


def _mark(properties: Element, mark: str) -> None:
    kind = local_name(properties)
    leading: Sequence[str] = [qualified(tag) for tag in BEFORE[kind].split()]
    properties.insert(sum(child.tag in leading for child in properties), w(mark))
