"""Windows and macOS by pip alone: the lock has a wheel of every package for them."""

from pathlib import Path

import pytest
from packaging.markers import default_environment

from tests.support.built import built_wheel
from tests.support.locked import BUILD, asked_by_us, lines_for, pins
from tests.support.matrices import ROOT
from tests.support.registry import asked_for_by, need_registry, resolved, resolved_by_pip

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# With the oldest macOS that has wheels: pikepdf's of Intel processors are for 15.
SYSTEMS = {"x86_64-pc-windows-msvc": "", "x86_64-apple-darwin": "15.0", "aarch64-apple-darwin": "14.0"}
# The same for pip, with what markers are told there.
PLATFORMS = {
    "win_amd64": {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    "macosx_15_0_x86_64": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "x86_64"},
    "macosx_14_0_arm64": {"sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_every_package_has_a_wheel(system: str, python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock resolves for the system and Python, wheels with their hashes only and none missing."""
    need_registry()
    monkeypatch.setenv("MACOSX_DEPLOYMENT_TARGET", SYSTEMS[system])
    done = resolved(system, python, ROOT / BUILD, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("python", [PYTHONS[0], PYTHONS[-1]])
@pytest.mark.parametrize("platform", PLATFORMS)
def test_pip_finds_the_wheels_too(platform: str, python: str, tmp_path: Path) -> None:
    """So does what users have, which knows other tags of wheels, with what the lock says for that system."""
    need_registry()
    where = {**default_environment(), **PLATFORMS[platform], "python_version": python}
    lines = lines_for(BUILD, where)
    assert "gstreamer-libs==" in lines
    done = resolved_by_pip(platform, python, lines, tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_python_for_x64_on_another_processor() -> None:
    """Whether it calls that by its own name or by the one that it is made for, Pango comes along."""
    for machine in ("AMD64", "ARM64"):
        where = {**default_environment(), **PLATFORMS["win_amd64"], "platform_machine": machine}
        brought = {pin.name for pin in pins(BUILD) if pin.name.startswith("gstreamer-") and pin.holds(where)}
        asked = {one.name for one in asked_by_us(BUILD) if one.marker is None or one.marker.evaluate(where)}
        assert brought == {"gstreamer-libs", "gstreamer-ext-runtime"}
        assert brought <= asked


def test_a_package_without_a_wheel_is_seen(tmp_path: Path) -> None:
    """The test above can fail: the libraries of macOS have no wheel for Linux."""
    need_registry()
    lock = tmp_path / "lock.txt"
    text = (ROOT / BUILD).read_text(encoding="utf-8")
    lock.write_text(text.replace(" ; sys_platform == 'darwin' \\", " \\"), encoding="utf-8")
    done = resolved("x86_64-unknown-linux-gnu", PYTHONS[0], lock, tmp_path)
    assert done.returncode != 0
    assert "gstreamer-libs" in done.stderr.replace("\n", " ")


@pytest.mark.parametrize("system", [*SYSTEMS, "x86_64-unknown-linux-gnu"])
def test_one_line(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed from its wheel alone, the program brings Pango along on Windows and macOS, and not on Linux."""
    need_registry()
    monkeypatch.setenv("MACOSX_DEPLOYMENT_TARGET", SYSTEMS.get(system, ""))
    asked = asked_for_by(built_wheel(tmp_path), system, "3.13", tmp_path / "installed")
    assert {"vastuumatriisi", "weasyprint"} <= {one.partition("==")[0] for one in asked}
    locked = {str(pin) for pin in pins(BUILD) if pin.name.startswith("gstreamer-")}
    brought = {one for one in asked if one.startswith("gstreamer-")}
    assert brought <= locked
    # Of the runtime that the wheel for Windows needs: on macOS its package fails at every start of Python.
    names = {"x86_64-pc-windows-msvc": {"libs", "ext-runtime"}, "x86_64-unknown-linux-gnu": set()}
    assert {one.removeprefix("gstreamer-").partition("==")[0] for one in brought} == names.get(system, {"libs"})
