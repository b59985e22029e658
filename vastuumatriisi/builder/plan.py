"""Matrix -> every document that it gives, each with the digest of everything that it is made from."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.toolchain import tools_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding, find
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.generators.job import Format, Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options
from vastuumatriisi.publish import ManifestEntry

COST_OF_A_DUTY = 1000  # in a document that shows the whole matrix


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document that the matrix gives: its job, its format, and the part of the design that it needs.

    ``cache_key`` is the digest of all that it is made from; ``estimated_cost`` grows with the time that it takes.
    ``made_with`` is the document that has to be made for it, where its pages are those of that one.
    """

    job: Job
    format: Format
    design: Design = field(repr=False)
    cache_key: str
    estimated_cost: int
    made_with: "PlannedDocument | None" = None

    @property
    def basis(self) -> "PlannedDocument":
        """The document that has to be made for this one; itself as a rule."""
        return self.made_with or self

    @property
    def path(self) -> str:
        return self.job.path


def affected_formats(request: Request, standing: Collection[ManifestEntry]) -> tuple[Format, ...]:
    """Return the formats whose documents are asked for, or stand and have to be kept or left out."""
    kinds = {entry.kind for entry in standing}
    owned = Counter(kind for known in GENERATORS for kind in known.kinds)
    return tuple(
        known
        for known in GENERATORS
        if not request.formats
        or known.name in request.formats
        # A collection alone does not tell whose it is; those that it collects stand beside it.
        or any(kind in kinds and owned[kind] == 1 for kind in known.kinds)
    )


def plan(
    formats: Iterable[Format], views: Views, design: Design, options: Options, office: str | None
) -> tuple[PlannedDocument, ...]:
    """Return every document that the formats make of a matrix; ``office`` is the identity of LibreOffice, if any.

    Raises UserError.
    """
    matrix, formats = views.matrix, tuple(formats)
    wanted = any(known.findings for known in formats)
    findings = find(matrix, design.wording, design.poster_fonts(matrix.fonts)) if wanted else ()
    made: dict[str, tuple[PlannedDocument, ...]] = {}
    for known in sorted(formats, key=lambda one: one.linked):
        told = replace(views, beside=_beside(made)) if known.linked else views
        made[known.name] = tuple(_planned(known, told, findings, design, options, office))
    return tuple(planned for known in formats for planned in made[known.name])


def _beside(made: Mapping[str, tuple[PlannedDocument, ...]]) -> dict[tuple[str, str], str]:
    """Return the paths of documents by kind and id.

    What names people is nobody's to link to, and what LibreOffice may fail to make would be a link to nothing.
    """
    found = (document for documents in made.values() for document in documents if not document.format.roster)
    jobs = (document.job for document in found if document.made_with is None)
    return {(job.kind, job.unit or job.role or job.site_type or ""): job.path for job in jobs}


def _planned(
    known: Format,
    views: Views,
    findings: tuple[Finding, ...],
    design: Design,
    options: Options,
    office: str | None,
) -> Iterator[PlannedDocument]:
    needed = known.part_of(design)
    layout = office if known.numbered else None
    common = repr((sorted(tools_of(known).items()), needed.identity, layout))
    basis = None
    if views.roster and not known.roster:
        views = replace(views, roster=None)
    for job in known.generator.plan(views, findings if known.findings else (), needed, options):
        identity = job.identity
        # A format of one document shows the whole matrix.
        cost = len(identity) if known.for_each_unit else len(views.matrix.duties) * COST_OF_A_DUTY
        key = hashlib.sha256(f"{common}\0{identity}".encode("utf-8", "surrogatepass")).hexdigest()
        document = PlannedDocument(job, known, needed, key, cost)
        if known.compared and job.kind == known.compared:
            yield replace(document, made_with=basis)
            continue
        basis = document
        yield document
        if known.printed and office:
            yield _printed(document)


def _printed(document: PlannedDocument) -> PlannedDocument:
    """Return the PDF of a document's pages."""
    path = f"{document.path.rpartition('.')[0]}.pdf"
    job = document.job._replace(kind=document.format.printed, path=path, content=None)
    key = hashlib.sha256(f"{document.cache_key}\0{path}".encode()).hexdigest()
    return replace(document, job=job, cache_key=key, made_with=document)


def current(planned: Iterable[PlannedDocument], standing: Iterable[ManifestEntry]) -> dict[str, ManifestEntry]:
    """Return path -> entry of the standing documents that are what they would be if they were made now."""
    keys = {document.path: document.cache_key for document in planned}
    return {entry.path: entry for entry in standing if entry.cache_key and keys.get(entry.path) == entry.cache_key}
