"""A page -> its HTML: templates filled in, style sheet, scripts and fonts inside, and a policy that allows no more."""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import direction

from ..content.page import Page
from .fonts import web_fonts

HTML, CSS, SCRIPT = "web.html.j2", "web.css.j2", "web.js"
# So that what needs a script is shown, and all else put away, before anything is painted.
FIRST = "document.documentElement.className='js'"
# Of a JSON text inside of an HTML element: what could end it.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def document(page: Page, design: Design) -> str:
    """Return the whole file. Raises UserError for a template that is missing or has a mistake."""
    style = _filled(CSS, design, {"theme": design.theme, "fonts": _fonts(page, design)})
    script = _without_margins(_source(SCRIPT, design))
    values = {
        "page": page,
        "wording": design.wording,
        "palettes": len(design.theme.levels),
        "policy": _policy(style, FIRST, script),
        "style": Markup(style),  # noqa: S704 -- a template of ours, whose only values are colours and fonts
        "first": Markup(FIRST),  # noqa: S704
        "script": Markup(script),  # noqa: S704
    }
    return _filled(HTML, design, {**values, **_words(page, design)})


def _without_margins(script: str) -> str:
    """Return a script without indentation, and without lines that are comments."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


def _words(page: Page, design: Design) -> Mapping[str, Any]:
    wording = design.wording
    prefix = "web.script."
    words = {key.removeprefix(prefix): text for key, text in wording.entries.items() if key.startswith(prefix)}
    spoken = page.language.casefold().split("-")[0] != wording.language
    return {
        "words": _json(json.dumps(words, ensure_ascii=False, sort_keys=True)),
        "prints": _json(page.prints.table),
        "themes": _json(json.dumps(page.themes, ensure_ascii=False)),
        "spoken": Markup(' lang="{}" dir="{}"').format(wording.language, direction(wording.language)) if spoken else "",
    }


def _json(text: str) -> Markup:
    return Markup("".join(UNSAFE.get(character, character) for character in text))  # noqa: S704 -- made safe here


def _fonts(page: Page, design: Design) -> tuple[Any, ...]:
    family = design.poster_fonts(())[0]
    text = repr(page) + "".join(design.wording.entries.values())
    letters = "".join(letter.symbol for letter in page.letters)
    return tuple(web_fonts(family, text, letters))


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _source(name: str, design: Design) -> str:
    if name not in design.templates:
        raise UserError(message("design.no_template", path=f"{design.name}/{name}"))
    return design.templates[name].decode()


def _filled(name: str, design: Design, values: Mapping[str, Any]) -> str:
    try:
        return _template(name, _source(name, design)).render(values)
    except jinja2.TemplateSyntaxError as error:
        raise _mistake(design, name, error.lineno, error) from None
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        raise _mistake(design, name, _line(error), error) from None


def _mistake(design: Design, name: str, line: int, error: Exception) -> UserError:
    return UserError(message("design.mistake", path=f"{design.name}/{name}", line=line, reason=in_words(error)))


def _line(error: BaseException) -> int:
    """Return the line of the template that raised, which Jinja puts into the traceback."""
    line, trace = 1, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


@lru_cache(maxsize=4)
def _template(name: str, source: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda asked: (source, asked, None) if asked == name else None),
        undefined=jinja2.StrictUndefined,
        autoescape=name.endswith("html.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
