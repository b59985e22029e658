"""What stands in the cells of a matrix, and beside it: words, numbers, ticks, conditions, notes, hidden parts."""

from pathlib import Path

import pytest

from tests.support.foreign import duties, find, short, table, write_sheet
from vastuumatriisi.incoming.foreign.writing.data_file import data_file_of

DUTIES = ["Ostaa laitteet: Rehtori A, Opettaja C", "Korjaa laitteet: Rehtori I, Opettaja R"]
PLAIN = "Tehtävä | Rehtori | Opettaja\nOstaa laitteet | A | C\nKorjaa laitteet | I | R"


def test_words_and_numbers_for_letters(tmp_path: Path) -> None:
    """Words may stand in place of letters, numbers where a legend explains them."""
    words = "Tehtävä | Rehtori | Opettaja\nOstaa | Kund | Delad\nKorjaa | Leverantör | Kund\nTilaa | Delad | Leverantör"
    words += "\nMaalaa | Kund | Leverantör\nSiivoaa | Kund | Delad\nKuvaa | Leverantör | Kund"
    assert short(find(write_sheet(tmp_path / "a.xlsx", table(words)))).letters == {
        "Kund": 5,
        "Delad": 3,
        "Leverantör": 4,
    }
    numbers = "1 = vastaa, 2 = toteuttaa, 3 = saa tiedon\nTehtävä | Rehtori | Opettaja\nOstaa | 1 | 2\nKorjaa | 3 | 2"
    found = find(write_sheet(tmp_path / "a.xlsx", table(numbers)))
    assert [(letter.symbol, letter.counts_as) for letter in found.letters] == [
        ("1", "accountable"),
        ("2", "responsible"),
        ("3", "informed"),
    ]
    assert short(found).letters == {"1": 1, "2": 2, "3": 1}


def test_ticks_alone(tmp_path: Path) -> None:
    """Ticks without any letter say that somebody does it, and that is asked."""
    rows = table("Tehtävä | Rehtori | Opettaja\nOstaa | x | \nKorjaa | | x\nTilaa | x | x")
    found = find(write_sheet(tmp_path / "a.xlsx", rows))
    assert short(found).letters == {"X": 4}
    assert ("letter", "doubtful") in {(question.key, question.certainty) for question in found.questions}


def test_conditions_in_cells(tmp_path: Path) -> None:
    """What stands beside a letter is its condition."""
    rows = table("Tehtävä | Rehtori | Opettaja\nOstaa | A (yli 1 000 €) | R, C (pienet)\nKorjaa | I tarvittaessa | R")
    assert short(find(write_sheet(tmp_path / "a.xlsx", rows))).duties == [
        "Ostaa: Rehtori A (yli 1 000 €), Opettaja R/C (pienet)",
        "Korjaa: Rehtori I (tarvittaessa), Opettaja R",
    ]


def test_several_sheets_and_side_by_side(tmp_path: Path) -> None:
    """Sheets become levels, tables beside one another are all read, and a role is one however often it is named."""
    beside = table(
        "Tehtävä | Rehtori | Opettaja | | Tehtävä | Rehtori | Avustaja\nOstaa laitteet | A | C | | Avaa ovet | A | R"
    )
    beside += table("Korjaa laitteet | I | R | | Sulkee ovet | I | R")
    found = find(write_sheet(tmp_path / "a.xlsx", beside, table("Kansilehti | |\nEi mitään | |"), table(PLAIN)))
    assert [level.name for level in found.levels] == ["Sheet", "Sheet2"]
    assert short(found).roles == ["Rehtori", "Opettaja", "Avustaja"]
    assert len(short(found).duties) == 6
    assert {one.why for one in found.ignored} == {"no-matrix"}


def test_one_sheet_of_several(tmp_path: Path) -> None:
    """``--sheet`` takes one sheet alone; the cells of others are told as ignored."""
    found = find(write_sheet(tmp_path / "a.xlsx", table(PLAIN), table(PLAIN)), only="sheet1")
    assert len(short(found).duties) == 2
    assert {one.why for one in found.ignored} == {"other-sheet"}


