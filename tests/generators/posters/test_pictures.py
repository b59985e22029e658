"""Pictures among the templates that are broken, cut off, strange or meant to do harm: shown as they are, or refused."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import views_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.matrix import Views

VIEWS = """
roles: [{id: rehtori, name: rehtori}]
levels: [{id: t, name: Taso, units: [{id: u, name: Yksikkö, leads: [rehtori], duties: [{id: U-1, text: Autamme.}]}]}]
"""
GUARD = 20.0  # seconds of work to refuse a picture; what hangs takes longer
BLUE = (0, 0, 255)


@pytest.fixture(scope="module")
def views() -> Views:
    return views_of(VIEWS)


def picture(kind: str, mode: str = "RGB", colour: Any = BLUE, size: tuple[int, int] = (400, 200), **more: Any) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, kind, **more)
    return file.getvalue()


def raw_png(width: int, height: int, bits: int, colours: int, rows: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """Return a PNG file of these rows, whatever it promises."""
    header = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0)
    chunks = [(b"IHDR", header), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    framed = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)


def animated(kind: str) -> bytes:
    return picture(kind, save_all=True, append_images=[Image.new("RGB", (400, 200), "#ff0000")])


def noise() -> bytes:
    file = io.BytesIO()
    Image.effect_noise((120, 60), 90).convert("RGB").save(file, "PNG")
    return file.getvalue()


def as_logo(design: Design, name: str, content: bytes) -> Design:
    return replace(design, templates={**design.templates, name: content})


def as_picture(design: Design, name: str, content: bytes) -> Design:
    """Return the design with a picture in the head of the posters of units."""
    shown = f'<img alt="x" src="{name}" style="width: 60rem; height: 30rem; float: right"><p class="about">'
    html = design.templates["poster.html.j2"].replace(b'<p class="about">', shown.encode(), 1)
    return replace(design, templates={**design.templates, name: content, "poster.html.j2": html})


PLACES: dict[str, tuple[str, Callable[[Design, str, bytes], Design]]] = {
    "logo": ("logo", as_logo),
    "picture": ("kuva", as_picture),
}


def made(views: Views, design: Design) -> bytes:
    [job] = jobs_of("posters", views, design)
    return render(job, design).data


def blue_in(data: bytes) -> int:
    """Return how many pixels of the first page are blue, one for each 2 pt."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0].render(scale=0.5).to_pil().convert("RGB")
    finally:
        document.close()
    return sum(page.getpixel((x, y)) == BLUE for x in range(page.width) for y in range(page.height))


def assert_refused(views: Views, design: Design, place: str, ending: str, content: bytes, what: str = "") -> None:
    """Assert that the picture is refused soon, in one sentence that names its file."""
    name, put = PLACES[place]
    begun = time.process_time()
    with pytest.raises(UserError, match=rf"^templates/{name}\.{ending}: (?s:.*){what}") as caught:
        made(views, put(design, f"{name}.{ending}", content))
    assert time.process_time() - begun < GUARD
    assert "\n" not in str(caught.value)
    assert ";" in str(caught.value)
    assert_in_every_language(caught.value)


TRANSPARENT_BLUE = (b"\0" + b"\0\0\0\0\xff\xff" * 40) * 20

