"""The handbook: a Word document that planners attach as it is, cited by page and by code."""

from collections.abc import Iterable

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Job, Needs, Options, Rendered
from vastuumatriisi.matrix import Views

GROUP = "handbook"
KINDS: tuple[str, ...] = ("handbook",)
NEEDS = Needs(
    templates=r"handbook\.docx|fonts/.*",
    wording=("count", "date", "findings", "handbook", "list", "matrix", "origin", "paths", "rules"),
    theme=("colours", "levels", "letters", "fonts", "handbook"),
)


def plan(views: Views, design: Design, options: Options) -> Iterable[Job]:  # noqa: ARG001 - the paper is the posters'
    """Yield the one job; its content is a ``flow.Handbook``."""
    from vastuumatriisi.generators.handbook.content.handbook import handbook
    from vastuumatriisi.generators.handbook.docx.page_frame import frame, refuse_lacking

    around = frame(design)
    content = handbook(views, design, around.size, around.width)
    refuse_lacking(around, content, design.name)
    yield Job(GROUP, "handbook", design.wording("paths.handbook"), content, mark=views.matrix.fingerprint)


def font(design: Design) -> str:
    """Return the typeface of the text, "" where a letterhead leaves it to a theme of Word."""
    from vastuumatriisi.generators.handbook.docx.page_frame import frame

    return frame(design).font


def render(job: Job, design: Design) -> Rendered:
    """Return the docx file; its pages are those that a layout engine has counted, if one has."""
    from vastuumatriisi.generators.handbook.docx.package import package  # with python-docx, which takes long to load

    return Rendered(package(job.content, design), pages=job.content.page_count or None)
