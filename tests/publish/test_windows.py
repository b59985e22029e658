"""What Windows does otherwise, simulated: files that somebody has open cannot be moved, and paths have an end."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.publishing import POSTER, Tree, beside, failing, publish_new, tree, user_error
from vastuumatriisi.system import bounds, patience

WORKBOOK = "vastuumatriisi.xlsx"


class Windows:
    """A system that neither moves nor opens for writing what another program has open, nor a folder that it lies in."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened: set[Path] = set()
        self.refused = 0
        self.closes_after = 1000  # refusals
        monkeypatch.setattr(patience, "OTHERS_HOLD", True)
        monkeypatch.setattr(patience, "PAUSES", (0.0, 0.0, 0.0))
        monkeypatch.setattr(patience, "FOLDERS_ARE_FILES", False)
        for name in ("rename", "replace", "unlink"):
            monkeypatch.setattr(os, name, self._guarded(getattr(os, name)))
        monkeypatch.setattr(Path, "open", self._opening(Path.open))

    def _guarded(self, real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, *arguments: Any, **keywords: Any) -> None:
            if any(file.exists() and file.is_relative_to(path) for file in self.opened):
                self._refuse(path)
            real(path, *arguments, **keywords)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Path, mode: str = "r", *arguments: Any, **keywords: Any) -> Any:
            if path in self.opened and mode == "r+b":
                self._refuse(path)
            return real(path, mode, *arguments, **keywords)

        return call

    def _refuse(self, path: object) -> None:
        self.refused += 1
        if self.refused >= self.closes_after:
            self.opened.clear()
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    return Windows(monkeypatch)


@pytest.mark.parametrize("opened", [(WORKBOOK,), (POSTER, WORKBOOK)])
def test_open_documents(opened: tuple[str, ...], output: Path, wholes: tuple[Tree, Tree], windows: Windows) -> None:
    """Documents that are open in Excel or Acrobat are named, all of them; the old build stands, and closing helps."""
    windows.opened = {output / path for path in opened}
    sentence = user_error(lambda: publish_new(output))
    assert f"close them first, and build again: {', '.join(sorted(opened))}" in sentence
    assert windows.refused >= 4  # it was tried more than once
    assert tree(output) == wholes[0]
    assert beside(output) == []
    windows.opened.clear()
    publish_new(output)
    assert tree(output) == wholes[1]


def test_a_scanner_lets_go(output: Path, wholes: tuple[Tree, Tree], windows: Windows) -> None:
    """What a virus scanner or OneDrive holds for a moment is moved a moment later."""
    windows.opened, windows.closes_after = {output / POSTER}, 3
    publish_new(output)
    assert windows.refused == 3
    assert tree(output) == wholes[1]
    assert beside(output) == []


def test_the_new_build_is_held(
    output: Path, wholes: tuple[Tree, Tree], windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the new build cannot take its place, the old one, moved aside already, comes back."""
    failing(monkeypatch, "rename", errno.EACCES, lambda path: ".staging-" in Path(path).name)
    assert "could not be moved aside" in user_error(lambda: publish_new(output))
    assert tree(output) == wholes[0]
    assert beside(output) == []


def test_folders_are_never_opened(output: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder cannot be flushed there, and nobody tries."""
    real = os.open

    def opening(path: Any, *arguments: Any, **keywords: Any) -> int:
        assert not Path(path).is_dir()
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(os, "open", opening)
    publish_new(output)


@pytest.mark.parametrize(("longer", "fits"), [(0, True), (1, False)])
def test_long_paths(longer: int, fits: bool, tmp_path: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path of 259 characters is written, whatever it is called meanwhile; of a longer one it is told before."""
    monkeypatch.setattr(bounds, "sys", SimpleNamespace(platform="win32"))
    around = len(str(tmp_path / "x" / ".build.discarded-01234567" / POSTER)) - 1
    folder = tmp_path / ("x" * (259 - around + longer))
    if fits:
        publish_new(folder / "build")
        assert (folder / "build" / POSTER).is_file()
        return
    sentence = user_error(lambda: publish_new(folder / "build"))
    assert f"{POSTER} in " in sentence
    assert "has a path of 260 characters while it is made, and Windows opens 259" in sentence
    assert not (folder / "build").exists()
    assert not folder.exists() or list(folder.iterdir()) == []
