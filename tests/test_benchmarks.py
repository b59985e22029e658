"""The table of how fast it is: it stands in the documentation, and none of its cases is lost on the way."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import CASES

TABLE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
COLUMNS = 7  # of the table of figures


def figures() -> Iterator[list[str]]:
    """Yield the rows of the table of figures, without its head."""
    table = TABLE.read_text("utf-8").partition("| growth | number |")[0]
    rows = ([cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines())
    for row in rows:
        if len(row) == COLUMNS and row[0] != "case" and not row[0].startswith("-"):
            yield row


def test_the_table_has_every_case() -> None:
    """Each case has a figure there, and each figure is of a case that there is."""
    assert {row[0] for row in figures()} == set(CASES)


def test_every_figure_was_measured() -> None:
    """None failed, and nothing was missing on the machine where it was made."""
    assert not [row for row in figures() if row[5] == "not measured" or "failed" in row[6]]
