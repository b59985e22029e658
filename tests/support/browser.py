"""Chromium, driven by playwright: Debian's, which ``.ci/run`` installs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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


def address(path: Path, view: str = "") -> str:
    return path.as_uri() + view
