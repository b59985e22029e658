"""The package registry as tests reach it: whether it answers, and what a lock means for other systems."""

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

NO_REGISTRY = "no package registry answers"
UV = (sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--only-binary", ":all:")
SECONDS = 300


def need_registry() -> None:
    """Skip the test where there is no network."""
    if not answers():
        pytest.skip(NO_REGISTRY)


@cache
def answers() -> bool:
    """Return whether the registry tells of a package that is small and asked for anew."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*UV, "--no-deps", "--no-cache", "--target", folder, "segno"]
        return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS).returncode == 0


def resolved(system: str, python: str, lock: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Have a lock resolved for another system and Python, wheels with their hashes only; nothing is installed."""
    return _asked(system, python, target, "--no-deps", "--require-hashes", "-r", str(lock))


def resolved_by_pip(platform: str, python: str, lines: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Have pip itself resolve lines of a lock for another system and Python, wheels only; nothing is installed."""
    wanted = folder / "wanted.txt"
    wanted.write_text(lines, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--require-hashes"]
    other = [
        "--only-binary=:all:",
        "--platform",
        platform,
        "--python-version",
        python,
        "--target",
        str(folder / "site"),
    ]
    command = [*pip, *other, "--target", str(folder / "site"), "-r", str(wanted)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=SECONDS)


def asked_for_by(wheel: Path, system: str, python: str, target: Path) -> set[str]:
    """Return "name==version" of all that comes with a wheel on another system; nothing is installed."""
    done = _asked(system, python, target, str(wheel))
    assert done.returncode == 0, done.stderr
    return {line.split()[1] for line in done.stderr.splitlines() if line.startswith(" + ")}


def _asked(system: str, python: str, target: Path, *words: str) -> subprocess.CompletedProcess[str]:
    other = ["--python-platform", system, "--python-version", python, "--target", str(target)]
    command = [*UV, *other, *words]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=SECONDS)
