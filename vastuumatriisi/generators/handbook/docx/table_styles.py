"""The styles of tables: lines, the room around text, and the ground of the head."""

from vastuumatriisi.design.design import VisualTheme

from .markup import Element, w


def plain_table() -> Element:
    margins = w("tblCellMar", *(w(side, w=0 if side in ("top", "bottom") else 108, type="dxa") for side in SIDES))
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    name = w("name", val="Normal Table")
    return w("style", name, w("semiHidden"), properties, type="table", default=1, styleId="TableNormal")


SIDES = ("top", "left", "bottom", "right")


def table_style(
    identifier: str, name: str, theme: VisualTheme, *, lines: tuple[str, ...] = (), high: int = 50
) -> Element:
    """Return the style of a table; ``lines`` are drawn besides those between the rows.

    ``high`` is the room above and below the text of a cell, in twentieths of a point.
    """
    level, rule = theme.levels[0], theme.colours["rule"][1:]
    thin: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": rule}
    strong: dict[str, str | int] = {"val": "single", "sz": 8, "space": 0, "color": level.colour[1:]}
    borders = w(
        "tblBorders",
        w("top", **strong),
        w("bottom", **strong),
        w("insideH", **thin),
        *(w(line, **thin) for line in lines),
    )
    margins = {"top": high, "left": 85, "bottom": high, "right": 85}
    cells = w("tblCellMar", *(w(side, w=margins[side], type="dxa") for side in SIDES))
    first = w("tcPr", w("shd", val="clear", color="auto", fill=level.tint[1:]))
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), borders, cells),
        w("tblStylePr", first, type="firstRow"),
        type="table",
        customStyle=1,
        styleId=identifier,
    )
