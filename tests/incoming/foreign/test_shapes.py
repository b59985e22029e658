"""The shapes in which people write a matrix: each of them is found in a file that was made here."""

from pathlib import Path

import pytest

from tests.support.foreign import find, short, table, write_sheet

DUTIES = ["Ostaa laitteet: Rehtori A, Opettaja C", "Korjaa laitteet: Rehtori I, Opettaja R"]
BUY, REPAIR = "Ostaa laitteet | A | C", "Korjaa laitteet | I | R"
PLAIN = f"Tehtävä | Rehtori | Opettaja\n{BUY}\n{REPAIR}"

SAME = {
    "plain": PLAIN,
    "title and empty rows": f"Vastuumatriisi | | \n | | \n{PLAIN}".replace("\n | | \n", "\n-\n"),
    "corner is empty": f" | Rehtori | Opettaja\n{BUY}\n{REPAIR}",
    "roles down": "Rooli | Ostaa laitteet | Korjaa laitteet\nRehtori | A | I\nOpettaja | C | R",
    "small letters": f"Tehtävä | Rehtori | Opettaja\n{BUY.lower().capitalize()}\n{REPAIR.lower().capitalize()}",
    "cyrillic letter": PLAIN.replace("| C", "| С"),
    "names below letters": "Tehtävä | R | A | C | I\nOstaa laitteet | | Rehtori | Opettaja |\n"
    "Korjaa laitteet | Opettaja | | | Rehtori",
    "names below words": "Tehtävä | Toteuttaa | Hyväksyy | Konsultoidaan | Tiedotetaan\n"
    "Ostaa laitteet | | Rehtori | Opettaja |\nKorjaa laitteet | Opettaja | | | Rehtori",
    "long list": "Tehtävä | Rooli | RACI\nOstaa laitteet | Rehtori | A\nOstaa laitteet | Opettaja | C\n"
    "Korjaa laitteet | Rehtori | I\nKorjaa laitteet | Opettaja | R",
    "long list with ticks": "Rooli | Tehtävä | R | A | C | I\nRehtori | Ostaa laitteet | | x | |\n"
    "Opettaja | Ostaa laitteet | | | x |\nRehtori | Korjaa laitteet | | | | x\nOpettaja | Korjaa laitteet | x | | |",
    "legend above": f"R = Toteuttaa, A = Hyväksyy, C = Konsultoidaan, I = Tiedotetaan\n{PLAIN}",
    "legend below": f"{PLAIN}\n-\nR | Toteuttaa\nA | Hyväksyy\nC | Konsultoidaan\nI | Tiedotetaan",
    "legend beside": "Tehtävä | Rehtori | Opettaja | | R | Toteuttaa\nOstaa laitteet | A | C | | A | Hyväksyy\n"
    "Korjaa laitteet | I | R | | C | Konsultoidaan\n | | | | I | Tiedotetaan",
    "codes": "Nro | Tehtävä | Rehtori | Opettaja\n1 | Ostaa laitteet | A | C\n2 | Korjaa laitteet | I | R",
    "attributes": "Tehtävä | Tila | Rehtori | Opettaja\nOstaa laitteet | valmis | A | C\n"
    "Korjaa laitteet | kesken | I | R",
    "attribute with letters": "Tehtävä | Tyyppi | Rehtori | Opettaja\nOstaa laitteet | M | A | C\n"
    "Korjaa laitteet | O | I | R",
    "remarks": "Tehtävä | Rehtori | Opettaja | Huomautus\nOstaa laitteet | A | C | Sovittu keväällä\n"
    "Korjaa laitteet | I | R |",
    "not involved": "Tehtävä | Rehtori | Opettaja | Avustaja\nOstaa laitteet | A | C | -\n"
    "Korjaa laitteet | I | R | n/a",
    "repeated heading": PLAIN.replace(REPAIR, f"Tehtävä | Rehtori | Opettaja\n{REPAIR}"),
    "two rows a duty": "Tehtävä | Rehtori | Opettaja\nOstaa | A | C\nlaitteet | |\nKorjaa | I | R\nlaitteet | |",
    "total": f"{PLAIN}\nYhteensä | 2 | 2",
}


