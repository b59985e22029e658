"""What commands say: the same entries in each language, each used, each filled the same way."""

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.english import WRITTEN_INTO_FILES, english_in
from tests.support.matrices import ROOT
from vastuumatriisi.cli.language import in_environment, speech, without_option
from vastuumatriisi.locales.message import from_plain, in_languages, is_known, message, plain
from vastuumatriisi.locales.wording import FOLDER, _entries, messages, spoken, wording

FILES = [*sorted((ROOT / "vastuumatriisi").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py"))]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
PERCENT = re.compile(r"%(?:\(\w+\))?[sr]")
LANGUAGES = sorted(spoken())


def places(entry: str) -> set[str]:
    """Return the places of an entry, those of argparse too."""
    return {name for _, name, _, _ in string.Formatter().parse(entry) if name} | {*PERCENT.findall(entry)}


def entries(language: str) -> dict[str, str]:
    return dict(messages(language).entries)


def test_three_languages() -> None:
    """A test that compares all that is there must not pass because nothing is."""
    assert LANGUAGES == ["en", "fi", "sv"]
    assert len(entries("en")) > 300


TABLES = sorted((FOLDER / "messages").rglob("*.toml"))


@pytest.mark.parametrize("table", TABLES, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_tables_are_toml(table: Path) -> None:
    """What is read line by line is what a reader of TOML finds there: no line is of another kind, no key twice."""
    entries = {f"{table.stem}.{key}": said for key, said in _entries(table).items()}
    ours = messages(table.parent.name).entries
    assert {key: said for key, said in ours.items() if key.startswith(f"{table.stem}.")} == entries


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_alike(language: str) -> None:
    """Every language has the entries of the English one, none of them empty, each with the same places to fill."""
    own, english = entries(language), entries("en")
    assert set(own) == set(english)
    assert all(entry.strip() for entry in own.values())
    differing = {key for key in own if places(own[key]) != places(english[key])}
    # Unicode has names of characters in English alone.
    assert {key for key in differing if not key.startswith("source.named.")} == set()
    assert all(places(own[key]) <= places(english[key]) for key in differing)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_nothing_was_left_in_english(language: str) -> None:
    """An entry reads as the English one only where it is a name or has no words at all."""
    own, english = entries(language), entries("en")
    same = {key for key in own if own[key] == english[key]}
    assert {key for key in same if re.search(r"[a-z]{3}", re.sub(r"\{\w+\}|%\(\w+\)s|%s", "", own[key]))} == set()


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_english_word(language: str) -> None:
    """No entry has a word that is English, but for technical ones; those that documents say neither."""
    told = {**entries(language), **wording(language).entries}
    found = {key: english_in(entry, language) for key, entry in told.items() if not WRITTEN_INTO_FILES.match(key)}
    assert {key: words for key, words in found.items() if words} == {}


def test_english_is_seen() -> None:
    """A sentence with English in it is told from one without; what is quoted and what is a name counts for nothing."""
    assert english_in("Tiedosto cannot be read (Permission denied)", "fi") == [
        "cannot",
        "be",
        "read",
        "permission",
        "denied",
    ]
    assert english_in("Filen ”read me.txt” kan inte läsas: --source, tests/readme", "sv") == []


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_quotes_are_those_of_the_language(language: str) -> None:
    """Finnish and Swedish open and close a quotation with the same mark."""
    assert {key for key, entry in entries(language).items() if "“" in entry} == set()


def test_every_entry_is_used() -> None:
    """Its key stands in the code, or the beginning of it where the rest is chosen there."""
    written = {*re.findall(r"\"([a-z]+\.[\w.-]+)\"", CODE)}
    chosen = [re.compile(f"{_pattern(text)}$") for text in re.findall(r'f"([a-z]+\.[^"\n]*\{[^"\n]*)"', CODE)]

    def is_used(key: str) -> bool:
        whole = re.sub(r"\.(one|other)$", "", key)
        return not written.isdisjoint({key, whole}) or any(one.match(whole) for one in chosen)

    assert {key for key in entries("en") if not is_used(key)} == set()


def _pattern(text: str) -> str:
    return "".join(r"[\w-]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", text))


def keys_in_code() -> Iterator[str]:
    yield from re.findall(r'message\(\s*"([\w.-]+)"', CODE)
    yield from re.findall(r'\bsay\("([\w.-]+)"', CODE)


def test_every_key_has_its_entry() -> None:
    """No message is made of a key that no table has."""
    known = {re.sub(r"\.(one|other)$", "", key) for key in entries("en")} | {*entries("en")}
    tables = {key.partition(".")[0] for key in known}
    asked = {key for key in keys_in_code() if key.partition(".")[0] in tables}
    assert len(asked) > 150
    assert {key for key in asked if key not in known and not key.startswith(("review.", "import."))} == set()


def test_plurals() -> None:
    """One and many have words of their own, nought goes with many."""
    fi, sv = messages("fi"), messages("sv")
    told = [fi.told(message("command.questions", count=number)) for number in (0, 1, 2, 22)]
    assert told == ["0 kysymystä", "1 kysymys", "2 kysymystä", "22 kysymystä"]
    assert sv.told(message("command.duties", count=1)) == "1 uppgift"


def test_messages_in_messages() -> None:
    """A place may hold a message or several, and all are told in one language."""
    kinds = [message(f"source.kind.{kind}") for kind in ("list", "text")]
    nested = message("source.known", known=kinds)
    assert str(nested) == "known are a list, a text"
    assert messages("fi").told(nested) == "mahdollisia ovat luettelo, teksti"
    assert from_plain(plain(nested)) == nested


def test_what_is_said_in_each_language() -> None:
    """Words that documents have are told in the language of the command, of which English stands for any other."""
    said = in_languages({"en": "all posters", "fi": "kaikki julisteet"})
    assert [messages(language).told(said) for language in ("fi", "sv", "en")] == [
        "kaikki julisteet",
        "all posters",
        "all posters",
    ]
    assert (from_plain(plain(said)), is_known(said)) == (said, True)
    assert not is_known(from_plain({"key": "", "values": {"fi": "kaikki"}}))


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "fi_FI.UTF-8", "LANG": "en_GB"}, "fi"),
        ({"LC_MESSAGES": "sv_FI@euro", "LANG": "fi"}, "sv"),
        ({"LANG": "fi"}, "fi"),
        ({"LC_ALL": "", "LANG": "sv_SE"}, "sv"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fi"}, ""),
        ({"LANG": "POSIX"}, ""),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({}, ""),
    ],
)
def test_language_of_the_environment(variables: dict[str, str], language: str) -> None:
    """The first variable that is set decides; C and POSIX name no language."""
    assert in_environment(variables) == language


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("language: sv\n", "sv"),
        ('title: x\nlanguage: "fi"\n', "fi"),
        ("\ufefflanguage: fi-FI\r\n", "fi"),
        ("language: ja\n", "en"),
        ("title: language: fi\n", "en"),
        ("language: [\n", "en"),
    ],
)
def test_language_of_the_data_file(head: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody asks for one, the data file's counts, however broken the rest of it is."""
    monkeypatch.delenv("LC_MESSAGES")
    monkeypatch.delenv("LANG", raising=False)
    source = tmp_path / "tiedot.yaml"
    source.write_text(head + "levels: [", encoding="utf-8")
    for words in (["check", str(source)], ["build", "--source", str(source)], ["diff", f"--source={source}"]):
        assert speech(words, tmp_path).language == language
    assert speech(["check", "--messages", "sv", str(source)], tmp_path).language == "sv"


def test_a_command_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command by itself, which builds, finds its language as others do: in the data file of its folder."""
    monkeypatch.delenv("LC_MESSAGES")
    monkeypatch.delenv("LANG", raising=False)
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "vastuumatriisi.yaml").write_text("language: sv\n", encoding="utf-8")
    assert speech([], tmp_path).language == "sv"


def test_the_option_stands_anywhere() -> None:
    """Before the command and behind it, as one word and as two; what is left are the other words."""
    for words in (
        ["--messages", "fi", "check", "a"],
        ["check", "--messages=fi", "a"],
        ["check", "a", "--messages", "fi"],
    ):
        assert without_option(words) == ["check", "a"]
    assert without_option(["check", "--messages"]) == ["check", "--messages"]
