"""What Windows does otherwise, simulated: files that somebody has open cannot be moved, and paths have an end."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.command import SMALL, Silent
from tests.support.publishing import NEW, POSTER, Tree, beside, documents, failing, publish_new, tree, user_error
from vastuumatriisi.builder.pipeline import build
from vastuumatriisi.cli.arguments import parser
from vastuumatriisi.cli.requests import request_of
from vastuumatriisi.publish import inspect, publish, recover, refuse_long, standing
from vastuumatriisi.system import bounds, patience

WORKBOOK = "vastuumatriisi.xlsx"


class Windows:
    """A system that neither moves nor opens for writing what another program has open, nor a folder that it lies in.

    A file is open by each of its names: whoever removes another one of them is refused too.
    """

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
            if self._holds(Path(path), keywords.get("dir_fd")):
                self._refuse(path)
            real(path, *arguments, **keywords)

        return call

    def _holds(self, path: Path, folder: int | None) -> bool:
        if folder is not None:
            path = Path(f"/proc/self/fd/{folder}").resolve() / path
        open_ones = [file for file in self.opened if file.exists()]
        return any(file.is_relative_to(path) or (path.is_file() and file.samefile(path)) for file in open_ones)

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
    sentence = user_error(lambda: publish_new(output))
    assert sentence.startswith(f"the new documents could not be put into {output}, since another program, such as")
    assert tree(output) == wholes[0]
    assert beside(output) == []


def test_documents_that_are_kept_are_open(output: Path, wholes: tuple[Tree, Tree], windows: Windows) -> None:
    """Nothing is left beside a build that somebody looks at: what is kept of it is no second name of the same file."""
    windows.opened = {output / POSTER}
    manifest = standing(output)
    assert manifest
    kept = [entry for entry in manifest.documents if entry.path != WORKBOOK]
    new = [made for made in documents("new") if made.entry.path == WORKBOOK]
    assert POSTER in user_error(lambda: publish([*kept, *new], NEW, output, force=False))
    assert (tree(output), beside(output)) == (wholes[0], [])


def test_a_document_of_the_previous_build_is_open(output: Path, wholes: tuple[Tree, Tree], windows: Windows) -> None:
    """Where a run was cut off in the midst of a swap, what is open is looked for where it then stands."""
    output.rename(output.with_name(".build.previous"))
    windows.opened = {output.with_name(".build.previous") / POSTER}
    assert f"close them first, and build again: {POSTER}" in user_error(lambda: recover(output))
    windows.opened.clear()
    recover(output)
    assert (tree(output), beside(output)) == (wholes[0], [])


def test_what_is_no_document_is_not_named(output: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mark of Excel beside an open workbook is open too, and nobody can close it."""
    (output / f"~${WORKBOOK}").touch()
    (output / POSTER).chmod(0o444)
    windows.opened = {output / WORKBOOK, output / f"~${WORKBOOK}"}
    monkeypatch.setattr("vastuumatriisi.publish.swap.inspect", lambda *_, **__: ())
    assert user_error(lambda: publish_new(output)).endswith(f"close them first, and build again: {WORKBOOK}")


def test_a_new_folder_is_looked_into(output: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    """OneDrive may hold the folder by which it is tried whether one can be made: nobody is told that he may not."""
    failing(monkeypatch, "rmdir", errno.EACCES, lambda path: ".staging-" in path)
    assert inspect(output, force=False)
    monkeypatch.undo()
    recover(output)
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


@pytest.mark.parametrize(("longer", "fits"), [(0, True), (1, False)])
def test_long_folders(
    longer: int, fits: bool, tmp_path: Path, windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may have 247 characters, since a name of MS-DOS has to find room in it; a short name does not help."""
    monkeypatch.setattr(bounds, "sys", SimpleNamespace(platform="win32"))
    around = len(str(tmp_path / "x" / ".build.discarded-01234567" / "julisteet")) - 1
    output = tmp_path / ("x" * (247 - around + longer)) / "build"
    if fits:
        refuse_long(output, ["julisteet/a.pdf"])
        return
    sentence = user_error(lambda: refuse_long(output, ["julisteet/a.pdf"]))
    assert "the folder of julisteet/a.pdf in " in sentence
    assert "has a path of 248 characters while it is made, and Windows makes folders of 247" in sentence


def test_long_paths_are_told_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for documents that have no place."""
    monkeypatch.setattr(bounds, "sys", SimpleNamespace(platform="win32"))
    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    output = tmp_path / ("x" * (250 - len(str(tmp_path)))) / "build"
    options = parser(tmp_path).parse_args(
        ["build", "--source", str(tmp_path / "esimerkki.yaml"), "--output", str(output)]
    )
    renderer = SimpleNamespace(elsewhere=False, results=lambda _: pytest.fail("something is made"))
    assert "characters while it is made, and Windows opens" in user_error(
        lambda: build(request_of(options), Silent(), renderer)
    )
