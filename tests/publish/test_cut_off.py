"""A build that is cut off at any moment leaves the old build or the new one, whole."""

import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.publishing import (
    OLD,
    Tree,
    beside,
    build_in_a_process,
    documents,
    names,
    publish_new,
    tree,
    user_error,
)
from vastuumatriisi.publish import (
    exclusive,
    inspect,
    publish,
    recover,
)


class Cut(BaseException):
    """The end of a process, as far as the code under test can tell."""


STEPS = ("mkdir", "open", "fsync", "rename", "unlink", "rmdir", "scandir", "listdir")


@contextmanager
def cut_at(last: int, *, dead: bool) -> Iterator[None]:
    """Raise ``Cut`` at call number ``last`` of the os module; at each later one too, if ``dead``."""
    count = itertools.count(1)

    def cutting(real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **keywords: object) -> object:
            number = next(count)
            if number == last or (dead and number > last):
                raise Cut
            return real(*arguments, **keywords)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, cutting(getattr(os, name)))
        yield


def is_cut(call: Callable[[Path], None], output: Path, last: int, *, dead: bool) -> bool:
    with cut_at(last, dead=dead):
        try:
            call(output)
        except Cut:
            return True
    return False


def stands_whole(output: Path, wholes: tuple[Tree, Tree]) -> bool:
    previous = output.parent / ".build.previous"
    return tree(output if output.exists() else previous) in wholes


@pytest.mark.parametrize("dead", [True, False], ids=["killed", "interrupted"])
def test_cut_anywhere(tmp_path: Path, wholes: tuple[Tree, Tree], dead: bool) -> None:
    """Cut off before any of its calls, a build leaves the old or the new one whole; the next run mends it."""
    seen, last = set(), 0
    while True:
        last += 1
        output = tmp_path / str(last) / "build"
        publish(documents("old"), OLD, output, force=False)
        cut = is_cut(publish_new, output, last, dead=dead)
        assert stands_whole(output, wholes), last
        recover(output)
        assert tree(output) in wholes, last
        assert beside(output) == [], last
        seen.add(wholes.index(tree(output)))
        inspect(output, force=False)
        publish_new(output)
        assert tree(output) == wholes[1]
        if not cut:
            break
    assert last > 30
    assert seen == {0, 1}


def test_recovery_cut_anywhere(tmp_path: Path, wholes: tuple[Tree, Tree]) -> None:
    """A repair that is cut off itself loses nothing either, from whichever state it starts."""
    for name in ("build", None):
        cut, last = True, 0
        while cut:
            last += 1
            output = tmp_path / f"{name}-{last}" / "build"
            if name:
                publish_new(output)
            publish(documents("old"), OLD, output.parent / ".build.previous", force=False)
            publish_new(output.parent / ".build.staging-0123abcd")
            cut = is_cut(recover, output, last, dead=True)
            assert stands_whole(output, wholes), (name, last)
            recover(output)
            assert tree(output) == wholes[1 if name else 0]
            assert beside(output) == []
        assert last > 10


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed on Windows")
def test_flushed_before_the_swap(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and every folder of the new build has reached the disk before the old one gives way."""
    flushed: set[int] = set()
    missing: list[Path] = []
    real_fsync, real_rename = os.fsync, os.rename

    def fsync(descriptor: int) -> None:
        flushed.add(os.fstat(descriptor).st_ino)
        real_fsync(descriptor)

    def rename(source: Path, target: Path) -> None:
        staged = next(output.parent.glob(".build.staging-*"), None)
        if staged:
            missing.extend(path for path in [staged, *staged.rglob("*")] if path.stat().st_ino not in flushed)
        real_rename(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "rename", rename)
    publish_new(output)
    assert len(flushed) == len([output, *output.rglob("*"), output.parent])
    assert missing == []


def test_interrupted_first_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing stood before, an interrupted build leaves nothing."""
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        publish_new(tmp_path / "build")
    assert names(tmp_path) == []


def test_previous_returns_to_an_emptied_folder(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Where somebody made an empty folder after a swap was cut off, the previous build still returns."""
    output.rename(output.parent / ".build.previous")
    output.mkdir()
    (output / ".DS_Store").touch()
    recover(output)
    assert tree(output) == wholes[0]
    assert beside(output) == []


def test_previous_waits_for_foreign_files(output: Path, wholes: tuple[Tree, Tree]) -> None:
    """Where somebody put files in the place of a build cut off, neither they nor the build are lost."""
    previous = output.parent / ".build.previous"
    output.rename(previous)
    output.mkdir()
    (output / "notes.txt").touch()
    recover(output)
    assert "notes.txt" in user_error(lambda: publish_new(output, force=True))
    assert tree(previous) == wholes[0]
    (output / "notes.txt").unlink()
    recover(output)
    assert tree(output) == wholes[0]


@pytest.mark.parametrize("stands", [True, False])
def test_foreign_previous(output: Path, stands: bool) -> None:
    """A folder of somebody's own under the name that a build needs is neither moved nor removed."""
    if not stands:
        output.rename(output.parent / "elsewhere")
    mine = output.parent / ".build.previous" / "mine.txt"
    mine.parent.mkdir()
    mine.touch()
    assert "move it elsewhere" in user_error(lambda: recover(output))
    assert "move it elsewhere" in user_error(lambda: publish_new(output, force=True))
    assert mine.exists()


def test_linked_previous(tmp_path: Path, output: Path, wholes: tuple[Tree, Tree]) -> None:
    """A link under the name that a build needs is not taken for a build, even where it leads to one."""
    output.rename(tmp_path / "elsewhere")
    (tmp_path / ".build.previous").symlink_to(tmp_path / "elsewhere")
    assert "move it elsewhere" in user_error(lambda: recover(output))
    assert tree(tmp_path / "elsewhere") == wholes[0]


def test_leftovers_of_others(output: Path) -> None:
    """Of what stands beside the output folder, nothing is removed but what dead runs of this output left."""
    for name in (
        ".build.staging-0123abcd",
        ".build.discarded-0123abcd",
        ".build.staging-mine",
        ".other.staging-0123abcd",
    ):
        (output.parent / name).mkdir()
        (output.parent / name / "file").touch()
    recover(output)
    assert beside(output) == [".build.staging-mine", ".other.staging-0123abcd"]


@pytest.mark.parametrize("seed", range(20))
def test_killed_at_a_random_moment(output: Path, wholes: tuple[Tree, Tree], seed: int) -> None:
    """A build that is killed leaves the old or the new one whole, and the next one is not kept waiting."""
    with build_in_a_process(output, "endless") as process:
        time.sleep(random.Random(seed).uniform(0, 0.1))  # noqa: S311
        process.kill()
    assert stands_whole(output, wholes)
    with exclusive(output, timeout=0):
        recover(output)
        assert tree(output) in wholes
        inspect(output, force=False)
        publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []
