"""What people have written where nobody asks for anything: on the cover, on the page for the meeting, between lists,
and above the tables of duties."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.incoming.anchors import text_digest
from vastuumatriisi.incoming.returned.base import Base
from vastuumatriisi.incoming.returned.facts import Fact, Seen, Sighting, remarked
from vastuumatriisi.incoming.returned.sheets import ReturnedBook, ReturnedSheet, place
from vastuumatriisi.incoming.returned.tables import AGENDA, QUESTIONS, Table

MOST = 40  # texts that are taken for entries, however short the sheet is
ANSWERS = ("decision", "decider", "decided_on")  # columns that are read for what they hold


def written_elsewhere(book: ReturnedBook, base: Base, by: str, tables: Mapping[str, Table]) -> Iterator[Seen]:
    """Yield each text that ours had nowhere on its sheet, as a comment at its cell."""
    keys = {name: key for key, name in base.layout.names.items()}
    for sheet in book.sheets:
        table = tables.get(sheet.name)
        key = table.key if table else keys.get(sheet.name, "")
        is_of_duties = key in base.layout.headers and key not in (AGENDA, QUESTIONS)
        if key in base.layout.texts and (table or not is_of_duties):
            answers = {table.columns.get(column, 0) for column in ANSWERS} if table else set[int]()
            # Of a table of duties only what stands above its header: the rest is read for what it holds.
            head = table.head if table and is_of_duties else None
            found = list(_written(sheet, base.layout.texts[key], answers, by, head))
            if len(found) > max(MOST, len(sheet.rows)):
                # Not this sheet with some words more, but another one in its place.
                yield remarked("foreign_sheet", sheet=sheet.name)
            else:
                yield from found


def _written(
    sheet: ReturnedSheet, known: frozenset[str], answers: set[int], by: str, head: int | None
) -> Iterator[Sighting]:
    for number, row in sheet.rows.items():
        if head is not None and number >= head:
            break
        for column, entry in row.items():
            if entry.text and column not in answers and text_digest(entry.text) not in known:
                yield Sighting(Fact("comment", ""), entry.text, place(sheet.name, number, column), by)
