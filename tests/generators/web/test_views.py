"""What each view of the page tells at a glance: a duty, a role, hits, open matters, a print, and the same on paper."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address, barriers
from tests.support.changed import HEAD, OLD, OWNER, REMOVED, REWORDED
from tests.support.matrices import many_duties, matrix_of
from tests.support.web import elements, kuopio, page, page_of, views_with, written
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify.reading import read_document

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIRST = HEAD.format("fi") + OLD
SECOND = FIRST.replace(*REWORDED).replace(*OWNER).replace(*REMOVED).replace('edition: "1"', 'edition: "2"')
THEME_ALONE = (
    ("text: Pidämme laitteista kirjaa koulussa., theme: tuki", "text: Pidämme kirjaa., theme: kone"),
    ("themes: [", "themes: [{id: kone, name: Koneet}, "),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(page(SECOND, FIRST), tmp_path_factory.mktemp("verkko"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(kuopio(), tmp_path_factory.mktemp("kuopio"))


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


def test_a_role_reads_the_same_whatever_was_opened_before(opened: "Page", whole: Path) -> None:
    """Duties that were opened are told in full; in the list of a role they are as short as all others."""
    opened.goto(address(whole, "#/roolit"))
    opened.goto(address(whole, "#luokanopettaja"))
    fresh = opened.locator("#luokanopettaja").inner_text()
    opened.goto("about:blank")
    opened.goto(address(whole))
    codes = opened.evaluate("[...document.querySelectorAll('tbody tr[id]')].map((row) => row.id)")
    for code in codes:
        opened.evaluate("code => { location.hash = '#' + code; }", code)
        opened.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    opened.evaluate("location.hash = '#luokanopettaja'")
    opened.locator("#luokanopettaja ul.mine").first.wait_for()
    assert opened.locator("#luokanopettaja").inner_text() == fresh


def test_changes_of_letters_begin_without_a_colon() -> None:
    """The code has a column of its own, and what has changed another one."""
    [item] = elements(page(SECOND, FIRST)).xpath("//section[@id='/muutokset']//li[a='J-2']")
    told = " ".join(" ".join(item.itertext()).split())
    assert told.startswith("J-2 vastaava Rehtori"), told


def test_a_role_says_once_what_holds_for_most_rows(opened: "Page", whole: Path) -> None:
    """The supporters of a school's management stand once beside the heading; rows that differ keep theirs."""
    opened.goto(address(whole, "#rehtori"))
    section = opened.locator("#rehtori")
    assert section.locator(".shared").first.inner_text().split("\n")[0] == "Ellei rivillä lue muuta"
    rows = section.locator("ul.mine > li")
    with_support = [n for n in range(12) if "apulaisjohtaja" in rows.nth(n).inner_text()]
    assert [rows.nth(n).locator("> a").inner_text() for n in with_support] == ["JOH-07", "JOH-11"]
    assert "Rehtori" not in rows.nth(12).locator(".who").inner_text()
    assert section.locator(".unstated").inner_text().startswith("Toteuttaa, Tukee ja Saa tiedon: ei kirjattu.")


def test_what_every_row_says_is_said_of_all(opened: "Page", whole: Path) -> None:
    """Where no row differs the heading says so."""
    opened.goto(address(whole, "#luokanopettaja"))
    shared = opened.locator("#luokanopettaja .shared").first.inner_text()
    assert shared.startswith("Kaikissa tehtävissä")
    assert "Avoin" in shared


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


def test_letters_that_are_words_are_not_said_twice(opened: "Page", tmp_path: Path) -> None:
    """Where a letter has its name for a sign, it stands once in the head of the table and at the duty."""
    letters = "letters: {Tekee: {name: Tekee, counts_as: responsible}, A: {name: Vastaa, counts_as: accountable}}\n"
    rules = "derive: {performs: Tekee, leads: A, supports: null, cooperates: null}\n"
    opened.goto(address(written(page(FIRST.replace("themes: [", f"{letters}{rules}themes: [")), tmp_path), "#A-2"))
    assert opened.locator("#apu .key > span").all_inner_texts() == ["Tekee", "A Vastaa"]
    told = [" ".join(one.split()) for one in opened.locator("tr.at .who > li:has(b)").all_inner_texts()]
    assert told == ["A Vastaa Tukija: yksikön ainoa vastuuhenkilö", "Tekee Apu: yksikön oma tehtävä"]


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


def test_an_outdated_print_is_told_with_its_changes(opened: "Page", file: Path) -> None:
    """Below the verdict stand the duties that have changed, before and now, and of a current one its unit."""
    table = json.loads(elements(file.read_text(encoding="utf-8")).get_element_by_id("prints").text)
    johto, apu = (table["documents"][f"unit={unit}"] for unit in ("johto", "apu"))
    [old] = johto["was"]
    opened.goto(address(file, f"?unit=johto&mark={old}&edition=1"))
    sides = opened.locator(".verdict .sides > div").all_inner_texts()
    assert [one.split("\n")[0] for one in sides] == ["Ennen: painos 1, 31.1.2026", "Nyt: 2, 31.1.2026"]
    assert [one.split("\n")[-1] for one in sides] == [
        "Pidämme laitteista kirjaa koulussa.",
        "Pidämme laitteista luetteloa koulussa.",
    ]
    codes = opened.locator(".verdict ul.changes > li > :is(a, strong):first-child").all_inner_texts()
    assert codes == ["J-1", "J-2", "J-3"]  # the last one is there no more
    assert not opened.locator("#johto").is_visible()
    opened.goto("about:blank")
    opened.goto(address(file, f"?unit=apu&mark={apu['now']}"))
    assert opened.locator("#apu tbody").is_visible()


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


def test_a_removed_duty_stands_with_its_code() -> None:
    """The code of a duty that is gone has the column of codes, without a link that leads nowhere."""
    root = elements(page(SECOND, FIRST))
    [item] = root.xpath("//section[@id='/muutokset']//li[strong='J-3']")
    assert item.xpath("a") == []
    assert " ".join(item.text_content().split()).startswith("J-3")


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


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "Vastaa 1 tehtävästä ja on mukana 1 tehtävässä."),
        ("sv", "Ansvarar för 1 uppgift och deltar i 1 uppgift."),
        ("en", "Owns 1 duty and takes part in 1 duty."),
    ],
)
def test_how_much_a_role_does_is_a_sentence(language: str, told: str) -> None:
    """One duty is not “1 duties”, in any language; of nothing nothing is said."""
    text = (HEAD.format(language) + OLD).replace(*OWNER)
    text = text.replace("text: Neuvomme kaikkia.", "text: Neuvomme kaikkia., assign: {apulainen: C}")
    sections = elements(page(text))
    assert sections.get_element_by_id("apulainen").xpath("string(.//p[@class='foot']/span)") == told
    none = elements(page(HEAD.format(language) + OLD)).get_element_by_id("apulainen")
    assert none.xpath("string(.//p[@class='foot']/span)") == ""


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


def test_a_hundred_duties_of_a_role_are_all_told(opened: "Page", tmp_path: Path) -> None:
    """What is told once takes nothing away: each of many duties has its row."""
    matrix = matrix_of(many_duties(FIRST, 60))
    opened.goto(address(written(page_of(views_with(matrix)), tmp_path), "#rehtori"))
    assert opened.locator("#rehtori ul.mine > li > p").count() == len([*matrix.assignments_to("rehtori")])
