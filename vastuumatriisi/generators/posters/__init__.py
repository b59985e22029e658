"""The posters: a PDF for each unit that has duties and for each type of house, tagged for screen readers (PDF/UA-1)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.jobs import Job, Options, Rendered
from vastuumatriisi.generators.posters.content import Poster, Sheet, poster
from vastuumatriisi.generators.posters.fitting import Printed, collected, printed
from vastuumatriisi.generators.posters.glyphs import listed
from vastuumatriisi.generators.posters.houses import House, house
from vastuumatriisi.generators.posters.previews import picture
from vastuumatriisi.views import Views

GROUP = "posters"

# Names that Windows keeps for devices; a file of such a name cannot be made there.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@dataclass(frozen=True, slots=True)
class Collection:
    """All the posters in one file."""

    title: str
    posters: tuple[Poster | House, ...]


def plan(views: Views, dress: Dress, options: Options) -> Iterable[Job]:
    """Return the jobs: units in the order of the data file, houses, then pictures of both and all of them in one."""
    jobs = [*_units(views, dress, options), *_houses(views, dress, options)]
    previews = map(_preview, jobs) if options.previews else ()
    return [*jobs, *previews, *_collection(views, dress, options, jobs)]


def _units(views: Views, dress: Dress, options: Options) -> Iterator[Job]:
    sheet = Sheet(options.paper, options.bleed, options.marks)
    for unit in views.matrix.duty_units:
        name = f"{unit.id}_" if unit.id in DEVICES else unit.id
        yield Job(GROUP, "poster", _path(dress, name), poster(views, unit, dress, sheet), unit.id)


def _houses(views: Views, dress: Dress, options: Options) -> Iterator[Job]:
    sheet = Sheet(options.site_paper, options.bleed, options.marks)
    taken = {unit.id for unit in views.matrix.duty_units}
    for site in views.matrix.site_types:
        if views.site_groups(site):
            path = _path(dress, _free(dress.wording("paths.house", id=site.id), taken))
            yield Job(GROUP, "site-poster", path, house(views, site, dress, sheet), extra=(("site_type", site.id),))


def _preview(job: Job) -> Job:
    """Return the job of a picture of the sheets as they are when they have been cut."""
    content = replace(job.content, sheet=Sheet(job.content.sheet.paper))
    return Job(GROUP, "preview", f"{job.path.removesuffix('.pdf')}.png", content, job.unit, job.extra)


def _collection(views: Views, dress: Dress, options: Options, jobs: list[Job]) -> Iterator[Job]:
    if options.collection and jobs:
        name = _free(dress.wording("paths.collection"), {unit.id for unit in views.matrix.duty_units})
        content = Collection(views.matrix.title, tuple(job.content for job in jobs))
        yield Job(GROUP, "collection", _path(dress, name), content)


def _path(dress: Dress, name: str) -> str:
    return f"{dress.wording('paths.posters')}/{name}.pdf"


def _free(name: str, taken: set[str]) -> str:
    """Return the name with as many underscores as tell it from the ids of units."""
    while name in taken:
        name += "_"
    return name


def render(job: Job, dress: Dress) -> Rendered:
    """Return the poster as a PDF; the remark tells its type size, the notes which characters the theme's font lacks."""
    if isinstance(job.content, Collection):
        return Rendered(*collected(job.content.posters, job.content.title, dress))
    content: Poster | House = job.content
    made = printed(content, dress)
    if job.kind == "preview":
        return Rendered(picture(made.data))
    size = f"{made.setting.body.size * made.setting.point:.3g} pt"
    return Rendered(made.data, made.pages, size, tuple(_notes(content, made)))


def _notes(content: Poster | House, made: Printed) -> Iterator[str]:
    yield from (f"{content.id}: {note}" for note in made.fonts.notes)
    if made.missing:
        missing = listed(made.missing)
        yield f"{content.id}: no font here has {missing}; a replacement stands there; “check” tells the lines"
