"""What a person reads of each command in Finnish and in Swedish, as transcripts."""

import json
import re
from pathlib import Path

import pytest

from tests.support.command import SMALL, run
from vastuumatriisi.cli.arguments import COMMANDS, parser
from vastuumatriisi.locales.wording import messages

# Words that no Finnish and no Swedish sentence has.
ENGLISH = re.compile(r"\b(the|and|or|is|are|not|with|without|which|what|this|that|show|file|data|help|usage|error)\b")
ASKED = {
    "problems": (
        {"fi": "8:54: kenttää ”nam” ei ole tässä; tarkoititko ”name”?", "sv": "8:54: det finns inget fält ”nam” här"},
        ("check", "{broken}"),
    ),
    "check": (
        {
            "fi": "2 tehtävää 2 yksikössä; ei kysymyksiä, ei virheitä.",
            "sv": "2 uppgifter i 2 enheter; inga frågor, inga fel.",
        },
        ("check", "{source}"),
    ),
    "build": (
        {"fi": "2 tehty; painos 1, ", "sv": "2 gjorda; utgåva 1, "},
        ("build", "--source", "{source}", "--output", "{build}", "--only", "posters", "--jobs", "1"),
    ),
    "no such unit": (
        {
            "fi": "--unit x: sellaista yksikköä, jolla on tehtäviä, ei ole",
            "sv": "--unit x: det finns ingen sådan enhet",
        },
        ("build", "--source", "{source}", "--output", "{build}", "--unit", "x", "--jobs", "1"),
    ),
    "release": ({"fi": "Painos 1 on jäädytetty: ", "sv": "Utgåvan 1 är fryst: "}, ("release", "--source", "{source}")),
    "diff": (
        {"fi": "Kansiossa {editions} ei ole aiempaa painosta", "sv": "Det finns ingen tidigare utgåva i {editions}"},
        ("diff", "--source", "{source}"),
    ),
    "verify": (
        {"fi": "tarkiste 0000-0000: tuntematon. ", "sv": "kontrollmärke 0000-0000: okänt. "},
        ("verify", "0000-0000", "--source", "{source}"),
    ),
    "no such command": ({"fi": "chek: sellaista komentoa ei ole; tarkoititko ”check”?", "sv": "menade du"}, ("chek",)),
    "no such option": ({"fi": "virhe: tuntematon valinta: --x", "sv": "fel: okänt val: --x"}, ("doctor", "--x")),
}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("case", ASKED)
def test_transcripts(case: str, language: str, tmp_path: Path) -> None:
    """Each answer is in the language that is asked for, and has no English word in it."""
    told, words = ASKED[case]
    source, broken = tmp_path / "tiedot.yaml", tmp_path / "rikki.yaml"
    source.write_text(SMALL, encoding="utf-8")
    broken.write_text(SMALL.replace("name: Olli", "nam: Olli"), encoding="utf-8")
    places = {"source": source, "broken": broken, "build": tmp_path / "build", "editions": tmp_path / "editions"}
    done = run(*(word.format(**places) for word in words), "--messages", language)
    said = done.stdout + done.stderr
    assert told[language].format(**places) in said
    assert "Traceback" not in said
    assert not ENGLISH.findall(said.replace(str(tmp_path), ""))


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, language: str) -> None:
    """The help of each command has no English word, that of argparse itself neither."""
    top = parser(None, command, messages(language))
    [commands] = [action.choices for action in top._actions if isinstance(action.choices, dict)]
    assert not ENGLISH.findall(re.sub(r"--[\w-]+|“[^”]*”|”[^”]*”", "", commands[command].format_help()))
    parser()  # speaks English again


def test_schema_into_a_file(tmp_path: Path) -> None:
    """The schema stands in the file that is named, and where it cannot, a sentence says so."""
    done = run("schema", "-o", tmp_path / "schema.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))["title"].startswith("vastuumatriisi")
    done = run("schema", "-o", tmp_path / "puuttuu" / "schema.json")
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (1, "", False)
