"""What a person reads of each command in Finnish, in Swedish and in English, as transcripts."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command import SMALL, run
from tests.support.english import english_in
from tests.support.matrices import matrix_of
from tests.support.returned import changed
from tests.support.watching import Watching
from tests.support.workbooks import render
from vastuumatriisi.cli.arguments import COMMANDS, parser
from vastuumatriisi.cli.main import main
from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.matrix import Views

SOURCE = ("--source", "tiedot.yaml")
POSTERS = ("build", *SOURCE, "--only", "posters", "--jobs", "1")
# What is typed, the exit status, and lines or beginnings of lines of the answer, "…" for what differs from run to run.
ASKED: Mapping[str, tuple[tuple[str, ...], int, Mapping[str, str]]] = {
    "check": (
        ("check", "tiedot.yaml"),
        0,
        {
            "fi": "tiedot.yaml: 2 tehtävää 2 yksikössä; ei kysymyksiä, ei virheitä.",
            "sv": "tiedot.yaml: 2 uppgifter i 2 enheter; inga frågor, inga fel.",
            "en": "tiedot.yaml: 2 duties in 2 units; no question, no errors.",
        },
    ),
    "check with one question": (
        ("check", "kysymys.yaml"),
        0,
        {
            "fi": "kysymys.yaml: 1 tehtävä 1 yksikössä; 1 kysymys, ei virheitä.",
            "sv": "kysymys.yaml: 1 uppgift i 1 enhet; 1 fråga, inga fel.",
            "en": "kysymys.yaml: 1 duty in 1 unit; 1 question, no errors.",
        },
    ),
    "check with one answer": (
        ("check", "vastaus.yaml", "--strict"),
        0,
        {
            "fi": "vastaus.yaml: 1 tehtävä 1 yksikössä; ei kysymyksiä, 1 vastattu, ei virheitä.",
            "sv": "vastaus.yaml: 1 uppgift i 1 enhet; inga frågor, 1 besvarad, inga fel.",
            "en": "vastaus.yaml: 1 duty in 1 unit; no question, 1 answered, no errors.",
        },
    ),
    "one problem": (
        ("check", "rikki.yaml"),
        1,
        {
            "fi": " yksikköä tai roolia ”eevva” ei ole; tarkoititko ”eeva”?\n1 virhe; mitään ei muutettu.",
            "sv": " det finns ingen enhet eller roll ”eevva”; menade du ”eeva”?\n1 fel; ingenting ändrades.",
            "en": " there is no unit or role “eevva”; did you mean “eeva”?\n1 problem; nothing was changed.",
        },
    ),
    "a file that is not there": (
        ("check", "puuttuu.yaml"),
        1,
        {
            "fi": "puuttuu.yaml: tiedostoa ei ole; anna olemassa oleva datatiedosto valinnalla --source.",
            "sv": "puuttuu.yaml: filen finns inte; ange en datafil som finns med --source.",
            "en": "puuttuu.yaml: there is no such file; name an existing data file with --source.",
        },
    ),
    "build": (
        (*POSTERS, "--output", "build"),
        0,
        {"fi": "build: 2 tehty; painos 1, ", "sv": "build: 2 gjorda; utgåva 1, ", "en": "build: 2 made; edition 1, "},
    ),
    "no such unit": (
        (*POSTERS, "--unit", "yks"),
        2,
        {
            "fi": "--unit yks: sellaista yksikköä, jolla on tehtäviä, ei ole; ",
            "sv": "--unit yks: det finns ingen sådan enhet med uppgifter; ",
            "en": "--unit yks: there is no unit with duties of that id; ",
        },
    ),
    "no such kind": (
        ("build", *SOURCE, "--only", "postit"),
        2,
        {
            "fi": "--only postit: anna yksi tai useampi näistä pilkuin erotettuna: workbook, ",
            "sv": "--only postit: ange en eller flera av dessa med komman emellan: workbook, ",
            "en": "--only postit: name one or more of workbook, ",
        },
    ),
    "no such paper": (
        ("build", *SOURCE, "--paper", "A9"),
        2,
        {
            "fi": ": virhe: --paper: 'A9' ei käy; ",
            "sv": ": fel: --paper: 'A9' går inte; ",
            "en": "invalid choice: 'A9'",
        },
    ),
    "watch without a preview": (
        ("watch", *SOURCE, "--port", "9"),
        2,
        {
            "fi": "--port 9: siinä ei ole mitään näytettävää; lisää --serve.",
            "sv": "--port 9: det finns inget att visa där; lägg till --serve.",
            "en": "--port 9: ",
        },
    ),
    "import": (
        ("import", "taulukko.xlsx", "-o", "tuotu.yaml"),
        0,
        {
            "fi": "tuotu.yaml on kirjoitettu: 2 tehtävää, 2 roolia.\ntuotu.map.yaml kertoo, miten kukin kohta",
            "sv": "tuotu.yaml har skrivits: 2 uppgifter, 2 roller.\ntuotu.map.yaml berättar hur varje del uppfattades.",
            "en": "tuotu.yaml has been written: 2 duties, 2 roles.\ntuotu.map.yaml tells what each part was taken as.",
        },
    ),
    "import that writes nothing": (
        ("import", "taulukko.xlsx", "--dry-run"),
        0,
        {
            "fi": "2 tehtävää, 2 roolia, 1 ryhmä. Luettu 10, käytetty 10, jätetty pois 0.\nKirjaimet: R 2, A 2.",
            "sv": "2 uppgifter, 2 roller, 1 grupp. Läst 10, använt 10, utelämnat 0.\nBokstäver: R 2, A 2.",
            "en": "2 duties, 2 roles, 1 group. Read 10, used 10, left out 0.\nLetters: R 2, A 2.",
        },
    ),
    "diff": (
        ("diff", "tiedot.yaml", "toinen.yaml"),
        0,
        {
            "fi": "Y-1, teksti: Teemme [lisätty: paljon] työtä.",
            "sv": "Y-1, text: Teemme [tillagt: paljon] työtä.",
            "en": "Y-1, text: Teemme [added: paljon] työtä.",
        },
    ),
    "nothing to compare with": (
        ("diff", *SOURCE),
        2,
        {
            "fi": "Kansiossa editions ei ole aiempaa painosta",
            "sv": "Det finns ingen tidigare utgåva i editions",
            "en": "editions",
        },
    ),
    "review": (
        ("review", "kirja.xlsx", *SOURCE),
        0,
        {"fi": "3 ehdotusta avoinna.", "sv": "3 förslag är öppna.", "en": "3 proposals are open."},
    ),
    "review that takes and refuses": (
        ("review", "kirja.xlsx", *SOURCE, "--accept", "1", "--reject", "2", "--reason", "Ei nyt", "--reply", "v.xlsx"),
        0,
        {
            "fi": "tiedot.yaml: 1 ehdotus on viety vastuumatriisiin. Entinen tiedosto on tiedot.yaml.before.",
            "sv": "tiedot.yaml: 1 förslag har förts in i ansvarsmatrisen. Den tidigare filen är tiedot.yaml.before.",
            "en": "tiedot.yaml: 1 proposal has been put into the matrix. The file as it was is tiedot.yaml.before.",
        },
    ),
    "review of what is no workbook of ours": (
        ("review", "taulukko.xlsx", *SOURCE),
        1,
        {
            "fi": "Tiedostossa taulukko.xlsx ei ole taulukkoa, jonka sarakkeet voisi tunnistaa",
            "sv": "taulukko.xlsx har inget blad vars kolumner känns igen",
            "en": "taulukko.xlsx has no sheet whose columns can be told",
        },
    ),
    "release": (
        ("release", *SOURCE),
        0,
        {
            "fi": "Painos 1 on jäädytetty: editions/1.yaml.",
            "sv": "Utgåvan 1 är fryst: editions/1.yaml.",
            "en": "editions/1.yaml",
        },
    ),
    "release with a name that is none": (
        ("release", *SOURCE, "--next", "a\u202eb"),
        2,
        {
            "fi": "Merkki U+202E (näkymätön merkki) ei kuulu painoksen nimeen; ",
            "sv": "Tecknet U+202E (osynligt tecken) hör inte hemma i ",
            "en": "U+202E RIGHT-TO-LEFT OVERRIDE",
        },
    ),
    "verify": (
        ("verify", "kirja.xlsx", "kuva.pdf", "0000-0000", *SOURCE),
        1,
        {
            "fi": "kuva.pdf: tuntematon. Tiedosto ei ole PDF, työkirja, Word-asiakirja eikä verkkosivu: tämä on",
            "sv": "kuva.pdf: okänt. Filen är varken en PDF, en arbetsbok, ett Word-dokument eller en webbsida: ",
            "en": "kuva.pdf: unknown. The file is no PDF, no workbook, no Word document and no web page: this is",
        },
    ),
    "new": (
        ("new", "uusi", "--language", "fi", "--organisation", "Esimerkkilä", "--title", "Matriisi", "--units", "A, B"),
        0,
        {
            "fi": "uusi on valmis. Matriisi kirjoitetaan tiedostoon uusi/source/vastuumatriisi.yaml.",
            "sv": "uusi är klar. Matrisen skrivs i uusi/source/vastuumatriisi.yaml.",
            "en": "uusi/source/vastuumatriisi.yaml",
        },
    ),
    "new where something is": (
        ("new", "."),
        1,
        {
            "fi": " on jo olemassa eikä ole tyhjä; anna uusi kansio.",
            "sv": " finns redan och är inte tom; ",
            "en": "is there",
        },
    ),
    "schema": (
        ("schema", "-o", "schema.json"),
        0,
        {
            "fi": "schema.json on kirjoitettu. Kun datatiedoston ensimmäinen rivi on ”# yaml-language-server: ",
            "sv": "schema.json är skriven. Med ”# yaml-language-server: $schema=…” på datafilens första rad",
            "en": "schema.json is written.",
        },
    ),
    "doctor": (
        ("doctor",),
        0,
        {
            "fi": "Asiakirjat voi tehdä tällä koneella.",
            "sv": "Dokumenten kan göras på den här datorn.",
            "en": "A build is possible here.",
        },
    ),
    "doctor with details": (
        ("doctor", "-v"),
        0,
        {"fi": "kunnossa   järjestelmäkirjasto Pango\n", "sv": "i ordning  systembiblioteket Pango\n", "en": "ok  "},
    ),
    "no such command": (
        ("chek",),
        2,
        {
            "fi": "chek: sellaista komentoa ei ole; tarkoititko ”check”?",
            "sv": "chek: det finns inget sådant kommando; menade du ”check”?",
            "en": "chek: ",
        },
    ),
    "no such option": (
        ("doctor", "--x"),
        2,
        {"fi": ": virhe: tuntematon valinta: --x", "sv": ": fel: okänt val: --x", "en": "unrecognized arguments: --x"},
    ),
    "nothing to import": (
        ("import",),
        2,
        {"fi": ": virhe: anna myös: TIEDOSTO", "sv": ": fel: ange även: FIL", "en": "are required: FILE"},
    ),
}
PACKAGES = re.compile(r"^(kunnossa|i ordning) +[\w.-]+ \d[\w.]*$", re.MULTILINE)


@pytest.fixture(scope="module")
def returned(design: Design) -> bytes:
    """A workbook with an edit of a text, one of a letter and a comment."""

    def edit(book: Any) -> None:
        sheet = book["Kaikki tehtävät"]
        sheet.put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        sheet.put("Y-1", "Olli Esimerkki", "C")
        sheet.put("K-1", "Kommentti", "Miksi?")

    return changed(render(Views(matrix_of(SMALL)), design), edit)


@pytest.fixture
def home(returned: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the commands are typed, with all that they name."""
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    for row in (("Tehtävä", "Rehtori", "Opettaja"), ("Hankinnat",), ("Ostamme", "A", "R"), ("Korjaamme", "R", "A")):
        book.worksheets[0].append(row)
    sheet = io.BytesIO()
    book.save(sheet)
    one = SMALL.split("      - {id: kaksi")[0].replace(", {id: olli, name: Olli Esimerkki}", "")
    answered = one.replace("leads: [eeva]", "accept: {no-owner: päätetään keväällä}")
    files: Mapping[str, bytes] = {
        "tiedot.yaml": SMALL.encode(),
        "toinen.yaml": SMALL.replace("Teemme työtä", "Teemme paljon työtä").encode(),
        "rikki.yaml": SMALL.replace("leads: [eeva]", "leads: [eevva]").encode(),
        "kysymys.yaml": one.replace("leads: [eeva]", "supports: [eeva]").encode(),
        "vastaus.yaml": answered.replace("accept:", "supports: [eeva], accept:").encode(),
        "kirja.xlsx": returned,
        "taulukko.xlsx": sheet.getvalue(),
        "kuva.pdf": b"\x89PNG\r\n\x1a\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("case", ASKED)
def test_transcripts(case: str, language: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each answer is in the language that is asked for, and has no word of another one in it."""
    words, status, told = ASKED[case]
    assert main([*words, "--messages", language], home) == status
    said = "".join(capsys.readouterr())
    assert told[language] in said
    assert "Traceback" not in said
    if language != "en":
        assert english_in(PACKAGES.sub("", said), language) == []


def test_every_command_is_asked() -> None:
    """A command that is new has to be read in each language."""
    assert {words[0] for words, *_ in ASKED.values()} >= {*COMMANDS}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, language: str) -> None:
    """The help of each command has no English word, that of argparse itself neither."""
    top = parser(None, command, messages(language))
    [commands] = [action.choices for action in top._actions if isinstance(action.choices, dict)]
    assert english_in(commands[command].format_help(), language) == []
    assert english_in(top.format_help(), language) == []
    parser()  # speaks English again


WATCHED = {
    "fi": ("odotetaan muutoksia tiedostoon ", "tallennettu: julisteet/yksi.pdf", "esikatselu: http://127.0.0.1:"),
    "sv": ("väntar på ändringar i ", "sparat: julisteet/yksi.pdf", "förhandsvisning: http://127.0.0.1:"),
}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_watch_with_its_preview(language: str, tmp_path: Path) -> None:
    """The first build, a save, a save that is wrong and the address of the preview are told without English."""
    waiting, _, address = WATCHED[language]
    watch = Watching(tmp_path, "--serve", "--only", "posters", "--jobs", "1", "--messages", language)
    try:
        told = watch.until(waiting)
        assert any(line.startswith(address) for line in told)
        watch.save("Teemme", "Teemme paljon")
        told += watch.until(waiting)
        watch.save("name: Olli", "nam: Olli")
        told += watch.until(waiting)
    finally:
        watch.end()
    assert any("esimerkki.yaml:8:54: " in line for line in told)
    assert english_in("\n".join(told), language) == []


def test_an_unknown_language_is_refused_in_one_that_is_known(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asks for a language that there is not is answered in that of the environment."""
    monkeypatch.setenv("LC_MESSAGES", "fi_FI.UTF-8")
    assert main(["check", "tiedot.yaml", "--messages", "de"], home) == 2
    assert english_in(capsys.readouterr().err, "fi") == []


@pytest.mark.parametrize("ask", [("check", "tiedot.yaml"), ("diff", "tiedot.yaml", "toinen.yaml")])
def test_json_keeps_its_keys(ask: tuple[str, ...], home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What machines read has the same keys in every language."""
    keys = []
    for language in ("fi", "sv", "en"):
        main([*ask, "--json", "--messages", language], home)
        keys.append(_keys(json.loads(capsys.readouterr().out)))
    assert keys[0] == keys[1] == keys[2]


def _keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _keys(one) for key, one in value.items()}
    return [_keys(one) for one in value] if isinstance(value, list) else None


def test_schema_into_a_file(tmp_path: Path) -> None:
    """The schema stands in the file that is named, and where it cannot, a sentence says so."""
    done = run("schema", "-o", tmp_path / "schema.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))["title"].startswith("vastuumatriisi")
    done = run("schema", "-o", tmp_path / "puuttuu" / "schema.json")
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
