"""The page on a phone: what was asked for comes first, search and pages stand behind a button each."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address
from tests.support.changed import HEAD, OLD, REWORDED
from tests.support.web import page, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FIRST = HEAD.format("fi") + OLD
SECOND = FIRST.replace(*REWORDED).replace('edition: "1"', 'edition: "2"')


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(page(SECOND, FIRST), tmp_path_factory.mktemp("puhelin"))


@pytest.fixture
def phone(opened: "Page") -> "Page":
    opened.set_viewport_size({"width": 390, "height": 844})
    return opened


@pytest.mark.parametrize("view", ["#apu", "#rehtori", "#/avoimet"])
def test_what_was_asked_for_begins_near_the_top(view: str, phone: "Page", file: Path) -> None:
    """Above the heading of a unit, a role or a list there is one line, not the whole list of pages."""
    phone.goto(address(file, view))
    top = phone.evaluate("document.querySelector('main > .on h2').getBoundingClientRect().top")
    assert top < 140


def test_pages_unfold_and_fold_when_one_is_chosen(phone: "Page", file: Path) -> None:
    """The button shows the pages and says so; after a choice they are folded again."""
    phone.goto(address(file))
    assert not phone.locator("nav").is_visible()
    phone.click("#pages")
    assert phone.get_attribute("#pages", "aria-expanded") == "true"
    phone.click("nav a[href='#/roolit']")
    phone.locator(".index").wait_for()
    for _ in range(2):  # also when it is the page that one is on
        assert not phone.locator("nav").is_visible()
        assert phone.get_attribute("#pages", "aria-expanded") == "false"
        phone.click("#pages")
        phone.click("nav a[href='#/roolit']")


def test_search_unfolds_with_the_focus_in_it(phone: "Page", file: Path) -> None:
    """On a role the search stands behind its button; what was searched for is shown with the search."""
    phone.goto(address(file, "#rehtori"))
    assert not phone.locator("#q").is_visible()
    phone.click("#seek")
    assert phone.evaluate("document.activeElement.id") == "q"
    phone.keyboard.type("koneiden")
    assert phone.locator("#q").is_visible()
    phone.goto(address(file, "?q=koneiden"))
    assert phone.locator("#q").is_visible()


@pytest.mark.parametrize("width", [390, 699])
def test_typing_goes_on_after_the_first_letter(width: int, phone: "Page", file: Path) -> None:
    """The field stays where it is while the page becomes that of the search."""
    phone.set_viewport_size({"width": width, "height": 844})
    phone.goto(address(file))
    phone.click("#q")
    phone.keyboard.type("koneiden", delay=30)
    assert phone.input_value("#q") == "koneiden"
    assert phone.locator("#q").is_visible()
    assert phone.evaluate("document.activeElement.id") == "q"


def test_without_scripts_pages_are_not_folded(chromium: "Browser", file: Path) -> None:
    """Where no script runs the pages are there, and no button that does nothing."""
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    tab = context.new_page()
    tab.goto(address(file))
    assert tab.locator("nav a").first.is_visible()
    assert not tab.locator("#pages").is_visible()
    context.close()
