"""Templates filled in: what every drawn document needs for that, with every mistake told by its file and line."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NoReturn

import jinja2
from markupsafe import Markup, escape

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import message

from .content import qr_and_logo
from .layout import foot

LONGEST_TOGETHER = 80  # characters; the engine's time for a longer one grows with the square of its length


def compile_templates(design: Design) -> None:
    """Compile all templates, as the first poster would. Raises jinja2.TemplateError for a mistake in one."""
    for name in design.templates:
        if name.endswith(".j2"):
            _environment(_sources(design)).get_template(name)


def spoken(data: str, words: str) -> Markup:
    """Return the attribute that tells the language of the program's own words, where the data are in another."""
    return Markup('lang="{}"').format(words) if data.casefold().split("-")[0] != words else Markup("")


def _sources(design: Design) -> tuple[tuple[str, bytes], ...]:
    return tuple((key, content) for key, content in design.templates.items() if key.endswith(".j2"))


def filled(name: str, design: Design, values: Mapping[str, Any]) -> str:
    try:
        return _environment(_sources(design)).get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        _refuse(design, error.filename or error.name or name, error.lineno, error)
    except jinja2.TemplateNotFound as error:
        raise UserError(message("design.no_template", path=f"{design.name}/{error.name}")) from None
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        _refuse(design, *_place(error, name), error)


def _refuse(design: Design, name: str, line: int, error: Exception) -> NoReturn:
    place = {"path": f"{design.name}/{name}", "line": line}
    raise UserError(message("design.mistake", **place, reason=in_words(error))) from None


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
