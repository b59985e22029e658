"""What holds for all views of the page: they fit the screen and the paper, and are the same when they were saved."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address
from tests.support.web import FIRST, elements, kuopio, page, written
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify.reading import read_document

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("width", [320, 1024, 1280])
@pytest.mark.parametrize("view", ["", "?q=laite", "#TEK-05", "#palvelualue", "#rehtori", "#/avoimet"])
def test_a_whole_matrix_fits_the_screen(view: str, width: int, opened: "Page", whole: Path) -> None:
    """With many units, columns and filters nothing is wider than the screen either."""
    opened.set_viewport_size({"width": width, "height": 800})
    opened.goto(address(whole, view))
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_a_title_of_one_endless_word_fits_the_screen(opened: "Page", tmp_path: Path) -> None:
    """It is broken on the start page, and takes three lines at most above all others."""
    file = written(page(FIRST.replace("title: Esimerkki", f"title: {'a' * 250}")), tmp_path)
    opened.set_viewport_size({"width": 1280, "height": 800})
    for view in ("", "#apu"):
        opened.goto(address(file, view))
        assert opened.evaluate("document.documentElement.scrollWidth") <= 1280, view
    assert opened.evaluate("document.querySelector('h1').offsetHeight") < 80


def test_a_page_saved_from_the_browser_says_the_same(opened: "Page", whole: Path, tmp_path: Path) -> None:
    """With a duty opened and a role shown it has the same letters to whoever verifies it, and each button once."""
    opened.goto(address(whole, "#rehtori"))
    opened.evaluate("location.hash = '#TEK-05'")
    opened.locator("tr.at .way").wait_for()
    saved = written(opened.content(), tmp_path)
    with PdfTexts() as pdfs:
        assert read_document(saved, pdfs).rows == read_document(whole, pdfs).rows
    opened.goto(address(saved, "#rehtori"))
    assert opened.locator("#rehtori .print").all_inner_texts() == ["Tulosta (A4)", "Kopioi osoite"]
    assert opened.locator("#mine option[value=rehtori]").count() == 1


def test_those_who_own_come_first_in_the_balance() -> None:
    """Whoever owns or does most stands first, then those who support; the headline counts the first three."""
    root = elements(kuopio())
    [names, *_] = [
        [row.xpath("string(th)") for row in table.xpath("tbody/tr")]
        for table in root.xpath("//table[@class='balance']")
    ]
    assert names[:3] == ["Palvelupäälliköt", "Tekninen tukihenkilö", "Rehtori"]
    assert names.index("Kiertävä digimentori") > names.index("Asiakaspäällikkö")
    assert root.get_element_by_id("/jakautuminen").xpath("string(h2)") == "105 tehtävästä 40 on 3 roolilla"


def test_nothing_is_cut_off_on_paper(opened: "Page", whole: Path) -> None:
    """The tables of the balance fit the width of a sheet, and the numbers in the squares can be read."""
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 688, "height": 970})
    opened.goto(address(whole, "#/jakautuminen"))
    assert opened.evaluate("Math.max(...[...document.querySelectorAll('.balance')].map(one => one.offsetWidth))") <= 688
    opened.goto("about:blank")
    opened.goto(address(whole))
    pairs = opened.eval_on_selector_all(
        ".overview .ticks a",
        "all => all.map(one => getComputedStyle(one)).map(one => [one.color, one.backgroundColor])",
    )
    assert all(ink != paper for ink, paper in pairs)
    # Levels go on over the end of a page: none is put away to the next one as a whole.
    breaks = opened.eval_on_selector_all(".level", "all => all.map(one => getComputedStyle(one).breakInside)")
    assert {*breaks} == {"auto"}
