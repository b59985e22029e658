"""What a generator is: the module that plans and makes the documents of a format."""

from collections.abc import Iterable
from typing import Protocol

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options


class Generator(Protocol):
    """The module that makes the documents of a format; ``plan`` names every document, ``render`` makes one.

    Both read their arguments alone, and get no more of the design than the format names: what is not named raises
    KeyError, so a document that is kept because nothing that it needs has changed is what it would be if it were made
    anew.
    """

    def plan(self, views: Views, findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]: ...

    def render(self, job: Job, design: Design) -> Rendered: ...


class NumberedGenerator(Generator, Protocol):
    """One whose documents show page numbers that LibreOffice counts.

    ``titles`` are the headings in their order, ``numbered`` is the job with the page of each and the number of pages,
    and ``font`` is the typeface that has to be there for the pages to be those of readers, "" for any.
    """

    def titles(self, job: Job) -> list[str]: ...

    def numbered(self, job: Job, pages: tuple[int, ...], count: int) -> Job: ...

    def font(self, design: Design) -> str: ...


class PreparedGenerator(Generator, Protocol):
    """One of many documents; ``prepare`` does once in a process what the first document would take longer for."""

    def prepare(self, design: Design) -> None: ...
