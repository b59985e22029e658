"""An opened duty: what its letters mean, where it leads, and the heads of its columns."""

from pathlib import Path
from typing import TYPE_CHECKING

from tests.support.browser import address
from tests.support.web import FIRST, page, written

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLEAR = "rgba(0, 0, 0, 0)"


def test_an_opened_duty_says_what_its_letters_mean(opened: "Page", whole: Path) -> None:
    """Letter, its name, who and why; the unit and the names of its columns stay in sight above it."""
    opened.set_viewport_size({"width": 1440, "height": 1200})
    opened.goto(address(whole, "#TEK-05"))
    told = [" ".join(one.split()) for one in opened.locator("tr.at .who > li:not(.rest)").all_inner_texts()]
    assert told[0] == "A Vastaa Tekninen tukihenkilö: yksikön ainoa vastuuhenkilö"
    assert told[-1] == "Kopioi linkki tehtävään"
    for place in ("#tekninen-tuki h2", "#tekninen-tuki thead th:nth-child(3)", "tr.at .way"):
        box = opened.locator(place).bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 1200 - box["height"], place


def test_an_opened_duty_goes_on_below_the_letters(opened: "Page", whole: Path) -> None:
    """What it says goes on below the columns of letters, as far as one reads a line with ease, and not beyond them."""
    opened.set_viewport_size({"width": 1440, "height": 1200})
    for view in ("#TEK-05", "#KOP-04"):
        opened.goto(address(whole, view))
        row, told, first = (
            opened.locator(place).bounding_box() for place in ("tr.at", "tr.at .who", f"{view} td.text")
        )
        assert row
        assert told
        assert first
        assert told["x"] + told["width"] > first["x"] + first["width"] + 80
        assert told["x"] + told["width"] <= row["x"] + row["width"]


def test_an_opened_duty_leads_to_what_has_changed(opened: "Page", file: Path) -> None:
    """One that has changed since the last edition, and no other one."""
    for code, expected in (("J-1", ["#/muutokset"]), ("A-2", [])):
        opened.goto(address(file, f"#{code}"))
        links = opened.eval_on_selector_all("tr.at .way a", "all => all.map(one => one.getAttribute('href'))")
        assert links == expected


def test_heads_of_columns_stay_above_a_duty_far_below(opened: "Page", whole: Path) -> None:
    """Where the page scrolls, the names of the columns are still there."""
    opened.set_viewport_size({"width": 1280, "height": 600})
    opened.goto(address(whole, "#TEK-14"))
    assert opened.evaluate("scrollY") > 300
    box = opened.locator("#tekninen-tuki thead th:nth-child(3)").bounding_box()
    assert box is not None
    assert -1 <= box["y"] < 50


def test_no_focus_is_hidden_below_the_heads_of_columns(opened: "Page", whole: Path) -> None:
    """Going back by the keyboard each link or button of a table is scrolled to where it is seen."""
    opened.set_viewport_size({"width": 1280, "height": 600})
    opened.goto(address(whole, "#palvelualue"))
    opened.locator("#palvelualue tbody :is(a, button)").last.focus()
    covered = []
    for _ in range(14):
        opened.keyboard.press("Shift+Tab")
        covered.append(
            opened.evaluate(
                "(() => { const one = document.activeElement, box = one.getBoundingClientRect();"
                " const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
                " const seen = one.contains(there) || there?.contains(one);"
                " return one.closest('tbody') && !seen ? one.textContent : ''; })()"
            )
        )
    assert [one for one in covered if one] == []


def test_letters_that_are_words_are_not_said_twice(opened: "Page", tmp_path: Path) -> None:
    """Where a letter has its name for a sign, it stands once in the head of the table and at the duty."""
    letters = "letters: {Tekee: {name: Tekee, counts_as: responsible}, A: {name: Vastaa, counts_as: accountable}}\n"
    rules = "derive: {performs: Tekee, leads: A, supports: null, cooperates: null}\n"
    opened.goto(address(written(page(FIRST.replace("themes: [", f"{letters}{rules}themes: [")), tmp_path), "#A-2"))
    assert opened.locator("#apu .key > span").all_inner_texts() == ["Tekee", "A Vastaa"]
    told = [" ".join(one.split()) for one in opened.locator("tr.at .who > li:has(b)").all_inner_texts()]
    assert told == ["A Vastaa Tukija: yksikön ainoa vastuuhenkilö", "Tekee Apu: yksikön oma tehtävä"]


def test_the_theme_of_a_duty_leads_to_its_duties(opened: "Page", whole: Path, tmp_path: Path) -> None:
    """A click shows all duties with it, in a page too that a browser has saved with the duty opened."""
    opened.goto(address(whole, "?q=laite#TEK-05"))
    for _ in range(2):
        link = opened.locator("tr.at .rest a")
        assert link.inner_text() == "Laitteet ja niiden käyttö"
        opened.evaluate("window.isTheSame = true")
        link.click()
        assert opened.evaluate("window.isTheSame")
        assert opened.url.endswith("index.html?theme=laitteet")
        assert opened.locator("#found").inner_text() == "11 tehtävää"
        assert opened.evaluate("document.activeElement.id") == "found"
        assert opened.locator("tr.hit:target").evaluate("row => getComputedStyle(row).backgroundColor") == CLEAR
        opened.go_back()
        opened.locator("tr.at").wait_for()
        opened.goto(address(written(opened.content(), tmp_path), "#TEK-05"))
