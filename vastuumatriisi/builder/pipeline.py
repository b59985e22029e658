"""The story of a build: load, validate, derive, plan, take over what is current, render, publish."""

from collections.abc import Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Protocol

from vastuumatriisi import publish
from vastuumatriisi.builder import cache_key
from vastuumatriisi.builder.executor import TICK, Renderer, render
from vastuumatriisi.builder.messages import named
from vastuumatriisi.builder.pagination import Layouts, Office, find_office, needs_pages, paginate, version_of
from vastuumatriisi.builder.plan import Planned, concerned, current, plan
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.toolchain import toolchain
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import UsageError
from vastuumatriisi.generators import GENERATORS, Rendered
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.publish import Artifact, Edition, ManifestEntry
from vastuumatriisi.text.did_you_mean import nearest

STALE = ("stale", 1)  # the key of a document that shows an earlier state, until the next moment or the next build

Documents = Generator[Artifact | ManifestEntry, None, None]


@dataclass(frozen=True, slots=True)
class Result:
    """What stands in the output folder now.

    Of its documents ``made`` are new, all others are as they were.
    ``left_out`` are the paths of documents that were not asked for and were no longer current.
    """

    matrix: Matrix
    documents: tuple[ManifestEntry, ...]
    made: frozenset[str]
    left_out: tuple[str, ...]
    notes: tuple[str, ...]


class Reporter(Protocol):
    """Is told how far a build is; it never raises."""

    def waiting(self, holder: str) -> None: ...

    def planned(self, to_make: int, kept: int) -> None: ...

    def working(self, paths: tuple[str, ...]) -> None: ...

    def finished(self, path: str) -> None: ...

    def published(self, paths: tuple[str, ...]) -> None: ...


def build(request: Request, reporter: Reporter, renderer: Renderer, *, posters_first: bool = False) -> Result:
    """Make the documents that are asked for and are not current, and replace the output folder as a whole.

    With ``posters_first`` it is replaced as soon as the posters of units stand, again when the other documents do, and
    once more when their pages have numbers; what is not ready stands as it was meanwhile, and is marked so. Raises
    UserError, SourceError among them, and leaves then whatever stood there as it was.
    """
    with publish.exclusive(request.output, waiting=reporter.waiting):
        publish.recover(request.output)
        matrix = read_matrix(request.source, request.source_name)
        intact = publish.inspect(request.output, force=request.force, sources=(*request.files, request.templates))
        design = read_design(request.templates, matrix.language, request.letterhead, request.templates_name)
        office = find_office()
        generators = concerned(request, intact)
        planned = plan(generators, matrix, design, request.options, office)
        run = _Run(request, matrix, design, office, planned, intact, all_planned=generators == GENERATORS)
        reporter.planned(len(run.to_make), len(run.current))
        for phase in _phases(run.to_make) if posters_first else [run.to_make]:
            run.publish(phase, reporter, renderer)
        return run.result()


def _phases(documents: list[Planned]) -> list[list[Planned]]:
    """Return the documents by when they are published: posters of units, others, those that need page numbers."""
    phases: tuple[list[Planned], list[Planned], list[Planned]] = ([], [], [])
    for document in documents:
        number = 0 if document.job.kind == "poster" else 2 if needs_pages(document.job) else 1
        phases[number].append(document)
    return [phase for phase in phases if phase] or [[]]


