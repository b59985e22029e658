"""The page in Chromium, from a file: it asks for nothing, finds, filters, answers and prints, by keyboard alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address, barriers, html_errors
from tests.support.matrices import many_duties, matrix_of
from tests.support.rosters import MATRIX
from tests.support.web import FIRST, elements, page_of, views_with, written
from vastuumatriisi.generators.printed import printed_marks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = ("", "?q=koneet", "#J-1", "#apu", "#rehtori", "#/roolit", "#/avoimet", "#/jakautuminen", "#/muutokset")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nobody_meets_a_barrier(width: int, scheme: str, chromium: "Browser", file: Path) -> None:
    """axe-core finds nothing in any view, on a phone and on a desk, light and dark."""
    # The policy of the page would keep axe-core out.
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    tab = context.new_page()
    for view in (*VIEWS, "#/johdanto", "#/tuloste", "?mark=zz", "?unit=johto&mark=0000-0000"):
        tab.goto("about:blank")
        tab.goto(address(file, view))
        assert barriers(tab) == [], view
    context.close()


def test_it_is_valid_html(file: Path) -> None:
    """The Nu validator finds no error in the HTML and in its style sheet."""
    assert html_errors(file) == []


def rows(tab: "Page") -> list[str]:
    found: list[str] = tab.eval_on_selector_all(
        "tbody > tr.hit", "all => all.filter(one => one.offsetParent).map(one => one.id)"
    )
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_it_asks_for_nothing(view: str, opened: "Page", file: Path) -> None:
    """From a file, whatever is shown, there is the request for the file and no other one."""
    requests: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.goto(address(file, view))
    assert [one.split("#")[0].split("?")[0] for one in requests] == [file.as_uri()]


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("view", VIEWS)
def test_nobody_scrolls_sideways(view: str, width: int, opened: "Page", file: Path) -> None:
    """A phone of 320 px shows each view at its full width."""
    opened.set_viewport_size({"width": width, "height": 800})
    opened.goto(address(file, view))
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_all_is_there(chromium: "Browser", file: Path) -> None:
    """Where no script runs, every duty, role and part of the page is shown."""
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address(file))
    root = elements(file.read_text(encoding="utf-8"))
    for row in root.xpath("//tbody/tr[@id]"):
        assert tab.locator(f"id={row.get('id')}").is_visible()
    for place in ("/johdanto", "/avoimet", "/jakautuminen", "/muutokset", "/tuloste", "rehtori", "apu"):
        assert tab.locator(f"[id='{place}'] h2").is_visible()
    context.close()


def test_a_word_is_found_in_another_form_and_the_address_says_it(opened: "Page", file: Path) -> None:
    """What is typed filters at once, is counted for those who do not see it, and can be sent as an address."""
    opened.goto(address(file))
    opened.fill("#q", "koneiden")
    assert rows(opened) == ["A-3"]
    assert "q=koneiden" in opened.url
    opened.locator("#live", has_text="1 tehtävä").wait_for(state="attached")
    sent = opened.url
    opened.goto("about:blank")
    opened.goto(sent)
    assert (opened.input_value("#q"), rows(opened)) == ("koneiden", ["A-3"])


def test_words_that_no_duty_has_together(opened: "Page", file: Path) -> None:
    """Forms that were found are told with the duties that have them, and not where there are none of these."""
    opened.goto(address(file))
    opened.fill("#q", "koneiden")
    opened.locator("#forms", has_text="taivutusmuodot").wait_for(state="attached")
    opened.fill("#q", "koneiden ei-mitään-tällaista")
    opened.locator("#tally", has_text="Haku ei löytänyt").wait_for(state="attached")
    assert (rows(opened), opened.text_content("#forms")) == ([], "")


def test_filters_narrow_what_is_shown(opened: "Page", file: Path) -> None:
    """Unit, role, letter, theme and open ones, alone and together."""
    for query, expected in (
        ("unit=apu", ["A-1", "A-2", "A-3"]),
        ("role=rehtori", ["J-1"]),
        ("role=apulainen&letter=A", ["J-2"]),
        ("theme=tuki", ["J-1"]),
        ("q=tukijan", ["A-1", "A-2", "A-3"]),
        ("q=A-2", ["A-2"]),
        ("q=ei-mitään-tällaista", []),
    ):
        opened.goto(address(file, f"?{query}"))
        assert rows(opened) == expected, query


def test_the_task_list_goes_by_keyboard(opened: "Page", file: Path) -> None:
    """Find a duty, open its address, filter a role and go back, without a mouse."""
    opened.goto(address(file))
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    while opened.evaluate("document.activeElement.id") != "q":
        opened.keyboard.press("Tab")
    opened.keyboard.type("J-1")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**#J-1")
    assert opened.evaluate("document.activeElement.id") == "J-1"
    assert "Rehtori" in opened.inner_text("tr.at .who")
    opened.goto(address(file, "?unit=johto"))
    opened.focus("#by-role")
    opened.keyboard.type("Reh")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**role=rehtori*")
    assert rows(opened) == ["J-1"]


def test_a_role_has_its_duties_with_their_texts(opened: "Page", file: Path) -> None:
    """The address of a role shows what it does; a heading says so and has the focus when a link leads there."""
    opened.goto(address(file, "#/roolit"))
    opened.click(".index a[href='#rehtori']")
    assert "Pidämme laitteista luetteloa koulussa." in opened.inner_text("#rehtori ul.mine")
    assert opened.evaluate("document.activeElement.textContent") == "Rehtori"


def test_a_role_has_each_of_many_duties(opened: "Page", tmp_path: Path) -> None:
    """What the page tells as a range becomes a list of all duties with their texts; a phone shows all marks."""
    matrix = matrix_of(many_duties(FIRST, 60))
    opened.set_viewport_size({"width": 320, "height": 800})
    opened.goto(address(written(page_of(views_with(matrix)), tmp_path), "#rehtori"))
    told = opened.eval_on_selector_all("#rehtori ul.mine > li > a", "all => all.map(one => one.textContent)")
    assert sorted(told) == sorted(part.duty for part in matrix.assignments_to("rehtori"))
    opened.click("footer a")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_of_a_house_is_answered(opened: "Page", tmp_path: Path) -> None:
    """The code on a page with people, or on a sheet there, says whether it is current; nobody is named in the table."""
    matrix = matrix_of(MATRIX)
    file = written(page_of(views_with(matrix)), tmp_path)
    for mark in printed_marks(matrix, ()):
        if mark.kind == "site":
            what = f"role={mark.role}" if mark.role else f"site={mark.id}"
            opened.goto(address(file, f"?{what}&mark={mark.mark}&edition=1"))
            assert opened.inner_text(".verdict h2") == "Voimassa"
            assert mark.name.casefold() in opened.inner_text(".verdict").casefold()


def test_a_print_is_answered(opened: "Page", file: Path) -> None:
    """The address of a QR code says whether the poster is current, older with the same text, or outdated and where."""
    table = json.loads(elements(file.read_text(encoding="utf-8")).get_element_by_id("prints").text)
    johto, apu = (table["documents"][f"unit={unit}"] for unit in ("johto", "apu"))
    [old] = johto["was"]
    for query, verdict, told in (
        (f"unit=johto&mark={johto['now']}", "Voimassa", "Tämä tuloste on ajan tasalla."),
        (f"unit=apu&mark={apu['now']}&edition=1", "Painos on vanhempi, teksti sama", "ei tarvitse vaihtaa"),
        (f"unit=apu&mark={apu['now']}&edition=luonnos+3", "Painos on eri, teksti sama", "luonnos 3, "),
        (f"unit=johto&mark={old}", "Vanhentunut", "J-1, J-2 ja J-3 ovat muuttuneet."),
        (f"unit=johto&mark={old}&edition=1", "Vanhentunut", "J-1, J-2 ja J-3 ovat muuttuneet."),
        ("unit=johto&mark=0000-0000", "Tuntematon tarkiste", "0000-0000"),
        ("mark=<b>", "Tuntematon tarkiste", "”<b>” ei ole tarkiste"),
    ):
        opened.goto(address(file, f"?{query}"))
        assert opened.inner_text(".verdict h2") == verdict
        assert told in opened.inner_text(".verdict")
    opened.goto(address(file, "#/tuloste"))
    opened.fill("#mark", old.upper().replace("-", " "))
    opened.keyboard.press("Enter")
    assert opened.inner_text("#verdict h2") == "Vanhentunut"


def test_what_is_printed_is_the_view(opened: "Page", file: Path) -> None:
    """On paper there is the role and nothing to click; targets on a phone are large enough for a thumb."""
    opened.goto(address(file, "#rehtori"))
    opened.emulate_media(media="print")
    assert not opened.locator("nav").is_visible()
    assert opened.locator("#rehtori ul.mine").is_visible()
    opened.emulate_media(media="screen")
    opened.set_viewport_size({"width": 320, "height": 800})
    opened.goto(address(file))
    heights = opened.eval_on_selector_all(
        "nav a, .overview .name, input, button, select",
        "all => all.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)",
    )
    assert min(heights) >= 44