def test_not_involved_by_number(tmp_path: Path) -> None:
    """A letter that fills most cells and that no legend explains stands for "not involved"."""
    text = "Tehtävä | Eeva | Olli | Ari | Mari\nOstaa laitteet | R | N | N | N\nKorjaa laitteet | N | A | N | N"
    rows = table(f"{text}\nTilaa | N | N | N | R")
    found = find(write_sheet(tmp_path / "a.xlsx", rows))
    assert (short(found).letters, found.not_involved) == ({"R": 2, "A": 1}, 9)


def test_duty_over_merged_rows(tmp_path: Path) -> None:
    """A duty that is merged over two rows has the letters of both."""
    rows = table("Tehtävä | Rehtori | Opettaja\nOstaa laitteet | A | \n | | C\nKorjaa laitteet | I | R")
    assert short(find(write_sheet(tmp_path / "a.xlsx", rows, merged=("A2:A3",)))).duties == DUTIES


def test_hidden_parts_are_told(tmp_path: Path) -> None:
    """Hidden rows and columns are read, hidden sheets are not; each is asked about."""
    import openpyxl

    path = write_sheet(tmp_path / "a.xlsx", table(PLAIN), table(PLAIN))
    book = openpyxl.load_workbook(path)
    first, second = book.worksheets
    first.row_dimensions[2].hidden = True
    first.column_dimensions["C"].hidden = True
    second.sheet_state = "hidden"
    book.save(path)
    found = find(path)
    assert short(found).duties == DUTIES
    asked = {question.key: question.cells for question in found.questions if question.key.startswith("hidden")}
    assert asked == {"hidden-rows": ("Sheet!A2",), "hidden-columns": ("Sheet!C1",), "hidden-sheet": ()}


def test_notes_of_cells(tmp_path: Path) -> None:
    """What a cell has as a note goes into the duty's note, with the role that it stands by."""
    import openpyxl
    from openpyxl.comments import Comment

    path = write_sheet(tmp_path / "a.xlsx", table(PLAIN))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A2"].comment = Comment("Vain koulussa.", "Eeva Esimerkki")
    book.worksheets[0]["B2"].comment = Comment("Eeva Esimerkki:\nkeväällä", "Eeva Esimerkki")
    book.save(path)
    assert duties(find(path))[0].note == "Vain koulussa.\nRehtori: keväällä"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Tehtävä | Rehtori | Opettaja\nOstaa | A | C\nlaitteet | |\nKorjaa | I | R\nlaitteet | |", "A3"),
        ("Tehtävä | Rooli | Vastuu\nOstaa | Rehtori | A\nOstaa | Opettaja | R\nTilaa | Rehtori | A", "A3"),
    ],
)
def test_notes_at_the_text_of_a_second_row(text: str, cell: str, tmp_path: Path) -> None:
    """A duty of several rows, a text that goes on or a row for each role, has the notes at the texts of all."""
    import openpyxl
    from openpyxl.comments import Comment

    path = write_sheet(tmp_path / "a.xlsx", table(text))
    book = openpyxl.load_workbook(path)
    book.worksheets[0][cell].comment = Comment("Vain keväällä.", "Eeva Esimerkki")
    book.save(path)
    first, second = duties(find(path))
    assert (first.note, second.note) == ("Vain keväällä.", "")


