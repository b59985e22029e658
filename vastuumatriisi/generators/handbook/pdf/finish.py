"""LibreOffice's PDF -> one that keeps to PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), always the same bytes."""

import io

import pikepdf

from vastuumatriisi.generators.job import Rendered, Unprintable
from vastuumatriisi.generators.pdf_reading import opened
from vastuumatriisi.locales.message import message
from vastuumatriisi.text.characters import undivided

from ..document import Handbook
from .artifacts import mark_artifacts
from .metadata import describe
from .stray_links import tag_stray_links
from .structure import mend
from .text_of_glyphs import tell_characters


def finished(handbook: Handbook, data: bytes) -> Rendered:
    """Return the PDF of the handbook's pages with what LibreOffice leaves out of it. Raises Unprintable."""
    try:
        return _finished(handbook, data)
    except pikepdf.PdfError as error:  # a part of it that nobody has looked at before
        raise Unprintable(message("office.unreadable_pdf", reason=str(error))) from None


def _finished(handbook: Handbook, data: bytes) -> Rendered:
    with opened(data) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise Unprintable(message("office.no_tags"))
        tag_stray_links(pdf)
        decoration = mend(pdf, [undivided(chart.description) for chart in handbook.charts])
        mark_artifacts(pdf, decoration)
        tell_characters(pdf)
        _order_tabs(pdf)
        _forget_names(pdf)
        describe(pdf, handbook.properties)
        return Rendered(_saved(pdf), pages=len(pdf.pages))


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Return the document with its objects in the order in which it leads to them.

    LibreOffice numbers fonts by where they lie in its memory, and what is packed together is put in the order of these
    numbers; what is not gets new ones.
    """
    in_order, packed = io.BytesIO(), io.BytesIO()
    # PDF/A has the identifier of a file depend on what is in it (ISO 32000-1, 14.4); so it is without the hour.
    pdf.save(in_order, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(in_order) as numbered:
        numbered.save(packed, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return packed.getvalue()


def _order_tabs(pdf: pikepdf.Pdf) -> None:
    """Let the tab key go from link to link as they are read, and each tell its words in one line."""
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            page.Tabs = pikepdf.Name.S
            note.Contents = " ".join(str(note.get("/Contents", "")).split())


def _forget_names(pdf: pikepdf.Pdf) -> None:
    """Take out the names of places that no link leads to: they have told the page numbers and have done their work."""
    targets = [note.get("/Dest") for page in pdf.pages for note in page.get("/Annots", ())]
    if "/Dests" in pdf.Root and not any(isinstance(target, pikepdf.Name | pikepdf.String) for target in targets):
        del pdf.Root.Dests
