"""The fonts inside posters: subsets by the same tool on every machine, with the outlines of the whole fonts."""

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from tests.support.making import jobs_of, render
from vastuumatriisi.design import fonts
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

MATRIX = """
roles: [{id: rehtori, name: rehtori}]
levels: [{id: t, name: Taso, units: [{id: u, name: Yksikkö, leads: [rehtori], duties: [
  {id: U-1, text: "Pidämme Å, å ja ž tallessa."}]}]}]
"""


@pytest.fixture(scope="module")
def poster(build_views: Callable[[str], Views], design: Design) -> bytes:
    return made(build_views(MATRIX), design)


def made(views: Views, design: Design) -> bytes:
    return render(next(iter(jobs_of("posters", views, design))), design).data


def embedded(data: bytes) -> dict[str, tuple[Any, TTFont]]:
    """Return the fonts of a poster by name, as the PDF describes them and as their files."""
    found = {}
    for font in pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"].values():
        [descendant] = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        file = descriptor.get("/FontFile2") or descriptor["/FontFile3"]
        name = font.get_object()["/BaseFont"].split("+")[1]
        found[name] = font.get_object(), TTFont(io.BytesIO(file.get_object().get_data()))
    return found


def outline(font: TTFont, number: int) -> list[Any]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[font.getGlyphName(number)].draw(pen)
    return list(pen.value)


def test_the_engine_subsets_nothing_itself(
    poster: bytes, build_views: Callable[[str], Views], design: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With or without a system library for it the same bytes come out."""
    from weasyprint.pdf import fonts as of_engine

    def refuse(*_: object) -> None:
        raise AssertionError("the engine subsets")

    monkeypatch.setattr(of_engine, "harfbuzz_subset", None)
    for name in ("_harfbuzz_subset", "_fonttools_subset"):
        monkeypatch.setattr(of_engine.Font, name, refuse)
    assert made(build_views(MATRIX), design) == poster


def test_glyphs_keep_their_numbers_and_outlines(poster: bytes) -> None:
    """Each letter of a subset, also a composed one, is drawn as in the whole font; no table of the layout is there."""
    for name, face, letters in (
        ("FiraGO", fonts.face(), "PidämeÅåž"),
        ("FiraGO-Bold", fonts.face(bold=True), "Yksikö"),
    ):
        original = TTFont(io.BytesIO(face.content))
        _, subset = embedded(poster)[name]
        assert not {"GSUB", "GPOS", "DSIG"} & {*subset.keys()}
        for letter in letters:
            number = original.getGlyphID(original.getBestCmap()[ord(letter)])
            assert outline(subset, number) == outline(original, number) != []
