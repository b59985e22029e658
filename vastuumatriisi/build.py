"""The story of a build: load, validate, derive, plan, render, publish."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from vastuumatriisi import publish
from vastuumatriisi.dress import Dress, read_dress
from vastuumatriisi.errors import WrongUsage
from vastuumatriisi.generators import GENERATORS, Job, Options, Rendered
from vastuumatriisi.model import Matrix
from vastuumatriisi.pagination import Office, Paginated, find_office, needs_pages, paginate
from vastuumatriisi.publish import Artifact, Edition, Manifest
from vastuumatriisi.read import read_matrix
from vastuumatriisi.render import render_all
from vastuumatriisi.toolchain import toolchain
from vastuumatriisi.views import Views


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; ``groups`` and ``units`` are empty where it asks for all."""

    source: Path
    source_name: str
    output: Path
    templates: Path
    letterhead: Path | None = None
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    options: Options = Options()  # noqa: RUF009 -- frozen, so one can serve all
    workers: int = 1
    force: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What stands in the output folder now: new documents, older ones that were kept, and what was left out.

    ``remarks`` are a few words for some of the paths, ``notes`` whole lines.
    """

    matrix: Matrix
    made: tuple[Artifact, ...]
    kept: tuple[Artifact, ...]
    left_out: tuple[str, ...]
    remarks: Mapping[str, str]
    notes: tuple[str, ...]


class Reporter(Protocol):
    """Is told how far a build is; it never raises."""

    def waiting(self, holder: str) -> None: ...

    def planned(self, total: int) -> None: ...

    def finished(self, job: Job) -> None: ...


def build(request: Request, reporter: Reporter) -> Result:
    """Make the documents that are asked for and replace the output folder as a whole.

    Raises Refusal, SourceError among them, and leaves then whatever stood there as it was.
    """
    with publish.exclusive(request.output, waiting=reporter.waiting):
        publish.recover(request.output)
        matrix = read_matrix(request.source, request.source_name)
        publish.inspect(request.output, force=request.force, sources=(request.source, request.templates))
        dress = read_dress(request.templates, matrix.language, request.letterhead)
        jobs = _planned(matrix, dress, request.options)
        wanted = _selected(jobs, request, matrix)
        tools, office = toolchain(), find_office()
        inputs = dict(zip((job.path for job in jobs), _digests(jobs, dress, tools, office), strict=True))
        kept, left_out = _carried_over(jobs, wanted, inputs, request.output)
        reporter.planned(len(wanted))
        paginated = paginate(wanted, dress, office)
        # A document that lacks its page numbers is never current: the next build tries again.
        inputs |= dict.fromkeys(paginated.unnumbered if office else (), "")
        made: dict[str, Artifact] = {}
        told: dict[str, Rendered] = {}
        for job, rendered in render_all(list(paginated.jobs), dress, request.workers):
            made[job.path], told[job.path] = _artifact(job, rendered, inputs[job.path]), rendered
            reporter.finished(job)
        documents = made | {artifact.path: artifact for artifact in kept}
        in_order = [documents[job.path] for job in jobs if job.path in documents]
        tools |= _layout_tools(in_order, paginated, office)
        publish.publish(in_order, _edition(matrix, tools), request.output, force=request.force)
        return Result(
            matrix,
            tuple(made[job.path] for job in wanted),
            kept,
            left_out,
            {path: rendered.remark for path, rendered in told.items()},
            (
                *_language_note(matrix, dress),
                *paginated.notes,
                *(note for job in wanted for note in told[job.path].notes),
            ),
        )


def _planned(matrix: Matrix, dress: Dress, options: Options) -> list[Job]:
    views = Views(matrix)
    return [job for generator in GENERATORS for job in generator.plan(views, dress, options)]


def _selected(jobs: list[Job], request: Request, matrix: Matrix) -> list[Job]:
    known = [unit.id for unit in matrix.duty_units]
    for unit in request.units:
        if unit not in known:
            raise WrongUsage(f"--unit {unit}: there is no unit with duties of that id; known are {', '.join(known)}.")
    return [
        job
        for job in jobs
        if (not request.groups or job.group in request.groups) and (not request.units or job.unit in request.units)
    ]


def _digests(jobs: Iterable[Job], dress: Dress, tools: dict[str, str], office: Office | None) -> Iterable[str]:
    """Yield the digest of everything that each job's document is made from."""
    common = hashlib.sha256(json.dumps(tools, sort_keys=True).encode())
    common.update(repr((dress.theme, sorted(dress.wording.entries.items()))).encode())
    for name, content in sorted(dress.templates.items()):
        common.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    for job in jobs:
        own = common.copy()
        own.update(repr((job.kind, job.path, job.unit, job.extra, job.content)).encode("utf-8", "surrogatepass"))
        if needs_pages(job):
            own.update(repr(office and office.version).encode())
        yield own.hexdigest()


def _carried_over(
    jobs: list[Job], wanted: list[Job], inputs: dict[str, str], output: Path
) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """Return the standing documents that were not asked for and are still current, and the paths of the others."""
    manifest = publish.standing(output)
    asked = {job.path for job in wanted}
    others = [job.path for job in jobs if job.path not in asked]
    current = _current(manifest, {path: inputs[path] for path in others}) if manifest else []
    kept = tuple(publish.read_kept(output, current)) if current else ()
    paths = {artifact.path for artifact in kept}
    return kept, tuple(path for path in others if path not in paths)


def _current(manifest: Manifest, inputs: dict[str, str]) -> list[publish.Entry]:
    return [entry for entry in manifest.documents if inputs.get(entry.path) == entry.inputs and entry.inputs]


def _artifact(job: Job, rendered: Rendered, inputs: str) -> Artifact:
    return Artifact(job.path, job.kind, rendered.data, rendered.pages, job.unit, job.extra, inputs)


def _edition(matrix: Matrix, tools: dict[str, str]) -> Edition:
    date = matrix.date.isoformat()
    return Edition(matrix.edition, date, matrix.fingerprint, matrix.source_sha256, tools)


def _layout_tools(documents: list[Artifact], paginated: Paginated, office: Office | None) -> dict[str, str]:
    """Return the layout engine if one of the documents has its page numbers from there."""
    numbered = any(needs_pages(document) and document.path not in paginated.unnumbered for document in documents)
    return {"libreoffice": office.version} if office and numbered else {}


def _language_note(matrix: Matrix, dress: Dress) -> tuple[str, ...]:
    main_language = matrix.language.casefold().split("-")[0]
    if dress.wording.language.split("-")[0] == main_language:
        return ()
    return (f"There is no wording for the language “{matrix.language}” yet; the documents use the English one.",)
