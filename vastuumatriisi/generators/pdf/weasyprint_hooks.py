"""Patches WeasyPrint: tags and artifacts, and the subsets of fonts.

PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one file. Templates say with ``data-artifact`` that a part is a
mere repetition, and with ``lang`` that it is in another language than the document.

WeasyPrint leaves subsetting to a system library, or to fontTools where that is missing, which takes ten times as long
and gives other bytes; here one HarfBuzz makes the subsets everywhere. The hooks are not public; the version is pinned.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pydyf
import uharfbuzz
from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts, tags

from vastuumatriisi.generators.pdf_identification import PDF_UA_1

PX = 0.75  # the length of a CSS px in points

_original_build_box_tree = tags._build_box_tree


def _build_box_tree(
    box: Any, parent: Any, pdf: Any, page: int, nums: dict[int, str], annotations: list[Any], marked: dict[Any, Any]
) -> Iterator[Any]:
    """Yield WeasyPrint's structure elements of a box with what it leaves out; nothing for what is only repeated."""
    said = {} if box.element is None else dict(box.element.items())
    if "data-artifact" in said:
        # The tree is built for nothing but the numbers of its marked content: these have no element any more.
        unseen: dict[int, str] = {}
        nowhere = SimpleNamespace(page_references=pdf.page_references, add_object=lambda _: None)
        list(_original_build_box_tree(box, parent, nowhere, page, unseen, [], marked))
        nums.update(dict.fromkeys(unseen, "null"))
        return
    for element in _original_build_box_tree(box, parent, pdf, page, nums, annotations, marked):
        if "lang" in said and box.element_tag not in ("html", "body"):  # the document's own stands in the catalogue
            element["Lang"] = pydyf.String(said["lang"])
        if box.link_annotation and "title" in said:
            box.link_annotation["Contents"] = pydyf.String(said["title"])
        yield element


def finish(_document: Any, pdf: Any, bleed: float = 0.0) -> None:
    """Mend the PDF of a document; ``bleed`` in points is how far ink goes beyond the edge, 0 where it does not."""
    _identify(pdf)
    _set_artifacts(pdf)
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/Figure":
            item["A"]["BBox"] = _in_points(item["A"]["BBox"], _object(pdf, item["Pg"]))
        elif isinstance(item, dict) and item.get("Type") == "/Page":
            left, bottom, right, top = item["TrimBox"]
            item["BleedBox"] = pydyf.Array([left - bleed, bottom - bleed, right + bleed, top + bleed])


def _identify(pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    (content,) = metadata.stream
    metadata.stream = [content.replace(b"</rdf:RDF>", PDF_UA_1 + b"</rdf:RDF>", 1)]


def _set_artifacts(pdf: Any) -> None:
    """Mark content without an element as artifact (ISO 32000-1, 14.8.2.2)."""
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pages:
        content = _object(pdf, page["Contents"]).stream
        orphans = {number for number, parent in enumerate(parents[page["StructParents"]]) if parent == "null"}
        for place, part in enumerate(content):
            if isinstance(part, dict) and part.get("MCID") in orphans:
                content[place - 1], content[place] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})


def _in_points(box: Any, page: Any) -> Any:
    """Return a box in CSS px from the top as PDF has it: in points from the bottom."""
    left, top, right, bottom = box
    height = page["TrimBox"][3]
    return pydyf.Array([left * PX, height - bottom * PX, right * PX, height - top * PX])


def _object(pdf: Any, reference: Any) -> Any:
    return pdf.objects[int(reference.split()[0])]


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


def install() -> None:
    """Install the patches. Idempotent."""
    tags._build_box_tree = _build_box_tree
    fonts.Font.subset = _subset
