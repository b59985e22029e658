"""The templates filled in: a poster's style sheet and its HTML."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NoReturn

import jinja2
from markupsafe import Markup, escape

from vastuumatriisi.dress import Dress
from vastuumatriisi.errors import Refusal
from vastuumatriisi.fonts import Face
from vastuumatriisi.generators.posters import body, frame, measures, setting
from vastuumatriisi.generators.posters.content import Poster

HTML = "poster.html.j2"
CSS = "poster.css.j2"


def html(poster: Poster, sizes: setting.Setting, dress: Dress) -> str:
    """Return the poster's HTML. Raises Refusal for a mistake in the template."""
    return _filled(HTML, dress, {"poster": poster, "set": sizes, "wording": dress.wording})


def css(families: tuple[tuple[str, tuple[Face, ...]], ...], dress: Dress) -> str:
    """Return the style sheet of all posters in these fonts. Raises Refusal for a mistake in the template."""
    lengths = {
        "leading": measures.LEADING,
        "tight": measures.TIGHT,
        "side": measures.SIDE,
        "space": setting.SPACE,
        "gutter": body.GUTTER,
        "rule": body.RULE,
        "rule_gap": body.RULE_GAP,
        "code": body.CODE,
        "scope": body.SCOPE,
        "remark": body.REMARK,
        "letter_least": body.LETTER_LEAST,
        "remark_space": round(body.REMARK_SPACE - body.SPACE, 4),
        "small": frame.SMALL,
        "remark_margin": round(body.REMARK_GAP / body.REMARK, 4),
        "edge": frame.EDGE,
        "pad": frame.PAD,
        "label": frame.LABEL,
        "leads_leading": round(frame.LEADS_LEADING, 4),
        "between": frame.BETWEEN,
        "legend_space": round(frame.LEGEND_SPACE - body.SPACE, 4),
        "legend_leading": frame.LEGEND_LEADING,
        "legend_gap": frame.LEGEND_GAP,
    }
    return _filled(CSS, dress, {"families": families, "theme": dress.theme, **lengths})


def _filled(name: str, dress: Dress, values: Mapping[str, Any]) -> str:
    templates = tuple((key, content) for key, content in dress.templates.items() if key.endswith(".j2"))
    try:
        return _environment(templates).get_template(name).render(values)
    except jinja2.TemplateSyntaxError as error:
        _refuse(error.filename or error.name or name, error.lineno, error)
    except jinja2.TemplateNotFound as error:
        raise Refusal(f"templates/{error.name}: the template is missing; put it back.") from None
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        _refuse(*_place(error, name), error)


def _refuse(name: str, line: int, error: Exception) -> NoReturn:
    raise Refusal(f"templates/{name}:{line}: the template has a mistake ({error}); mend that line.") from None


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
    environment.filters |= {"together": _together, "side_by_side": frame.joined}
    return environment


def _together(text: str) -> Markup:
    """Return the text with words such as "-suojasta" held together, whose hyphen must not end a line."""
    parts = re.split(r"((?<!\S)[-‐–]\w\S*)", text)
    return Markup("").join(
        Markup('<span class="together">{}</span>').format(part) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )
