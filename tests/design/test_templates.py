"""The folder of templates, read whole whatever lies in it."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.builder.request import Request
from vastuumatriisi.cli.watch import _state
from vastuumatriisi.design import templates
from vastuumatriisi.design.templates import MOST_BYTES, read_templates
from vastuumatriisi.errors import UserError
from vastuumatriisi.system import patience


def test_links_are_followed_once(tmp_path: Path) -> None:
    """A folder behind a link counts, the folder of the templates too; a link back does not lead round and round."""
    (tmp_path / "pohjat" / "pictures").mkdir(parents=True)
    (tmp_path / "pohjat" / "pictures" / "a.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "pohjat" / "poster.html.j2").symlink_to(tmp_path / "pohjat" / "oma.txt")
    (tmp_path / "pohjat" / "oma.txt").write_text("x", encoding="utf-8")
    (tmp_path / "templates").symlink_to(tmp_path / "pohjat")
    for name in ("a", "b", "c"):
        (tmp_path / "templates" / name).symlink_to(tmp_path / "templates")
    expected = {"oma.txt": b"x", "pictures/a.svg": b"<svg/>", "poster.html.j2": b"x"}
    assert read_templates(tmp_path / "templates") == expected


@pytest.mark.parametrize("absolute", [True, False])
@pytest.mark.parametrize("name", ["poster.html.j2", "theme.toml", "handbook.docx", "fonts/oma.ttf"])
def test_a_link_out_of_the_folder(name: str, absolute: bool, tmp_path: Path) -> None:
    """A file that is somewhere else is not read, whatever it is called; the link is named, and what to do."""
    (tmp_path / "salaisuus").write_text("x", encoding="utf-8")
    link = tmp_path / "templates" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "salaisuus" if absolute else os.path.relpath(tmp_path / "salaisuus", link.parent))
    with pytest.raises(UserError, match=f"{name}: this link leads out of the folder of the templates; put") as caught:
        read_templates(tmp_path / "templates")
    assert_in_every_language(caught.value)


def test_a_link_to_a_folder_elsewhere(tmp_path: Path) -> None:
    """Nor are the files of a folder that is somewhere else, one with a name that begins alike either."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates-2").mkdir()
    (tmp_path / "templates-2" / "a.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "templates" / "kuvat").symlink_to(tmp_path / "templates-2")
    with pytest.raises(UserError, match=r"kuvat: this link leads out of the folder"):
        read_templates(tmp_path / "templates")


def test_what_is_elsewhere_is_not_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Behind a link to a folder elsewhere may be all of the machine: nobody looks, and watch sees the link itself."""
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "templates" / "kuvat").mkdir(parents=True)
    (tmp_path / "templates" / "kuvat" / "a").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "templates" / "kuvat" / "b").symlink_to(tmp_path)
    walked, plainly = [], os.scandir

    def scandir(path: str) -> object:
        walked.append(str(path))
        return plainly(path)

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(UserError, match=r"kuvat/a: this link leads out of the folder"):
        read_templates(tmp_path / "templates")
    request = Request(tmp_path / "a.yaml", "a.yaml", tmp_path / "build", tmp_path / "templates")
    state = _state(request)
    assert walked == [str(tmp_path / "templates"), str(tmp_path / "templates" / "kuvat")] * 2
    (tmp_path / "elsewhere" / "new").touch()
    assert _state(request) == state
    (tmp_path / "templates" / "kuvat" / "a").unlink()
    assert len(_state(request)) == 1


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """It is named, and no more of it is read than one may have."""
    with (tmp_path / "oma.ttf").open("wb") as file:
        file.truncate(20 << 30)
    with pytest.raises(UserError, match=r"oma\.ttf is larger than 64 MiB; no template") as caught:
        read_templates(tmp_path)
    assert_in_every_language(caught.value)


def test_a_folder_that_holds_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many bytes or files are no templates; the folder is named, and not walked to its end."""
    for number in range(8):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "a.svg").write_bytes(b"x" * 100)
    assert len(read_templates(tmp_path)) == 8
    monkeypatch.setattr(templates, "MOST_IN_ALL", 799)
    with pytest.raises(UserError, match="there are more than 10000 files in it, or more than") as caught:
        read_templates(tmp_path)
    assert_in_every_language(caught.value)
    monkeypatch.setattr(templates, "MOST_IN_ALL", 800)
    monkeypatch.setattr(templates, "MOST_FILES", 10)
    with pytest.raises(UserError, match=f"^{tmp_path}: there are more than 10 files in it"):
        read_templates(tmp_path)
    assert len(list(templates.folders_in(tmp_path))) < 8


def test_what_does_not_count(tmp_path: Path) -> None:
    """Hidden files, locks of office programs, pipes and dangling links are left out."""
    for name in (".DS_Store", "~$handbook.docx", "logo.svg"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "gone.svg").symlink_to(tmp_path / "nowhere.svg")
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
    assert read_templates(tmp_path) == {"logo.svg": b""}


def test_a_template_that_is_being_synchronised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that OneDrive or an editor holds for a moment, as Windows lets them, is read a moment later."""
    (tmp_path / "logo.svg").write_bytes(b"<svg/>")
    refusals = iter((True, True, False))
    read_bytes = Path.read_bytes

    def held(path: Path) -> bytes:
        if next(refusals):
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(patience, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(Path, "read_bytes", held)
    assert read_templates(tmp_path) == {"logo.svg": b"<svg/>"}


@pytest.mark.parametrize(
    ("error", "told"), [(PermissionError(13, "Permission denied"), True), (FileNotFoundError(), False)]
)
def test_a_template_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: bool
) -> None:
    """One that may not be read is named; one that an editor has just taken away is none."""
    (tmp_path / "logo.svg").write_text("", encoding="utf-8")

    plain_open = Path.open

    def opened(path: Path, *arguments: Any, **named: Any) -> object:
        if path.is_relative_to(tmp_path):
            raise error
        return plain_open(path, *arguments, **named)  # such as the table of the reasons, where no test has read it yet

    monkeypatch.setattr(Path, "open", opened)
    if told:
        with pytest.raises(UserError, match=r"logo\.svg: the template cannot be read \(Permission denied\)"):
            read_templates(tmp_path)
    else:
        assert read_templates(tmp_path) == {}


def test_a_letterhead_that_is_too_large(tmp_path: Path) -> None:
    """It is refused by its size, not as a broken one."""
    with (tmp_path / "esimerkki.docx").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(UserError, match=r"esimerkki\.docx is larger than 64 MiB; no letterhead is") as caught:
        read_templates(ROOT / "templates", tmp_path / "esimerkki.docx")
    assert_in_every_language(caught.value)
