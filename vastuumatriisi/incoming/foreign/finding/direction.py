"""Whether roles stand across or down, and a sheet turned so that they stand across."""

from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading, names_role
from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import Area, Place, Sheet

USUALLY = 0.6  # for roles across, which is how most people write it
DECISIVE = 2.0  # what the words in the corner of the table weigh
LONGEST = 40  # words are compared up to so many characters


def is_turned(table: Table) -> bool:
    """Tell whether roles stand down the side and duties across, as far as their words tell it."""
    side = [table.grid.sheet.text(row, table.labels.duty) for row in sorted(table.lettered)]
    side = [text for text in side if text]
    across = [role.name for role in table.roles if role.cells]
    if not side or len(across) < 2:
        return False
    working = _share(across) - _share(side)
    longer = (_length(side) - _length(across)) / LONGEST
    heading = table.labels.headings.get(table.labels.duty, "")
    corner = DECISIVE * (is_heading("duty", heading) - is_heading("role", heading))
    single = _owners(table) * 0.5
    return USUALLY + 2 * working + longer + corner + single + 0.3 * (len(side) > len(across)) < 0


def _share(texts: list[str]) -> float:
    return sum(map(names_role, texts)) / len(texts)


def _length(texts: list[str]) -> float:
    return sum(min(len(text), LONGEST) for text in texts) / len(texts)


def _owners(table: Table) -> float:
    """Return how much rather rows have one accountable than columns do, from -1 to 1."""
    rows: dict[int, int] = {}
    columns: dict[str, int] = {}
    for row, said in table.statements.items():
        for one in said:
            if "A" in one.mark.symbols:
                rows[row] = rows.get(row, 0) + 1
                columns[one.actor] = columns.get(one.actor, 0) + 1
    if not rows:
        return 0.0
    return sum(n == 1 for n in rows.values()) / len(rows) - sum(n == 1 for n in columns.values()) / len(columns)


def turned(sheet: Sheet) -> Sheet:
    """Return the sheet with rows for columns."""
    width = sheet.width
    padded = [(*row, *([""] * (width - len(row)))) for row in sheet.rows]
    return Sheet(
        sheet.name,
        tuple(zip(*padded, strict=True)),
        tuple(Area(area.left, area.top, area.right, area.bottom) for area in sheet.merged),
        {turned_place(place): text for place, text in sheet.notes.items()},
        {turned_place(place): indent for place, indent in sheet.indents.items()},
        frozenset(map(turned_place, sheet.bold)),
        sheet.hidden_columns,
        sheet.hidden_rows,
        sheet.hidden,
        sheet.title,
        sheet.above,
        struck=frozenset(map(turned_place, sheet.struck)),
    )


def turned_place(place: Place) -> Place:
    return Place(place.column, place.row)