class _Run:
    """A build on its way: ``current`` is what it found and can keep, ``entries`` what stands by now.

    ``waiting`` are documents of the last build that are still to be made anew.
    """

    def __init__(
        self,
        request: Request,
        matrix: Matrix,
        design: Design,
        office: Office | None,
        planned: tuple[Planned, ...],
        intact: tuple[ManifestEntry, ...],
        *,
        all_planned: bool,
    ) -> None:
        asked = {document.job.path for document in _asked(planned, request, matrix)}
        self.request, self.matrix, self.design, self.office, self.planned = request, matrix, design, office, planned
        given_up = asked if request.force else set()
        self.current = {path: entry for path, entry in current(planned, intact).items() if path not in given_up}
        self.to_make = [part for part in planned if part.job.path in asked and part.job.path not in self.current]
        self.all_planned = all_planned
        self.entries: dict[str, ManifestEntry] = {}
        self.waiting = _marked(intact, self.to_make)

    def publish(self, phase: list[Planned], reporter: Reporter, renderer: Renderer) -> None:
        """Make the documents of a phase, and publish them with all that stands by now."""
        with closing(self._documents(phase, reporter, renderer)) as documents:
            manifest = publish.publish(documents, self._edition(phase), self.request.output, force=self.request.force)
        self.entries = {entry.path: entry for entry in manifest.documents}
        reporter.published(tuple(document.job.path for document in phase))

    def result(self) -> Result:
        paths = [document.job.path for document in self.planned]
        in_order = tuple(self.entries[path] for path in paths if path in self.entries)
        made = frozenset(document.job.path for document in self.to_make)
        left_out = tuple(path for path in paths if path not in self.entries)
        notes = (*_language_note(self.matrix, self.design), *(note for entry in in_order for note in entry.notes))
        return Result(self.matrix, in_order, made, left_out, notes)

    def _edition(self, phase: list[Planned]) -> Edition:
        matrix = self.matrix
        stand = {*self.current, *self.entries, *(document.job.path for document in phase)}
        complete = self.all_planned and all(document.job.path in stand for document in self.planned)
        identity = self.office.identity if self.office else None
        whole = cache_key.whole(matrix.source_sha256, self.design.templates, self.request.options, identity)
        return Edition(
            matrix.edition,
            matrix.date.isoformat(),
            matrix.fingerprint,
            matrix.source_sha256,
            toolchain(),
            whole if complete else "",
            _language_note(matrix, self.design),
        )

    def _documents(self, phase: list[Planned], reporter: Reporter, renderer: Renderer) -> Documents:
        """Yield what is to stand: what stands by now, or else what is kept, and what the phase makes."""
        making = {document.job.path for document in phase}
        standing = self.entries.values() if self.entries else (*self._kept(), *self.waiting.values())
        yield from (document for document in standing if document.path not in making)
        aside = {document.job.path: document for document in _aside(phase, renderer)}
        elsewhere = [document for document in phase if document.job.path not in aside]
        layouts = Layouts()
        with ThreadPoolExecutor(len(aside) or 1) as beside:
            try:
                made_beside = {beside.submit(self._made_aside, part, layouts): part for part in aside.values()}
                for artifact in self._rendered(elsewhere, reporter, renderer):
                    yield artifact
                    reporter.finished(artifact.path)
                while made_beside:
                    reporter.working(tuple(part.job.path for part in made_beside.values()))
                    for future in wait(made_beside, TICK, FIRST_COMPLETED).done:
                        yield future.result()
                        reporter.finished(made_beside.pop(future).job.path)
            finally:
                layouts.cancel()

    def _made_aside(self, document: Planned, layouts: Layouts) -> Artifact:
        if needs_pages(document.job):
            return self._numbered(document, layouts)
        return _artifact(document, render(document.job, document.design))

    def _kept(self) -> Iterator[ManifestEntry]:
        """Yield the documents that are current."""
        return (self.current[document.job.path] for document in self.planned if document.job.path in self.current)

    def _rendered(self, phase: list[Planned], reporter: Reporter, renderer: Renderer) -> Iterator[Artifact]:
        for made in renderer.results(sorted(phase, key=lambda document: -document.weight)):
            reporter.working(renderer.in_work)
            if made:
                yield _artifact(*made)

    def _numbered(self, document: Planned, layouts: Layouts) -> Artifact:
        """Return a document with its page numbers, as far as LibreOffice tells them. Raises Cancelled."""
        paginated = paginate(document.job, document.design, self.office, layouts)
        made = _artifact(document, paginated.document)
        counted = paginated.counted and self.office
        return replace(
            made,
            extra=(*made.extra, *((("page_numbers", f"LibreOffice {version_of(self.office)}"),) if counted else ())),
            notes=(*made.notes, *paginated.notes),
            # Numbers that are missing or doubtful though LibreOffice is here are tried again by the next build.
            inputs="" if self.office and (paginated.doubtful or not paginated.counted) else made.inputs,
        )


def _marked(standing: tuple[ManifestEntry, ...], to_make: list[Planned]) -> dict[str, ManifestEntry]:
    """Return the standing documents that are to be made, as they are published until then: told to be of old."""
    paths = {document.job.path for document in to_make}
    return {
        entry.path: replace(entry, inputs="", extra=(*(pair for pair in entry.extra if pair[0] != "stale"), STALE))
        for entry in standing
        if entry.path in paths
    }


def _aside(phase: list[Planned], renderer: Renderer) -> list[Planned]:
    """Return what this process makes in threads of its own, beside those that the renderer makes.

    That is what waits for LibreOffice, and what is no poster: it is under way while the processes are still getting
    ready.
    """
    return [
        document
        for document in phase
        if needs_pages(document.job) or (renderer.elsewhere and document.job.group != "posters")
    ]


def _asked(planned: tuple[Planned, ...], request: Request, matrix: Matrix) -> list[Planned]:
    known = [unit.id for unit in matrix.duty_units]
    for unit in request.units:
        if unit not in known:
            near = nearest(unit, known)
            advice = f"did you mean “{near}”?" if near else f"known are {named(known)}."
            raise UsageError(f"--unit {unit}: there is no unit with duties of that id; {advice}")
    return [
        document
        for document in planned
        if (not request.groups or document.job.group in request.groups)
        and (not request.units or document.job.unit in request.units)
    ]


def _artifact(document: Planned, rendered: Rendered) -> Artifact:
    job = document.job
    inputs = document.inputs if rendered.lasting else ""
    told = (rendered.pages, job.unit, job.extra, job.mark, inputs, rendered.remark, rendered.notes)
    return Artifact(job.path, job.kind, rendered.data, *told)


def _language_note(matrix: Matrix, design: Design) -> tuple[str, ...]:
    main_language = matrix.language.casefold().split("-")[0]
    if design.wording.language.split("-")[0] == main_language:
        return ()
    return (f"There is no wording for the language “{matrix.language}” yet; the documents use the English one.",)
