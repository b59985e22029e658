"""Paths with characters that a terminal obeys or turns around: a message about one stays one line, and shows them."""

import sys
from pathlib import Path

import pytest

from tests.support.command import SMALL
from vastuumatriisi.cli.main import main
from vastuumatriisi.locales.legible import legible

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")

NAMES = {
    "line feed": ("a\nb", "a\\nb"),
    "carriage return": ("a\rb", "a\\rb"),
    "tab": ("a\tb", "a\\tb"),
    "escape": ("a\x1b[2Jb", "a\\x1b[2Jb"),
    "C1 control": ("a\x9b2Jb", "a\\x9b2Jb"),
    "bidirectional override": ("a\u202eb", "a\\u202eb"),
    "bidirectional isolate": ("a\u2066b", "a\\u2066b"),
    "line separator": ("a\u2028b", "a\\u2028b"),
    "no UTF-8": ("a\udce4b", "a\\udce4b"),
}
COMMANDS = {
    "check": "check {0}.yaml",
    "a problem": "check {0}/vajaa.yaml",
    "--source": "--source {0}.yaml --output build --jobs 1",
    "--output": "--source tiedot.yaml --output {0}/vajaa.yaml --only workbook",
    "--templates": "--source tiedot.yaml --output build --jobs 1 --templates {0}/puuttuu",
    "--template": "--source tiedot.yaml --output build --jobs 1 --template {0}.docx",
    "--sites": "--source tiedot.yaml --output build --jobs 1 --sites {0}.yaml",
    "import": "import {0}.xlsx -o uusi.yaml",
    "import -o": "import {0}/vajaa.yaml -o {0}/vajaa.yaml",
    "review": "review {0}.xlsx --source tiedot.yaml",
    "release": "release --source {0}.yaml",
    "verify": "verify {0}.pdf --source tiedot.yaml",
    "diff": "diff {0}.yaml tiedot.yaml",
    "new": "new {0} --language fi --organisation E --title M --units A",
    "schema": "schema -o {0}/puuttuu/schema.json",
    "no command": "{0}",
    "no option": "check tiedot.yaml --{0}",
    "no number": "--source tiedot.yaml --jobs {0}",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", NAMES)
def test_a_line_stays_one_line(kind: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the command and wherever the path stands, each line that is printed is one that the command means."""
    name, told = NAMES[kind]
    for folder in (name, "a_b"):
        (home / folder).mkdir()
        (home / folder / "vajaa.yaml").write_text("format: 2", encoding="utf-8")
    for words in COMMANDS.values():
        status = main([word.format(name) for word in words.split()])
        strange = "".join(capsys.readouterr())
        assert status in (1, 2), words
        if not words.startswith("diff"):  # which may be the label of an edition, and those stand with spaces
            assert told in strange.replace("\\\\", "\\"), (words, strange)
        assert not [character for character in strange.replace("\n", "") if legible(character) != character], words
        assert main([word.format("a_b") for word in words.split()]) == status
        usual = "".join(capsys.readouterr())
        assert strange.count("\n") == usual.count("\n"), (words, strange)


@pytest.mark.parametrize(("text", "told"), NAMES.values())
def test_legible(text: str, told: str) -> None:
    """What is fit already stays as it is, spaces of typography and letters of all scripts too."""
    assert legible(text) == told
    assert legible(told) == told
    assert legible("Äiti\u00a0ja\u202f”lapsi” \u00ad \u05d0\u0628") == "Äiti\u00a0ja\u202f”lapsi” \u00ad \u05d0\u0628"
