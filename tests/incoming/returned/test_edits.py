"""What people do to a workbook, each alone: exactly the proposals that it means, and nothing in silence."""

from collections.abc import Callable
from copy import deepcopy

import pytest

from tests.support.returned import Book, changed
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.review import Review, review_of
from vastuumatriisi.incoming.returned.told import plain
from vastuumatriisi.matrix import Views

TEXT = "Ohjaamme oppijoita turvalliseen verkon käyttöön."
SCHOOLS, OFFICES, EARLY = "Koulut", "Hallinnon taso", "Varhaiskasvatus ym."


@pytest.fixture(scope="module")
def workbook(kuopio: Views, design: Design) -> bytes:
    return render(kuopio, design)


def told(one: Proposal) -> str:
    """Return a proposal as "kind duty part: theirs", with what speaks against it."""
    fact = one.fact
    words = " ".join(filter(None, (fact.kind, fact.duty, fact.part if fact.kind != "duty-added" else "")))
    against = [name for name in ("conflict", "contradiction", "done") if getattr(one, name)]
    value = plain(one.theirs)
    if fact.kind == "duty-added":
        value = {key: part for key, part in value.items() if part}
    return f"{words}: {value}" + "".join(f" [{name}]" for name in against)


def review(data: bytes, kuopio: Views) -> Review:
    return review_of(data, "kirja.xlsx", kuopio.matrix)


def put(sheet: str, code: str, header: str, text: str) -> Callable[[Book], None]:
    return lambda book: book[sheet].put(code, header, text)


def insert(texts: dict[str, str], code: str = "JOH-03", sheet: str = SCHOOLS) -> Callable[[Book], None]:
    return lambda book: book[sheet].insert_row(code, texts)


def copy(texts: dict[str, str], code: str = "JOH-03") -> Callable[[Book], None]:
    def edit(book: Book) -> None:
        number = book[SCHOOLS].copy_row(code)
        for header, text in texts.items():
            book[SCHOOLS].put_at(number, book[SCHOOLS].column(header), text)

    return edit


def move(header: str, to: int, *, table_only: bool = False) -> Callable[[Book], None]:
    def edit(book: Book) -> None:
        book[SCHOOLS].put("JOH-01", "Rehtori", "S")
        book[SCHOOLS].move_column(header, to, table_only=table_only)

    return edit


def renamed_header(book: Book) -> None:
    sheet = book[SCHOOLS]
    sheet.put("JOH-01", "Rehtori", "S")
    sheet.put_at(sheet.head + 1, sheet.column("Rehtori"), "Koulun johtaja")


def without_ids(book: Book) -> None:
    book[SCHOOLS].put("JOH-01", "Rehtori", "S")
    book[SCHOOLS].delete_column("Tunniste")
    book[SCHOOLS].sort("Tehtävä")


def without_signs(book: Book) -> None:
    sheet = book[SCHOOLS]
    sheet.put("JOH-01", "Rehtori", "S")
    sheet.rows[sheet.head - 1] = {}


def new_actor(header: str) -> Callable[[Book], None]:
    def edit(book: Book) -> None:
        book[SCHOOLS].insert_column(5, header)
        book[SCHOOLS].put("JOH-01", header, "C")
        book[SCHOOLS].put("JOH-02", header, "i")

    return edit


def remarks_column(book: Book) -> None:
    book[SCHOOLS].insert_column(40, "Huomio")
    book[SCHOOLS].put("JOH-01", "Huomio", "Tarkista tämä.")


def sorted_after_edit(book: Book) -> None:
    book[SCHOOLS].put("JOH-01", "Rehtori", "S")
    book[SCHOOLS].sort("Vastaava", reverse=True)


def code_changed(book: Book) -> None:
    book[SCHOOLS].put_at(book[SCHOOLS].row("JOH-01"), 1, "JOH-91")


def formula(value: str) -> Callable[[Book], None]:
    return lambda book: book[SCHOOLS].put_formula("JOH-01", "Rehtori", "E7", value)


def two_sheets(book: Book) -> None:
    book[SCHOOLS].put("JOH-01", "Tehtävä", "Näin sanoo yksi.")
    book["Kaikki tehtävät"].put("JOH-01", "Tehtävä", "Näin sanoo toinen.")


def two_alike(book: Book) -> None:
    for sheet in (SCHOOLS, "Kaikki tehtävät"):
        book[sheet].put("JOH-01", "Tehtävä", "Näin sanovat molemmat.")


def owner_and_letter(book: Book) -> None:
    book[SCHOOLS].put("JOH-04", "Vastaava", "Apulaisjohtaja")
    book[SCHOOLS].put("JOH-04", "Apulaisjohtaja", "A")


