"""State -> the HTML of the page, and its style sheet and script."""

import re
from functools import cache
from importlib import resources

import jinja2

from vastuumatriisi.locales.wording import FALLBACK, direction, messages, wording
from vastuumatriisi.preview.page.content import Sizes, page_of
from vastuumatriisi.preview.state import State

HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)


def page(state: State, sizes: Sizes) -> str:
    """Return the page of a state; ``sizes`` are those of the pages of its PDFs."""
    return _rendered("page.html.j2", state, sizes)


def edition_page(state: State) -> str:
    """Return the page that has nothing but the web page."""
    return _rendered("edition.html.j2", state, {})


def _rendered(template: str, state: State, sizes: Sizes) -> str:
    words = wording(state.language)
    own = state.language.casefold().split("-")[0] or FALLBACK
    return (
        _templates()
        .get_template(template)
        .render(
            page=page_of(state, sizes, words),
            state=state,
            words=words,
            told=messages(words.language).told,
            direction=direction(words.language),
            # What the data say is in their language, what the program says of them in that of the wording.
            spoken="" if own == words.language else state.language,
        )
    )


def framed(content: bytes) -> bytes:
    """Return a web page that tells the page around it where it is read."""
    # Before the policy of its own, which would not let it run.
    return HEAD.sub(lambda head: head[0] + b"<script>" + asset("frame.js") + b"</script>", content, count=1)


def asset(name: str) -> bytes:
    """Return a style sheet, a script or a template."""
    return (resources.files(__package__) / name).read_bytes()


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FunctionLoader(lambda name: asset(name).decode()),
    )
