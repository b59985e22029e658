"""Paths that only a mistake of ours can make."""

from pathlib import Path

import pytest

from tests.support.publishing import NEW, artifact, names
from vastuumatriisi.publish import (
    path_fault,
    publish,
)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/hostname",
        "../x.pdf",
        "a/../../x.pdf",
        "a//b.pdf",
        "a/",
        "./a.pdf",
        "a\\b.pdf",
        "c:x.pdf",
        "yö.pdf",
        "a\nb.pdf",
        "a\x00.pdf",
        "CON",
        "julisteet/con.pdf",
        "aux.tar.gz",
        "Lpt1.docx",
        "com1/x.pdf",
        "a.",
        "a /x.pdf",
        "what?.pdf",
        "x" * 300 + ".pdf",
        "manifest.json",
        "Manifest.JSON",
        "Thumbs.db",
        "~$a.docx",
    ],
)
def test_impossible_path(tmp_path: Path, path: str) -> None:
    """A document's path that would escape, or that some operating system cannot hold, is a bug of ours."""
    assert path_fault(path)
    with pytest.raises(ValueError, match="document's path"):
        publish([artifact(path, "poster", b"")], NEW, tmp_path / "build", force=True)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    "paths",
    [
        ("a.pdf", "a.pdf"),
        ("a.pdf", "A.PDF"),
        ("a", "a/b.pdf"),
        ("A/b.pdf", "a"),
        ("manifest.json/x.pdf",),
    ],
)
def test_colliding_paths(tmp_path: Path, paths: tuple[str, ...]) -> None:
    """Two documents in one place, on a disk that does not mind case either, are a bug of ours."""
    with pytest.raises(ValueError, match="same folder"):
        publish([artifact(path, "poster", b"") for path in paths], NEW, tmp_path / "build", force=True)


def test_ordinary_paths() -> None:
    """Names that only resemble a device or litter are fine."""
    for path in (
        "julisteet/koulun-johto.pdf",
        "console.pdf",
        "com10.pdf",
        "a b.pdf",
        "x/manifest.json",
        ".nojekyll",
    ):
        assert path_fault(path) is None
