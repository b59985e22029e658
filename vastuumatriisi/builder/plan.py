"""Matrix -> every document that it gives, each with the digest of everything that it is made from."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from vastuumatriisi.builder.pagination import Office, needs_pages
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.toolchain import tools_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators import GENERATORS, Generator, Job, Options
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.publish import ManifestEntry


@dataclass(frozen=True, slots=True)
class Planned:
    """A document that the matrix gives: its job, the part of the design that it needs, and the digest of all of that.

    ``weight`` grows with the time that it takes to make.
    """

    job: Job
    design: Design = field(repr=False)
    inputs: str
    weight: int


def plan(
    generators: Iterable[Generator], matrix: Matrix, design: Design, options: Options, office: Office | None
) -> tuple[Planned, ...]:
    """Return every document that the generators make of the matrix. Raises UserError."""
    views = Views(matrix)
    return tuple(planned for generator in generators for planned in _planned(generator, views, design, options, office))


def concerned(request: Request, standing: Collection[ManifestEntry]) -> tuple[Generator, ...]:
    """Return the generators whose documents are asked for, or stand and have to be kept or left out."""
    kinds = {entry.kind for entry in standing}
    return tuple(
        generator
        for generator in GENERATORS
        if not request.groups or generator.GROUP in request.groups or kinds & {*generator.KINDS}
    )


def current(planned: Iterable[Planned], standing: Iterable[ManifestEntry]) -> dict[str, ManifestEntry]:
    """Return path -> entry of the standing documents that are what they would be if they were made now."""
    inputs = {document.job.path: document.inputs for document in planned}
    return {entry.path: entry for entry in standing if entry.inputs and inputs.get(entry.path) == entry.inputs}


def _planned(
    generator: Generator, views: Views, design: Design, options: Options, office: Office | None
) -> Iterator[Planned]:
    needed = design.only(generator.NEEDS)
    common = hashlib.sha256(repr((sorted(tools_of(generator.GROUP).items()), needed.identity)).encode())
    for job in generator.plan(views, needed, options):
        digest = common.copy()
        identity = job.identity.encode("utf-8", "surrogatepass")
        digest.update(identity)
        if needs_pages(job):
            digest.update(repr(office and office.identity).encode())
        # The one document of a group shows the whole matrix.
        weight = len(identity) if job.unit or job.extra else len(views.matrix.duties) * 1000
        yield Planned(job, needed, digest.hexdigest(), weight)