@pytest.mark.parametrize("shape", SAME)
def test_one_matrix_in_many_shapes(tmp_path: Path, shape: str) -> None:
    """The same two duties of two roles are found in each shape."""
    rows = [[] if row == ["-"] else row for row in table(SAME[shape])]
    found = short(find(write_sheet(tmp_path / "a.xlsx", rows)))
    wanted = sorted(", ".join(sorted(line.split(": ")[1].split(", "))) for line in DUTIES)
    told = [line for line in found.duties if ": " in line]
    assert [line.split(": ")[0] for line in told] == ["Ostaa laitteet", "Korjaa laitteet"]
    assert sorted(", ".join(sorted(line.split(": ")[1].split(", "))) for line in told) == wanted
    assert {"Rehtori", "Opettaja"} <= set(found.roles) <= {"Rehtori", "Opettaja", "Avustaja"}
    assert found.groups == []


def test_letters_over_columns(tmp_path: Path) -> None:
    """A role may have a column for each letter, with a mark in it."""
    rows = table(
        """
 | Rehtori | | | | Opettaja | | |
Tehtävä | R | A | C | I | R | A | C | I
Ostaa laitteet | | x | | | | | x |
Korjaa laitteet | | | | x | x | | |
"""
    )
    for merged in ((), ("B1:E1", "F1:I1")):
        found = short(find(write_sheet(tmp_path / "a.xlsx", rows, merged=merged)))
        assert (found.duties, found.roles) == (DUTIES, ["Rehtori", "Opettaja"])


GROUPED = [
    "Hankinnat > Ostaa laitteet: Rehtori A, Opettaja C",
    "Hankinnat > Tilaa huollon: Rehtori A, Opettaja R",
    "Ylläpito > Korjaa laitteet: Rehtori I, Opettaja R",
    "Ylläpito > Siivoaa: Rehtori I, Opettaja R",
]
GROUPS = {
    "rows": """
Tehtävä | Rehtori | Opettaja
Hankinnat | |
Ostaa laitteet | A | C
Tilaa huollon | A | R
Ylläpito | |
Korjaa laitteet | I | R
Siivoaa | I | R
""",
    "column, filled": """
Vaihe | Tehtävä | Rehtori | Opettaja
Hankinnat | Ostaa laitteet | A | C
Hankinnat | Tilaa huollon | A | R
Ylläpito | Korjaa laitteet | I | R
Ylläpito | Siivoaa | I | R
""",
    "column, once": """
Osa-alue | Tehtävä | Rehtori | Opettaja
Hankinnat | Ostaa laitteet | A | C
 | Tilaa huollon | A | R
Ylläpito | Korjaa laitteet | I | R
 | Siivoaa | I | R
""",
    "column of rows": """
 | Tehtävä | Rehtori | Opettaja
Hankinnat | | |
 | Ostaa laitteet | A | C
 | Tilaa huollon | A | R
Ylläpito | | |
 | Korjaa laitteet | I | R
 | Siivoaa | I | R
""",
    "indents": """
Tehtävä | Rehtori | Opettaja
Hankinnat | |
···Ostaa laitteet | A | C
···Tilaa huollon | A | R
Ylläpito | |
···Korjaa laitteet | I | R
···Siivoaa | I | R
""",
    "numbers": """
Nro | Tehtävä | Rehtori | Opettaja
1 | Hankinnat | |
1.1 | Ostaa laitteet | A | C
1.2 | Tilaa huollon | A | R
2 | Ylläpito | |
2.1 | Korjaa laitteet | I | R
2.2 | Siivoaa | I | R
""",
    "headings again": """
Hankinnat | Rehtori | Opettaja
Ostaa laitteet | A | C
Tilaa huollon | A | R
Ylläpito | Rehtori | Opettaja
Korjaa laitteet | I | R
Siivoaa | I | R
""",
}


@pytest.mark.parametrize("shape", GROUPS)
def test_groups(tmp_path: Path, shape: str) -> None:
    """Groups are found as rows, as columns, by indents, by numbers, and as headings that are repeated."""
    found = find(write_sheet(tmp_path / "a.xlsx", table(GROUPS[shape])))
    told = [f"{unit.name} > {duty.text}" for unit in found.levels[0].units for duty in unit.duties]
    assert told == [line.split(":")[0] for line in GROUPED]
    assert short(found).duties == [line.split(" > ")[1] for line in GROUPED]


