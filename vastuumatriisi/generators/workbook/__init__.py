"""The workbook: the grids of the matrix and its lists, for people who filter, print and present from Excel."""

from collections.abc import Iterable

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Job, Needs, Options, Rendered
from vastuumatriisi.matrix import Views

GROUP = "workbook"
KINDS: tuple[str, ...] = ("workbook",)

NEEDS = Needs(
    templates="fonts/.*",
    wording=("count", "date", "findings", "list", "matrix", "origin", "paths", "rules", "workbook"),
    theme=("colours", "levels", "letters", "fonts", "workbook"),
)

__all__ = ["GROUP", "KINDS", "NEEDS", "plan", "render"]


def plan(views: Views, design: Design, options: Options) -> Iterable[Job]:  # noqa: ARG001  # every paper is A3 here
    """Return the one job of the workbook; its content is the views, since every sheet shows another side of all."""
    matrix = views.matrix
    findings = views.findings(design.wording, design.poster_fonts(matrix.fonts))
    # All of the matrix follows from what the data mean, but for the letters of a file that defines none, and for the
    # order of the findings, which is that of their lines.
    meaning = repr((matrix.meaning, matrix.letters, [(finding.name, finding.where) for finding in findings]))
    return [Job(GROUP, "workbook", design.wording("paths.workbook"), views, mark=matrix.fingerprint, meaning=meaning)]


def render(job: Job, design: Design) -> Rendered:
    """Return the xlsx file."""
    from vastuumatriisi.generators.workbook.content.book import book  # with openpyxl, which takes long to load

    return Rendered(book(job.content, design))
