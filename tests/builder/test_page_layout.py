"""What LibreOffice gives back is read, or refused in one sentence if it is none of a document's pages."""

import io
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.builder.page_layout import LayoutFailed, read_layout
from vastuumatriisi.generators.pdf_reading import unpacks_within


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


OBJECTS = (
    b"<</Type/Catalog/Pages 4 0 R/Dests<</A[5 0 R/Fit]>>>>",
    b"<</Type/Pages/Kids[5 0 R]/Count 1>>",
    b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]/Resources<<>>>>",
)


def packed(size: int, content: bytes) -> bytes:
    """Return what unpacks to a content and as many spaces."""
    packing = zlib.compressobj(1)
    parts = [packing.compress(content)]
    parts += [packing.compress(b" " * (1 << 20)) for _ in range(size >> 20)]
    return b"".join([*parts, packing.flush()])


def in_streams(size: int, filters: bytes = b"/Filter/FlateDecode", times: int = 1) -> bytes:
    """Return a PDF of one page whose objects stand in a packed stream, with so many bytes more behind them."""
    places = [sum(map(len, OBJECTS[:number])) for number in range(len(OBJECTS))]
    head = b" ".join(b"%d %d" % pair for pair in zip((3, 4, 5), places, strict=True)) + b" "
    content = packed(size, head + b"".join(OBJECTS))
    for _ in range(times - 1):
        content = zlib.compress(content)
    start = b"%PDF-1.7\n"
    objects = b"2 0 obj\n<</Type/ObjStm/N 3/First %d%s/Length %d>>\nstream\n" % (len(head), filters, len(content))
    objects += content + b"\nendstream\nendobj\n"
    table = start + objects
    rows = [(0, 0, 65535), (1, len(table), 0), (1, len(start), 0), (2, 2, 0), (2, 2, 1), (2, 2, 2)]
    index = b"".join(bytes([kind]) + place.to_bytes(4, "big") + more.to_bytes(2, "big") for kind, place, more in rows)
    table += b"1 0 obj\n<</Type/XRef/Size 6/W[1 4 2]/Root 3 0 R/Length %d>>\nstream\n" % len(index)
    return table + index + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(start + objects)


def test_objects_in_streams() -> None:
    """A PDF whose objects are packed is read; what of it are spaces does not matter, unless they are too many."""
    assert read_layout(in_streams(1 << 20), ("A",)).pages == {"A": 1}
    begun = time.monotonic()
    swollen = in_streams(1100 << 20)
    made = time.monotonic() - begun
    with pytest.raises(LayoutFailed, match="far larger file"):
        read_layout(swollen, ("A",))
    assert time.monotonic() - begun < 20 * made


@pytest.mark.parametrize(
    ("filters", "times"),
    [
        (b"/Filter[/FlateDecode/FlateDecode]", 2),
        (b"/Filter[/FlateDecode /Fl#61teDecode]", 2),
        (b"/F#69lter[/Fl/Fl]", 2),
        (b"/Filter/LZWDecode", 1),
        (b"/Filter 7 0 R", 1),
    ],
)
def test_what_is_packed_in_other_ways(filters: bytes, times: int) -> None:
    """LibreOffice packs once and in one way; what of other ways comes nobody can tell without unpacking it."""
    with pytest.raises(LayoutFailed, match="far larger file"):
        read_layout(in_streams(0, filters, times), ("A",))


def test_streams_in_streams() -> None:
    """To look at them takes no longer than a few times their length."""
    inner = b"".join(b"stream\n\x78\x01\x00\xff\xff\x00\x00" + bytes(100) for _ in range(20_000))
    begun = time.monotonic()
    assert not unpacks_within(inner, 1 << 30)
    assert time.monotonic() - begun < 10
    assert unpacks_within(b"stream\n" + zlib.compress(bytes(1000)) + b"endstream", 1000)
    assert not unpacks_within(b"stream\n" + zlib.compress(bytes(1000)) + b"endstream", 999)


def damaged() -> dict[str, bytes]:
    whole = in_streams(0)
    plain = pikepdf.new()
    plain.add_blank_page()
    plain.Root.Pages.Kids.append(plain.Root.Pages)
    circular = io.BytesIO()
    plain.save(circular)
    return {
        "no end": whole.replace(b"%%EOF", b"%EOF") + b"%%EOF" + bytes(2000),
        "an end amid it": whole[: len(whole) // 2] + b"%%EOF",
        "no table": whole.replace(b"startxref\n", b"startxref\n9"),
        "pages in pages": circular.getvalue(),
        "zeros": b"%PDF-1.7" + bytes(5000) + b"%%EOF",
        "a page without end": in_streams(0).replace(b"/Type/XRef", b"/Type/Xref"),
    }


@pytest.mark.parametrize("name", damaged())
def test_a_reader_complains_to_nobody(name: str, tmp_path: Path) -> None:
    """What it thinks of a damaged PDF is one sentence of ours; nothing of its own is printed."""
    (tmp_path / "a.pdf").write_bytes(damaged()[name])
    lines = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from vastuumatriisi.builder.page_layout import LayoutFailed, read_layout\n"
        "try: read_layout(open(sys.argv[1], 'rb').read(), ('A',))\n"
        "except LayoutFailed as failure: print(failure)\n"
    )
    command = [sys.executable, "-c", lines, tmp_path / "a.pdf"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    assert done.stdout.startswith("LibreOffice")
    assert done.stdout.count("\n") == 1
