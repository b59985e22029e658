"""The templates filled in: a poster's style sheet and its HTML."""

from types import ModuleType
from typing import Any

from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import Family
from vastuumatriisi.locales.wording import direction

from .content.house import House
from .content.poster import Poster, PosterSheet
from .filling import filled, spoken
from .layout import (
    duty_columns,
    foot,
    groups,
    house_columns,
    house_layout,
    link_codes,
    measured_duty,
    paper,
    running_foot,
    unit_layout,
)
from .layout.paper import PosterLayout

CSS = "poster.css.j2"
MARKS = 2.0  # mm; by how much crop marks are longer than the bleed is wide


def _lengths(*modules: ModuleType) -> dict[str, Any]:
    """Return the lengths that stand in modules, by their names."""
    return {name.lower(): value for module in modules for name, value in vars(module).items() if name.isupper()}


HOUSE = _lengths(groups, house_columns, house_layout) | {
    "larger": measured_duty.LARGER,
    "larger_margin": round(measured_duty.REMARK_GAP / measured_duty.LARGER, 4),
}
LINK = _lengths(link_codes)


def html(poster: Poster | House, sizes: PosterLayout, design: Design) -> str:
    """Return the poster's HTML. Raises UserError for a mistake in the template."""
    values = {
        "poster": poster,
        "set": sizes,
        "wording": design.wording,
        "spoken": spoken(poster.language, design.wording.language),
        "words_direction": direction(design.wording.language),
        "house": HOUSE,
    }
    return filled(template(poster), design, values)


def template(poster: Poster | House) -> str:
    """Return the name of the template that a poster is made from."""
    return "poster.html.j2" if isinstance(poster, Poster) else "poster_house.html.j2"


def css(families: tuple[Family, ...], sheet: PosterSheet, design: Design) -> str:
    """Return the style sheet of all posters in these fonts and on such sheets. Raises UserError for a mistake in it."""
    # The engine draws crop marks in the outer half of what lies beyond the edge; ink goes not quite as far as that.
    beyond = 2 * sheet.bleed + MARKS if sheet.marks else sheet.bleed
    lengths = {
        "bleed": round(sheet.bleed * paper.MM / paper.POINT[sheet.paper], 4),
        "beyond": beyond,
        "marks": sheet.marks,
        "leading": paper.LEADING,
        "tight": paper.TIGHT,
        "side": paper.SIDE,
        "space": unit_layout.SPACE,
        "gutter": duty_columns.GUTTER,
        "rule": measured_duty.RULE,
        "name_gap": unit_layout.NAME_GAP,
        "code": measured_duty.CODE,
        "indent": round(measured_duty.INDENT * 100, 4),
        "indents": measured_duty.INDENTS,
        "code_inside": measured_duty.CODE_INSIDE,
        "code_after": round(measured_duty.CODE_AFTER / measured_duty.CODE_INSIDE, 4),
        "scope": measured_duty.SCOPE,
        "remark": measured_duty.REMARK,
        "link": LINK,
        "letter_least": measured_duty.LETTER_LEAST,
        "remark_space": round(measured_duty.REMARK_SPACE - measured_duty.SPACE, 4),
        "small": unit_layout.SMALL,
        "remark_margin": round(measured_duty.REMARK_GAP / measured_duty.REMARK, 4),
        "edge": unit_layout.EDGE,
        "beside": foot.GUTTER,
        "code_label": foot.CODE_LABEL,
        "logo_gap": running_foot.LOGO_GAP,
        "house": HOUSE,
        "label": foot.LABEL,
        "leads_leading": round(foot.LEADS_LEADING, 4),
        "between": foot.BETWEEN,
        "legend_space": round(foot.LEGEND_SPACE - measured_duty.SPACE, 4),
        "legend_leading": foot.LEGEND_LEADING,
        "legend_gap": foot.LEGEND_GAP,
    }
    # The package's fonts have lining figures anyway; to ask for them would cost time in each line.
    lengths["packaged"] = not any(face.data for family in families for face in family.faces)
    return filled(CSS, design, {"families": families, "theme": design.theme, **lengths})