def decided(text: str, by: str = "", on: str = "", unit: str = "palvelualue owner-undecided") -> Callable[[Book], None]:
    def edit(book: Book) -> None:
        for header, said in (("Päätös", text), ("Päättäjä", by), ("Päivä", on)):
            book["Avoimet päätökset"].put(unit, header, said)

    return edit


def answered(book: Book) -> None:
    sheet = book["Kysymykset"]
    sheet.put_at(sheet.head + 2, sheet.column("Päätös"), "Näin on sovittu.")


# The letters of JOH-03, which stand in a copy of its row, too.
SUPPORTING = ("apulaisjohtaja", "apulaisrehtori", "johtoryhma")
OTHERS = ("kehittamistyon-koordinaattori", "koulun-digitiimi", "kiertava-digimentori", "perusopetuspaallikko")
COPIED = {
    "koulun-johto": "R",
    "rehtori": "A",
    **{f"koulun-{one}": "S" for one in SUPPORTING},
    **dict.fromkeys((*OTHERS, "lukio-opetuspaallikko"), "S"),
}


def to_another_sheet(book: Book) -> None:
    sheet = book[SCHOOLS]
    book[OFFICES].rows.append(sheet.rows.pop(sheet.row("JOH-01") - 1))


def header_again(book: Book) -> None:
    sheet = book[SCHOOLS]
    number = sheet.row("JOH-03")
    sheet.rows.insert(number, {column: deepcopy(cell) for column, cell in sheet.rows[sheet.head].items()})


