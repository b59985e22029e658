"""Editions on disk: what their files are called, which there are, and which one changes are told against."""

import unicodedata
from pathlib import Path

import pytest

from tests.support.matrices import HEAD, matrix_of
from vastuumatriisi.datafile.editions import file_name, frozen_editions, label_of, read_edition
from vastuumatriisi.datafile.freeze import freeze, freezing, unfreeze
from vastuumatriisi.datafile.sides import base, side, why_no_base
from vastuumatriisi.errors import UsageError, UserError

BODY = "roles: []\nlevels: [{id: taso, name: Taso, units: []}]\n"

LABELS = {
    "2025-01": "2025-01.yaml",
    "luonnos 2": "luonnos 2.yaml",
    "syksy, 2. painos": "syksy, 2. painos.yaml",
    "Ääkköset": "Ääkköset.yaml",
    "版本 三": "版本 三.yaml",
    "издание": "издание.yaml",
    "1/2026": "1%2F2026.yaml",
    "..": "%2E..yaml",
    "../../etc/passwd": "%2E.%2F..%2Fetc%2Fpasswd.yaml",
    ".piilo": "%2Epiilo.yaml",
    "~$lukko": "%7E$lukko.yaml",
    "50 %": "50 %25.yaml",
    "%2F": "%252F.yaml",
    "C:\\x": "C%3A%5Cx.yaml",
    'a|b?*<>"': "a%7Cb%3F%2A%3C%3E%22.yaml",
    "con": "%63on.yaml",
    "NUL.2024": "%4EUL.2024.yaml",
    "com1": "%63om1.yaml",
    "console": "console.yaml",
    "a\u00a0b": "a%C2%A0b.yaml",
    "a\u200db": "a%E2%80%8Db.yaml",
    "pehmeä\u00adviiva": "pehmeä%C2%ADviiva.yaml",
}


@pytest.mark.parametrize("label", LABELS)
def test_labels_are_file_names_and_come_back(label: str) -> None:
    """Any label has a file name that every system takes, and is read from it again."""
    assert file_name(label) == LABELS[label]
    assert label_of(file_name(label)) == label


def test_names_that_are_no_label() -> None:
    """What no edition would be called is none: other endings, other spellings of a name, bytes that are no text."""
    for name in ("1.yml", "1", ".yaml", "1:2.yaml", "50 %.yaml", "%2f.yaml", "%FF.yaml", "con.yaml", "\udcff.yaml"):
        assert label_of(name) is None, name


@pytest.mark.parametrize("label", ["x" * 200, "/" * 70, "版" * 80])
def test_labels_too_long(label: str) -> None:
    """A label that is too long for a file name is refused in one sentence."""
    with pytest.raises(UserError, match="too long for the name of its file"):
        file_name(label)


def data(edition: str, history: str = "[]", title: str = "Esimerkkimatriisi") -> bytes:
    head = HEAD.replace('"1"', f'"{edition}"').replace("Esimerkkimatriisi", title)
    return f"{head}history: {history}\n{BODY}".encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiedot.yaml"
    path.write_bytes(data("3", '[{edition: "1", date: 2024-01-01}, {edition: "2", date: 2025-01-01}]'))
    return path


def frozen(source: Path, *labels: str) -> None:
    for label in labels:
        freeze(freezing(source, source.name, data(label), label))


def test_freezing_is_byte_for_byte_and_for_good(source: Path) -> None:
    """The same content under the same label is what it was; other content is refused; nothing else is left there."""
    content = data("1/2026").replace(b"\n", b"\r\n")
    first = freezing(source, "tiedot.yaml", content, "1/2026")
    freeze(first)
    assert not first.done
    assert [path.name for path in (source.parent / "editions").iterdir()] == ["1%2F2026.yaml"]
    assert first.edition.path.read_bytes() == content
    assert freezing(source, "tiedot.yaml", content, "1/2026").done
    with pytest.raises(UserError, match=r"editions/1%2F2026\.yaml is frozen and says something else"):
        freezing(source, "tiedot.yaml", content + b"#", "1/2026")
    with pytest.raises(UserError, match="meanwhile"):  # somebody else was quicker
        freeze(first)
    assert first.edition.path.read_bytes() == content


def test_labels_that_differ_in_capitals(source: Path) -> None:
    """Labels that are one file on many systems are refused, the same one in other code points is the same."""
    frozen(source, "Syksy", "ä")
    for label in ("syksy", "SYKSY", "Ｓyksy"):
        with pytest.raises(UserError, match=r"differs from the frozen one editions/Syksy\.yaml only in capitals"):
            freezing(source, source.name, data(label), label)
    decomposed = unicodedata.normalize("NFD", "ä")
    assert freezing(source, source.name, data("ä"), decomposed).done
    assert read_edition(frozen_editions(source, source.name)["ä"]).edition == "ä"


def test_a_freezing_taken_back(source: Path) -> None:
    """What was frozen a moment ago can be taken back without a trace; what stood there before stays."""
    it = freezing(source, source.name, data("1"), "1")
    freeze(it)
    unfreeze(freezing(source, source.name, data("1"), "1"))
    assert it.edition.path.is_file()
    unfreeze(it)
    assert [path.name for path in source.parent.iterdir()] == [source.name]


