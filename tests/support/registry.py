"""The package registry as tests reach it: whether it answers, and what a lock means for other systems."""

import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

NO_REGISTRY = "no package registry answers"
UV = (sys.executable, "-m", "uv", "pip", "install", "--dry-run", "--quiet", "--only-binary", ":all:", "--no-deps")
SECONDS = 300


def need_registry() -> None:
    """Skip the test where there is no network."""
    if not answers():
        pytest.skip(NO_REGISTRY)


@cache
def answers() -> bool:
    """Return whether the registry tells of a package that is small and asked for anew."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*UV, "--no-cache", "--target", folder, "segno"]
        return subprocess.run(command, capture_output=True, check=False, timeout=SECONDS).returncode == 0


def resolved(system: str, python: str, lock: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Have a lock resolved for another system and Python, wheels with their hashes only; nothing is installed."""
    other = ["--python-platform", system, "--python-version", python, "--target", str(target)]
    command = [*UV, *other, "--require-hashes", "-r", str(lock)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=SECONDS)
