"""What can go wrong for reasons outside this program, in words for the person at the keyboard."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

MAX_DIAGNOSTICS = 1_000  # of one run; whoever has more begins with these
MAX_LISTED = 6  # of documents that were left out, and of notes; a province has hundreds of posters


class UserError(Exception):
    """An expected failure; ``str()`` of it is one or several plain sentences for the user."""


class UsageError(UserError):
    """The command line asks for something that is not there."""


class Diagnostic(NamedTuple):
    """One fault of the data file: ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.remedy}"


class SourceError(UserError):
    """The data file cannot be used; ``diagnostics`` holds every fault that one reading can find, in file order.

    Of more than ``MAX_DIAGNOSTICS`` only the first are held; ``more`` tells that there are others.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], *, more: bool = False) -> None:
        found = sorted(set(diagnostics))
        self.diagnostics = found[:MAX_DIAGNOSTICS]
        self.more = more or len(found) > MAX_DIAGNOSTICS
        super().__init__("\n".join(map(str, self.diagnostics)))


def limited(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems, of a flood of them only one more than is ever told."""
    return list(islice(diagnostics, MAX_DIAGNOSTICS + 1))


def error_message(user_error: UserError) -> str:
    """Return an error as the person at the keyboard reads it, with the number of problems at its end."""
    if not isinstance(user_error, SourceError):
        return str(user_error)
    count = len(user_error.diagnostics)
    counted = f"More than {count} problems" if user_error.more else f"{count} problem{'s' * (count != 1)}"
    return f"{user_error}\n{counted}; nothing was changed."


def first_notes(notes: Sequence[str]) -> list[str]:
    """Return the first notes, and how many there are besides."""
    more = len(notes) - MAX_LISTED
    return [*notes[:MAX_LISTED], *([f"and {more} more notes of this kind"] if more > 0 else [])]


def listed_paths(paths: Sequence[str]) -> str:
    """Return the first paths with commas, and how many there are besides."""
    more = len(paths) - MAX_LISTED
    return ", ".join(paths[:MAX_LISTED]) + (f" and {more} more" if more > 0 else "")