def test_a_place_that_takes_nothing(source: Path) -> None:
    """Where editions cannot lie a sentence says so, and nothing is left."""
    (source.parent / "editions").write_text("ei kansio")
    with pytest.raises(UserError, match="editions cannot be read"):
        freezing(source, source.name, data("1"), "1")
    (source.parent / "editions").unlink()
    (source.parent / "editions").symlink_to("/proc/ei-ole")
    with pytest.raises(UserError, match="nothing was changed"):
        frozen(source, "1")


def test_editions_of_a_linked_file_lie_beside_the_file(source: Path, tmp_path: Path) -> None:
    """A link to a data file has the editions of that file."""
    (tmp_path / "muualla").mkdir()
    link = tmp_path / "muualla" / "linkki.yaml"
    link.symlink_to(source)
    frozen(link, "1")
    assert (tmp_path / "editions" / "1.yaml").is_file()
    assert side("1", source, source.name).edition == "1"


def test_the_base_is_the_newest_of_the_history_that_is_frozen(source: Path) -> None:
    """By date, whatever the order; the present edition and what nobody has frozen are none."""
    matrix = side(str(source), source, source.name)
    assert base(matrix, source, source.name) is None
    assert "no earlier edition in editions" in str(why_no_base(matrix, source, source.name))
    frozen(source, "3", "muu")
    assert base(matrix, source, source.name) is None
    assert str(why_no_base(matrix, source, source.name)).endswith("name what to compare with: muu or a data file.")
    frozen(source, "1")
    assert base(matrix, source, source.name).edition == "1"  # type: ignore[union-attr]
    frozen(source, "2")
    assert base(matrix, source, source.name).edition == "2"  # type: ignore[union-attr]
    assert base(matrix, source, source.name, "muu").edition == "muu"  # type: ignore[union-attr]
    assert base(matrix, source, source.name, str(source)).edition == "3"  # type: ignore[union-attr]
    assert base(matrix, source, source.name, "none") is None


def test_what_a_word_names(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen edition goes before a file of that name, the present edition is the data file itself."""
    monkeypatch.chdir(tmp_path)
    frozen(source, "1", "syksy/2025")
    (tmp_path / "1").write_bytes(data("tiedosto"))
    (tmp_path / "3").mkdir()
    assert side("1", source, source.name).edition == "1"
    assert side("./1", source, source.name).edition == "tiedosto"
    assert side("syksy/2025", source, source.name).edition == "syksy/2025"
    assert side("3", source, source.name).edition == "3"


SIDES = {
    "syksy/2052": "syksy/2052: there is no such file and no such edition; did you mean “syksy/2025”?",
    "kevät": "kevät: there is no such file and no such edition; name a data file or the label of an edition; "
    "frozen are 1, syksy/2025.",
    "": "“”: there is no such file and no such edition; name a data file or the label of an edition; "
    "frozen are 1, syksy/2025.",
}


@pytest.mark.parametrize("word", SIDES)
def test_words_that_name_nothing(source: Path, word: str) -> None:
    """What exists is told, or what may have been meant."""
    frozen(source, "1", "syksy/2025")
    with pytest.raises(UsageError) as error:
        side(word, source, source.name)
    assert str(error.value) == SIDES[word]


def test_no_word_is_too_long_or_too_strange(source: Path) -> None:
    """Whatever the word, the answer is a sentence."""
    for word in ("x" * 5000, "\udcff", "a/" * 2000, "ei\nole"):
        with pytest.raises(UsageError, match="no such file"):
            side(word, source, source.name)


def test_other_files_are_named_for_what_they_are(source: Path, tmp_path: Path) -> None:
    """A workbook, a folder and a picture are told, with what can be given instead."""
    (tmp_path / "kuva.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(UserError, match=r"this is a picture \(PNG\); name a data file or the label of an edition\."):
        side(str(tmp_path / "kuva.png"), source, source.name)
    with pytest.raises(UserError, match="is a folder"):
        side(str(tmp_path), source, source.name)


def test_editions_that_do_not_read(source: Path) -> None:
    """One sentence with the file, the line and the first problem, whatever is the matter with an edition."""
    frozen(source, "1", "2")
    folder = source.parent / "editions"
    (folder / "1.yaml").write_bytes(data("1").replace(b"roles: []", b"roles: [{id: x}]\nnimi: y\nmuu: z"))
    with pytest.raises(UserError) as error:
        side("1", source, source.name)
    assert str(error.value).startswith("editions/1.yaml:8:")
    assert str(error.value).endswith(
        "(and 2 more problems); so the edition “1” does not read any more, and another one has to be named."
    )
    assert "\n" not in str(error.value)
    (folder / "2.yaml").write_bytes(data("kaksi"))
    with pytest.raises(UserError, match=r"^editions/2\.yaml says that it is the edition “kaksi”; call the file kaksi"):
        side("2", source, source.name)
    for content in (b"", b"\xff\xfe\x00", b"PK\x03\x04", b"format: 1\n" * 3):
        (folder / "2.yaml").write_bytes(content)
        with pytest.raises(UserError) as error:
            base(matrix_of(source.read_text()), source, source.name)
        assert len(str(error.value).splitlines()) == 1
