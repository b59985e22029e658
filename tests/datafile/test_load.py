"""YAML text becomes plain data with positions, and every scalar stays what was written."""

from pathlib import Path

import pytest

from tests.support.matrices import matrix_of
from vastuumatriisi.datafile.load import load, read
from vastuumatriisi.errors import SourceError, UserError


@pytest.mark.parametrize("written", ["12:30", "NO", "1.10", "0x1F", "1e3", "2026-11-23", "true"])
def test_scalars_stay_text(written: str) -> None:
    """What YAML would turn into a number, a truth value or a date stays as it was written."""
    assert read(f"a: {written}\nb: '{written}'\n".encode(), "x").root == {"a": written, "b": written}


def test_empty_values() -> None:
    """An empty value and a tilde are nothing; in quotes they are text."""
    assert read(b'a:\nb: ~\nc: ""\nd: "~"\n', "x").root == {"a": None, "b": None, "c": "", "d": "~"}


def test_spans() -> None:
    """Keys, values and items know where they begin and end, lines and columns counted from 1."""
    source = read(b"a: 1\nlist:\n  - x\n  - {k: v}\n", "x")
    assert source.span(("a",)) == (1, 4, 1, 5)
    assert source.span(("a",), key=True) == (1, 1, 1, 2)
    assert source.span(("list", 1, "k")) == (4, 9, 4, 10)
    assert source.span(("list", 1, "missing")) == (4, 5, 4, 11)


TEXT = """\
# alku
yksi: 'a ''b'' c'   # huomautus
kaksi:
  - {id: x, nimet: [y, "z"]}

  # väli
  - id: w
    teksti: |
      rivi

    muu: ä ö
kolme: &k [1, 2]
neljä: *k
viisi:
"""
SPANS = {
    ("yksi",): "'a ''b'' c'",
    ("kaksi",): '- {id: x, nimet: [y, "z"]}\n\n  # väli\n  - id: w\n    teksti: |\n      rivi\n\n    muu: ä ö',
    ("kaksi", 0): '{id: x, nimet: [y, "z"]}',
    ("kaksi", 0, "nimet"): '[y, "z"]',
    ("kaksi", 0, "nimet", 1): '"z"',
    ("kaksi", 1): "id: w\n    teksti: |\n      rivi\n\n    muu: ä ö",
    ("kaksi", 1, "muu"): "ä ö",
    ("kolme",): "&k [1, 2]",
    ("kolme", 1): "2",
    ("neljä",): "*k",
    ("viisi",): "",
}


@pytest.mark.parametrize("path", SPANS)
def test_a_span_is_what_is_written_there(path: tuple[str | int, ...]) -> None:
    """What stands in the file between the two ends of a value is the value as it is written, and nothing else."""
    span = read(TEXT.encode(), "x").span(path)
    lines = TEXT.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    assert "\n".join(lines) == SPANS[path]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark(line_end: str) -> None:
    """A byte order mark and the line ends of every system are read alike, positions too."""
    text = "\ufeff" + line_end.join(["a: 1", "b:", "  - ä", ""])
    source = read(text.encode(), "x")
    assert source.root == {"a": "1", "b": ["ä"]}
    assert source.span(("b", 0))[:2] == (3, 5)


def test_text_is_composed() -> None:
    """A letter written as base and accent is one character afterwards (Unicode form C)."""
    assert read("a: a\u0308iti\n".encode(), "x").root["a"] == "äiti"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"null\n", "the file is empty"),
        (b"- 1\n", "1:1: the file holds a list where its keys should stand"),
        (b"only text\n", "1:1: the file holds a text where its keys should stand"),
        ("a: ä".encode("latin-1"), "1:4: the byte 0xE4 is not UTF-8"),
        ("a: ä".encode("utf-16"), "encoded as UTF-16"),
        ("a: ä".encode("utf-16-le"), "encoded as UTF-16"),
        (b'a: "\\x07"\n', "1:4: the text holds the character U+0007 control character"),
        (b"a: x\x1by\n", "1:5: the character U+001B control character has no place in a text"),
        (b"[" * 2000, "more than 100 deep"),
        (b"a: &b [1]\nc: *d\n", "2:4: the alias “*d” is not defined above"),
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
    with pytest.raises(SourceError, match="repetitions by aliases"):
        read("\n".join(lines).encode(), "x")


def test_plain_alias_is_read() -> None:
    """An ordinary alias stands for the value that it names."""
    assert read(b"a: &n [x]\nb: *n\n", "x").root["b"] == ["x"]


def test_what_is_written_is_what_stands_in_the_matrix() -> None:
    """An edition 1.10, a unit called NO and a role called 12:30 keep their names without quotes."""
    matrix = matrix_of("""
        format: 1
        title: 0x1F
        organisation: 1_000
        language: fi
        edition: 1.10
        date: 2026-01-31
        roles: [{id: on, name: 12:30, short: 1e3}]
        levels: [{id: "1", name: true, units: [{id: "2", name: NO, duties: [{id: 1.10, text: ~tilde}]}]}]
    """)
    assert (matrix.title, matrix.organisation, matrix.edition) == ("0x1F", "1_000", "1.10")
    assert (matrix.roles[0].id, matrix.roles[0].name, matrix.roles[0].short) == ("on", "12:30", "1e3")
    assert (matrix.levels[0].name, matrix.units[0].name) == ("true", "NO")
    assert (matrix.duties[0].id, matrix.duties[0].text) == ("1.10", "~tilde")


@pytest.mark.parametrize("written", ["yes", "no", "true", "FALSE", "on", "Off"])
def test_truth_values(written: str) -> None:
    """A truth value may be written in any of the ways that YAML knows."""
    matrix = matrix_of(f"""
        roles: [{{id: a, name: A, collective: {written}}}]
        levels: [{{id: b, name: B, units: [{{id: c, name: C}}]}}]
    """)
    assert matrix.roles[0].collective == (written in ("yes", "true", "on"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_of_faults_with_any_line_end(line_end: str) -> None:
    """Faults of the bytes, of the characters and of the grammar are told with the same line on every system."""
    lines = ["a: 1", "# 😀", "b: ä{}", "c: 2"]
    for bad, place in (("\x07", "3:5"), (" : : ", "3:6")):
        with pytest.raises(SourceError, match=f"^x:{place}: "):
            read(line_end.join(lines).replace("{}", bad).encode(), "x")
    with pytest.raises(SourceError, match=r"^x:3:5: the byte 0xE4"):
        read(line_end.join(lines).encode().replace(b"{}", b"\xe4"), "x")


def test_endless_file_is_refused() -> None:
    """A device that never ends is not read to its end."""
    if not Path("/dev/zero").exists():
        pytest.skip("there is no such device here")
    with pytest.raises(UserError, match="larger than 16 MiB"):
        load(Path("/dev/zero"))


def test_missing_file_and_folder(tmp_path: Path) -> None:
    """A missing file and a folder are refused in one sentence."""
    with pytest.raises(UserError, match="there is no such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(UserError, match="is a folder"):
        load(tmp_path)


@pytest.mark.parametrize("written", ["x # three", "x ## three", "x\t# three", "x # 3", "'x' #3", "x\n#3"])
def test_comments_behind_a_text(written: str) -> None:
    """A comment is left out; one that may be the end of the text is refused, see hash_in_text.yaml."""
    assert read(f"a: {written}\nb: [y] #todo\nc: 'd #3'\n".encode(), "x").root == {"a": "x", "b": ["y"], "c": "d #3"}
