"""The web page of a matrix, as text and as elements."""

from functools import cache
from pathlib import Path

from lxml import html

from tests.support.changed import HEAD, OLD, OWNER, REMOVED, REWORDED
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT, matrix_of
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.printed import printed_marks
from vastuumatriisi.matrix import Matrix, Views

FIRST = HEAD.format("fi") + OLD
SECOND = FIRST.replace(*REWORDED).replace(*OWNER).replace(*REMOVED).replace('edition: "1"', 'edition: "2"')


@cache
def design(language: str) -> Design:
    return read_design(ROOT / "templates", language)


def views_with(matrix: Matrix, *issued: Matrix) -> Views:
    """Return the views of a build; changes are marked against the first of the editions that were issued."""
    return Views(matrix, issued[0] if issued else None, printed=printed_marks(matrix, issued))


def page_of(views: Views) -> str:
    [job] = jobs_of("web", views, design(views.matrix.language))
    return render(job, design(views.matrix.language)).data.decode()


@cache
def page(yaml_text: str, *issued: str) -> str:
    """Return the page of a data file, where others were issued before it."""
    return page_of(views_with(matrix_of(yaml_text), *map(matrix_of, issued)))


@cache
def kuopio() -> str:
    """Return the page of the matrix of this checkout."""
    source = ROOT / "source" / "vastuumatriisi.yaml"
    return page_of(views_with(read_matrix(source, source.name)))


def elements(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def written(text: str, folder: Path) -> Path:
    """Return the path of a file that holds the page."""
    path = folder / "index.html"
    path.write_text(text, encoding="utf-8")
    return path
