"""What is read of a document, and what is answered, as frozen values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from vastuumatriisi.locales.message import Text

State = Literal["current", "unchanged", "superseded", "altered", "unknown"]
Form = Literal["pdf", "docx", "xlsx", "html"]

# From the best one on; of several posters in one file the worst is told.
STATES: tuple[State, ...] = ("current", "unchanged", "superseded", "altered", "unknown")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A duty in a table: its code, its text, and the letters of actors by the names that head their columns."""

    code: str
    text: str
    letters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Added:
    """A text that was added, as it stands there; ``where`` is the code or the cell at which it stands, "" for none."""

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a file says: its whole text, the duties where it has them in tables, and the mark that it bears of itself.

    ``stated`` is the mark that stands in a place of its own, "" where it has to be looked for in the text. ``edges``
    are lines that begin or end several pages, and ``is_redline`` tells whether its changes are tracked by us.
    ``running`` is the text of a PDF or of a Word file without its edges. Of a workbook ``added`` is what it has besides
    what the program wrote, and ``changed`` are the duties of which something else than a text or a letter is not as it
    was.
    """

    form: Form
    text: str
    rows: tuple[ReadRow, ...] = ()
    stated: str = ""
    edges: tuple[str, ...] = ()
    is_redline: bool = False
    running: str = ""
    added: tuple[Added, ...] = ()
    changed: tuple[str, ...] = ()


PAGED = "\0"


@dataclass(frozen=True, slots=True)
class Passages:
    """What a handbook of an edition says: beside the text of each duty by its code, and of units and actors by name.

    ``heads`` are what stands directly above the duties of a unit.

    ``whole`` are all of its texts but for those of its title page, and ``last_of_cover`` ends that page.

    A part between two ``PAGED`` stands there with a number behind it, or neither does.
    """

    beside: Mapping[str, str]
    heads: tuple[tuple[str, str], ...]
    about: tuple[tuple[str, str], ...]
    whole: tuple[str, ...]
    last_of_cover: str


class Unreadable(Exception):
    """A file that is no document of any kind that is known; the message says why, without the file's name."""


@dataclass(frozen=True, slots=True)
class Document:
    """Which document it is; the ids are those of the manifest, None where it is of none."""

    kind: str
    unit: str | None = None
    role: str | None = None
    site_type: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one file, or for a mark alone (``file`` is "" then).

    ``edition`` and ``mark`` are those that it bears, ``changes`` the codes that have changed since, or where it is
    altered what differs from every edition that it could be of, and ``added`` the texts that it has besides. ``why`` is
    a sentence for what cannot be told.
    """

    file: str
    document: Document | None
    name: str
    edition: str | None
    mark: str | None
    state: State
    changes: tuple[str, ...] = ()
    why: Text = ""
    added: tuple[Added, ...] = ()

    @property
    def holds(self) -> bool:
        return self.state in ("current", "unchanged")


def worst(verdicts: Iterator[Verdict]) -> Verdict:
    return max(verdicts, key=lambda verdict: STATES.index(verdict.state))
