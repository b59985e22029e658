"""The layout engine without the modules of fontTools that it does not need, which can be imported later as ever."""

import subprocess
import sys

from tests.conftest import ROOT

PROGRAM = """
import io, sys
import vastuumatriisi.generators.posters.pdf.engine
unused = {"fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer"}
assert not unused & {*sys.modules}, "imported"
from weasyprint.pdf import fonts
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

def square(side):
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0)); pen.lineTo((side, 0)); pen.lineTo((side, side)); pen.lineTo((0, side)); pen.closePath()
    return pen.glyph()

builder = FontBuilder(1000)
builder.setupGlyphOrder([".notdef", "a"])
builder.setupCharacterMap({97: "a"})
builder.setupGlyf({".notdef": square(100), "a": square(500)})
builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (500, 0)})
builder.setupHorizontalHeader()
builder.setupNameTable({"familyName": "Variable", "styleName": "Regular"})
builder.setupOS2()
builder.setupPost()
builder.setupFvar([("wght", 100, 400, 900, "Weight")], [])
from fontTools.ttLib.tables.TupleVariation import TupleVariation
builder.setupGvar({"a": [TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (100, 0), (100, 100), (0, 100)] + [(0, 0)] * 4)]})
file = io.BytesIO()
builder.font.save(file)
heavy = fonts.instantiateVariableFont(TTFont(io.BytesIO(file.getvalue())), {"wght": 900}, static=True)
assert "fvar" not in heavy
assert heavy["glyf"]["a"].xMax == 600, heavy["glyf"]["a"].xMax
from fontTools import subset
assert subset.Subsetter
"""


def test_unused_modules_are_not_imported_and_variable_fonts_work() -> None:
    """Neither subsetter nor instancer is loaded with the engine; a variable font is made static all the same."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
