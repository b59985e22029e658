"""What a format says of itself, and what its generator takes and gives.

Said without loading any generator: a build that has nothing to do reads it too.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from vastuumatriisi.locales.message import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Protocol

    from vastuumatriisi.design.design import Design
    from vastuumatriisi.findings import Finding
    from vastuumatriisi.matrix import Views
    from vastuumatriisi.options import Options

# When a document is published while somebody watches: the quickest first, those that wait for LibreOffice last.
Phase = Literal["first", "next", "numbered"]
PHASES: tuple[Phase, ...] = ("first", "next", "numbered")


class Job(NamedTuple):
    """One document to be made. ``content`` is a value: it can be hashed, pickled and sent to another process.

    ``format`` is the name of its format, ``kind`` its kind in the manifest, ``unit``, ``role``, ``site`` and
    ``site_type`` are ids.
    ``mark`` is the digest of what it says of the matrix, such as "7310-5520". ``content_digest`` changes whenever
    ``content`` does, where that is too large to be hashed.
    """

    format: str
    kind: str
    path: str
    content: Any
    mark: str
    unit: str | None = None
    site_type: str | None = None
    content_digest: str = ""
    role: str | None = None
    site: str | None = None

    @property
    def identity(self) -> str:
        """All of it as text: equal for equal documents in the same design."""
        return repr(self._replace(content=None) if self.content_digest else self)


class Marked(NamedTuple):
    """What a document is of, with its mark; the ids are those of the manifest."""

    kind: str
    mark: str
    unit: str | None = None
    role: str | None = None
    site_type: str | None = None


class Rendered(NamedTuple):
    """A document's bytes, its pages where the generator counts them, and what is worth telling at the end.

    ``remark`` stands beside the document in the closing table ("22 pt"), each of ``notes`` is a line below it. One that
    is not ``lasting`` depends on what nobody can hash, such as the fonts of the machine: the next build makes it anew.
    """

    data: bytes
    pages: int | None = None
    remark: str = ""
    notes: tuple[Text, ...] = ()
    lasting: bool = True


class Unprintable(Exception):
    """The PDF that LibreOffice has made of a document lacks what the finished one needs; the message says what."""


if TYPE_CHECKING:  # what is said of types alone takes its time to load

    class Generator(Protocol):
        """The module that makes the documents of a format; ``plan`` names every document, ``render`` makes one.

        Both read their arguments alone, and get no more of the design than the format names: what is not named raises
        KeyError, so a document that is kept because nothing that it needs has changed is what it would be if it were
        made anew.
        """

        def plan(
            self, views: Views, findings: tuple[Finding, ...], design: Design, options: Options
        ) -> Iterable[Job]: ...

        def render(self, job: Job, design: Design) -> Rendered: ...

    class NumberedGenerator(Generator, Protocol):
        """One whose documents show page numbers that LibreOffice counts.

        ``places`` are the bookmarks whose pages are shown, ``numbered`` is the job with the page of each and the number
        of pages, and ``font`` is the typeface that has to be there for the pages to be those of readers, "" for any.
        ``printed`` is the finished PDF of a document whose pages LibreOffice has put into ``data``, where its format
        has one. Raises Unprintable. Where its format has documents that are ``compared``, ``before`` is the job of the
        edition before, and ``compared`` the job with the page numbers of the old and the new one.
        """

        def places(self, job: Job) -> tuple[str, ...]: ...

        def numbered(self, job: Job, pages: Mapping[str, int], count: int) -> Job: ...

        def font(self, design: Design) -> str: ...

        def printed(self, job: Job, data: bytes) -> Rendered: ...

        def before(self, job: Job) -> Job: ...

        def compared(self, job: Job, old: Job, new: Job) -> Job: ...

    class PreparedGenerator(Generator, Protocol):
        """One of many documents; ``prepare`` does once in a process what the first document would take longer for."""

        def prepare(self, design: Design) -> None: ...


class Format(NamedTuple):
    """A kind of file that is made from the matrix, and all that the program knows of it.

    ``name`` is the word of ``--only``, ``kinds`` are those of its documents in the manifest with the phase of each,
    ``module`` is where its generator is. Its documents depend on ``packages``, on the templates whose whole names the
    regular expression ``templates`` matches, on tables of the ``wording`` and of the ``theme``, and if they are
    ``drawn`` on the system libraries of the layout engine. ``filled`` names the template that those of a kind are made
    from, under "role" that of those of a role if they have another one. With ``findings`` its generator is told the
    questions that the matrix is asked, with ``prints`` the marks of all that was ever issued, and with ``roster`` the
    people of houses: no other one gets any name.
    One that is ``linked`` is told the paths of the documents of all others.
    ``for_each_unit`` are formats of many documents, worth several processes. Those of a
    ``numbered`` one show page numbers; ``printed`` is the kind of the PDF that comes of the same layout, if any,
    and ``compared`` that of the document with tracked changes since the base.
    ``marks`` is where ``marks(views)`` tells its documents and their marks without planning them, and
    if it has them ``duties(views, document)`` what one of them says of each duty, ``around(views, document)`` what
    besides, and ``prints(views)`` what may be printed of each matrix though the matrix alone has no such document;
    without one, each kind is one document that tells the whole matrix.
    """

    name: str
    kinds: Mapping[str, Phase]
    module: str
    packages: tuple[str, ...]
    templates: str
    wording: tuple[str, ...]
    theme: tuple[str, ...]
    drawn: bool = False
    findings: bool = False
    prints: bool = False
    roster: bool = False
    linked: bool = False
    for_each_unit: bool = False
    numbered: bool = False
    printed: str = ""
    compared: str = ""
    marks: str = ""
    filled: Mapping[str, str] = {}

    @property
    def generator(self) -> Generator:
        return cast("Generator", import_module(self.module))

    def template(self, job: Job) -> str:
        """Return the name of the template that a document is made from, "" where it is made from none or from many."""
        return self.filled.get("role" if job.role and "role" in self.filled else job.kind, "")

    def part_of(self, design: Design) -> Design:
        """Return what its documents need of the design, and nothing else."""
        return design.only(self.templates, self.wording, self.theme)
