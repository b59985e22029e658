"""YAML text becomes plain data with positions, and every scalar stays what was written."""

from pathlib import Path

import pytest

from vastuumatriisi.errors import Refusal, SourceError
from vastuumatriisi.load import load, read


@pytest.mark.parametrize("written", ["12:30", "NO", "1.10", "0x1F", "1e3", "2026-11-23", "true"])
def test_scalars_stay_text(written: str) -> None:
    """What YAML would turn into a number, a truth value or a date stays as it was written."""
    assert read(f"a: {written}\nb: '{written}'\n".encode(), "x").root == {"a": written, "b": written}


def test_empty_values() -> None:
    """An empty value and a tilde are nothing; in quotes they are text."""
    assert read(b'a:\nb: ~\nc: ""\nd: "~"\n', "x").root == {"a": None, "b": None, "c": "", "d": "~"}


def test_positions() -> None:
    """Keys, values and items know their line and column, counted from 1."""
    source = read(b"a: 1\nlist:\n  - x\n  - {k: v}\n", "x")
    assert source.position(("a",)) == (1, 4)
    assert source.position(("a",), key=True) == (1, 1)
    assert source.position(("list", 1, "k")) == (4, 9)
    assert source.position(("list", 1, "missing")) == (4, 5)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark(line_end: str) -> None:
    """A byte order mark and the line ends of every system are read alike, positions too."""
    text = "\ufeff" + line_end.join(["a: 1", "b:", "  - ä", ""])
    source = read(text.encode(), "x")
    assert source.root == {"a": "1", "b": ["ä"]}
    assert source.position(("b", 0)) == (3, 5)


def test_text_is_composed() -> None:
    """A letter written as base and accent is one character afterwards (Unicode form C)."""
    assert read("a: a\u0308iti\n".encode(), "x").root["a"] == "äiti"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"null\n", "the file is empty"),
        (b"- 1\n", "the file holds a list and no keys"),
        (b"only text\n", "the file holds a text and no keys"),
        ("a: ä".encode("latin-1"), "1:4: the byte 0xE4 is not UTF-8"),
        ("a: ä".encode("utf-16"), "encoded as UTF-16"),
        ("a: ä".encode("utf-16-le"), "encoded as UTF-16"),
        (b'a: "\\x07"\n', "1:4: the text holds U+0007 control character"),
        (b"a: x\x1by\n", "1:5: the character U+001B control character cannot be printed"),
        (b"[" * 2000, "nested deeper than 100 levels"),
        (b"a: &b [1]\nc: *d\n", "2:4: the alias *d is not defined above"),
        (b"a: " + b"x" * 32768 + b"\n", "32768 characters long"),
    ],
)
def test_refused(content: bytes, message: str) -> None:
    """What cannot be read as one mapping of printable text is refused, and the message tells where."""
    with pytest.raises(SourceError, match=r"^x:\d+:\d+: ") as caught:
        read(content, "x")
    assert message in str(caught.value)


def test_anchor_bomb_is_refused() -> None:
    """Aliases that multiply are counted, not expanded."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    with pytest.raises(SourceError, match="repeat too much content"):
        read("\n".join(lines).encode(), "x")


def test_plain_alias_is_read() -> None:
    """An ordinary alias stands for the value that it names."""
    assert read(b"a: &n [x]\nb: *n\n", "x").root["b"] == ["x"]


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A missing file and a folder are refused in one sentence."""
    with pytest.raises(Refusal, match="there is no such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(Refusal, match="is a folder"):
        load(tmp_path)
