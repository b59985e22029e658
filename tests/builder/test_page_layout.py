"""What LibreOffice gives back is read, or refused in one sentence if it is none of a document's pages."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from vastuumatriisi.builder.page_layout import LayoutFailed, read_layout


def empty(document: pikepdf.Pdf) -> None:
    del document.pages[0]


def strange_places(value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.Dests = value

    return change


def strange_fonts(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Resources = pikepdf.Dictionary(Font=pikepdf.Array([1, 2]))


@pytest.mark.parametrize(
    "change",
    [
        empty,
        strange_places(pikepdf.Array([1])),
        strange_places(pikepdf.Dictionary(A=7)),
        strange_places(pikepdf.Dictionary(A=pikepdf.Array([]))),
        strange_places(pikepdf.Dictionary(A=pikepdf.Array([3]))),
        strange_fonts,
    ],
)
def test_an_odd_pdf_is_no_fault_of_ours(change: Callable[[pikepdf.Pdf], None]) -> None:
    """It is a PDF, and not one of a document with pages and places."""
    document, content = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    change(document)
    document.save(content)
    with pytest.raises(LayoutFailed):
        read_layout(content.getvalue(), ("A",))
