"""What can go wrong for reasons outside this program, as messages for the person at the keyboard."""

import errno
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Text, in_lines, message
from vastuumatriisi.locales.wording import Wording

MAX_DIAGNOSTICS = 1_000  # of one run; whoever has more begins with these
REASONS = frozenset(
    {"EACCES", "EPERM", "ENOENT", "EISDIR", "ENOTDIR", "EEXIST", "ENOSPC", "EDQUOT", "EFBIG", "EROFS"}
    | {"EBUSY", "EIO", "EINVAL", "ENAMETOOLONG", "ELOOP", "EXDEV", "ENOTEMPTY", "EMFILE", "EBADF", "ENXIO", "ETXTBSY"}
    | {"EAGAIN", "ENOMEM"}
)
MANY = 3  # problems that say the same, and are told once
MAX_LISTED = 6  # of documents that were left out, and of notes; a province has hundreds of posters


class UserError(Exception):
    """An expected failure; its arguments are one or several plain sentences, ``str()`` of it has them in English."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))

    @property
    def text(self) -> Text:
        """What it says first, a line each, for a message that repeats it."""
        return in_lines([_as_text(one) for one in self.args[:MAX_LISTED]])

    def told(self, words: Wording) -> str:
        """Return the sentences in a language, a line each."""
        return "\n".join(map(words.told, self.args))


class NoWriter(OSError):
    """A pipe is to be read into which nobody writes."""


class UsageError(UserError):
    """The command line asks for something that is not there."""


class GivenUp(UserError):
    """One document took too much time or memory and was given up; the others are made all the same."""


class Diagnostic(NamedTuple):
    """One fault of the data file: ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int
    what: Text
    remedy: Text

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.remedy}"

    @property
    def place(self) -> str:
        """File, line and column, in the form that editors know."""
        return f"{legible(self.file)}:{self.line}:{self.column}"

    def told(self, words: Wording) -> str:
        """Return the one line about it in a language."""
        return f"{self.place}: {words.told(self.what)}; {words.told(self.remedy)}"


class SourceError(UserError):
    """The data file cannot be used; ``diagnostics`` holds every fault that one reading can find, in file order.

    Of more than ``MAX_DIAGNOSTICS`` only the first are held; ``more`` tells that there are others. ``counted`` is the
    message of how many there are.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], *, more: bool = False, counted: str = "source.problems"
    ) -> None:
        found = sorted(set(diagnostics), key=lambda one: (*one[:3], str(one.what), str(one.remedy)))
        self.diagnostics = found[:MAX_DIAGNOSTICS]
        self.more = more or len(found) > MAX_DIAGNOSTICS
        self._counted = counted
        super().__init__(*self.diagnostics)

    def told(self, words: Wording) -> str:
        """Return a line for each problem, and how many there are."""
        counted = message(f"{self._counted}{'_and_more' * self.more}", count=len(self.diagnostics))
        return "\n".join([*told_lines(self.diagnostics, words), words.told(counted)])


def told_lines(diagnostics: Iterable[Diagnostic], words: Wording) -> list[str]:
    """Return a line for each problem, one for many that say the same."""
    return [line for same in _alike(diagnostics) for line in _told(same, words)]


def _alike(diagnostics: Iterable[Diagnostic]) -> Iterable[list[Diagnostic]]:
    """Return the problems by what they say, in the order of their first places: one mistake may stand in many lines."""
    groups: dict[tuple[str, Text, Text], list[Diagnostic]] = {}
    for one in diagnostics:
        groups.setdefault((one.file, one.what, one.remedy), []).append(one)
    return groups.values()


def _told(same: Sequence[Diagnostic], words: Wording) -> Iterable[str]:
    """Return one line for many problems that say the same: the place of the first, and the lines of all."""
    if len(same) < MANY:
        return [one.told(words) for one in same]
    from vastuumatriisi.text.code_ranges import code_ranges  # a command that goes well has no problems

    first = same[0]
    lines = code_ranges(dict.fromkeys(str(one.line) for one in same))
    what = message("source.times", times=len(same), what=first.what, lines=lines)
    return [first._replace(what=what).told(words)]


def _as_text(sentence: Text | Diagnostic) -> Text:
    if not isinstance(sentence, Diagnostic):
        return sentence
    return message("reasons.at_place", place=sentence.place, what=sentence.what, remedy=sentence.remedy)


def reason(error: OSError) -> Text:
    """Return why the system has refused something, in words of ours where it is one of the usual reasons."""
    if isinstance(error, NoWriter):
        return message("reasons.no_writer")
    name = errno.errorcode.get(error.errno or 0, "")
    return message(f"reasons.{name}") if name in REASONS else error.strerror or type(error).__name__


def unreadable(path: object, error: OSError) -> UserError:
    """Return what to tell of a file that cannot be read; only for want of a right are its permissions the remedy."""
    key = "files.unreadable" if is_forbidden(error) else "files.unusable"
    return UserError(message(key, path=path, reason=reason(error)))


def is_forbidden(error: Exception) -> bool:
    """Tell whether the system has refused something for want of a right."""
    return isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM)


def limited(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems, of a flood of them only one more than is ever told."""
    return list(islice(diagnostics, MAX_DIAGNOSTICS + 1))


def first_notes(notes: Sequence[Text]) -> list[Text]:
    """Return the first notes, and how many there are besides."""
    more = len(notes) - MAX_LISTED
    return [*notes[:MAX_LISTED], *([message("command.more_notes", count=more)] if more > 0 else [])]


def listed_paths(paths: Sequence[str]) -> Text:
    """Return the first paths with commas, and how many there are besides; "" for none."""
    more = len(paths) - MAX_LISTED
    first = ", ".join(paths[:MAX_LISTED])
    return message("command.and_more", first=first, count=more) if more > 0 else first
