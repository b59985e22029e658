"""Planned documents -> finished ones: by the renderer, and beside it those that wait for LibreOffice."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from vastuumatriisi.builder.executor import Renderer, render
from vastuumatriisi.builder.layouts import WORD, LayoutRunner, Office, expected_seconds, version_of
from vastuumatriisi.builder.pagination import Counted, Paginated, paginate
from vastuumatriisi.builder.plan import COST_OF_A_DUTY, PlannedDocument
from vastuumatriisi.errors import GivenUp
from vastuumatriisi.generators.job import Rendered
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.publish import Artifact, ManifestEntry
from vastuumatriisi.system.scratch import GIVEN_UP
from vastuumatriisi.system.standing_office import StandingOffice
from vastuumatriisi.system.starting import assert_room

if TYPE_CHECKING:
    from vastuumatriisi.generators.job import NumberedGenerator

Artifacts = Generator[Artifact, None, None]
MOST_GIVEN_UP = 2  # documents of a format; then it is their template, and each more would take as long
LOOK_INTERVAL = 0.05  # s; how soon what LibreOffice has in work is given up
Together = list[PlannedDocument]  # what comes of one piece of work


class Outdated(Exception):
    """What the documents are made from has changed, so that they would be out of date when they are ready."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How pages are counted: by which LibreOffice, and from what was counted in ``last`` documents, by their paths.

    ``standing`` is the one that stays after them, for what is made next.
    """

    office: Office | None
    last: Mapping[str, Counted]
    standing: StandingOffice | None = None


class Reporter(Protocol):
    """Receives progress events, and tells whether it is still worth while. Must not raise.

    ``counting`` tells how long pages of a document are being counted and how long that is expected to take, in s.
    """

    def waiting(self, holder: Message) -> None: ...

    def planned(self, to_make: int, kept: int) -> None: ...

    def working(self, paths: tuple[str, ...]) -> None: ...

    def finished(self, path: str) -> None: ...

    def published(self, paths: tuple[str, ...]) -> None: ...

    def counting(self, path: str, elapsed: float, expected: float) -> None: ...

    def outdated(self) -> bool: ...


def made(
    documents: Iterable[PlannedDocument],
    counting: Counting,
    reporter: Reporter,
    renderer: Renderer,
    given_up: list[GivenUp],
) -> Artifacts:
    """Yield the documents as they get ready; one that only LibreOffice could have made may be missing, with a note.

    One that takes too much time or memory is missing too, and why is put into ``given_up``; where that has become of
    several of a format, its others are not begun.

    Raises Outdated as soon as the reporter tells that all this is; nothing is then under way any more but what a
    process or a thread has begun.

    Those that need LibreOffice are made in threads of this process at the same time as the rest, and so are single
    ones where worker processes make the others: they are under way while these are still getting ready.
    """
    documents = tuple(documents)
    aside = [one for one in documents if one.format.numbered or (renderer.elsewhere and not one.format.for_each_unit)]
    rest = [one for one in documents if one not in aside]
    if not aside:
        yield from _rendered(rest, reporter, renderer, given_up)
        return
    # One that counts pages twice is quicker when LibreOffice stays as long as that.
    with nullcontext(counting.standing) if counting.standing else StandingOffice() as standing:
        yield from _beside(aside, rest, counting, reporter, renderer, given_up, LayoutRunner(standing))


def _beside(
    aside: list[PlannedDocument],
    rest: list[PlannedDocument],
    counting: Counting,
    reporter: Reporter,
    renderer: Renderer,
    given_up: list[GivenUp],
    layouts: LayoutRunner,
) -> Artifacts:
    pieces = _pieces(aside)
    beside = {_begun(partial(_made_together, one, counting, layouts)): one for one in pieces}
    try:
        pace = _Pace(layouts, pieces, counting)
        pace.tell(reporter)
        yield from _rendered(rest, reporter, renderer, given_up)
        while beside:
            _go_on(reporter)
            reporter.working(tuple(document.path for piece in beside.values() for document in piece))
            pace.tell(reporter)
            for future in wait(beside, LOOK_INTERVAL, FIRST_COMPLETED).done:
                del beside[future]
                try:
                    yield from future.result()
                except GivenUp as one:
                    given_up.append(one)
    finally:
        layouts.cancel()


def _begun(work: Callable[[], list[Artifact]]) -> Future[list[Artifact]]:
    """Begin a piece of work in a thread for which not even the end of the process waits, if it is given up."""
    future = Future[list[Artifact]]()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 -- whoever waits for it hears of it
            future.set_exception(error)

    assert_room()
    threading.Thread(target=run, name=GIVEN_UP, daemon=True).start()
    return future


class _Pace:
    """How long what is made by LibreOffice takes, from when this is made."""

    def __init__(self, layouts: LayoutRunner, pieces: list[Together], counting: Counting) -> None:
        self._begun = time.monotonic()
        self._layouts = layouts
        counted = counting.office not in (None, WORD)
        self._documents = [piece[0].basis for piece in pieces if counted and piece[0].format.numbered]
        changed = sum(document.job.kind == document.format.compared for piece in pieces for document in piece)
        known = sum(document.path in counting.last for document in self._documents)
        self._number = 2 * (len(self._documents) + changed) - known

    def tell(self, reporter: Reporter) -> None:
        for document in self._documents:
            duties = document.estimated_cost // COST_OF_A_DUTY
            expected = expected_seconds(duties, self._number, self._layouts.took)
            reporter.counting(document.path, time.monotonic() - self._begun, expected)


def _pieces(documents: Iterable[PlannedDocument]) -> list[Together]:
    """Return what is made together: a document, the PDF of its pages, and its tracked changes."""
    found: dict[str, Together] = {}
    for document in documents:
        found.setdefault(document.basis.path, []).append(document)
    return list(found.values())


def _rendered(
    documents: list[PlannedDocument], reporter: Reporter, renderer: Renderer, given_up: list[GivenUp]
) -> Artifacts:
    missing = {document.path for document in documents}
    hopeless: Counter[str] = Counter()  # documents that were given up, by their formats
    not_begun: list[str] = []

    def worth_trying() -> Iterator[PlannedDocument]:
        for document in sorted(documents, key=lambda document: -document.estimated_cost):
            if hopeless[document.format.name] < MOST_GIVEN_UP:
                yield document
            else:
                not_begun.append(document.path)

    for done in renderer.results(worth_trying()):
        reporter.working(renderer.in_work)
        _go_on(reporter)
        if done is None:
            continue
        document, rendered = done
        missing.remove(document.path)
        if isinstance(rendered, GivenUp):
            hopeless[document.format.name] += 1
            given_up.append(rendered)
        else:
            yield _artifact(document, rendered)
    if not_begun:
        given_up.append(GivenUp(message("build.not_begun", count=len(not_begun))))
    if missing.difference(not_begun):
        raise AssertionError(f"the renderer has not made {', '.join(sorted(missing))}")


def _go_on(reporter: Reporter) -> None:
    if reporter.outdated():
        raise Outdated


def _made_together(documents: Together, counting: Counting, layouts: LayoutRunner) -> list[Artifact]:
    """Return documents of one piece of work, with page numbers as far as LibreOffice tells them. Raises Cancelled."""
    basis, office = documents[0].basis, counting.office
    if not basis.format.numbered:
        with layouts.endable():
            rendered = render(basis.job, basis.design)
        return [_artifact(basis, rendered)]
    paginated = paginate(basis.job, basis.design, office, layouts, counting.last.get(basis.path))
    found = ((document, _of_pages(document, paginated, office, layouts)) for document in documents)
    return [_numbered(document, rendered, paginated, office) for document, rendered in found if rendered]


def _of_pages(
    document: PlannedDocument, paginated: Paginated, office: Office | None, layouts: LayoutRunner
) -> Rendered | None:
    """Return a document of the piece of work: the one that has the pages, its PDF, or the one with tracked changes."""
    known, job = document.format, document.job
    if job.kind == known.printed:
        return paginated.printed
    if job.kind != known.compared:
        return paginated.document
    generator = cast("NumberedGenerator", known.generator)
    before = paginate(generator.before(job), document.design, office, layouts)
    with layouts.endable():
        return render(generator.compared(job, before.job, paginated.job), document.design)


def _numbered(document: PlannedDocument, rendered: Rendered, paginated: Paginated, office: Office | None) -> Artifact:
    made = _artifact(document, rendered)
    # Numbers that are missing or doubtful though LibreOffice is here are tried again by the next build.
    lasting = office in (None, WORD) or (paginated.counted and not paginated.doubtful)
    entry = replace(
        made.entry,
        page_numbers=f"LibreOffice {version_of(office)}" if paginated.counted and office else "",
        notes=made.entry.notes if document.made_with else (*made.entry.notes, *paginated.notes),
        cache_key=made.entry.cache_key if lasting else "",
        places={} if document.made_with else paginated.places,
    )
    return replace(made, entry=entry)


def _artifact(document: PlannedDocument, rendered: Rendered) -> Artifact:
    job = document.job
    entry = ManifestEntry(
        job.path,
        job.kind,
        unit=job.unit,
        role=job.role,
        site=job.site,
        site_type=job.site_type,
        pages=rendered.pages,
        mark=job.mark,
        cache_key=document.cache_key if rendered.lasting else "",
        remark=rendered.remark,
        notes=rendered.notes,
    )
    return Artifact(entry, rendered.data)
