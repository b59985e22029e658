"""Texts of very many or very long lines: they are read in good time, and nothing in them goes on without end."""

import time
from pathlib import Path

import pytest

from tests.support.foreign import duties, table, write_sheet
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.finding.found import Found
from vastuumatriisi.incoming.foreign.finding.prose.people import names_in
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.text.characters import lines_of_list

SECONDS = 15  # of the processor; each took minutes, and takes a fraction of one
LONG = 100_000
END = "Johto\n· Teemme.\nVastuuhenkilö: rehtori\n"
TEXTS = {
    "a long word": f"Johto\n· Teemme {'a' * LONG}.\nVastuuhenkilö: rehtori\n",
    "a long word of parts": f"Johto\n· Teemme {'a-' * LONG}.\nVastuuhenkilö: rehtori\n",
    "many names": f"Johto\n· Teemme.\nVastuuhenkilö: {'rehtori, ' * LONG}rehtori\n",
    "many headings": "".join(f"Otsikko {number}\n" for number in range(3_000)) + END,
    "many headings between": END + "".join(f"Otsikko {number}\n" for number in range(3_000)) + END,
    "items below nothing": "· Teemme\n" * LONG + END,
    "a line that goes on": "Johto\n· Teemme\n" + "  a\n" * LONG + "Vastuuhenkilö: rehtori\n",
}
MANY = 20_000
ROLES = {
    "one list": f"Johto\n· Teemme.\nTukena: {', '.join(f'asiantuntija {n}' for n in range(MANY))}\n",
    "a unit each": "".join(
        f"Yksikkö {n}\n· Teemme yhdessä tekijän {n} kanssa.\nVastuuhenkilö: tekijä {n}\n" for n in range(MANY // 8)
    ),
    "spellings": "".join(
        f"Yksikkö {n}\n· Teemme.\nVastuuhenkilö: asiantuntija{n}\nTukena: asian-tuntija{n}\n" for n in range(MANY // 8)
    ),
}
LISTS = {
    "names": "Tehtävä;R;A\n" + "".join(f"Ostaa {n};Tekijä {n};Johtaja {n}\n" for n in range(MANY // 2)),
    "rows": "Tehtävä;Rooli;RACI\n" + "".join(f"Ostaa {n // 4};Vastaava {n};{'RACI'[n % 4]}\n" for n in range(MANY)),
}
MARKDOWN = {
    "brackets": "[" * LONG,
    "links that do not end": "[a](" * LONG,
    "stars": "*a " * LONG,
    "signs behind a heading": f"# {'# ' * LONG}a",
    "many tables": "| Kuvaus | Tila |\n|---|---|\n| Ostamme | valmis |\n\n" * 5_000,
}


def imported(path: Path) -> Found | None:
    """Return what a file tells, None where it holds no matrix, in so many seconds at most."""
    begun = time.process_time()
    try:
        return import_matrix(path, path.name, account_alone=True).found
    except UserError:
        return None
    finally:
        assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text(kind: str, tmp_path: Path) -> None:
    """Every duty of it is found, whatever stands around it."""
    (tmp_path / "a.txt").write_text(TEXTS[kind], encoding="utf-8")
    found = imported(tmp_path / "a.txt")
    assert found
    assert len(duties(found)) == TEXTS[kind].count("Johto\n")
    assert found.read == found.used + len(found.ignored)


@pytest.mark.parametrize("kind", ROLES)
def test_very_many_roles(kind: str, tmp_path: Path) -> None:
    """No name is held against all others."""
    (tmp_path / "a.txt").write_text(ROLES[kind], encoding="utf-8")
    found = imported(tmp_path / "a.txt")
    assert found
    assert len(found.roles) == ROLES[kind].count("asiantuntija") + ROLES[kind].count(": tekijä")


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_very_many_roles(kind: str, tmp_path: Path) -> None:
    """So in a table: a row that names a role and a letter begins no table of its own."""
    (tmp_path / "a.csv").write_text(LISTS[kind], encoding="utf-8")
    found = imported(tmp_path / "a.csv")
    assert found
    assert len(found.roles) == MANY


@pytest.mark.parametrize("kind", MARKDOWN)
def test_a_markdown_text(kind: str, tmp_path: Path) -> None:
    """So is what looks like marks of Markdown and is none."""
    (tmp_path / "a.md").write_text(f"# Johto\n\n{MARKDOWN[kind]}\n\n## Tiimi\n\n- Teemme.\n\nVastuuhenkilö: rehtori\n")
    found = imported(tmp_path / "a.md")
    assert found
    assert [duty.text for duty in duties(found)] == ["Teemme."]


@pytest.mark.parametrize("text", ["a" * 32_000, "a\n" * 16_000, "1" * 32_000], ids=["word", "lines", "number"])
def test_a_sheet(text: str, tmp_path: Path) -> None:
    """A cell of a workbook holds 32,767 characters, as a role and as a duty."""
    rows = table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n")
    rows[0][1] = rows[1][0] = text
    write_sheet(tmp_path / "a.xlsx", rows)
    found = imported(tmp_path / "a.xlsx")
    assert found
    assert len(duties(found)) == 2


def test_names_with_brackets() -> None:
    """What stands in brackets divides no names, and one that is not closed divides as nothing else."""
    assert names_in("rehtori (suuret, pienet), opettaja; huoltaja") == [
        "rehtori (suuret, pienet)",
        "opettaja",
        "huoltaja",
    ]
    assert names_in("a (b, c), d (e, f") == ["a (b, c)", "d (e", "f"]


def test_lines_go_on() -> None:
    assert lines_of_list("a\n\n  b\n- c\n d \n- \n- e") == "a b\n- c d\n- e"
