"""Methods of texts, with what they would make weighed before they do."""

from collections.abc import Sequence
from typing import Any

from markupsafe import escape

from .limits import as_text, at_hand, check_divided, check_search, check_times, check_turns

WIDENING = ("center", "ljust", "rjust", "zfill")
# Python looks for these texts from behind, or for each character among those that are to go, and compares all with all.
SEARCHING = ("rfind", "rindex", "rpartition", "rsplit", "lstrip", "rstrip", "strip")
DIVIDING = ("rsplit", "split", "splitlines", "striptags", "unescape")


def check_method(text: str, name: str, given: Sequence[Any]) -> None:
    """Raise TemplateFault where a method of a text with these arguments would make too long a one, or take too long."""
    texts = [one for one in given if isinstance(one, str)]
    if name in WIDENING:
        for one in given:
            check_turns(one)
    if name in SEARCHING:
        for one in texts:
            check_search(text, one)
    if name in DIVIDING:
        check_divided(text)
    if name == "replace" and len(texts) > 1:
        check_replaced(text, *texts[:2])
    if name == "join" and given:
        check_joined(text, given[0])


def check_joined(between: str, parts: Any) -> None:
    """Raise TemplateFault where parts with a text between them would be too long a one."""
    texts = [len(as_text(one)) for one in at_hand(iter(parts))]
    check_times(1, sum(texts) + len(between) * len(texts))


def check_replaced(text: str, old: str, new: str) -> None:
    """Raise TemplateFault where a text would become too long that gets one in the place of another one."""
    texts, sought = {text}, {old}
    if any(hasattr(one, "__html__") for one in (text, old, new)):
        # Jinja makes them all safe, and MarkupSafe what is put in or both, as its version is.
        texts, sought, new = {text, str(escape(text))}, {old, str(escape(old))}, str(escape(new))
    found = max(one.count(two) for one in texts for two in sought)
    check_times(1, max(map(len, texts)) + found * len(new))