def test_notes_of_cells_without_a_letter(tmp_path: Path) -> None:
    """A note beside an empty cell, "not involved" or a question mark is kept too; that of a heading is told.

    So is one beyond the table, and in a row that is left out.
    """
    import openpyxl
    from openpyxl.comments import Comment

    rows = ("Tehtävä | Rehtori | Opettaja | Huomautus", "Ostaa | A | - | ", "Korjaa | ? | R | pian", "Tilaa | A | C |")
    text = "\n".join((*rows, "Yhteensä | 3 | 2 |"))
    path = write_sheet(tmp_path / "a.xlsx", table(text))
    book = openpyxl.load_workbook(path)
    for cell in ("C1", "C2", "D2", "B3", "D3", "H4", "B5"):
        book.worksheets[0][cell].comment = Comment(f"Muistetaan {cell}.", "Eeva Esimerkki")
    book.save(path)
    found = find(path)
    assert [duty.note for duty in duties(found)] == [
        "Opettaja: Muistetaan C2.\nMuistetaan D2.",
        "pian\nRehtori: Muistetaan B3.\nMuistetaan D3.",
        "Muistetaan H4.",
    ]
    assert [one.cells for one in found.questions if one.key == "note-of-row"] == [("B5",)]
    assert [(one.cells, one.values) for one in found.questions if one.key == "note-of-heading"] == [
        (("C1",), {"text": "Muistetaan C1."})
    ]


@pytest.mark.parametrize(
    ("last", "asked"),
    [("12", []), ("11", [("codes", ("B11", "B12"))]), ("", [("no-code", ("B12",))])],
)
def test_codes_that_do_not_serve(last: str, asked: list[tuple[str, tuple[str, ...]]], tmp_path: Path) -> None:
    """Where two duties have one code or one has none, all get new ones, and that is told; the former ones are noted."""
    codes = [*map(str, range(2, 12)), last]
    rows = [[code, f"Tehtävä {'abcdefghijk'[n]}", "AR"[n % 2], "CI"[n % 2]] for n, code in enumerate(codes)]
    found = find(write_sheet(tmp_path / "a.xlsx", [["Nro", "Tehtävä", "Rehtori", "Opettaja"], *rows]))
    assert [(one.key, one.cells) for one in found.questions if "code" in one.key] == asked
    _, matrix = data_file_of(found, "a.xlsx")
    if asked:
        assert [duty.note for duty in matrix.duties] == [f"Entinen tunnus {code}" if code else "" for code in codes]
    else:
        assert [(duty.id, duty.note) for duty in matrix.duties] == [(code, "") for code in codes]


def test_names_that_look_like_letters(tmp_path: Path) -> None:
    """Roles may have names such as "CS" or "A" that letters could be."""
    text = "Tehtävä | PM | CS | BA | IT\nOstaa | A | C | R | I\nKorjaa | R | A | C | I"
    assert short(find(write_sheet(tmp_path / "a.xlsx", table(text)))).roles == ["PM", "CS", "BA", "IT"]


def test_words_that_are_roles_too(tmp_path: Path) -> None:
    """The words in the cells may be those above them."""
    text = "Tehtävä | Kund | Leverantör\nOstaa | Kund | \nKorjaa | | Leverantör\nTilaa | Delad | Delad\nKuvaa | Kund |"
    text += (
        "\nSiivoaa | | Leverantör\nMaalaa | Delad | Delad\nAvaa | Kund | \nSulkee | | Leverantör\nPesee | Delad | Delad"
    )
    found = short(find(write_sheet(tmp_path / "a.xlsx", table(text))))
    assert (found.roles, found.letters) == (["Kund", "Leverantör"], {"Kund": 3, "Leverantör": 3, "Delad": 6})


def test_rows_that_are_alike(tmp_path: Path) -> None:
    """Duties with the same letters are duties, not headings of one another."""
    text = "Tehtävä | Eeva | Olli | Ari\nOstaa | R | A | C\nKorjaa | R | A | C\nTilaa | R | A | C"
    assert [one.split(":")[0] for one in short(find(write_sheet(tmp_path / "a.xlsx", table(text)))).duties] == [
        "Ostaa",
        "Korjaa",
        "Tilaa",
    ]


