"""Matrix -> the one job of the handbook -> its docx file, and the PDF of its pages."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.options import Options

from .content.handbook import handbook
from .document import Handbook, Redline
from .docx.page_frame import read_page_frame
from .frame import PageFrame


def plan(views: Views, _findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Yield the handbook, whose content is a ``document.Handbook``, and if it is asked for the ``document.Redline``."""
    frame, mark = read_page_frame(design), views.matrix.fingerprint
    yield Job("handbook", "handbook", design.wording("paths.handbook"), handbook(views, design, frame), mark)
    if options.redline and views.base:
        content = Redline(*(_in_one_piece(one, design, frame) for one in (views.base, views.matrix)))
        yield Job("handbook", "redline", design.wording("paths.redline"), content, mark)


def _in_one_piece(matrix: Matrix, design: Design, frame: PageFrame) -> Handbook:
    """Return the handbook as a booklet, without contents: its pages are those of neither edition."""
    found = handbook(Views(matrix), design, frame)
    return replace(found, contents="", chapters=tuple(replace(one, continued=True) for one in found.chapters))


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
