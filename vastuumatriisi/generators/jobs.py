"""What generators take and give."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from vastuumatriisi.dress import Dress
from vastuumatriisi.views import Views

Paper = Literal["A4", "A3", "A2"]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about the documents themselves."""

    paper: Paper = "A3"
    site_paper: Paper = "A2"
    bleed: float = 0.0  # in mm
    marks: bool = False
    collection: bool = False
    previews: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be made. ``content`` is a value: it can be hashed, pickled and sent to another process."""

    group: str
    kind: str
    path: str
    content: Any
    unit: str | None = None
    extra: tuple[tuple[str, str], ...] = ()  # further keys of its entry in the manifest


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes, its pages where the generator counts them, and what is worth telling at the end.

    ``remark`` stands beside the document in the closing table ("22 pt"), each of ``notes`` is a line below it.
    """

    data: bytes
    pages: int | None = None
    remark: str = ""
    notes: tuple[str, ...] = ()


class Generator(Protocol):
    """``GROUP`` is the word of ``--only``; ``plan`` names every document, ``render`` reads its arguments alone."""

    GROUP: str

    def plan(self, views: Views, dress: Dress, options: Options) -> Iterable[Job]: ...

    def render(self, job: Job, dress: Dress) -> Rendered: ...
