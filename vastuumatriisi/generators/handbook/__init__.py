"""The handbook: a Word document that planners attach as it is, cited by page and by code."""

from collections.abc import Iterable

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.handbook.content import handbook
from vastuumatriisi.generators.handbook.letterhead import open_letterhead, refuse_lacking
from vastuumatriisi.generators.handbook.package import package
from vastuumatriisi.generators.jobs import Job, Options, Rendered
from vastuumatriisi.views import Views

GROUP = "handbook"


def plan(views: Views, dress: Dress, options: Options) -> Iterable[Job]:  # noqa: ARG001 - the paper is the posters'
    """Yield the one job; its content is a ``flow.Handbook``."""
    letterhead = open_letterhead(dress)
    content = handbook(views, dress, letterhead.measured_size(dress.theme), letterhead.width)
    refuse_lacking(letterhead, content)
    yield Job(GROUP, "handbook", dress.wording("paths.handbook"), content)


def font(dress: Dress) -> str:
    """Return the typeface of the text, "" where a letterhead leaves it to a theme of Word."""
    return open_letterhead(dress).font


def render(job: Job, dress: Dress) -> Rendered:
    """Return the docx file; its pages are those that a layout engine has counted, if one has."""
    return Rendered(package(job.content, dress), pages=job.content.page_count or None)
