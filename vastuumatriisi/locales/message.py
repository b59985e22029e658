"""What is said to a person, before it is put into words: the key of a sentence, and what fills its places.

Whatever goes wrong anywhere is such a value. Only the command knows in which language it is told.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Message(NamedTuple):
    """A sentence or a part of one; ``values`` are the names of its places with what stands there, in this order.

    A place holds a text, a number, another message, or several of these. ``str()`` of it is English. Without a key the
    values are the whole sentence in each language.
    """

    key: str
    values: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        from vastuumatriisi.locales.wording import FALLBACK, messages  # which fills them, so it imports this module

        return messages(FALLBACK).told(self)


Text = str | Message  # words that are words already, such as a name, or what has yet to become words


def message(key: str, /, **values: Any) -> Message:
    """Return the message of a key, ``count`` in it choosing between the entries ``one`` and ``other``."""
    return Message(key, tuple((name, _fixed(value)) for name, value in values.items()))


def in_languages(texts: Mapping[str, str]) -> Message:
    """Return what is said already, by language: that which documents say too, and has its words where theirs are."""
    return Message("", tuple(texts.items()))


def in_lines(texts: Sequence[Text]) -> Text:
    """Return one text with a line for each of several, "" for none."""
    *before, text = texts or [""]
    for one in reversed(before):
        text = message("reasons.lines", first=one, rest=text)
    return text


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def plain(text: Any) -> Any:
    """Return a text, or what fills a place of one, as JSON holds it."""
    if isinstance(text, Message):
        return {"key": text.key, "values": {name: plain(value) for name, value in text.values}}
    return [plain(part) for part in text] if isinstance(text, tuple) else text


def is_known(text: Text) -> bool:
    """Tell whether there are words for a message; what another version has written down may have others."""
    try:
        str(text)
    except (KeyError, IndexError, ValueError, AttributeError, OSError):
        return False
    return True


def from_plain(written: Any) -> Any:
    """Return what ``plain`` was made of. Raises TypeError, KeyError or AttributeError for anything else."""
    if isinstance(written, dict):
        return message(written["key"], **{name: from_plain(value) for name, value in written["values"].items()})
    if isinstance(written, Sequence) and not isinstance(written, str):
        return tuple(map(from_plain, written))
    return written
