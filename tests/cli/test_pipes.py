"""Whoever reads what the command says may have heard enough."""

import errno
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from vastuumatriisi.cli.main import main
from vastuumatriisi.system import reading


class Left(io.RawIOBase):
    """A pipe that nobody reads any more, as Windows tells it: by the number of a wrong argument."""

    has_told = False

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        if self.has_told:
            return len(bytes(data))  # type: ignore[call-overload, no-any-return]
        self.has_told = True
        raise OSError(errno.EINVAL, "Invalid argument")


@pytest.mark.parametrize(("system", "status"), [("win32", 0), ("linux", 1)])
def test_a_pager_that_is_left(
    system: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On Windows that is no failure, and nobody is told of it; elsewhere a wrong argument is one."""
    monkeypatch.setattr(reading, "sys", SimpleNamespace(platform=system))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BufferedWriter(Left()), encoding="utf-8"))
    assert main(["schema"], tmp_path) == status
    assert (capsys.readouterr().err == "") == (status == 0)
