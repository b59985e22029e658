"""``release``: the present edition is frozen, byte for byte and for good."""

from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in, run

CONTENT = b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiedot.yaml"
    path.write_bytes(CONTENT)
    return path


def refused(source: Path, *arguments: str, status: int = 1) -> str:
    """Return what is said where nothing is frozen and no file has changed."""
    before = files_in(source.parent)
    done = run("release", "--source", source, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert "Traceback" not in done.stderr
    assert files_in(source.parent) == before
    return done.stderr


def test_frozen_byte_for_byte(source: Path) -> None:
    """The edition is a copy of the data file under its label; findings are no hindrance, the file itself stays."""
    done = run("release", "--source", source)
    frozen = source.parent / "editions" / "1.yaml"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"The edition 1 is frozen: {frozen}.\n"
    assert files_in(source.parent) == {"tiedot.yaml": CONTENT, "editions/1.yaml": CONTENT}
    assert frozen.stat().st_mode == source.stat().st_mode


def test_the_same_again(source: Path) -> None:
    """Freezing the same once more changes nothing and says so."""
    assert run("release", "--source", source).returncode == 0
    frozen = source.parent / "editions" / "1.yaml"
    before = frozen.stat()
    done = run("release", "--source", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The edition 1 has been frozen before, as it is: ")
    assert (frozen.stat().st_ino, frozen.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_other_content_under_the_same_label(source: Path) -> None:
    """A frozen edition is never rewritten, not even for a comment."""
    assert run("release", "--source", source).returncode == 0
    source.write_bytes(CONTENT + b"# huomautus\r\n")
    told = refused(source)
    assert told == (
        f"{source.parent / 'editions' / '1.yaml'} is frozen and says something else than {source}; an edition is never "
        "rewritten, so give “edition” a new label.\n"
    )


def test_problems_hinder(source: Path) -> None:
    """While the data file has problems nothing is frozen, and they are told as ever."""
    source.write_bytes(CONTENT.replace(b"[eeva]", b"[eva]"))
    assert f"{source}:13:40: there is no unit or role “eva”; did you mean “eeva”?" in refused(source)


@pytest.mark.parametrize(
    ("label", "file"),
    [("1/2026", "1%2F2026.yaml"), ("../ulos", "%2E.%2Fulos.yaml"), ("con", "%63on.yaml"), ("版", "版.yaml")],
)
def test_labels_that_are_no_file_names(source: Path, label: str, file: str) -> None:
    """An edition of any label lies in its folder, and is found by its label again."""
    source.write_bytes(CONTENT.replace(b'"1"', f'"{label}"'.encode()))
    assert run("release", "--source", source).returncode == 0
    assert {*files_in(source.parent)} == {"tiedot.yaml", f"editions/{file}"}
    done = run("diff", label, "--source", source)
    assert (done.returncode, done.stderr) == (0, "")


def test_labels_that_no_file_can_have(source: Path) -> None:
    """A label that is too long, or that is the file of another edition on some systems, is refused."""
    source.write_bytes(CONTENT.replace(b'"1"', b'"' + b"x" * 300 + b'"'))
    assert "has a label that is too long for the name of its file; choose a shorter one." in refused(source)
    source.write_bytes(CONTENT.replace(b'"1"', b"Syksy"))
    assert run("release", "--source", source).returncode == 0
    source.write_bytes(CONTENT.replace(b'"1"', b"syksy"))
    assert "only in capitals or the like" in refused(source)


def test_places_where_nothing_can_be_frozen(source: Path) -> None:
    """A file or a folder that takes no file where editions belong: one sentence, and nothing is left."""
    editions = source.parent / "editions"
    editions.write_text("ei kansio")
    assert "editions cannot be read (Not a directory)" in refused(source)
    editions.unlink()
    editions.symlink_to("/proc")
    done = run("release", "--source", source)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{editions / '1.yaml'} cannot be written (")
    assert len(done.stderr.splitlines()) == 1
    editions.unlink()
    editions.mkdir()
    (editions / "1.yaml").symlink_to(source.parent / "ei-ole.yaml")
    assert "1.yaml cannot be read (No such file or directory); nothing was changed." in refused(source)


def test_a_linked_data_file(source: Path, tmp_path: Path) -> None:
    """The edition lies beside the file that a link leads to; the link stays one."""
    (tmp_path / "muualla").mkdir()
    link = tmp_path / "muualla" / "linkki.yaml"
    link.symlink_to(source)
    done = run("release", "--source", link)
    assert (done.returncode, done.stdout) == (0, f"The edition 1 is frozen: {tmp_path / 'editions' / '1.yaml'}.\n")
    assert link.is_symlink()
    assert [path.name for path in link.parent.iterdir()] == ["linkki.yaml"]


def test_no_data_file(tmp_path: Path) -> None:
    """A data file that is not there, or a folder, is told; nothing comes into being."""
    assert "there is no such file" in refused(tmp_path / "ei-ole.yaml")
    assert "is a folder" in refused(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_the_next_edition_begins(source: Path) -> None:
    """The edition is frozen, goes into the history, and the file has the new label; every other byte stays."""
    done = run("release", "--source", source, "--next", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"The edition 1 is frozen: {source.parent / 'editions' / '1.yaml'}.",
        f"{source} is the edition 2 now, and 1 is in its history; as it was: tiedot.yaml.before.",
        "The date is still 2026-01-31: set “date” when 2 is issued.",
    ]
    assert {*files_in(source.parent)} == {"tiedot.yaml", "tiedot.yaml.before", "editions/1.yaml"}
    text = source.read_bytes()
    assert text.startswith(b"\xef\xbb\xbfformat: 1\r\n")
    kept = [line for line in CONTENT.split(b"\r\n") if not line.startswith(b"edition")]
    assert [line for line in text.split(b"\r\n") if line in kept] == kept
    told = run("diff", "--source", source).stdout.splitlines()
    assert told[0] == "Edition 1 (31 January 2026) → edition 2 (31 January 2026)"
    assert told[-1] == "All documents of the earlier edition still hold."


def test_one_edition_after_another(source: Path) -> None:
    """The newest edition comes first in the history, whatever its label; a frozen one stays as it is."""
    source.write_bytes(CONTENT.replace(b"date:", b"approved_by: Lautakunta\r\nvalid_from: 2026-02-01\r\ndate:"))
    for label in ("kevät 2026", "1/2027", "#3", "2027-02-28", "no"):
        done = run("release", "--source", source, "--next", label)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1].endswith(
            f": set “date”, “approved_by”, “valid_from” when {label} is issued."
        )
    told = run("diff", "#3", "--source", source, "--json").stdout
    assert '"edition": "no"' in told
    assert "#3" in told
    done = run("diff", "--source", source)
    assert "2027-02-28" in done.stdout.splitlines()[0]
    assert (source.parent / "editions" / "1%2F2027.yaml").is_file()


NEXT = {
    "1": (2, "“1” is the label of the present edition; choose another one for the next edition."),
    "0": (2, "“0” is the label of an edition in the history of "),
    "Syksy": (2, "“Syksy” is the label of a frozen edition, "),
    "SYKSY": (2, "“SYKSY” differs from “Syksy”, the label of a frozen edition, "),
    "": (2, "The label of the next edition is empty; write one behind --next, such as 2027-01."),
    " \u200b ": (2, "The label of the next edition is empty"),
    "a\x1bb": (2, "The character U+001B control character has no place in the label of an edition; leave it out."),
    "x" * 300: (1, "has a label that is too long for the name of its file; choose a shorter one."),
}


@pytest.mark.parametrize("label", NEXT)
def test_next_labels_that_are_refused(source: Path, label: str) -> None:
    """A label that is taken, or that is none, is refused before anything is frozen."""
    (source.parent / "editions").mkdir()
    (source.parent / "editions" / "Syksy.yaml").write_bytes(CONTENT)
    source.write_bytes(CONTENT + b'history: [{edition: "0", date: 2025-01-31}]\r\n')
    status, told = NEXT[label]
    assert told in refused(source, "--next", label, status=status)


def test_next_where_the_edition_cannot_be_frozen(source: Path) -> None:
    """Where the present edition is frozen with other content the data file stays as it is."""
    assert run("release", "--source", source).returncode == 0
    source.write_bytes(CONTENT + b"# huomautus\r\n")
    assert "is frozen and says something else" in refused(source, "--next", "2")


def test_next_after_a_release(source: Path) -> None:
    """The next edition may begin later, of what has been frozen before."""
    assert run("release", "--source", source).returncode == 0
    done = run("release", "--source", source, "--next", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The edition 1 has been frozen before, as it is: ")


def test_next_where_the_data_file_cannot_be_written(source: Path) -> None:
    """The frozen copy is taken back where the data file cannot become the next edition."""
    (source.parent / "tiedot.yaml.before").mkdir()  # in the place of the file as it was
    told = refused(source, "--next", "2")
    assert "tiedot.yaml cannot be written (Is a directory), so nothing was changed" in told
    assert not (source.parent / "editions").exists()
