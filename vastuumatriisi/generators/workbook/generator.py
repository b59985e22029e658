"""Matrix -> the one job of the workbook -> its xlsx file."""

from collections.abc import Iterable

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options
from vastuumatriisi.system.process import gc_paused


def plan(views: Views, findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Return the one job; its content is the views and the findings, and the matrix as the text that it carries."""
    matrix = views.matrix
    # All of the matrix follows from what the data mean, but for the letters of a file that defines none, and for the
    # order of the findings, which is that of their lines.
    paper = "A4" if options.paper == "A4" else "A3"
    told = [(finding.name, finding.where) for finding in findings]
    digest = repr((matrix.meaning, matrix.letters, paper, told, _base(views)))
    path = design.wording("paths.workbook")
    # Here, where the data file has been read, and not where the document is made: what writes it takes long to load.
    from vastuumatriisi.datafile.plain import written

    content = views, findings, paper, written(matrix)
    return [Job("workbook", "workbook", path, content, matrix.fingerprint, content_digest=digest)]


def _base(views: Views) -> tuple[object, ...]:
    """Return all that what is told of the changes follows from, besides the matrix itself."""
    return (views.base.meaning, views.base.letters, views.base.edition, views.base.date) if views.base else ()


def render(job: Job, design: Design) -> Rendered:
    """Return the xlsx file."""
    from .content.book import book  # with openpyxl, which takes long to load

    views, findings, paper, matrix = job.content
    with gc_paused():
        return Rendered(book(views, findings, design, paper, matrix))
