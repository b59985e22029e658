"""Names that Windows keeps for itself or does not have, wherever a path is given for what is written."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.languages import assert_in_every_language
from vastuumatriisi.cli.arguments import parser
from vastuumatriisi.errors import UsageError
from vastuumatriisi.system import names

KEPT = ("con", "NUL", "aux.xlsx", "com1", "LPT9.yaml", "COM¹", "conin$", "prn .docx")
IMPOSSIBLE = ("kysymys?.xlsx", "a|b", 'l"ainaus', "kansio.", "väli ", "vastaus.xlsx:kopio", "a\tb")
POSSIBLE = ("build", "console", "nulla.xlsx", "com10", "concept.docx", "Työt ja vastuut", ".", "..", "tulos.con")
COMMANDS = (
    ("build", "--output", "{}"),
    ("watch", "--output", "{}"),
    ("new", "{}"),
    ("review", "palautettu.xlsx", "--reply", "{}"),
    ("import", "vanha.xlsx", "-o", "{}"),
    ("import", "vanha.xlsx", "--map", "{}"),
    ("schema", "-o", "{}"),
)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "sys", SimpleNamespace(platform="win32"))


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", [*KEPT, *IMPOSSIBLE])
def test_impossible_names(name: str) -> None:
    """As a file, as a folder around it, on a disk and on a share; elsewhere all of them are names like others."""
    for path in (name, f"{name}/vastaus.xlsx", f"C:\\Työt\\{name}", f"\\\\palvelin\\jako\\{name}\\a"):
        assert names.impossible_name(path) == name


@pytest.mark.parametrize("name", [*KEPT, *IMPOSSIBLE])
def test_elsewhere_they_are_possible(name: str) -> None:
    """Only Windows has them for anything else."""
    assert names.impossible_name(name) is None


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", POSSIBLE)
def test_possible_names(name: str) -> None:
    """What only resembles them is a name like others."""
    for path in (name, f"{name}/a", f"C:\\{name}", f"C:{name}"):
        assert names.impossible_name(path) is None


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_path_that_is_written_to(words: tuple[str, ...]) -> None:
    """It is told before anything is done, and in every language."""
    given = [word.format("nul.xlsx") for word in words]
    with pytest.raises(UsageError) as told:
        parser(Path(), words[0]).parse_args(given)
    assert "nul.xlsx: Windows does not allow the name nul.xlsx; choose another one" in str(told.value)
    assert_in_every_language(told.value)
    assert parser(Path(), words[0]).parse_args([word.format("a.xlsx") for word in words])
