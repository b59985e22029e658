"""A duty that is higher than a sheet is divided, and nothing of it is lost."""

import pytest

from vastuumatriisi.generators.pdf.content.poster import PosterDuty, Remark
from vastuumatriisi.generators.pdf.layout.partition import divided, packed

NAMES = tuple(f"esimerkkirooli {number}" for number in range(20))
LONG_NAME = "esimerkki" * 12
REMARKS = (Remark("Yhteistyössä", NAMES), Remark("Sama tehtävä", (LONG_NAME,)))
ENTRY = PosterDuty("T-1", "Huolehdimme esimerkistä " * 9 + "aina", "vain lukio", REMARKS)


def size(entry: PosterDuty) -> int:
    return len(entry.text) + sum(len(item) for remark in entry.remarks for item in remark.items)


@pytest.mark.parametrize("most", [20, 50, 400])
def test_a_duty_is_divided_without_loss(most: int) -> None:
    """Each part fits; together they say all of it in its order, the scope once and with the end of the text."""
    parts = divided([ENTRY], lambda entry: size(entry) <= most)
    assert all(size(part) <= most for part in parts)
    assert len(parts) > 1
    assert {part.code for part in parts} == {"T-1"}
    assert " ".join(part.text for part in parts if part.text) == ENTRY.text
    named = "".join(item for part in parts for remark in part.remarks for item in remark.items)
    assert named.replace(" ", "") == "".join((*NAMES, LONG_NAME)).replace(" ", "")
    [marked] = [part for part in parts if part.scope]
    assert marked == [part for part in parts if part.text][-1]


def test_a_duty_that_fits_is_left_whole() -> None:
    """What fits is not touched."""
    assert divided([ENTRY], lambda _: True) == [ENTRY]


def test_whole_things_are_packed_as_low_as_they_can_be() -> None:
    """Each stands in one column, in its order there, and no column is higher than another arrangement would have it."""
    heights = [13.0, 11.0, 14.0, 9.0, 6.0, 5.0]
    columns = packed(heights, 2)
    assert columns == [(0, 1, 5), (2, 3, 4)]
    assert [sum(heights[number] for number in column) for column in columns] == [29.0, 29.0]
    assert packed([3.0], 2) == [(0,)]
