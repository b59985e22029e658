"""Chromium once for all tests of the page, and a tab of it whose errors fail the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import browser
from tests.support.web import FIRST, SECOND, kuopio, page, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="package")
def chromium() -> "Iterator[Browser]":
    with browser() as started:
        yield started


@pytest.fixture
def opened(chromium: "Browser") -> "Iterator[Page]":
    """A page whose errors and refused requests fail the test."""
    tab = chromium.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield tab
    tab.close()
    assert faults == []


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of Kuopio."""
    return written(kuopio(), tmp_path_factory.mktemp("kuopio"))


@pytest.fixture(scope="package")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an edition that differs from the one before."""
    return written(page(SECOND, FIRST), tmp_path_factory.mktemp("verkko äö"))
