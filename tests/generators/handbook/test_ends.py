"""The ends of the handbook's chapters: nothing of a line or two has a page to itself."""

import io
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.support.making import jobs_of, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

LISTED = ("Index Entry", "Index Line", "Theme Line")


@pytest.fixture(scope="module")
def document(kuopio: Views, design: Design) -> Document:
    (job,) = jobs_of("handbook", kuopio, design)
    return docx.Document(io.BytesIO(render(job, design).data))


def is_kept(paragraph: Paragraph) -> bool:
    return bool(paragraph.paragraph_format.keep_with_next)


def is_kept_by_style(paragraph: Paragraph) -> bool:
    return bool(paragraph.style and paragraph.style.paragraph_format.keep_with_next)


def test_last_paragraphs_of_a_chapter_stay_together(document: Document) -> None:
    """Of a list that ends a chapter the last eight stand on one page; those before them may go on anywhere."""
    kept = [is_kept(found) for found in document.paragraphs if found.style and found.style.name == "Glossary Entry"]
    assert len(kept) > 8
    assert kept == [False] * (len(kept) - 8) + [True] * 7 + [False]


def test_last_line_below_a_table_stays_with_its_last_row(document: Document) -> None:
    """The total of a level is never alone on a page."""
    totals = [
        table
        for table, following in pairwise(document.iter_inner_content())
        if isinstance(table, Table) and isinstance(following, Paragraph) and following.text.startswith("Yhteensä")
    ]
    assert len(totals) == 2  # the second level shares its pages with a third one
    for table in totals:
        last = [is_kept(paragraph) for cell in table.rows[-1].cells for paragraph in cell.paragraphs]
        assert last == [True] * len(last) != []


def test_each_list_of_the_index_takes_two_entries_along(document: Document) -> None:
    """A heading stood at the foot of a page with a name below it, whose letters stood on the next one."""
    listed = [bool(found.style and found.style.name in LISTED) for found in document.paragraphs]
    starts = [number for number, (before, now) in enumerate(pairwise(listed), 1) if now and not before]
    assert len(starts) == 3
    for start in starts:
        styles = [str(found.style and found.style.name) for found in document.paragraphs[start + 1 :]]
        entry = min(styles.index(name) for name in ("Index Entry", "Theme Line") if name in styles)
        first = document.paragraphs[start : start + 1 + entry]
        assert all(is_kept(found) or is_kept_by_style(found) for found in first)