REFUSED = {
    "more pixels than fit the memory": (picture("PNG", "1", 0, (30_000, 30_000)), "pixels"),
    "too many pixels": (picture("PNG", "1", 0, (9_000, 9_000)), "9000 × 9000 pixels"),
    "a promise of pixels": (raw_png(2**31 - 1, 2**31 - 1, 8, 2, b""), "pixels"),
    "no pixel": (raw_png(0, 0, 8, 2, b""), "not a"),
    "a line": (picture("PNG", size=(20_000, 1)), "a line"),
    "nothing": (b"", "not a"),
    "its header alone": (noise()[:33], "not a"),
    "a page": (b"<!doctype html><html><body>x</body></html>", "picture"),
    "a document": (b"%PDF-1.7\n", "not a"),
    "sixteen bits of grey": (raw_png(40, 20, 16, 0, (b"\0" + b"\x10\0" * 40) * 20), "I;16"),
    "a text that unpacks to much": (
        raw_png(40, 20, 8, 2, TRANSPARENT_BLUE, (b"zTXt", b"a\0\0" + zlib.compress(b"a" * 50_000_000))),
        "not a",
    ),
    "a wrong checksum": (noise()[:5_000] + b"\x55" + noise()[5_001:], "not a"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", REFUSED)
def test_a_picture_of_pixels_that_is_none_is_refused(views: Views, design: Design, place: str, case: str) -> None:
    """Before it unpacks to more than there is, and before half of it is printed."""
    content, what = REFUSED[case]
    assert_refused(views, design, place, "png", content, what)


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_cut_off_anywhere_is_refused(views: Views, design: Design, place: str) -> None:
    """Though the layout engine overlooks it: it would print what is missing in grey."""
    whole = noise()
    for end in (*range(1, len(whole) - 8, len(whole) // 12), len(whole) - 8, len(whole) - 13):
        assert_refused(views, design, place, "png", whole[:end], "not a")


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("logo", animated("PNG")),
        ("logo", raw_png(40, 20, 16, 2, TRANSPARENT_BLUE)),
        ("picture", animated("PNG")),
        ("picture", animated("GIF")),
        ("picture", picture("WEBP", lossless=True)),
        ("picture", picture("BMP")),
        ("picture", raw_png(40, 20, 16, 2, TRANSPARENT_BLUE)),
    ],
)
def test_a_strange_picture_is_shown(views: Views, design: Design, kind: str, content: bytes) -> None:
    """The first picture of a film, 16 bits, another format than the name says."""
    name, put = PLACES[kind]
    assert blue_in(made(views, put(design, f"{name}.png", content))) > 400


@pytest.mark.parametrize(
    "content", [picture("WEBP"), animated("GIF"), picture("JPEG"), picture("JPEG", "CMYK", (255, 255, 0, 0))]
)
def test_a_logo_of_another_kind_than_its_name_is_refused(views: Views, design: Design, content: bytes) -> None:
    """The name says PNG."""
    assert_refused(views, design, "logo", "png", content, "not a PNG picture")


def test_colours_of_ink_are_refused(views: Views, design: Design) -> None:
    """A poster's colours are those of screens; each program makes others of inks."""
    assert_refused(views, design, "picture", "jpg", picture("JPEG", "CMYK", (255, 255, 0, 0)), "CMYK")


BOX = 'viewBox="0 0 200 100"'
FILLED = '<path fill="#00f" d="M0 0h200v100H0z"/>'


def svg(content: str, box: str = BOX, before: str = "") -> bytes:
    links = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"{before}<svg {links} {box}>{content}</svg>".encode()


def growing(holder: str, user: str, times: int = 10, levels: int = 10) -> str:
    """Return a drawing in which each level shows the one below it ten times."""
    parts = [holder.format(n=0, content='<path d="M0 0h2v1z"/>')]
    parts += [holder.format(n=n, content=user.format(n=n - 1) * times) for n in range(1, levels)]
    return f"<defs>{''.join(parts)}</defs>{user.format(n=levels - 1)}"


def referring(element: str, attribute: str) -> str:
    holder = f'<{element} id="a{{n}}" width="1" height="1">{{content}}</{element}>'
    return growing(holder, f'<path d="M0 0L1 1L2 3L4 5" {attribute}/>')


ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DRAWINGS = {
    "uses of uses": svg(growing('<g id="a{n}">{content}</g>', '<use xlink:href="#a{n}"/>')),
    "uses in pairs": svg(growing('<g id="a{n}">{content}</g>', '<use href="#a{n}"/>', 2, 40)),
    "patterns": svg(referring("pattern", 'fill="url(#a{n})"')),
    "patterns by style": svg(referring("pattern", "style=\"fill: url('#a{n}')\"")),
    "masks": svg(referring("mask", 'mask="url(#a{n})"')),
    "clip paths": svg(referring("clipPath", 'clip-path="url(#a{n})"')),
    "markers": svg(referring("marker", 'marker-mid="url(#a{n})"')),
    "filters": svg(referring("filter", 'filter="url(#a{n})"')),
    "patterns by a style sheet": svg(
        f"<style>{''.join(f'.c{n} {{fill: url(#a{n})}}' for n in range(10))}</style>"
        + referring("pattern", 'class="c{n}"')
    ),
    "one path with many markers": svg(
        f'<marker id="m"><path d="M0 0"/></marker><path marker-mid="url(#m)" d="M0 0{"l1 1" * 9_000}"/>'
    ),
    "itself": svg('<g id="a"><use href="#a"/></g>'),
    "itself at once": svg('<use id="a" href="#a"/>'),
    "one another": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "all of it": svg('<use href="#r"/>', f'{BOX} id="r"'),
    "a pattern of itself": svg('<pattern id="p"><path fill="url(#p)" d="M0 0h9v9z"/></pattern>'),
    "a long chain": svg('<g id="a0"/>' + "".join(f'<use id="a{n}" href="#a{n - 1}"/>' for n in range(1, 5_000))),
    "nesting": svg("<g>" * 100_000 + "</g>" * 100_000),
    "elements": svg('<path d="M0 0h2v1z"/>' * 100_000),
    "a long path": svg(f'<path d="M0 0{"l1 1" * 500_000}"/>'),
    "entities": svg("<title>&a9;</title>", before=f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{ENTITIES}]>'),
    "a foreign entity": svg("<title>&a;</title>", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
    "a file": svg('<image href="file:///etc/hostname" width="9" height="9"/>'),
    "an address": svg('<image xlink:href="http://example.org/x.png" width="9" height="9"/>'),
    "a picture as data": svg('<image href="data:image/png;base64,iVBORw0KGgo=" width="9" height="9"/>'),
    "a foreign style sheet": svg("<style>@import url(http://example.org/x.css);</style>"),
    "a huge box": svg(FILLED, 'viewBox="0 0 1e300 1e300"'),
    "an endless box": svg(FILLED, 'viewBox="0 0 inf 10"'),
    "no numbers": svg(FILLED, 'viewBox="0 0 nan 10"'),
    "an empty box": svg(FILLED, 'viewBox="0 0 0 10"'),
    "a negative box": svg(FILLED, 'viewBox="0 0 -5 10"'),
    "a box like a line": svg(FILLED, 'viewBox="0 0 100000 1"'),
    "no width": svg(FILLED, f'{BOX} width="0" height="10"'),
    "a negative height": svg(FILLED, f'{BOX} width="10" height="-10"'),
    "a huge width": svg(FILLED, f'{BOX} width="99999999999" height="10"'),
    "half of it": svg(FILLED)[:-8],
    "nothing": b"",
    "another kind": b"<html/>",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("case", DRAWINGS)
def test_a_drawing_that_would_take_too_much_is_refused(views: Views, design: Design, place: str, case: str) -> None:
    """Whatever it grows by, whatever it asks for."""
    assert_refused(views, design, place, "svg", DRAWINGS[case])


GRADIENT = '<linearGradient id="g"><stop stop-color="#00f"/><stop offset="1" stop-color="#00f"/></linearGradient>'


@pytest.mark.parametrize(
    "content",
    [
        svg(FILLED, f'{BOX} width="100%" height="100%"'),
        svg(FILLED, f'{BOX} width="20mm" height="10mm"'),
        svg(f'<style>.a, .b {{fill: url(#g)}}</style>{GRADIENT}<path class="a" d="M0 0h200v100H0z"/>'),
        svg(f'<defs><g id="a">{FILLED}</g></defs><use xlink:href="#a"/>'),
        svg(f'<clipPath id="c"><path d="M0 0h200v100H0z"/></clipPath><g clip-path="url(#c)">{FILLED}</g>'),
        svg(FILLED).decode().encode("utf-16"),
        svg(FILLED + '<path d="M0 0h2v1z" fill="none"/>' * 2_000),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_an_ordinary_drawing_is_shown(views: Views, design: Design, place: str, content: bytes) -> None:
    """As programs for drawing save it."""
    name, put = PLACES[place]
    assert blue_in(made(views, put(design, f"{name}.svg", content))) > 400
