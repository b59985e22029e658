"""The page of a role: who helps, what narrows its duties, and what is still open around it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address, barriers
from tests.support.changed import HEAD, OLD, OWNER
from tests.support.matrices import many_duties, matrix_of
from tests.support.web import FIRST, elements, kuopio, page, page_of, views_with, written
from vastuumatriisi.generators.web.content.roles import HELPING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLE = "//section[@id='{}']"


def _helpers(text: str, role: str) -> list[str]:
    [section] = elements(text).xpath(ROLE.format(role))
    return [str(one) for one in section.xpath("dl[@class='people']//a/text()")]


@pytest.mark.parametrize(
    ("role", "helpers"),
    [
        ("luokanopettaja", ["Pedagoginen tukihenkilö", "Tekninen tukihenkilö"]),
        ("rehtori", []),  # whose unit names its supporters
        ("tekninen-tukihenkilo", []),
        ("palvelupaallikot", []),  # of no group
    ],
)
def test_who_helps_stands_first(role: str, helpers: list[str]) -> None:
    """Where the unit of a role names nobody who supports it: those in charge of helping, in the same group."""
    assert _helpers(kuopio(), role) == helpers


GROUP = """
format: 1
title: Exempel
organisation: Exempel
language: sv
edition: "1"
date: 2026-01-31
themes: [{{id: {theme}, name: Hjälp}}]
roles: [{{id: larare, name: lärare, unit: b}}, {{id: hjalpare, name: hjälpare}}]
levels:
  - id: n
    name: Nivå
    units:
      - id: g
        name: Grupp
        units:
          - {{id: a, name: A, leads: [hjalpare], duties: [{{id: A-1, text: Vi hjälper., theme: {theme}}}]}}
          - {{id: b, name: B, duties: [{{id: B-1, text: Vi lär., assign: {{larare: R}}}}]}}
