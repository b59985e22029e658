"""A table, whatever the kind of its file -> the houses that its rows are of.

Its columns are site, name, type, role, person and contact, in any order, in English, Finnish or Swedish. What says
something of the house need stand in its first row alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vastuumatriisi.text.characters import shown
from vastuumatriisi.text.did_you_mean import similar

from .written import Problems, Text, WrittenPerson, WrittenRoster, WrittenSite

COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("site", "kohde", "plats"), "site"),
    **dict.fromkeys(("name", "nimi", "namn"), "name"),
    **dict.fromkeys(("type", "tyyppi", "typ"), "type"),
    **dict.fromkeys(("role", "rooli", "roll"), "role"),
    **dict.fromkeys(("person", "henkilö"), "person"),
    **dict.fromkeys(("contact", "yhteys", "kontakt"), "contact"),
}
REQUIRED = ("site", "name", "type", "role", "person")
VACANT = {"-", "–", "—"}
OF_THE_SITE = ("name", "type", "contact")

Row = Mapping[str, Text]  # the cells of one row by their columns


def houses(rows: Iterable[Sequence[Text]], problems: Problems) -> WrittenRoster:
    """Return the houses of a table; the first of its rows that holds anything is its head."""
    filled = (row for row in rows if any(cell.value for cell in row))
    head = next(filled, None)
    if head is None:
        problems.add(Text("", 1, 1), "the table is empty", f"begin with the head {', '.join(REQUIRED)}, contact")
        return WrittenRoster(())
    columns = _columns(head, problems)
    if columns is None:
        return WrittenRoster(())
    return WrittenRoster(tuple(_houses(filled, columns, problems)))


def _columns(head: Sequence[Text], problems: Problems) -> dict[int, str] | None:
    """Return which place in a row is which column, None where one is lacking."""
    found: dict[int, str] = {}
    for number, cell in enumerate(head):
        name = COLUMNS.get(cell.value.casefold())
        if name in found.values():
            problems.add(cell, f"the column “{shown(cell.value)}” is there twice", "delete one of them")
        elif name:
            found[number] = name
        elif cell.value:
            remedy = similar(cell.value.casefold(), tuple(COLUMNS), "known are ")
            problems.add(cell, f"there is no column “{shown(cell.value)}”", remedy)
    lacking = [name for name in REQUIRED if name not in found.values()]
    for name in lacking:
        words = " or ".join(word for word, meant in COLUMNS.items() if meant == name)
        problems.add(head[0], f"the table has no column “{name}”", f"head one of its columns {words}")
    return None if lacking else found


def _houses(rows: Iterable[Sequence[Text]], columns: Mapping[int, str], problems: Problems) -> Iterator[WrittenSite]:
    of_site: dict[str, list[Row]] = {}
    for cells in rows:
        row = {columns[number]: cell for number, cell in enumerate(cells) if number in columns}
        beyond = [cell for number, cell in enumerate(cells) if number not in columns and cell.value]
        if beyond:
            what = f"“{shown(beyond[0].value)}” stands in a column without a head"
            problems.add(beyond[0], what, "give the column a head, or empty the cell; a text with a comma needs quotes")
        if not row["site"].value:
            problems.add(row["site"], "the row names no site", "write the id of its site into every row")
            continue
        of_site.setdefault(row["site"].value, []).append(row)
    for same in of_site.values():
        yield _house(same, problems)


def _house(rows: Sequence[Row], problems: Problems) -> WrittenSite:
    told = {key: _told(rows, key, problems) for key in OF_THE_SITE}
    people = tuple(_people(rows, problems))
    return WrittenSite(rows[0]["site"], told["name"], told["type"], told["contact"], people)


def _told(rows: Sequence[Row], key: str, problems: Problems) -> Text | None:
    """Return what the rows of a site say of it, the first time; another text further down is a problem."""
    cells = [row[key] for row in rows if key in row and row[key].value]
    for cell in cells:
        if cell.value != cells[0].value:
            what = f"the {key} of {shown(rows[0]['site'].value)} is “{shown(cell.value)}” here"
            what = f"{what} and “{shown(cells[0].value)}” in line {cells[0].line}"
            problems.add(cell, what, "keep one of them, or give the row the site that it is of")
    return cells[0] if cells else None


def _people(rows: Sequence[Row], problems: Problems) -> Iterator[WrittenPerson]:
    for row in rows:
        role, person = row["role"], row["person"]
        if role.value and person.value:
            yield WrittenPerson(role, None if person.value in VACANT else person)
        elif role.value:
            remedy = "write who holds it, or - where nobody does"
            problems.add(person, f"nobody stands beside the role “{shown(role.value)}”", remedy)
        elif person.value:
            problems.add(role, f"no role stands beside “{shown(person.value)}”", "write the role, or empty the row")
