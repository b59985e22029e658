"""The hits of a search, what leads to them, and what clears them."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser import address, barriers
from tests.support.web import FIRST, page, written

if TYPE_CHECKING:
    from playwright.sync_api import Page

THEME_ALONE = (
    ("text: Pidämme laitteista kirjaa koulussa., theme: tuki", "text: Pidämme kirjaa., theme: kone"),
    ("themes: [", "themes: [{id: kone, name: Koneet}, "),
)


def test_hits_by_their_theme_alone_stand_apart(opened: "Page", tmp_path: Path) -> None:
    """The word stands in one duty, and in the theme of another one, which comes last below a heading that says so."""
    text = FIRST
    for before, after in THEME_ALONE:
        assert before in text
        text = text.replace(before, after)
    opened.goto(address(written(page(text), tmp_path), "?q=koneet"))
    assert opened.locator("tr.hit th").all_inner_texts() == ["J-3", "A-3"]
    assert opened.locator("#apart h2").inner_text() == "Sana on vain aiheessa 1"
    assert opened.locator("#apart ul.mine > li > :is(a, p)").all_inner_texts() == ["J-1", "Pidämme kirjaa."]
    assert opened.locator("#found").inner_text() == "”koneet”: 3 tehtävää"
    assert barriers(opened) == []
    opened.evaluate("location.hash = '#J-1'")
    opened.locator("tr.at").wait_for()
    assert not opened.locator("#apart").is_visible()


def test_examples_lead_to_the_duties_of_a_theme(opened: "Page", whole: Path) -> None:
    """Below the search stand the themes with most duties; a click shows these."""
    opened.goto(address(whole))
    first = opened.locator("#examples button").first
    assert first.inner_text() == "Pedagogiikka ja oppiminen"
    first.click()
    opened.wait_for_url("**theme=pedagogiikka*")
    assert opened.locator("#found").inner_text() == "18 tehtävää"


def test_open_matters_lead_to_their_duties(opened: "Page", whole: Path) -> None:
    """All open duties with their texts are one click away."""
    opened.goto(address(whole, "#/avoimet"))
    opened.click("#show-open")
    opened.wait_for_url("**open=1*")
    assert opened.locator("#found").inner_text() == "51 tehtävää"
    assert opened.evaluate("document.activeElement.id") == "found"


def test_a_search_is_cleared_in_its_field(opened: "Page", whole: Path) -> None:
    """The button stands in the field as long as there are words, and leaves what else was chosen."""
    opened.goto(address(whole, "?q=laite&theme=laitteet"))
    opened.set_viewport_size({"width": 390, "height": 844})
    field, button = (opened.locator(place).bounding_box() for place in ("#search .field", "#clear"))
    assert field
    assert button
    assert field["x"] < button["x"] < button["x"] + button["width"] < field["x"] + field["width"]
    assert button["height"] >= 44
    assert barriers(opened) == []
    opened.click("#clear")
    assert opened.url.endswith("index.html?theme=laitteet")
    assert opened.locator("#found").inner_text() == "11 tehtävää"
    assert opened.evaluate("document.activeElement.id") == "q"
    assert not opened.locator("#clear").is_visible()
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.click("#filters button:has-text('Tyhjennä')")
    assert opened.url.endswith("index.html")
    opened.fill("#q", "laite")
    assert not opened.locator("#filters button:has-text('Tyhjennä')").is_visible()
