"""The folder of templates, read whole whatever lies in it."""

import os
from pathlib import Path

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.design.templates import MOST_BYTES, read_templates
from vastuumatriisi.errors import UserError


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
    with pytest.raises(UserError, match=r"kuvat/a\.svg: this link leads out of the folder"):
        read_templates(tmp_path / "templates")


def test_what_does_not_count(tmp_path: Path) -> None:
    """Hidden files, locks of office programs, pipes and dangling links are left out."""
    for name in (".DS_Store", "~$handbook.docx", "logo.svg"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "gone.svg").symlink_to(tmp_path / "nowhere.svg")
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe")
    assert read_templates(tmp_path) == {"logo.svg": b""}


@pytest.mark.parametrize(
    ("error", "told"), [(PermissionError(13, "Permission denied"), True), (FileNotFoundError(), False)]
)
def test_a_template_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: bool
) -> None:
    """One that may not be read is named; one that an editor has just taken away is none."""
    (tmp_path / "logo.svg").write_text("", encoding="utf-8")

    def read_bytes(_path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
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
