"""A table, whatever the kind of its file -> the houses that its rows are of.

Its columns are site, name, type, role, person and contact, in any order, in English, Finnish or Swedish. What says
something of the house need stand in its first row alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vastuumatriisi.locales.message import message
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
        problems.add(Text("", 1, 1), message("roster.empty_table"), message("roster.begin_with", columns=REQUIRED))
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
            what = message("roster.column_twice", column=shown(cell.value))
            problems.add(cell, what, message("roster.delete_one"))
        elif name:
            found[number] = name
        elif cell.value:
            what = message("roster.unknown_column", column=shown(cell.value))
            problems.add(cell, what, similar(cell.value.casefold(), tuple(COLUMNS)))
    lacking = [name for name in REQUIRED if name not in found.values()]
    for name in lacking:
        words = " / ".join(word for word, meant in COLUMNS.items() if meant == name)
        problems.add(head[0], message("roster.no_column", column=name), message("roster.head_column", words=words))
    return None if lacking else found


def _houses(rows: Iterable[Sequence[Text]], columns: Mapping[int, str], problems: Problems) -> Iterator[WrittenSite]:
    of_site: dict[str, list[Row]] = {}
    for cells in rows:
        row = {columns[number]: cell for number, cell in enumerate(cells) if number in columns}
        beyond = [cell for number, cell in enumerate(cells) if number not in columns and cell.value]
        if beyond:
            what = message("roster.no_head", text=shown(beyond[0].value))
            problems.add(beyond[0], what, message("roster.give_head"))
        if not row["site"].value:
            problems.add(row["site"], message("roster.row_without_site"), message("roster.site_in_row"))
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
            both = {"here": shown(cell.value), "there": shown(cells[0].value), "line": cells[0].line}
            what = message(f"roster.two_{key}s", site=shown(rows[0]["site"].value), **both)
            problems.add(cell, what, message("roster.keep_one_or_site"))
    return cells[0] if cells else None


def _people(rows: Sequence[Row], problems: Problems) -> Iterator[WrittenPerson]:
    for row in rows:
        role, person = row["role"], row["person"]
        if role.value and person.value:
            yield WrittenPerson(role, None if person.value in VACANT else person)
        elif role.value:
            what = message("roster.nobody", role=shown(role.value))
            problems.add(person, what, message("roster.who_or_dash"))
        elif person.value:
            what = message("roster.no_role", person=shown(person.value))
            problems.add(role, what, message("roster.role_or_empty"))
