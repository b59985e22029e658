"""Matrix -> the one job of the handbook -> its docx file, and the PDF of its pages."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

from .content.handbook import handbook
from .document import Redline
from .docx.page_frame import read_page_frame


def plan(views: Views, _findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Yield the handbook, whose content is a ``document.Handbook``, and if it is asked for the ``document.Redline``."""
    frame, mark = read_page_frame(design), views.matrix.fingerprint
    content = handbook(views, design, frame)
    yield Job("handbook", "handbook", design.wording("paths.handbook"), content, mark)
    if options.redline and views.base:
        both = Redline(handbook(Views(views.base), design, frame), content)
        yield Job("handbook", "redline", design.wording("paths.redline"), both, mark)


def before(job: Job) -> Job:
    """Return the handbook of the edition that a redline tells the changes since."""
    return job._replace(kind="handbook", content=job.content.old)


def compared(job: Job, old: Job, new: Job) -> Job:
    """Return the redline of two handbooks with their page numbers."""
    return job._replace(content=Redline(old.content, new.content))


def places(job: Job) -> tuple[str, ...]:
    """Return the bookmarks whose pages are shown."""
    shown: tuple[str, ...] = job.content.places
    return shown


def numbered(job: Job, pages: Mapping[str, int], count: int) -> Job:
    """Return the job with the page of each of these bookmarks, and the number of pages."""
    return job._replace(content=replace(job.content, pages=pages, page_count=count))


def font(design: Design) -> str:
    """Return the typeface of the text, "" where a letterhead leaves it to a theme of Word."""
    return read_page_frame(design).font


def render(job: Job, design: Design) -> Rendered:
    """Return the docx file; its pages are those that a layout engine has counted, if one has."""
    from .docx.package import package  # with python-docx, which takes long to load

    if isinstance(job.content, Redline):
        compared = package(job.content.new, design, job.content.old)
        return Rendered(compared.data, notes=compared.notes)
    made = package(job.content, design)
    return Rendered(made.data, pages=job.content.page_count or None, notes=made.notes)


def printed(job: Job, data: bytes) -> Rendered:
    """Return the PDF of the pages that LibreOffice has laid out in ``data``. Raises Unprintable."""
    from .pdf.finish import finished

    return finished(job.content, data)
