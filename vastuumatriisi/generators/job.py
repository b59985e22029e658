"""What generators take and give."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from vastuumatriisi.design.design import Design, Needs
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options, Paper

__all__ = ["Generator", "Job", "Needs", "Options", "Paper", "Rendered"]


@dataclass(frozen=True, slots=True)
class Job:
    """One document to be made. ``content`` is a value: it can be hashed, pickled and sent to another process."""

    group: str
    kind: str
    path: str
    content: Any
    unit: str | None = None
    extra: tuple[tuple[str, str], ...] = ()  # further keys of its entry in the manifest
    mark: str = ""  # the digest of what it says of the matrix, such as "7310-5520"
    meaning: str = ""  # a digest that changes whenever ``content`` does, where that is too large to be hashed

    @property
    def identity(self) -> str:
        """All of it as text: equal for equal documents in the same design."""
        return repr((self.kind, self.path, self.unit, self.extra, self.mark, self.meaning or self.content))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document's bytes, its pages where the generator counts them, and what is worth telling at the end.

    ``remark`` stands beside the document in the closing table ("22 pt"), each of ``notes`` is a line below it. One that
    is not ``lasting`` depends on what nobody can hash, such as the fonts of the machine: the next build makes it anew.
    """

    data: bytes
    pages: int | None = None
    remark: str = ""
    notes: tuple[str, ...] = ()
    lasting: bool = True


class Generator(Protocol):
    """``GROUP`` is the word of ``--only``, ``KINDS`` are those of its documents in the manifest.

    ``plan`` names every document, ``render`` reads its arguments alone.

    Both get no more of the design than ``NEEDS`` names: what is not named cannot be used, so a document that is kept
    because nothing that it needs has changed is what it would be if it were made anew.
    """

    GROUP: str
    KINDS: tuple[str, ...]
    NEEDS: Needs

    def plan(self, views: Views, design: Design, options: Options) -> Iterable[Job]: ...

    def render(self, job: Job, design: Design) -> Rendered: ...