"""


@pytest.mark.parametrize("theme", [*HELPING, "annat"])
def test_the_theme_that_is_about_helping_is_known_by_its_id(theme: str) -> None:
    """The ids that the guide names, and no other."""
    text = GROUP.format(theme=theme)
    assert matrix_of(text).theme_name(theme) == "Hjälp"
    assert _helpers(page(text), "larare") == (["Hjälpare"] if theme in HELPING else [])


def _shown(tab: "Page") -> list[str]:
    return tab.locator("#rehtori ul.mine > li:not([hidden]) > a").all_inner_texts()


def test_duties_of_a_role_are_narrowed(opened: "Page", whole: Path) -> None:
    """By where and what they are about; counts and the address follow, and whoever does not see is told."""
    opened.goto(address(whole, "#rehtori"))
    every = _shown(opened)
    opened.select_option("#rehtori .pick [name=scope]", "lukio")
    assert _shown(opened) == [code for code in every if code != "JOH-07"]
    assert opened.locator("#rehtori h3").all_inner_texts()[0].split() == ["A", "Vastaa", "11"]
    assert opened.locator("#rehtori .pick [role=status]").inner_text() == "13 tehtävää"
    opened.select_option("#rehtori .pick [name=about]", "laitteet")
    assert _shown(opened) == ["JOH-08", "JOH-09", "TEK-05"]
    assert opened.url.endswith("?scope=lukio&about=laitteet#rehtori")
    assert barriers(opened) == []


def test_a_role_of_one_kind_of_school_chooses_none(opened: "Page", whole: Path) -> None:
    """A class teacher works in basic education alone; its duties are narrowed by theme."""
    opened.goto(address(whole, "#luokanopettaja"))
    choices = opened.eval_on_selector_all("#luokanopettaja .pick select", "all => all.map((one) => one.name)")
    assert choices == ["about"]


def test_the_address_of_a_narrowed_role_can_be_sent(opened: "Page", whole: Path) -> None:
    """It shows the same; what it has no duties on is as if nobody had chosen it; a search begins anew."""
    opened.goto(address(whole, "?scope=lukio&about=laitteet#rehtori"))
    assert _shown(opened) == ["JOH-08", "JOH-09", "TEK-05"]
    assert not opened.locator("#rehtori h3", has_text="yhteistyössä").get_attribute("hidden")
    opened.fill("#q", "laite")
    assert "scope" not in opened.url
    opened.goto(address(whole, "?about=ei-ole#rehtori"))
    assert len(_shown(opened)) == 14


def test_a_narrowed_role_says_so_on_paper(opened: "Page", whole: Path) -> None:
    """What was chosen is printed with the duties that it leaves; where nothing was chosen nothing is."""
    for view, seen in (("?scope=lukio#rehtori", True), ("#rehtori", False)):
        opened.goto("about:blank")
        opened.emulate_media(media="print")
        opened.goto(address(whole, view))
        assert opened.locator("#rehtori .pick").is_visible() is seen


def test_a_saved_page_narrows_again(opened: "Page", whole: Path, tmp_path: Path) -> None:
    """What a browser has saved of a narrowed page shows all of it when it is opened."""
    opened.goto(address(whole, "?scope=lukio#rehtori"))
    before = len(_shown(opened))
    saved = written(opened.content(), tmp_path)
    opened.goto(address(saved, "#rehtori"))
    assert len(_shown(opened)) == before + 1
    opened.select_option("#rehtori .pick [name=scope]", "lukio")
    assert len(_shown(opened)) == before


def test_what_is_open_in_the_group_leads_on(opened: "Page", whole: Path) -> None:
    """The units of the same group with open duties, and how many; of a role outside groups nothing."""
    opened.goto(address(whole, "#rehtori"))
    assert opened.locator("#rehtori .near").inner_text() == "15 avointa samassa ryhmässä: Opetushenkilöstö 9, Oppija 6"
    opened.evaluate("location.hash = '#palvelupaallikot'")
    opened.locator("#palvelupaallikot ul.mine > li").first.wait_for()
    assert opened.locator("#palvelupaallikot .near").count() == 0


def test_a_link_leaves_a_choice_behind(opened: "Page", whole: Path) -> None:
    """Another role is shown with all of its duties; whoever goes back finds the choice, and so does a sent address."""
    opened.goto(address(whole, "?scope=lukio&about=laitteet#rehtori"))
    chosen = _shown(opened)
    opened.click("#rehtori .who a[href='#tekninen-tukihenkilo']")
    opened.locator("#tekninen-tukihenkilo ul.mine > li").first.wait_for()
    assert opened.url.endswith("index.html#tekninen-tukihenkilo")
    assert opened.locator("#tekninen-tukihenkilo ul.mine > li[hidden]").count() == 0
    opened.go_back()
    opened.wait_for_url("**#rehtori")
    assert opened.url.endswith("?scope=lukio&about=laitteet#rehtori")
    assert opened.locator("#rehtori").is_visible()
    assert _shown(opened) == chosen
    opened.evaluate("location.hash = '#koulun-apulaisjohtaja'")
    opened.locator("#koulun-apulaisjohtaja ul.mine > li:not([hidden])").first.wait_for()
    assert opened.locator("#koulun-apulaisjohtaja ul.mine > li[hidden]").count() > 0


def test_a_chosen_role_is_shown_whole(opened: "Page", whole: Path) -> None:
    """The list of roles on the start page, to which one comes from a role with a choice, leads to all duties."""
    opened.goto(address(whole, "?scope=lukio#rehtori"))
    opened.evaluate("location.hash = '#/alku'")
    opened.select_option("#mine", "rehtori")
    opened.wait_for_url("**index.html#rehtori")
    assert opened.locator("#rehtori ul.mine > li[hidden]").count() == 0


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


def test_a_hundred_duties_of_a_role_are_all_told(opened: "Page", tmp_path: Path) -> None:
    """What is told once takes nothing away: each of many duties has its row."""
    matrix = matrix_of(many_duties(FIRST, 60))
    opened.goto(address(written(page_of(views_with(matrix)), tmp_path), "#rehtori"))
    assert opened.locator("#rehtori ul.mine > li > p").count() == len([*matrix.assignments_to("rehtori")])


def test_what_narrows_a_role_takes_no_room_of_its_duties(opened: "Page", whole: Path) -> None:
    """The first duty has as long lines as the next ones, also where nothing stands between it and its heading."""
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.goto(address(whole, "#tekninen-tukihenkilo"))
    first, second = (opened.locator("#tekninen-tukihenkilo li > p").nth(n).bounding_box() for n in (0, 1))
    assert first
    assert second
    assert first["width"] == second["width"]
