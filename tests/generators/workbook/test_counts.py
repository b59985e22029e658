"""The numbers of the workbook: they count what stands in its cells, whatever the letters look like."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.workbooks import Build, render, saved_by_office, table, with_formulas, without_values
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Matrix, Views

Convert = Callable[[bytes, str], Path]

# A unit that performs its duties, a counterpart elsewhere, and roles without a home.
HIDDEN = """
roles: [{id: eeva, name: Eeva}, {id: olli, name: Olli}, {id: muu, name: Muu}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva, olli]
        duties:
          - {id: y-1, text: Teemme., counterparts: [K-1]}
          - {id: Y-1, text: Autamme., assign: {muu: A}}
      - {id: kaksi, name: Kaksi, leads: [eeva, muu], duties: [{id: K-1, text: Kysymme.}]}
"""


def calculated(data: bytes, office: Convert) -> Any:
    """Return the workbook as LibreOffice calculates it."""
    return saved_by_office(office(without_values(data), "xlsx") / "kirja.xlsx")


def saved(book: Any) -> bytes:
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def having(matrix: Matrix, code: str, kind: str) -> int:
    """Return how many actors have a letter of that kind for a duty."""
    parts = matrix.assignments_of(code)
    return sum(any(matrix.letters.counts(letter, kind) for letter in part.letters) for part in parts)


@pytest.mark.parametrize("source", ["kuopio", HIDDEN])
def test_no_count_holds_a_number_of_its_own(source: str, kuopio: Views, build_views: Build, design: Design) -> None:
    """A formula counts cells only: emptied cells would make it nought."""
    for sheet in with_formulas(render(kuopio if source == "kuopio" else build_views(source), design)):
        formulas = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert not [formula for formula in formulas if formula.rpartition("+")[2].isdigit()]


def test_counts_are_of_all_letters_of_the_row(build_views: Build, design: Design, office: Convert) -> None:
    """Units have a column beside the roles; a letter that is taken away is no longer counted."""
    views = build_views(HIDDEN)
    data = render(views, design)
    name = "Kaikki tehtävät"
    for row in table(calculated(data, office)[name]):
        code = row["Tunnus"].value
        assert row["R kpl"].value == having(views.matrix, code, "responsible"), code
        assert row["A kpl"].value == having(views.matrix, code, "accountable"), code
    book = with_formulas(data)
    for row in table(book[name]):
        if row["Tunnus"].value == "y-1":
            row["Yksi"].value = "A"
    after = {row["Tunnus"].value: row for row in table(calculated(saved(book), office)[name])}
    assert after["y-1"]["R kpl"].value == having(views.matrix, "y-1", "responsible") - 1
    assert (after["y-1"]["A kpl"].value, after["y-1"]["Vastaava"].value) == (1, "Yksi")
    assert after["Y-1"]["R kpl"].value == having(views.matrix, "Y-1", "responsible"), "codes differ by their case"


ODD = ("*", "?", "<", "<>", "1", "R*", "~", "=A", "2/1", "1-2", "3E5", "TRUE", 'a"b', "+", "r", "R", "n/a", "a", "#N/A")


def odd_letters(kind: str) -> str:
    """Return a plain table in which role n has letter n for the first duty; the others have all letters of a kind."""
    letters = "\n".join(
        f"  '{letter}': {{name: Nimi {n}, counts_as: {kind if n % 2 else 'consulted'}}}" for n, letter in enumerate(ODD)
    )
    roles = ", ".join(f"{{id: r{n}, name: Rooli {n}}}" for n in range(len(ODD)))
    each = ", ".join(f"r{n}: '{letter}'" for n, letter in enumerate(ODD))
    duties = f"{{id: D-1, text: Teemme., assign: {{{each}}}}}, {{id: D-2, text: Autamme., assign: {{r0: '*'}}}}"
    levels = f"levels: [{{id: t, name: T, units: [{{id: u, name: U, duties: [{duties}]}}]}}]"
    return f"letters:\n{letters}\nroles: [{roles}]\n{levels}\n"


@pytest.mark.parametrize("kind", ["responsible", "accountable"])
def test_odd_letters_are_counted_right(kind: str, build_views: Build, design: Design, office: Convert) -> None:
    """No wildcard, operator, figure, quote or slash in a letter misleads the counts."""
    views = build_views(odd_letters(kind))
    book = calculated(render(views, design), office)
    counts = [header for header in next(iter(table(book["Kaikki tehtävät"]))) if header.endswith(" kpl")]
    assert len(counts) == 1
    found = {row["Tunnus"].value: row[counts[0]].value for row in table(book["Kaikki tehtävät"])}
    assert found == {"D-1": having(views.matrix, "D-1", kind), "D-2": 0}
    for row in table(book["Jakautuminen"]):
        if row["Laji"].value == "rooli":
            number = int(row["Tunniste"].value.removeprefix("r"))
            total = next(header for header in row if header.startswith("? – Nimi 1 + "))
            assert row[total].value == number % 2, ODD[number]


@pytest.mark.parametrize("kind", ["responsible", "accountable"])
def test_a_letter_inside_another_is_not_counted(kind: str, build_views: Build, design: Design, office: Convert) -> None:
    """Where "2/1" is a letter, a cell that holds it holds no "1"; where "2" and "1" stand in it they are counted."""
    letters = f"{{'2/1': {{name: Kaksi, counts_as: consulted}}, '1': {{name: Yksi, counts_as: {kind}}}}}"
    duties = "{id: D-1, text: Teemme., assign: {a: 2/1, b: '1'}}, {id: D-2, text: Autamme., assign: {a: 2/1}}"
    views = build_views(
        f"letters: {letters}\nroles: [{{id: a, name: A}}, {{id: b, name: B}}]\n"
        f"levels: [{{id: t, name: T, units: [{{id: u, name: U, duties: [{duties}]}}]}}]\n"
    )
    rows = table(calculated(render(views, design), office)["Kaikki tehtävät"])
    assert [(row["Tunnus"].value, row["1 kpl"].value) for row in rows] == [("D-1", 1), ("D-2", 0)]


def test_a_letter_longer_than_a_formula_takes_in_one_piece(build_views: Build, design: Design, office: Convert) -> None:
    """Excel takes 255 characters of text between quotes in a formula."""
    letter = "pitkä kirjain " * 30 + "x"
    duty = f"{{id: D-1, text: Teemme., assign: {{a: {letter}}}}}"
    views = build_views(
        f"letters: {{{letter}: {{name: Nimi, counts_as: responsible}}}}\nroles: [{{id: a, name: A}}]\n"
        f"levels: [{{id: t, name: T, units: [{{id: u, name: U, duties: [{duty}]}}]}}]\n"
    )
    data = render(views, design)
    for row in table(with_formulas(data)["Kaikki tehtävät"]):
        formulas = [cell.value for cell in row.values() if cell.data_type == "f"]
        assert formulas
        assert all(len(part) <= 255 for formula in formulas for part in formula.split('"')[1::2])
    (row,) = table(calculated(data, office)["Kaikki tehtävät"])
    assert [row[header].value for header in row if header.startswith("pitkä")] == [1]
