"""What the operating system refuses is told in a sentence, and nothing is lost."""

import errno
import hashlib
import itertools
import os
import stat
from pathlib import Path

import pytest

from tests.support.publishing import (
    POSTER,
    Tree,
    assert_refused,
    beside,
    failing,
    publish_new,
    tree,
    user_error,
)
from vastuumatriisi.publish import (
    exclusive,
    inspect,
    recover,
)


def assert_untouched(output: Path, whole: Tree, *words: str) -> None:
    sentence = user_error(lambda: publish_new(output))
    assert all(word in sentence for word in words), sentence
    assert "Errno" not in sentence
    assert tree(output) == whole
    assert beside(output) == []


def test_full_disk(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk stops the build with one sentence; the old build stands and nothing is left beside it."""
    failing(monkeypatch, "fsync", errno.ENOSPC, lambda _: True)
    assert_untouched(output, wholes[0], "no room left", str(output.parent), "free some space")


@pytest.mark.parametrize(("number", "word"), [(errno.EROFS, "read-only"), (errno.EACCES, "may not write")])
def test_read_only_parent(
    output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    """A folder that cannot be written to is told before any rendering, and by every step."""
    failing(monkeypatch, "mkdir", number, lambda path: ".staging-" in path)
    failing(monkeypatch, "open", number, lambda path: path.endswith(".lock"))
    assert word in user_error(lambda: inspect(output, force=False))
    assert word in user_error(lambda: exclusive(output).__enter__())
    assert_untouched(output, wholes[0], word, str(output.parent), "--output")


@pytest.mark.parametrize("step", ["build", ".staging-"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY, errno.EXDEV, errno.EIO])
def test_immovable_folder(
    output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """A rename that fails, as with a file open in Excel on Windows, leaves the old build where it was."""
    advice = {errno.EACCES: "close its documents", errno.EIO: "check the disk"}
    failing(monkeypatch, "rename", number, lambda path: step in Path(path).name and "previous" not in path)
    assert_untouched(output, wholes[0], advice.get(number, "a volume of its own"))


def test_patient_rename(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a virus scanner holds the new folder for a moment, the rename is tried again."""
    monkeypatch.setattr("vastuumatriisi.system.patience.PAUSES", (0.0, 0.0))
    tries = itertools.count(1)
    failing(monkeypatch, "rename", errno.EACCES, lambda _: next(tries) < 3)
    publish_new(output)
    assert tree(output) == wholes[1]


def test_unreadable_document(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that cannot be read is named, instead of being judged."""
    monkeypatch.setattr(hashlib, "file_digest", lambda *_: (_ for _ in ()).throw(PermissionError(13, "no", POSTER)))
    assert f"{POSTER} cannot be read" in user_error(lambda: inspect(output, force=False))


def test_somebody_elses_documents(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in folders that cannot be emptied, as a container leaves them, is refused beforehand."""
    monkeypatch.setattr(os, "access", lambda path, _: "julisteet" not in str(path))
    assert_refused(output, "belong to somebody else")


def test_folder_that_cannot_be_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network file system that cannot flush a folder is no obstacle."""
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    publish_new(tmp_path / "build")
    assert (tmp_path / "build" / "manifest.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed on Windows")
def test_failure_after_the_swap(output: Path, wholes: tuple[Tree, Tree], monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the new build stands, trouble with clearing the old one away is left to the next run."""
    failing(monkeypatch, "rename", errno.EACCES, lambda path: path.endswith(".build.previous"))
    publish_new(output)
    assert tree(output) == wholes[1]
    assert beside(output) == [".build.previous"]
    monkeypatch.undo()
    recover(output)
    assert tree(output) == wholes[1]
    assert beside(output) == []
