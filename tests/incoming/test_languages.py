"""What is told in Finnish and in Swedish of files that cannot be imported, and of decisions that cannot be made."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.command import SMALL
from tests.support.english import english_in
from tests.support.incoming_words import DECISIONS, FILES, WORDS, of_a_matrix
from tests.support.matrices import matrix_of
from tests.support.returned import changed
from tests.support.workbooks import render
from vastuumatriisi.cli.main import main
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

LANGUAGES = ("fi", "sv")


def refused(words: list[str], status: int, capsys: pytest.CaptureFixture[str], folder: Path, language: str) -> str:
    """Return what a command says that fails with a status; nothing of it is English."""
    assert main([*words, "--messages", language], folder) == status
    told = capsys.readouterr().err
    assert english_in(told.replace(str(folder), ""), language) == []
    return told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", FILES)
def test_files_that_cannot_be_imported(
    case: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is named, with what is wrong with it and what to do, in the language that is asked for."""
    name, content, expected = FILES[case]
    (tmp_path / name).write_bytes(content())
    told = refused(["import", str(tmp_path / name), "--dry-run"], 1, capsys, tmp_path, language)
    assert told.startswith(expected[language].format(file=tmp_path / name))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", WORDS)
def test_imports_that_write_nothing(
    case: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A place that cannot be written, a sheet that is not there: nothing is written, and the reader is told why."""
    words, status, expected = WORDS[case]
    places = {"file": tmp_path / "a.xlsx", "folder": tmp_path}
    places["file"].write_bytes(of_a_matrix())
    asked = ["import", str(places["file"]), *(word.format(**places) for word in words)]
    assert expected[language].format(**places) in refused(asked, status, capsys, tmp_path, language)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


# What is told of an import that succeeds: the file, its bytes, the options, and what is among the lines.
MARKDOWN = """
| Tehtävä | Rehtori | Opettaja |
|---|---|---|
| Ostamme laitteet | A | R |
| Korjaamme laitteet | R | A |

Toinen osa

| Tehtävä | Rehtori | Sihteeri |
|---|---|---|
| Kirjaamme päätökset | A | R |
| Arkistoimme paperit | A | X9 |
"""
ACCOUNTS: Mapping[str, tuple[str, bytes, tuple[str, ...], Mapping[str, tuple[str, ...]]]] = {
    "tables without names": (
        "a.md",
        MARKDOWN.encode(),
        (),
        {
            "fi": ("Matriisi on useassa taulukossa: taulukko 1, taulukko 2.", "taulukko 2!C3", "0 ryhmää"),
            "sv": ("Matrisen finns i flera blad: tabell 1, tabell 2.", "tabell 2!C3", "0 grupper"),
        },
    ),
    "the second of them": (
        "a.md",
        MARKDOWN.encode(),
        ("--sheet", "Taulukko 2"),
        {"fi": ("2 tehtävää, 2 roolia",), "sv": ("2 uppgifter, 2 roller",)},
    ),
    "a guessed encoding": (
        "a.csv",
        "Tehtävä;Rehtori;Opettaja\nSäädämme;A;R\nTäytämme;A;R\nKäymme läpi;A;R\n".encode("cp1252"),
        (),
        {
            "fi": ("Tiedosto luettiin näin: merkistö cp1252.", "Tiedosto luettiin näin: erotin puolipiste."),
            "sv": ("Filen lästes så här: teckenuppsättning cp1252.", "Filen lästes så här: avgränsare semikolon."),
        },
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ACCOUNTS)
def test_accounts(case: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What became of a file is told without a word of English; JSON stays what it is in any language."""
    name, content, options, expected = ACCOUNTS[case]
    (tmp_path / name).write_bytes(content)
    asked = ["import", str(tmp_path / name), "--dry-run", *options, "--messages", language]
    assert main(asked, tmp_path) == 0
    told = capsys.readouterr().out
    assert [line for line in expected[language] if line not in told] == []
    assert english_in(told, language) == []
    both = []
    for spoken in LANGUAGES:
        assert main([*asked[:-1], spoken, "--json"], tmp_path) == 0
        both.append(capsys.readouterr().out)
    assert both[0] == both[1]


OF_EACH_LANGUAGE = {
    "fi": "Tehtävä;Rehtori;Opettaja\nOstamme laitteet ja kirjat;A;Q\nVastaamme ja autamme sekä neuvomme;Q;A\n",
    "sv": "Uppgift;Rektor;Lärare\nVi köper in apparater och böcker;A;Q\nVi svarar för att det blir av;Q;A\n",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_comments_in_a_data_file(language: str, tmp_path: Path) -> None:
    """What import remarks in a data file is in the language of the matrix, whatever the command speaks."""
    (tmp_path / "a.csv").write_text(OF_EACH_LANGUAGE[language], encoding="utf-8")
    asked = ["import", str(tmp_path / "a.csv"), "-o", str(tmp_path / "tiedot.yaml"), "--messages", "en"]
    assert main(asked, tmp_path) == 0
    text = (tmp_path / "tiedot.yaml").read_text(encoding="utf-8")
    assert f"\nlanguage: {language}\n" in text
    comments = [line.partition("# ")[2] for line in text.splitlines()[1:] if "# " in line]
    assert len(comments) >= 4
    assert english_in("\n".join(comments), language) == []


def test_levels_of_tables_without_names(tmp_path: Path) -> None:
    """The data file is in the language of the matrix, its levels too, whatever the command speaks."""
    (tmp_path / "a.md").write_text(MARKDOWN, encoding="utf-8")
    asked = ["import", str(tmp_path / "a.md"), "-o", str(tmp_path / "tiedot.yaml"), "--messages", "sv"]
    assert main(asked, tmp_path) == 0
    levels = read_matrix(tmp_path / "tiedot.yaml").levels
    assert [level.name for level in levels] == ["Taulukko 1", "Taulukko 2"]


@pytest.fixture(scope="module")
def returned(design: Design) -> bytes:
    def edit(book: object) -> None:
        sheet = book["Kaikki tehtävät"]  # type: ignore[index]
        sheet.put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        sheet.put("Y-1", "Olli Esimerkki", "C")

    return changed(render(Views(matrix_of(SMALL)), design), edit)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", DECISIONS)
def test_decisions_that_change_nothing(
    case: str, language: str, returned: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Numbers that are none, files in the way, a record that does not read: all stays, and the reason is told."""
    words, status, expected = DECISIONS[case]
    places = {"file": tmp_path / "kirja.xlsx", "folder": tmp_path}
    places["file"].write_bytes(returned)
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "muu.yaml").write_text(SMALL.replace(": Esimerkki", ": Toinen "), encoding="utf-8")
    recorded = tmp_path / "kirjattu"
    (recorded / "reviews").mkdir(parents=True)
    (recorded / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (recorded / "reviews" / "2026-01-31-kirja.yaml").write_text("- rikki", encoding="utf-8")
    asked = ["review", str(places["file"]), *(word.format(**places) for word in words)]
    asked += [] if "--source" in words else ["--source", str(tmp_path / "tiedot.yaml")]
    assert refused(asked, status, capsys, tmp_path, language).startswith(expected[language].format(**places))
    assert (tmp_path / "tiedot.yaml").read_text(encoding="utf-8") == SMALL
