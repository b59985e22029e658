"""The handbook: a Word document that planners attach as it is, cited by page and by code."""

from collections.abc import Iterable

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.handbook.content import handbook
from vastuumatriisi.generators.handbook.package import package
from vastuumatriisi.generators.jobs import Job, Options, Rendered
from vastuumatriisi.views import Views

GROUP = "handbook"


def plan(views: Views, dress: Dress, options: Options) -> Iterable[Job]:  # noqa: ARG001 - the paper is the posters'
    """Yield the one job; its content is a ``flow.Handbook``."""
    yield Job(GROUP, "handbook", dress.wording("paths.handbook"), handbook(views, dress))


def render(job: Job, dress: Dress) -> Rendered:
    """Return the docx file; its pages are counted where a layout engine sees it."""
    return Rendered(package(job.content, dress.theme))