def test_letters_of_other_sets(tmp_path: Path) -> None:
    """V, A, B and I are letters as R, A, C and I are, with a legend and without one."""
    text = "Aufgabe | Leitung | Betrieb | Technik\nKaufen | V | A | B\nReparieren | I | V | A\nBestellen | B | I | V"
    letters = {"V": 3, "A": 2, "B": 2, "I": 2}
    assert short(find(write_sheet(tmp_path / "a.xlsx", table(text)))).letters == letters
    legend = "\n-\nV | Verantwortlich\nA | Accountable\nB | Beratend\nI | Informiert"
    rows = [[] if row == ["-"] else row for row in table(text + legend)]
    found = find(write_sheet(tmp_path / "b.xlsx", rows))
    assert short(found).letters == letters
    assert [letter.counts_as for letter in found.letters] == ["responsible", "accountable", "consulted", "informed"]


def test_tables_with_titles_of_their_own(tmp_path: Path) -> None:
    """Tables below one another are groups, named by the words right above each."""
    text = f"Hankinnat\n{PLAIN}\n-\nYlläpito\nTehtävä | Rehtori | Avustaja\nSiivoaa | A | R\nKuvaa | I | R"
    rows = [[] if row == ["-"] else row for row in table(text)]
    found = short(find(write_sheet(tmp_path / "a.xlsx", rows)))
    assert (found.groups, found.roles) == (["Hankinnat", "Ylläpito"], ["Rehtori", "Opettaja", "Avustaja"])


def test_groups_in_two_columns(tmp_path: Path) -> None:
    """Two columns of groups nest, and a name that is used in both of the outer ones stays apart."""
    text = "Vaihe | Osa | Tehtävä | Rehtori | Opettaja\nEnsin | Alku | Ostaa | A | R\n | | Tilaa | C | R"
    text += "\n | Loppu | Avaa | A | R"
    rows = table(f"{text}\nSitten | Alku | Kuvaa | I | R\n | | Myy | I | A")
    assert short(find(write_sheet(tmp_path / "a.xlsx", rows))).groups == ["Ensin", "Alku", "Loppu", "Sitten", "Alku"]


def test_words_of_responsibility(tmp_path: Path) -> None:
    """The names of letters may stand in their place, several in a cell."""
    text = "Task | Manager | Developer\nBuy | Accountable | Responsible\nFix | Consulted | Responsible"
    found = find(write_sheet(tmp_path / "a.xlsx", table(f"{text}\nSell | Informed | Accountable, Responsible")))
    assert short(found).letters == {"Accountable": 2, "Responsible": 3, "Consulted": 1, "Informed": 1}
    assert {letter.symbol: letter.counts_as for letter in found.letters} == {
        "Accountable": "accountable",
        "Responsible": "responsible",
        "Consulted": "consulted",
        "Informed": "informed",
    }


def test_bold_groups_with_letters(tmp_path: Path) -> None:
    """Bold rows that have letters, too, are groups and duties, where a table begins with one."""
    text = (
        "Tehtävä | Rehtori | Opettaja\nHankinnat | A | R\nOstaa | C | R\nTilaa | I | R\nMyy | C | R\nYlläpito | A | I"
    )
    rows = table(f"{text}\nKorjaa | A | R\nKuvaa | I | R\nMaalaa | I | R")
    found = short(find(write_sheet(tmp_path / "a.xlsx", rows, bold=("A2", "A6"))))
    assert (found.groups, len(found.duties)) == (["Hankinnat", "Ylläpito"], 8)


def test_a_mark_in_place_of_a_duty(tmp_path: Path) -> None:
    """A sign that begins an item of a list is kept where it is all that stands there."""
    rows = table("Tehtävä | Rehtori | Opettaja\n* | R | R\nOstaa laitteet | A | C")
    found = find(write_sheet(tmp_path / "a.xlsx", rows))
    assert short(found).duties[0].startswith("*: ")
    _, matrix = data_file_of(found, "a.xlsx")
    assert [duty.text for duty in matrix.duties] == ["*", "Ostaa laitteet"]
