"""The templates filled in: a poster's style sheet and its HTML."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any, NoReturn

import jinja2
from markupsafe import Markup, escape

from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import Family
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.wording import direction

from .content import qr_and_logo
from .content.house import House
from .content.poster import Poster, PosterSheet
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
LONGEST_TOGETHER = 80  # characters; the engine's time for a longer one grows with the square of its length


def _lengths(*modules: ModuleType) -> dict[str, Any]:
    """Return the lengths that stand in modules, by their names."""
    return {name.lower(): value for module in modules for name, value in vars(module).items() if name.isupper()}


HOUSE = _lengths(groups, house_columns, house_layout)
LINK = _lengths(link_codes)


def html(poster: Poster | House, sizes: PosterLayout, design: Design) -> str:
    """Return the poster's HTML. Raises UserError for a mistake in the template."""
    values = {
        "poster": poster,
        "set": sizes,
        "wording": design.wording,
        "spoken": _spoken(poster.language, design.wording.language),
        "words_direction": direction(design.wording.language),
        "house": HOUSE,
    }
    return _filled(template(poster), design, values)


def template(poster: Poster | House) -> str:
    """Return the name of the template that a poster is made from."""
    return "poster.html.j2" if isinstance(poster, Poster) else "poster_house.html.j2"


def _spoken(data: str, words: str) -> Markup:
    """Return the attribute that tells the language of the program's own words, where the data are in another."""
    return Markup('lang="{}"').format(words) if data.casefold().split("-")[0] != words else Markup("")


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
    return _filled(CSS, design, {"families": families, "theme": design.theme, **lengths})


def compile_templates(design: Design) -> None:
    """Compile all templates, as the first poster would. Raises jinja2.TemplateError for a mistake in one."""
    for name in design.templates:
        if name.endswith(".j2"):
            _environment(_sources(design)).get_template(name)


def _sources(design: Design) -> tuple[tuple[str, bytes], ...]:
    return tuple((key, content) for key, content in design.templates.items() if key.endswith(".j2"))


def _filled(name: str, design: Design, values: Mapping[str, Any]) -> str:
    try:
        return _environment(_sources(design)).get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        _refuse(design, error.filename or error.name or name, error.lineno, error)
    except jinja2.TemplateNotFound as error:
        raise UserError(f"{design.name}/{error.name}: the template is missing; put it back.") from None
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        _refuse(design, *_place(error, name), error)


def _refuse(design: Design, name: str, line: int, error: Exception) -> NoReturn:
    raise UserError(f"{design.name}/{name}:{line}: the template has a mistake ({error}); mend that line.") from None


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """Return the template and the line that raised, which Jinja puts into the traceback."""
    place, trace = (name, 1), error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = file, trace.tb_lineno
        trace = trace.tb_next
    return place


@lru_cache(maxsize=4)
def _environment(templates: tuple[tuple[str, bytes], ...]) -> jinja2.Environment:
    sources = {name: content.decode("utf-8") for name, content in templates}

    def load(name: str) -> tuple[str, str, None] | None:
        return (sources[name], name, None) if name in sources else None

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        undefined=jinja2.StrictUndefined,
        autoescape=jinja2.select_autoescape(("html.j2",), default=False),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"together": _together, "whole": _whole, "side_by_side": foot.joined, "qr": _qr}
    return environment


def _qr(code: qr_and_logo.QrCode) -> Markup:
    return Markup(qr_and_logo.drawn(code.address, code.alternative))  # noqa: S704 -- made by a library, which escapes


def _together(text: str) -> Markup:
    """Return the text with words held together whose hyphen must not end a line: "-suojasta", and addresses.

    Where it has lines of its own, they stay.
    """
    return Markup("<br />").join(map(_line_together, text.split("\n")))


def _whole(text: str) -> Markup:
    """Return the text with each word held together that has a hyphen or a dash: a code, a range of codes."""
    return Markup(" ").join(map(_word_whole, text.split(" ")))


def _word_whole(word: str) -> Markup:
    short = len(word) <= LONGEST_TOGETHER
    held = short and re.search(r"\w[-‐–/]\w", word)
    return Markup('<span class="together">{}</span>').format(word) if held else escape(word)


def _line_together(text: str) -> Markup:
    parts = re.split(r"((?<!\S)(?:[-‐–]\w\S*|[^\s@]+@[^\s@]+))", text)
    return Markup("").join(
        Markup('<span class="together">{}</span>').format(part)
        if number % 2 and len(part) <= LONGEST_TOGETHER
        else escape(part)
        for number, part in enumerate(parts)
    )
