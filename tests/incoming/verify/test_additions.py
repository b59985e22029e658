"""What is left of a row at the end of a page is no addition; what stands nowhere else is."""

import datetime

import pytest

from tests.support.matrices import HEAD, matrix_of
from vastuumatriisi.incoming.verify.additions import additions
from vastuumatriisi.incoming.verify.editions import KnownEdition, KnownEditions
from vastuumatriisi.incoming.verify.values import Passages, ReadDocument
from vastuumatriisi.matrix import PrintedMark

MATRIX = (
    HEAD
    + """
roles: [{id: rehtori, name: rehtori}]
levels:
  - id: taso
    name: Esimerkkitaso
    units: [{id: johto, name: Johto, duties: [{id: JOH-01, text: Pidämme laitteista kirjaa koulussa.}]}]
"""
)
ROW = "JOH-01 Pidämme laitteista kirjaa koulussa. Kirjain: xylofonien soittajien"


@pytest.mark.parametrize("more", ["", "Lisäksi keitämme kahvia joka päivä. "])
def test_a_row_whose_last_line_was_taken_for_a_foot(more: str) -> None:
    """Two pages that end with the same line look as if it were the foot of both."""
    matrix = matrix_of(MATRIX)
    passages = Passages({}, (), (), (f"{ROW} vahtimestari",), "Esimerkkimatriisi")
    mark = PrintedMark("matrix", "", "", "0123-4567", "1", datetime.date(2026, 1, 31))
    edition = KnownEdition(matrix, (mark,), lambda _: passages, lambda *_: ())
    head = f"Esimerkkimatriisi\n{more}{ROW}\n"
    document = ReadDocument("pdf", f"{head}vahtimestari\n", running=head)
    found = additions(document, edition, mark, KnownEditions((edition,)), [])
    assert [one.text for one in found] == ([more.strip()] if more else [])
