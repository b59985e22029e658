"""A page -> its HTML: templates filled in, style sheet, scripts and fonts inside, and a policy that allows no more."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.templating.filling import filled, text_of
from vastuumatriisi.generators.templating.giving_up import bounded
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import direction

from ..content.page import Page
from .fonts import web_fonts
from .smaller import smaller

DUTIES = 500  # for which a page may take as long as a poster
# Ends of lines that a script goes on behind with or without a break.
JOINED = (";", "{", ",")
HTML, CSS = "web.html.j2", "web.css.j2"
# The script by its subjects; what runs at once comes last, since it asks for all the others.
SUBJECTS = ("", ".words", ".search", ".hits", ".duties", ".roles", ".prints", ".start")
# So that what needs a script is shown, and all else put away, before anything is painted.
FIRST = "document.documentElement.className='js'"
# Of a JSON text inside of an HTML element: what could end it.
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def document(page: Page, design: Design) -> str:
    """Return the whole file. Raises UserError for a template that is missing or has a mistake, GivenUp among them."""
    with bounded(message("template.page"), design.name, HTML, 1 + page.all / DUTIES):
        return _document(page, design)


def _document(page: Page, design: Design) -> str:
    rules = filled(CSS, design, {"theme": design.theme, "fonts": _fonts(page, design)})
    style = "".join(line if line.endswith(("{", "}", ";")) else f"{line}\n" for line in rules.splitlines())
    script = _script(design)
    values = {
        "page": page,
        "wording": design.wording,
        "palettes": len(design.theme.levels),
        "policy": _policy(style, FIRST, script),
        "style": Markup(style),  # noqa: S704 -- a template of ours, whose only values are colours and fonts
        "first": Markup(FIRST),  # noqa: S704
        "script": Markup(script),  # noqa: S704
    }
    return smaller(filled(HTML, design, {**values, **_words(page, design)}))


def _script(design: Design) -> str:
    """Return the files of the script as one, whose names are nobody else's."""
    parts = (_without_margins(text_of(f"web{subject}.js", design)) for subject in SUBJECTS)
    return "".join(("'use strict';(()=>{", *parts, "})();"))


def _without_margins(script: str) -> str:
    """Return a script without indentation, lines that are comments, and breaks between statements."""
    lines = (line.strip() for line in script.splitlines())
    code = (line for line in lines if line and not line.startswith(("//", "/*")))
    return "".join(line if line.endswith(JOINED) and "//" not in line else f"{line}\n" for line in code)


def _words(page: Page, design: Design) -> Mapping[str, Any]:
    wording = design.wording
    prefix = "web.script."
    words = {key.removeprefix(prefix): text for key, text in wording.entries.items() if key.startswith(prefix)}
    spoken = page.language.casefold().split("-")[0] != wording.language
    return {
        "words": _json(_compact(words)),
        "prints": _json(page.prints.table),
        "themes": _json(_compact(page.themes)),
        "scopes": _json(_compact(page.scopes)),
        "spoken": Markup(' lang="{}" dir="{}"').format(wording.language, direction(wording.language)) if spoken else "",
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _json(text: str) -> Markup:
    return Markup("".join(UNSAFE.get(character, character) for character in text))  # noqa: S704 -- made safe here


def _fonts(page: Page, design: Design) -> tuple[Any, ...]:
    family = design.poster_fonts(())[0]
    text = repr(page) + "".join(design.wording.entries.values())
    letters = "".join(letter.symbol for letter in page.letters)
    return tuple(web_fonts(family, text, letters, page.language))


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(map(_digest, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
