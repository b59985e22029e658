"""Runs a build: load, validate, derive, plan, keep what is current, render, publish."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product

from vastuumatriisi import publish
from vastuumatriisi.builder.documents import Counting, Reporter, made
from vastuumatriisi.builder.executor import Renderer
from vastuumatriisi.builder.layouts import WORD, Office, find_office
from vastuumatriisi.builder.pagination import Counted
from vastuumatriisi.builder.plan import PlannedDocument, affected_formats, current, plan
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.toolchain import toolchain
from vastuumatriisi.builder.up_to_date import build_key, issued_digest
from vastuumatriisi.builder.views import views_of
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import GivenUp, UsageError, listed_paths
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.generators.job import PHASES, Job
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.matrix import Views
from vastuumatriisi.publish import Artifact, Edition, ManifestEntry
from vastuumatriisi.system.standing_office import StandingOffice
from vastuumatriisi.text.did_you_mean import nearest

Entries = Mapping[str, ManifestEntry]  # by their paths


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What stands in the output folder now: of its ``documents`` those in ``made`` are new, all others as they were.

    ``left_out`` are the paths of those that stood there, were not asked for and were no longer current; ``views`` have
    what changes are marked against, and say which prints of it to replace. ``given_up`` says of each document that was
    asked for and took too much why it is missing.
    """

    views: Views
    documents: tuple[ManifestEntry, ...]
    made: frozenset[str]
    left_out: tuple[str, ...]
    notes: tuple[Text, ...]
    given_up: tuple[GivenUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What a build has to do: of all that is ``planned``, ``kept`` is current, and ``to_make`` is asked for and is not.

    ``notes`` are told at the end; ``complete`` tells whether the documents of every format are planned. ``counting``
    is how pages are counted, and from what was counted in documents that stand, current or not; ``stood`` are the paths
    of all these.
    """

    request: Request
    views: Views
    design: Design
    counting: Counting
    planned: tuple[PlannedDocument, ...]
    kept: Entries
    to_make: tuple[PlannedDocument, ...]
    notes: tuple[Text, ...]
    complete: bool
    stood: frozenset[str]


def build(
    request: Request,
    reporter: Reporter,
    renderer: Renderer,
    *,
    posters_first: bool = False,
    standing: StandingOffice | None = None,
) -> BuildResult:
    """Make the documents that are asked for and are not current, and replace the output folder as a whole.

    With ``posters_first`` it is replaced as soon as the posters of units stand, again when the other documents do, and
    once more when their pages have numbers; what is not ready stands as it was meanwhile, and is marked so. Pages are
    counted by ``standing``, where that is given, so that the next build need not wait for its start. Raises UserError,
    SourceError among them, and leaves then whatever stood there as it was.
    """
    with publish.exclusive(request.output, waiting=reporter.waiting):
        publish.recover(request.output)
        matrix = read_matrix(request.source, request.source_name)
        intact = publish.inspect(request.output, force=request.force, sources=(*request.files, request.templates))
        design = read_design(request.templates, matrix.language, request.letterhead, request.templates_name)
        views, notes = views_of(request, matrix, intact)
        work = _work(request, views, design, intact, notes, standing)
        reporter.planned(len(work.to_make), len(work.kept))
        stand: Entries = {**work.kept, **_stale(intact, work.to_make)}
        given_up: list[GivenUp] = []
        for phase in _phases(work.to_make) if posters_first else [work.to_make]:
            stand = _published(work, stand, phase, reporter, renderer, given_up)
            reporter.published(tuple(document.path for document in phase))
        return _result(work, stand, given_up)


def _work(
    request: Request,
    views: Views,
    design: Design,
    intact: tuple[ManifestEntry, ...],
    notes: tuple[Text, ...],
    standing: StandingOffice | None,
) -> Work:
    formats = affected_formats(request, intact)
    office = _office(request) if any(known.numbered for known in formats) else None
    options = request.options._replace(site_sheets=_site_sheets(request, intact))
    _refuse_unknown_names(request, views)
    planned = plan(formats, views, design, options, office.identity if office else None)
    asked = _asked(planned, request)
    anew = asked if request.force else frozenset[str]()
    kept = {path: entry for path, entry in current(planned, intact).items() if path not in anew}
    to_make = tuple(document for document in planned if document.path in asked and document.path not in kept)
    publish.refuse_long(request.output, [*kept, *(document.path for document in to_make)])
    # Where there is no roster, no format has anything to make of one.
    complete = all(known in formats or (known.roster and not request.roster) for known in GENERATORS)
    counted = {entry.path: Counted(entry.places, entry.pages) for entry in intact if entry.places and entry.pages}
    counting, stood = Counting(office, counted, standing), frozenset(entry.path for entry in intact)
    return Work(request, views, design, counting, planned, kept, to_make, notes, complete, stood)


def _office(request: Request) -> Office | None:
    return find_office() if request.page_numbers else WORD


def _site_sheets(request: Request, intact: Iterable[ManifestEntry]) -> tuple[tuple[str, str], ...]:
    """Return of which houses and roles there shall be sheets with names: those asked for, and those that stand."""
    standing = ((entry.site, entry.role) for entry in intact)
    asked = product(request.sites, request.roles)
    return tuple(dict.fromkeys((*asked, *((site, role) for site, role in standing if site and role))))


def _refuse_unknown_names(request: Request, views: Views) -> None:
    """Raise UsageError for a unit, a role or a site that is not there."""
    _refuse_unknown("unit", request.units, [unit.id for unit in views.matrix.duty_units])
    _refuse_unknown("role", request.roles, [role.id for role in views.acting_roles])
    sites = views.roster.sites if views.roster else ()
    _refuse_unknown("site", request.sites, [site.id for site in sites])


def _asked(planned: Iterable[PlannedDocument], request: Request) -> frozenset[str]:
    """Return the paths of what is asked for."""
    return frozenset(
        document.path
        for document in planned
        if (not request.formats or document.format.name in request.formats) and _is_named(document.job, request)
    )


def _refuse_unknown(option: str, asked: Iterable[str], known: list[str]) -> None:
    for identifier in asked:
        if identifier not in known:
            near = nearest(identifier, known)
            advice = message("source.meant", near=near) if near else message("source.known", known=listed_paths(known))
            raise UsageError(message(f"build.unknown_{option}", id=identifier, advice=advice))


def _is_named(job: Job, request: Request) -> bool:
    if not request.narrowed:
        return job.role is None or job.site is None  # a sheet with names is made where it is named
    if job.site is None:
        return job.unit in request.units or (job.role in request.roles and not request.sites)
    return job.site in request.sites and (job.role in request.roles if request.roles else job.role is None)


def _stale(intact: Iterable[ManifestEntry], to_make: Iterable[PlannedDocument]) -> Entries:
    """Return the entries of documents that are to be made again, marked stale until they are."""
    paths = {document.path for document in to_make}
    return {entry.path: replace(entry, cache_key="", stale=True) for entry in intact if entry.path in paths}


def _phases(documents: Iterable[PlannedDocument]) -> list[tuple[PlannedDocument, ...]]:
    """Return the documents by when they are published; one phase without any where there are none."""
    documents = tuple(documents)
    phases = [tuple(one for one in documents if one.format.kinds[one.job.kind] == phase) for phase in PHASES]
    return [phase for phase in phases if phase] or [()]


def _published(
    work: Work,
    stand: Entries,
    phase: tuple[PlannedDocument, ...],
    reporter: Reporter,
    renderer: Renderer,
    given_up: list[GivenUp],
) -> Entries:
    """Make the documents of a phase, publish them with all others that stand by now, and return what then stands.

    A build that lacks what was given up is none that the next one has nothing to do after.
    """
    making = {document.path for document in phase}
    others = [entry for path, entry in stand.items() if path not in making]
    edition = _edition(work, {*making, *(entry.path for entry in others if not entry.stale)})
    with closing(made(phase, work.counting, reporter, renderer, given_up)) as artifacts:
        documents = _told(others, artifacts, reporter)
        output, force = work.request.output, work.request.force
        manifest = publish.publish(documents, edition, output, force=force, lacking=lambda: bool(given_up))
    return {entry.path: entry for entry in manifest.documents}


def _told(
    others: Iterable[ManifestEntry], artifacts: Iterable[Artifact], reporter: Reporter
) -> Iterator[Artifact | ManifestEntry]:
    yield from others
    for artifact in artifacts:
        yield artifact
        reporter.finished(artifact.entry.path)


def _edition(work: Work, stand: Collection[str]) -> Edition:
    matrix = work.views.matrix
    whole = work.complete and all(document.path in stand for document in work.planned)
    office = work.counting.office.identity if work.counting.office else None
    request, templates = work.request, work.design.templates
    issued = issued_digest(request)
    key = build_key(matrix.source_sha256, templates, request.options, office, issued) if whole else ""
    return Edition(
        edition=matrix.edition,
        date=matrix.date.isoformat(),
        fingerprint=matrix.fingerprint,
        source_sha256=matrix.source_sha256,
        toolchain=toolchain(),
        cache_key=key,
        notes=_notes(work),
    )


def _result(work: Work, standing: Entries, given_up: Iterable[GivenUp]) -> BuildResult:
    in_order = tuple(standing[document.path] for document in work.planned if document.path in standing)
    notes = (*_notes(work), *(note for entry in in_order for note in entry.notes))
    asked = {document.path for document in work.to_make}
    missing = [document.path for document in work.planned if document.path not in standing]
    # What was asked for and could not be made is none of them; a note says why.
    left_out = tuple(path for path in missing if path in work.stood and path not in asked)
    return BuildResult(work.views, in_order, frozenset(asked.difference(missing)), left_out, notes, tuple(given_up))


def _notes(work: Work) -> tuple[Text, ...]:
    return (*work.notes, *_language_note(work))


def _language_note(work: Work) -> tuple[Text, ...]:
    language = work.views.matrix.language
    if work.design.wording.language.split("-")[0] == language.casefold().split("-")[0]:
        return ()
    return (message("build.no_wording", language=language),)
