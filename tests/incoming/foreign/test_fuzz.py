"""Whatever stands in a sheet: the account closes, and the data file has no problem."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.account import as_json, lines
from vastuumatriisi.incoming.foreign.finding.decisions import NOTHING_DECIDED
from vastuumatriisi.incoming.foreign.finding.find import find_in_sheets
from vastuumatriisi.incoming.foreign.finding.prose.find import find_in_lines
from vastuumatriisi.incoming.foreign.mapping import decisions_of, map_of
from vastuumatriisi.incoming.foreign.reading import values
from vastuumatriisi.incoming.foreign.reading.plain_text import lines_of
from vastuumatriisi.incoming.foreign.reading.values import Area, Place, Reading, Sheet
from vastuumatriisi.incoming.foreign.writing.data_file import data_file_of
from vastuumatriisi.locales.wording import wording

LETTERS = st.sampled_from(["R", "A", "C", "I", "S", "R/A", "R A", "(R)", "x", "N", "-", "", "", "", "A (iso: #1)", "С"])
WORDS = st.sampled_from(
    [
        *("Tehtävä", "Rooli", "Rehtori", "R", "Vaihe 1", "1.1", "1", "Ostaa: laitteet", "# ei", "- [x]", "yes", "null"),
        *("R = Vastaa", "Huomautus", "Tila", "Responsible", "A", "Yhteensä", '"lainaus', "'", "{a: b}", "a\nb", "日本"),
    ]
)
CELLS = st.one_of(LETTERS, LETTERS, WORDS, st.text(max_size=6))
ROWS = st.lists(st.lists(CELLS, max_size=6), max_size=9)
AREAS = st.builds(
    lambda row, column, down, right: Area(row, column, row + down, column + right),
    *(st.integers(0, 6), st.integers(0, 4), st.integers(0, 2), st.integers(0, 3)),
)
PLACES = st.builds(Place, st.integers(0, 8), st.integers(0, 5))


def cleaned(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(values.cleaned(cell).strip() for cell in row) for row in rows)


@settings(max_examples=60)
@given(ROWS, st.lists(AREAS, max_size=3), st.sets(PLACES, max_size=4), st.dictionaries(PLACES, st.integers(0, 3)))
def test_any_sheet(rows: list[list[str]], merged: list[Area], bold: set[Place], indents: dict[Place, int]) -> None:
    """Every cell is used or ignored, the data file reads, and the map decides what it says."""
    sheet = Sheet("a", cleaned([*rows, ["Tehtävä", "Rehtori", "Opettaja"], ["Ostaa", "R", "A"], ["Korjaa", "C", "R"]]))
    sheet = Sheet("a", sheet.rows, tuple(merged), {}, indents, frozenset(bold))
    reading = Reading("a.xlsx", (sheet,), modified="2026-01-31")
    found = find_in_sheets(reading, NOTHING_DECIDED)
    if found is None:
        return
    assert found.read == found.used + len(found.ignored)
    assert found.read == sum(bool(cell) for row in sheet.rows for cell in row)
    try:
        content, matrix = data_file_of(found, "a.xlsx")
    except UserError as error:
        raise AssertionError(str(error)) from error
    assert content
    assert len(matrix.roles) == len(found.roles)
    assert as_json(found)
    assert list(lines(found, wording("fi")))
    decisions = decisions_of(map_of(found, "a.xlsx", wording("fi")), "a.map.yaml")
    find_in_sheets(reading, decisions)


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from(
            [
                *("Johto", "· Teemme työtä.", "· ", "Vastuuhenkilö: rehtori, opettaja", "Tukena:", "", "1. Yksi taso"),
                *("Yhteistyössä:", "Tekninen tuki", "· Autamme yhdessä Johdon kanssa. (lukio)", "Vastuuhenkilö:"),
                *("Tehtävät:", "selitys."),
            ]
        ),
        max_size=14,
    )
)
def test_any_text(text: list[str]) -> None:
    """Every line is used or ignored, and the data file reads."""
    whole = "\n".join(["Koulun johto", "· Johdamme.", *text, "Vastuuhenkilö: rehtori"])
    reading = Reading("a.txt", (), tuple(lines_of(whole)), "2026-01-31")
    found = find_in_lines(reading, NOTHING_DECIDED)
    if found is None:
        return
    assert found.read == found.used + len(found.ignored)
    assert data_file_of(found, "a.txt")[0]
