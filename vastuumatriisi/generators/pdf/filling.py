"""What templates of drawn documents have besides what all templates have: how words are held together, QR codes."""

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.templating import filling
from vastuumatriisi.generators.templating.limits import too_large

from .content import qr_and_logo
from .layout import foot

LONGEST_IN_CODE = 10_000  # characters of a QR code and of what is read out in its place; it holds 4,296 at most
LONGEST_TOGETHER = 80  # characters; the engine's time for a longer one grows with the square of its length


def compile_templates(design: Design) -> None:
    """Compile all templates, as the first poster would. Raises jinja2.TemplateError for a mistake in one."""
    filling.compile_templates(design, FILTERS)


def spoken(data: str, words: str) -> Markup:
    """Return the attribute that tells the language of the program's own words, where the data are in another."""
    return Markup('lang="{}"').format(words) if data.casefold().split("-")[0] != words else Markup("")


def filled(name: str, design: Design, values: Mapping[str, Any]) -> str:
    """Return a template with the values in it. Raises UserError for a mistake in it."""
    return filling.filled(name, design, values, FILTERS)


def _qr(code: qr_and_logo.QrCode) -> Markup:
    if len(code.address) + len(code.alternative) > LONGEST_IN_CODE:  # of what is drawn the last ones are kept
        raise too_large()
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


FILTERS: filling.Filters = (("together", _together), ("whole", _whole), ("side_by_side", foot.joined), ("qr", _qr))
