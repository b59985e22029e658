"""What a person reads of each command in Finnish, in Swedish and in English, as transcripts."""

import ctypes
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from tests.support.command import SMALL, run
from tests.support.english import english_in
from tests.support.matrices import matrix_of
from tests.support.returned import changed
from tests.support.transcripts import ASKED
from tests.support.watching import Watching
from tests.support.workbooks import render
from vastuumatriisi.cli.arguments import COMMANDS, parser
from vastuumatriisi.cli.language import VARIABLES, speech
from vastuumatriisi.cli.main import main
from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.matrix import Views
from vastuumatriisi.system import user_language

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


@pytest.mark.parametrize(
    ("number", "name"), [(0x040B, "fi"), (0x041D, "sv"), (0x081D, "sv"), (0x0409, "en"), (0x0407, "en"), (0, "en")]
)
def test_on_windows_it_speaks_as_windows_does_where_there_is_no_data_file(
    number: int, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows sets none of the variables that tell the language elsewhere; a data file has its own."""
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    windll = SimpleNamespace(kernel32=SimpleNamespace(GetUserDefaultUILanguage=lambda: number))
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    monkeypatch.setattr(user_language, "sys", SimpleNamespace(platform="win32"))
    assert speech(["doctor"], tmp_path).language == name
    (tmp_path / "oma.yaml").write_text("format: 1\nlanguage: sv\n", encoding="utf-8")
    assert speech(["check", "oma.yaml", "--source", str(tmp_path / "oma.yaml")], tmp_path).language == "sv"


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
