"""Characters that nobody sees: they make no text, and line ends of every system are one and the same."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.support.every_key import DATA
from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix import Matrix

UNSEEN = (
    *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u206a\u2800\u3164",
    *"\ufe00\ufe0f\ufeff\uffa0\ufff9\U000e0001\U000e0020\U000e0100\U0001d159\U0001d173",
)
SPACES = ["\u00a0", "\u1680", "\u2003", "\u2009", "\u202f", "\u205f", "\u3000", "\u00a0\u200b", " \u3000 "]


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text of the data."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, str):
            yield (*path, step)
        else:
            yield from places(value, (*path, step))


def with_text(path: tuple[Any, ...], text: str) -> dict[str, Any]:
    data = deepcopy(DATA)
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = text
    return data


def messages(data: dict[str, Any]) -> list[str]:
    with pytest.raises(SourceError) as caught:
        matrix(data)
    return [str(diagnostic) for diagnostic in caught.value.diagnostics]


def matrix(data: dict[str, Any]) -> Matrix:
    return matrix_of(read(json.dumps(data, ensure_ascii=False).encode(), "x"))


def test_the_data_are_sound() -> None:
    """What the other tests break is whole."""
    assert [duty.id for duty in matrix(DATA).duties] == ["E-1", "E-2"]


@pytest.mark.parametrize("path", list(places(DATA)), ids=lambda path: ".".join(map(str, path)))
def test_every_text_needs_something_to_see(path: tuple[Any, ...]) -> None:
    """In the place of each text, a zero width space is refused as nothing at all, and named."""
    told = messages(with_text(path, "\u200b"))
    wanted = ("is empty", "has no id")
    assert any(words in line for words in wanted for line in told), told
    assert any("it holds only invisible characters (U+200B ZERO WIDTH SPACE)" in line for line in told), told


@pytest.mark.parametrize("text", [*UNSEEN, *SPACES], ids=ascii)
def test_every_unseen_character_is_nothing(text: str) -> None:
    """A name of blanks and invisible characters alone is empty."""
    [told] = messages(with_text(("roles", 0, "name"), text))
    assert "“name” is empty: it holds only invisible characters (U+" in told


@pytest.mark.parametrize("key", ["letters", "assign"])
def test_a_key_needs_something_to_see(key: str) -> None:
    """A letter or an actor that nobody sees is an empty key."""
    data = deepcopy(DATA)
    duty = data["levels"][0]["units"][0]["duties"][0]
    node = data["letters"] if key == "letters" else duty["assign"]
    node["\u2060"] = next(iter(node.values()))
    assert any("a key is empty: it holds only invisible characters (U+2060 WORD JOINER)" in t for t in messages(data))


@pytest.mark.parametrize("text", ["E-1\u3164", "\u1160E", "E\u1680"], ids=ascii)
def test_a_code_is_seen_whole(text: str) -> None:
    """A duty's code with a blank or an invisible letter is refused, and that letter named."""
    told = messages(with_text(("levels", 0, "units", 0, "duties", 1, "id"), text))
    assert any("delete the invisible character U+" in line for line in told), told


def test_a_reference_shows_what_is_not_seen() -> None:
    """An id that differs from a known one by an invisible character is shown with it."""
    [told] = messages(with_text(("roles", 0, "unit"), "u\u200b"))
    assert "there is no unit “u⟨U+200B⟩”" in told


@pytest.mark.parametrize("text", ["\ufeffrehtori", "reh\ufefftori", "rehtori\u00a0", "\u3000rehtori ", "\nrehtori\r"])
def test_what_means_nothing_is_left_out(text: str) -> None:
    """Byte order marks, and blanks at either end, are no part of a text."""
    assert matrix(with_text(("roles", 0, "name"), text)).roles[0].name == "rehtori"


@pytest.mark.parametrize("text", ["yh\u00adteys", "a\u00a0b", "ک\u200cب", "👩\u200d🚒", "❤\ufe0f"])
def test_what_means_something_stays(text: str) -> None:
    """Soft hyphens, no-break spaces and joiners inside a text are kept as they are."""
    assert matrix(with_text(("roles", 0, "name"), text)).roles[0].name == text


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\t", " \r\n\t"])
@pytest.mark.parametrize("path", [p for p in places(DATA) if p[-1] in ("name", "text", "note", "contact", "title")])
def test_line_ends_inside_a_text(path: tuple[Any, ...], line_end: str) -> None:
    """A line end of any system, or a tab, inside a text of one line is one space."""
    broken, plain = (matrix(with_text(path, f"Eka{between}toka")) for between in (line_end, " "))
    assert broken.meaning == plain.meaning


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_paragraphs(line_end: str) -> None:
    """The introduction has the same paragraphs and items whatever its line ends, blank lines and marks are."""
    text = line_end.join(["Eka", "rivi.", "\u00a0\u3000", "\ufeff- yksi", "- \u200b", "- kaksi", "", "\u200b"])
    blocks = matrix({**DATA, "introduction": text}).introduction
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Eka rivi."),
        ("item", "yksi"),
        ("item", "kaksi"),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("written", ["R,{}A", "R{}/ A", " R/A{}", "R/{}A (iso{}asia)"])
def test_line_ends_in_cells(written: str, line_end: str) -> None:
    """A cell may stand on several lines; a condition is one line."""
    data = with_text(("levels", 0, "units", 0, "duties", 0, "assign", "r"), written.replace("{}", line_end))
    data["letters"]["A"] = {"name": "Vastaa", "counts_as": "accountable"}
    [stated] = [assignment for assignment in matrix(data).assignments if assignment.stated]
    assert stated.letters == ("R", "A")
    assert stated.conditions in ((), (("A", "iso asia"),))


@pytest.mark.parametrize("character", ["\f", "\v", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"], ids=ascii)
@pytest.mark.parametrize("path", [("title",), ("introduction",), ("history", 0, "note")])
def test_other_line_ends_are_refused(path: tuple[Any, ...], character: str) -> None:
    """A form feed and the line ends that editors do not show are refused by name, as an escape too."""
    data = with_text(path, f"Eka{character}toka")
    for written in (json.dumps(data), json.dumps(data, ensure_ascii=False)):
        with pytest.raises(SourceError, match=f"U\\+{ord(character):04X}"):
            read(written.replace("\\u000b", "\\v").encode(), "x")


@pytest.mark.parametrize("second", ["R ", "R\u00a0", "\ufeffR", "\nR"], ids=ascii)
def test_a_letter_is_defined_once(second: str) -> None:
    """Two letters that only spaces tell apart are one letter, defined twice."""
    data = deepcopy(DATA)
    data["letters"][second] = data["letters"]["R"]
    assert any("the letter “R” is here twice, first in line 1" in line for line in messages(data))
