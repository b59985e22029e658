"""Windows and macOS by pip alone: the lock has a wheel of every package for them."""

from pathlib import Path

import pytest

from tests.support.locked import BUILD
from tests.support.matrices import ROOT
from tests.support.registry import need_registry, resolved

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# With the oldest macOS that has wheels: pikepdf's of Intel processors are for 15.
SYSTEMS = {"x86_64-pc-windows-msvc": "", "x86_64-apple-darwin": "15.0", "aarch64-apple-darwin": "14.0"}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_package_has_a_wheel(system: str, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock resolves for the system and Python, wheels with their hashes only and none missing."""
    need_registry()
    monkeypatch.setenv("MACOSX_DEPLOYMENT_TARGET", SYSTEMS[system])
    done = resolved(system, python, ROOT / BUILD, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_package_without_a_wheel_is_seen(tmp_path: Path) -> None:
    """The test above can fail: the libraries of macOS have no wheel for Linux."""
    need_registry()
    lock = tmp_path / "lock.txt"
    text = (ROOT / BUILD).read_text(encoding="utf-8")
    lock.write_text(text.replace(" ; sys_platform == 'darwin'", ""), encoding="utf-8")
    done = resolved("x86_64-unknown-linux-gnu", PYTHONS[0], lock, tmp_path)
    assert done.returncode != 0
    assert "gstreamer-libs" in done.stderr.replace("\n", " ")
