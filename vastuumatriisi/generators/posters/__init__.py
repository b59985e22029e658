"""The posters: one PDF for each unit that has duties, tagged for screen readers (PDF/UA-1)."""

from collections.abc import Iterable, Iterator

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.jobs import Job, Options, Rendered
from vastuumatriisi.generators.posters.content import Poster, poster
from vastuumatriisi.generators.posters.fitting import Printed, printed
from vastuumatriisi.generators.posters.glyphs import listed
from vastuumatriisi.views import Views

GROUP = "posters"

# Names that Windows keeps for devices; a file of such a name cannot be made there.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def plan(views: Views, dress: Dress, options: Options) -> Iterable[Job]:
    """Yield the job of each poster, in the order of the data file."""
    folder = dress.wording("paths.posters")
    for unit in views.matrix.duty_units:
        name = f"{unit.id}_" if unit.id in DEVICES else unit.id
        content = poster(views, unit, dress, options.paper)
        yield Job(GROUP, "poster", f"{folder}/{name}.pdf", content, unit.id)


def render(job: Job, dress: Dress) -> Rendered:
    """Return the poster as a PDF; the remark tells its type size, the notes which characters the theme's font lacks."""
    content: Poster = job.content
    made = printed(content, dress)
    size = f"{made.setting.body.size * made.setting.point:.3g} pt"
    return Rendered(made.data, made.pages, size, tuple(_notes(content, made)))


def _notes(content: Poster, made: Printed) -> Iterator[str]:
    yield from (f"{content.unit}: {note}" for note in made.fonts.notes)
    if made.missing:
        yield f"{content.unit}: no font here has {listed(made.missing)}; a replacement stands there, install a font"
