"""Documents whose templates do not end, or fill the memory: they are given up, and named with their template."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from vastuumatriisi.errors import GivenUp, UserError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.system import limits

from .filling import template_line

DUTIES = 100  # that a document may have in the time of a poster; the most that fit on one are fewer
DRAWN = 30  # documents of which the drawing alone may take the time that one has for all; it takes a hundredth


def times_of(duties: int) -> float:
    """Return how many times the time of a poster a document with so many duties may take."""
    return max(1.0, duties / DUTIES)


def times_of_drawing(each: Iterable[float]) -> float:
    """Return how many times the time of a poster the drawing of documents in one file may take, by that of each."""
    return 1.0 + sum(each) / DRAWN


@contextmanager
def bounded(
    what: Message, folder: str, template: str, times: float = 1.0, spent: list[float] | None = None
) -> Iterator[None]:
    """Raise GivenUp where the block, which makes ``what`` of that template of the folder, takes too much.

    It may take so many ``times`` the time of a poster, with what other blocks have ``spent`` for the same, in seconds;
    what this one takes is added there. No such block may be inside of another one.

    Raises UserError where what the template has made is nested too deeply for the layout engine or has a number of too
    many digits, and MemoryError where it is this machine that has too little memory.
    """
    before, begun = limits.used(), time.monotonic()
    seconds = limits.SECONDS * times
    try:
        with limits.bounded(seconds - sum(spent or ()), limits.MEMORY):
            yield
    except limits.OverTime as error:
        said = {"template": _place(error, folder, template), "what": what}
        raise GivenUp(message("template.over_time", **said, seconds=round(seconds))) from None
    except (limits.OverMemory, MemoryError) as error:
        if isinstance(error, MemoryError) and not limits.taken_too_much(before):
            raise
        said = {"template": _place(error, folder, template), "what": what}
        raise GivenUp(message("template.over_memory", **said, size=round(limits.MEMORY / 1e6))) from None
    except ValueError as error:
        if not str(error).startswith("Exceeds the limit"):  # of digits, which Python has
            raise
        raise UserError(message("template.long_number", template=f"{folder}/{template}", what=what)) from None
    except RecursionError:
        raise UserError(message("template.too_deep", template=f"{folder}/{template}", what=what)) from None
    finally:
        if spent is not None:
            spent.append(time.monotonic() - begun)


def _place(error: BaseException, folder: str, template: str) -> str:
    """Return the template and the line that was at work, or the template alone when the layout engine was."""
    name, line = template_line(error.__traceback__) or (template, 0)
    return f"{folder}/{name}:{line}" if line else f"{folder}/{name}"
