"""The folder of templates, read whole whatever lies in it."""

import os
from pathlib import Path

import pytest

from vastuumatriisi.design.templates import read_templates
from vastuumatriisi.errors import UserError


def test_links_are_followed_once(tmp_path: Path) -> None:
    """A folder behind a link counts; a link that leads back does not lead round and round."""
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "poster.html.j2").write_text("", encoding="utf-8")
    (tmp_path / "templates" / "kuvat").symlink_to(tmp_path / "pictures")
    for name in ("a", "b", "c"):
        (tmp_path / "templates" / name).symlink_to(tmp_path / "templates")
    assert read_templates(tmp_path / "templates") == {"kuvat/a.svg": b"<svg/>", "poster.html.j2": b""}


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
