"""Matrix -> the jobs of all posters -> a PDF each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import listed
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.generators.pdf.content.house import House, house
from vastuumatriisi.generators.pdf.content.poster import Poster, PosterSheet, poster
from vastuumatriisi.generators.pdf.file_names import file_name, free_name
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.matrix import mark_of
from vastuumatriisi.options import Options

from .changes import house_with_changes, since, with_changes

if TYPE_CHECKING:
    from vastuumatriisi.generators.pdf.fitting import FittedPoster

LEAST_MODULE = 0.4  # mm


@dataclass(frozen=True, slots=True)
class Collection:
    """All the posters in one file."""

    title: str
    posters: tuple[Poster | House, ...]


def plan(views: Views, _findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Return the jobs: units in the order of the data file, houses, then pictures of both and all of them in one."""
    jobs = [*_units(views, design, options), *_houses(views, design, options)]
    previews = map(_preview, jobs) if options.previews else ()
    return [*jobs, *previews, *_collection(views, design, options, jobs)]


def _units(views: Views, design: Design, options: Options) -> Iterator[Job]:
    sheet = PosterSheet(options.paper, options.bleed, options.marks)
    base = since(views, design.wording)
    known = {unit.id: unit for unit in base.before.matrix.duty_units} if base else {}
    for unit in views.matrix.duty_units:
        content = poster(views, unit, design, sheet)
        if base and unit.id in known:
            content = with_changes(content, poster(base.before, known[unit.id], design, sheet), base)
        yield Job("posters", "poster", _path(design, file_name(unit.id)), content, content.mark, unit=unit.id)


def _houses(views: Views, design: Design, options: Options) -> Iterator[Job]:
    sheet = PosterSheet(options.site_paper, options.bleed, options.marks)
    taken = {unit.id for unit in views.matrix.duty_units}
    base = since(views, design.wording)
    known = {site.id: site for site in base.before.matrix.site_types} if base else {}
    for site in views.matrix.site_types:
        if views.site_groups(site):
            path = _path(design, free_name(design.wording("paths.house", id=site.id), taken))
            content = house(views, site, design, sheet)
            if base and site.id in known and base.before.site_groups(known[site.id]):
                content = house_with_changes(content, house(base.before, known[site.id], design, sheet), base)
            yield Job("posters", "site-poster", path, content, content.mark, site_type=site.id)


def _preview(job: Job) -> Job:
    """Return the job of a picture of the sheets as they are when they have been cut."""
    content = replace(job.content, sheet=PosterSheet(job.content.sheet.paper))
    return job._replace(kind="preview", path=f"{job.path.removesuffix('.pdf')}.png", content=content)


def _collection(views: Views, design: Design, options: Options, jobs: list[Job]) -> Iterator[Job]:
    if options.collection and jobs:
        name = free_name(design.wording("paths.collection"), {unit.id for unit in views.matrix.duty_units})
        content = Collection(views.matrix.title, tuple(job.content for job in jobs))
        yield Job("posters", "collection", _path(design, name), content, mark_of([job.mark for job in jobs]))


def _path(design: Design, name: str) -> str:
    return f"{design.wording('paths.posters')}/{name}.pdf"


def prepare(design: Design) -> None:
    """Rehearse a page that nobody sees. Raises whatever is wrong with the design.

    What that leaves is let go of where the layout engine keeps threads for it: no fork has them.
    """
    from vastuumatriisi.generators.pdf import engine, fitting

    try:
        fitting.warm_up(design)
    finally:
        engine.end_threads()


def render(job: Job, design: Design) -> Rendered:
    """Return the poster as a PDF; the remark tells its type size, the notes which characters the theme's font lacks."""
    from vastuumatriisi.generators.pdf import fitting

    if isinstance(job.content, Collection):
        data, pages, lasting = fitting.render_collection(job.content.posters, job.content.title, design)
        return Rendered(data, pages, lasting=lasting)
    content: Poster | House = job.content
    if job.kind == "preview":
        made = fitting.render_preview(content, design)
        return Rendered(made.data, lasting=_lasts(made))
    made = fitting.render_poster(content, design)
    size = f"{made.layout.body.size * made.layout.point:.3g} pt"
    return Rendered(made.data, made.pages, size, tuple(_notes(content, made)), lasting=_lasts(made))


def _lasts(made: FittedPoster) -> bool:
    """Return whether it would be the same with other fonts on this machine."""
    return not made.fonts.system and not made.missing


def _notes(content: Poster | House, made: FittedPoster) -> Iterator[Message]:
    notes = list(made.fonts.notes)
    if made.module < LEAST_MODULE:
        notes.append(message("layout.fine_code", width=_mm(f"{made.module:.2f}"), least=_mm(f"{LEAST_MODULE}")))
    if made.link_module < LEAST_MODULE:
        width = _mm(f"{made.link_module:.2f}")
        notes.append(message("layout.fine_link_code", width=width, least=_mm(f"{LEAST_MODULE}")))
    if made.missing:
        notes.append(message("layout.no_font", characters=listed(made.missing)))
    yield from (message("layout.of", id=content.id, note=note) for note in notes)


def _mm(length: str) -> Message:
    """Return a length in mm, "0.36", as the language of whoever reads it writes it."""
    whole, decimals = length.split(".")
    return message("layout.millimetres", whole=whole, decimals=decimals)
