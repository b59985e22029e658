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
    before = (source.parent / "editions" / "1.yaml").stat()
    done = run("release", "--source", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The edition 1 has been frozen before, as it is: ")
    assert (source.parent / "editions" / "1.yaml").stat() == before


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
