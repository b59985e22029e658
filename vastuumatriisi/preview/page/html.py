"""State -> the HTML of the page, and its style sheet and script."""

from functools import cache
from importlib import resources

import jinja2

from vastuumatriisi.locales.wording import FALLBACK, direction, messages, wording
from vastuumatriisi.preview.page.content import Sizes, page_of
from vastuumatriisi.preview.state import State

TEMPLATE = "page.html.j2"


def page(state: State, sizes: Sizes) -> str:
    """Return the page of a state; ``sizes`` are those of the pages of its PDFs."""
    words = wording(state.language)
    own = state.language.casefold().split("-")[0] or FALLBACK
    return _template().render(
        page=page_of(state, sizes, words),
        state=state,
        words=words,
        told=messages(words.language).told,
        direction=direction(words.language),
        # What the data say is in their language, what the program says of them in that of the wording.
        spoken="" if own == words.language else state.language,
    )


def asset(name: str) -> bytes:
    """Return the style sheet or the script."""
    return (resources.files(__package__) / name).read_bytes()


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(asset(TEMPLATE).decode())