OWNED = {"ohjaaja": "C", "koulun-apulaisjohtaja": "A"}
EDITS: dict[str, tuple[Callable[[Book], None], list[str]]] = {
    "a letter": (put(SCHOOLS, "JOH-01", "Rehtori", "S"), ["duty-letters JOH-01 rehtori: S"]),
    "a letter in another case": (put(SCHOOLS, "JOH-01", "Rehtori", "s"), ["duty-letters JOH-01 rehtori: S"]),
    "two letters": (put(SCHOOLS, "JOH-01", "Rehtori", "R, A"), ["duty-letters JOH-01 rehtori: R, A"]),
    "a letter on a condition": (
        put(SCHOOLS, "JOH-01", "Rehtori", "A (isot)"),
        ["duty-letters JOH-01 rehtori: A (isot)"],
    ),
    "the same letter with spaces": (put(SCHOOLS, "JOH-01", "Rehtori", " A "), []),
    "a letter taken away": (put(SCHOOLS, "JOH-01", "Rehtori", ""), ["duty-letters JOH-01 rehtori: None"]),
    "a letter where there was none": (put(SCHOOLS, "JOH-01", "Ohjaaja", "I"), ["duty-letters JOH-01 ohjaaja: I"]),
    "said to be not involved": (put(SCHOOLS, "JOH-01", "Ohjaaja", "-"), ["duty-letters JOH-01 ohjaaja: -"]),
    "no letter but words": (put(SCHOOLS, "JOH-01", "Rehtori", "kysy"), ["comment JOH-01 rehtori: kysy"]),
    "a letter by its name": (
        put(SCHOOLS, "JOH-01", "Rehtori", "Mukana yhteistyössä"),
        ["duty-letters JOH-01 rehtori: C"],
    ),
    "a text": (put(SCHOOLS, "JOH-01", "Tehtävä", TEXT), [f"duty-reworded JOH-01: {TEXT}"]),
    "a text over lines": (
        put(SCHOOLS, "JOH-01", "Tehtävä", "Teemme\nkaiken  itse."),
        ["duty-reworded JOH-01: Teemme kaiken itse."],
    ),
    "a text that is emptied": (put(SCHOOLS, "JOH-01", "Tehtävä", ""), ["duty-removed JOH-01: "]),
    "a theme": (put(SCHOOLS, "JOH-01", "Aihe", "hankinnat ja resurssit"), ["duty-theme JOH-01: hankinnat"]),
    "a new theme": (put(SCHOOLS, "JOH-01", "Aihe", "Tekoäly"), ["duty-theme JOH-01: Tekoäly"]),
    "no theme": (put(SCHOOLS, "JOH-01", "Aihe", ""), ["duty-theme JOH-01: "]),
    "a scope": (put(SCHOOLS, "JOH-01", "Koskee", "lukio"), ["duty-scopes JOH-01: ['lukio']"]),
    "an unknown scope": (put(SCHOOLS, "JOH-01", "Koskee", "Opisto"), ["comment JOH-01: Koskee: Opisto"]),
    "another unit": (put(SCHOOLS, "JOH-01", "Yksikkö", "Tekninen tuki"), ["duty-moved JOH-01: tekninen-tuki"]),
    "an unknown unit": (put(SCHOOLS, "JOH-01", "Yksikkö", "Kuu"), ["comment JOH-01: Yksikkö: Kuu"]),
    "another code": (code_changed, ["duty-recoded JOH-01: JOH-91"]),
    "an owner": (
        put(SCHOOLS, "JOH-04", "Vastaava", "apulaisjohtaja"),
        ["duty-letters JOH-04 koulun-apulaisjohtaja: A"],
    ),
    "an owner and its letter": (owner_and_letter, ["duty-letters JOH-04 koulun-apulaisjohtaja: A"]),
    "an unknown owner": (put(SCHOOLS, "JOH-04", "Vastaava", "Joku"), ["comment JOH-04: Vastaava: Joku"]),
    "a comment": (put(SCHOOLS, "JOH-01", "Kommentti", "Miksi?"), ["comment JOH-01: Miksi?"]),
    "a note": (lambda book: book.note(SCHOOLS, "F7", "Onko näin?", "Eeva"), ["comment JOH-01 rehtori: Onko näin?"]),
    "a thread": (lambda book: book.comment(SCHOOLS, "B8", "Ei käy.", "Olli"), ["comment JOH-02: Ei käy."]),
    "a new row": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Koulun johto", "Rehtori": "A"}),
        [f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'letters': {{'rehtori': 'A'}}}}"],
    ),
    "a new row without a unit": (
        insert({"Tehtävä": TEXT}),
        [f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}'}}"],
    ),
    "a new row with a code": (
        insert({"Tunnus": "JOH-77", "Tehtävä": TEXT, "Aihe": "Tekoäly"}),
        [f"duty-added: {{'code': 'JOH-77', 'unit': 'koulun-johto', 'text': '{TEXT}', 'theme': 'Tekoäly'}}"],
    ),
    "a new row with its owner": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Koulun johto", "Vastaava": "apulaisjohtaja", "Ohjaaja": "C"}),
        [
            f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'letters': {OWNED}}}",
        ],
    ),
    "a new row whose owner performs it": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Koulun johto", "Vastaava": "Rehtori", "Rehtori": "R"}),
        [f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'letters': {{'rehtori': 'R, A'}}}}"],
    ),
    "a new row whose owner is a partner": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Koulun johto", "Vastaava": "Rehtori", "Rehtori": "C"}),
        [f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'letters': {{'rehtori': 'A'}}}}"],
    ),
    "a new row with two owners": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Koulun johto", "Vastaava": "Rehtori", "Ohjaaja": "A"}),
        [
            "comment: Vastaava: Rehtori",
            f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'letters': {{'ohjaaja': 'A'}}}}",
        ],
    ),
    "a row without a text": (insert({"Kommentti": "Tähän uusi."}), ["comment: Tähän uusi."]),
    "an empty row": (insert({}), []),
    "a copied row": (copy({}), []),
    "a copied row with another text": (
        copy({"Tehtävä": TEXT, "Kommentti": "Tämä on uusi."}),
        [
            "comment: Tämä on uusi.",
            f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}', 'theme': 'hankinnat', 'letters': {COPIED}}}",
        ],
    ),
    "a new row with what nobody knows": (
        insert({"Tehtävä": TEXT, "Yksikkö": "Kuu", "Koskee": "Opisto", "Vastaava": "Joku", "Ohjaaja": "tekee"}),
        [
            "comment ohjaaja: Ohjaaja: tekee",
            "comment: Koskee: Opisto",
            "comment: Vastaava: Joku",
            "comment: Yksikkö: Kuu",
            f"duty-added: {{'unit': 'koulun-johto', 'text': '{TEXT}'}}",
        ],
    ),
    "a word on the page for the meeting": (
        lambda book: book["Kokoussivu"].put_at(28, 8, "Rehtori, 1.12."),
        ["comment: Rehtori, 1.12."],
    ),
    "a row taken to a sheet with other columns": (to_another_sheet, []),
    "the header once more": (header_again, []),
    "the page for the meeting pasted as values": (lambda book: book["Kokoussivu"].paste_values(), []),
    "the list of decisions pasted as values": (lambda book: book["Avoimet päätökset"].paste_values(), []),
    "a word on the cover": (lambda book: book["Kansi"].put_at(45, 2, "Hyvä näin."), ["comment: Hyvä näin."]),
    "a candidate changed": (
        put("Avoimet päätökset", "palvelualue owner-undecided", "Ehdolla", "Joku muu"),
        ["comment: Joku muu"],
    ),
    "a row away": (lambda book: book[SCHOOLS].delete_row("JOH-02"), ["duty-removed JOH-02: "]),
    "sorted": (lambda book: book[SCHOOLS].sort("Tehtävä"), []),
    "edited and sorted": (sorted_after_edit, ["duty-letters JOH-01 rehtori: S"]),
    "a column moved": (move("Rehtori", 20), ["duty-letters JOH-01 rehtori: S"]),
    "a column moved inside of the table": (move("Rehtori", 20, table_only=True), ["duty-letters JOH-01 rehtori: S"]),
    "the codes moved to the end": (move("Tunnus", 35), ["duty-letters JOH-01 rehtori: S"]),
    "a header renamed": (renamed_header, ["duty-letters JOH-01 rehtori: S"]),
    "a column away": (lambda book: book[SCHOOLS].delete_column("Rehtori"), []),
    "the hidden ids away": (without_ids, ["duty-letters JOH-01 rehtori: S"]),
    "the hidden row emptied": (without_signs, ["duty-letters JOH-01 rehtori: S"]),
    "a column for somebody new": (
        new_actor("Vahtimestari"),
        ["role-added vahtimestari: {'name': 'Vahtimestari', 'letters': {'JOH-01': 'C', 'JOH-02': 'I'}}"],
    ),
    "a column for somebody from elsewhere": (
        new_actor("Opetusjohtaja"),
        ["duty-letters JOH-01 opetusjohtaja: C", "duty-letters JOH-02 opetusjohtaja: I"],
    ),
    "a column of remarks": (remarks_column, ["comment JOH-01: Huomio: Tarkista tämä."]),
    "a sheet renamed": (lambda book: book.rename(SCHOOLS, "Omat koulut"), []),
    "a sheet first": (lambda book: book.move_first(SCHOOLS), []),
    "a sheet away": (lambda book: book.delete(SCHOOLS), []),
    "the list of all pasted as values": (lambda book: book["Kaikki tehtävät"].paste_values(), []),
    "a table pasted as values": (lambda book: book[SCHOOLS].paste_values(), []),
    "a letter on the sheet of all": (
        put("Kaikki tehtävät", "JOH-01", "Oppija", "I"),
        ["duty-letters JOH-01 oppija: I"],
    ),
    "a formula with a value": (formula("S"), ["duty-letters JOH-01 rehtori: S"]),
    "a formula without a value": (formula(""), []),
    "two sheets that differ": (
        two_sheets,
        [
            "duty-reworded JOH-01: Näin sanoo toinen. [contradiction]",
            "duty-reworded JOH-01: Näin sanoo yksi. [contradiction]",
        ],
    ),
    "two sheets alike": (two_alike, ["duty-reworded JOH-01: Näin sanovat molemmat."]),
    "an owner decided": (decided("Opetusjohtaja"), ["decision palvelualue owner-undecided: Opetusjohtaja"]),
    "an owner decided on a day": (
        decided("Opetusjohtaja", "johtoryhmä", "1.12.2026"),
        ["decision palvelualue owner-undecided: Opetusjohtaja (johtoryhmä, 1.12.2026)"],
    ),
    "a decision with its day": (
        decided("Jaettu.", "johtoryhmä", "1.12.2026"),
        ["decision palvelualue owner-undecided: Jaettu. (johtoryhmä, 1.12.2026)"],
    ),
    "a decision without words": (decided("", "johtoryhmä"), []),
    "a question answered": (answered, ["decision palvelualue overloaded-actor: Näin on sovittu."]),
}
# What is remarked besides, by the word of the remark.
REMARKED = {
    "a copied row": "copied_row",
    "a row taken to a sheet with other columns": "shifted_row",
    "a column away": "columns_gone",
    "the hidden ids away": "columns_gone",
    "a sheet away": "sheet_gone",
    "a formula without a value": "no_value",
    "a decision without words": "decision_unread",
    "an owner decided on a day": "decision_dated",
    "a header renamed": "renamed_column",
}


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_is_what_it_means(name: str, workbook: bytes, kuopio: Views) -> None:
    """An edit gives exactly the proposals that it means; what is not taken is remarked."""
    edit, expected = EDITS[name]
    found = review(changed(workbook, edit), kuopio)
    assert found.base.found == "embedded"
    assert sorted(map(told, found.proposals)) == sorted(expected)
    assert {one.word for one in found.remarks} == ({REMARKED[name]} if name in REMARKED else set())


def test_there_are_enough_of_them() -> None:
    """The table holds what was asked of it."""
    assert len(EDITS) >= 40