def test_groups_that_are_merged(tmp_path: Path) -> None:
    """A group may be a cell that is merged over the rows of its duties."""
    rows = table(GROUPS["column, once"])
    found = find(write_sheet(tmp_path / "a.xlsx", rows, merged=("A2:A3", "A4:A5")))
    assert [(unit.name, len(unit.duties)) for unit in found.levels[0].units] == [("Hankinnat", 2), ("Ylläpito", 2)]


def test_bold_rows_are_groups_and_others_duties(tmp_path: Path) -> None:
    """Where groups are bold, a row without letters that is not bold is a duty."""
    rows = table(GROUPS["rows"] + "Kuvaa | | \nMaalaa | I | R\n")
    found = find(write_sheet(tmp_path / "a.xlsx", rows, bold=("A2", "A5")))
    assert short(found).groups == ["Hankinnat", "Ylläpito"]
    assert short(found).duties[-2:] == ["Kuvaa", "Maalaa: Rehtori I, Opettaja R"]


def test_groups_with_letters_of_their_own(tmp_path: Path) -> None:
    """A row that is indented less than those below it is a duty, too, where it has letters."""
    text = "Tehtävä | Rehtori | Opettaja\nHankinnat | A | \n··Ostaa | R | C\n··Tilaa | R | C\nYlläpito | A |"
    rows = table(f"{text}\n··Korjaa | | R")
    found = short(find(write_sheet(tmp_path / "a.xlsx", rows)))
    assert found.groups == ["Hankinnat", "Ylläpito"]
    assert [line.split(":")[0] for line in found.duties] == ["Hankinnat", "Ostaa", "Tilaa", "Ylläpito", "Korjaa"]


def test_several_rows_of_headings(tmp_path: Path) -> None:
    """Merged headings gather roles; a row of persons gives other names."""
    rows = table(
        """
Vastuumatriisi 2026 | | | |
 | Johto | | Henkilöstö |
Tehtävä | Rehtori | Apulaisrehtori | Opettaja | Avustaja
 | E. Esimerkki | O. Esimerkki | A. Esimerkki | M. Esimerkki
Ostaa laitteet | A | R | C | I
Korjaa laitteet | I | A | R | C
"""
    )
    found = find(write_sheet(tmp_path / "a.xlsx", rows, merged=("A1:E1", "B2:C2", "D2:E2")))
    assert [(role.name, role.group, role.aliases) for role in found.roles][:2] == [
        ("Rehtori", "Johto", ("E. Esimerkki",)),
        ("Apulaisrehtori", "Johto", ("O. Esimerkki",)),
    ]
    assert found.title == "Vastuumatriisi 2026"
    assert short(found).letters == {"A": 2, "R": 2, "C": 2, "I": 2}


def test_names_that_are_words_for_letters(tmp_path: Path) -> None:
    """Who does a duty, and the letter behind that, are no legend, though "vastaava" explains a letter."""
    rows = table("Tehtävä | Rooli | RACI\nOstaa | Vastaava ohjaaja | A\nOstaa | Tukeva ohjaaja | R\n")
    rows += table("Korjaa | Vastaava ohjaaja | I\nKorjaa | Tukeva ohjaaja | R\n")
    found = short(find(write_sheet(tmp_path / "a.xlsx", rows)))
    assert found.roles == ["Vastaava ohjaaja", "Tukeva ohjaaja"]
    assert found.duties == [
        "Ostaa: Vastaava ohjaaja A, Tukeva ohjaaja R",
        "Korjaa: Vastaava ohjaaja I, Tukeva ohjaaja R",
    ]


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        ("Päävastuu | Tukee | Tiedoksi", ["Päävastuu", "Tukee", "Tiedoksi"]),
        ("Toteuttaa | Hyväksyy | Konsultoidaan", ["Toteuttaa", "Hyväksyy", "Konsultoidaan"]),
    ],
)
def test_words_over_names_are_those_of_letters(tmp_path: Path, heads: str, names: list[str]) -> None:
    rows = table(
        f"Tehtävä | {heads}\nOstaa laitteet | Rehtori | Opettaja | Sihteeri\nKorjaa | Opettaja | Sihteeri | Rehtori"
    )
    letters = find(write_sheet(tmp_path / "a.xlsx", rows)).letters
    assert sorted(letter.name for letter in letters) == sorted(names)
