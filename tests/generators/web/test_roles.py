"""The page of a role: who helps, what narrows its duties, and what is still open around it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import address, barriers
from tests.support.matrices import matrix_of
from tests.support.web import elements, kuopio, page, written
from vastuumatriisi.generators.web.content.roles import HELPING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROLE = "//section[@id='{}']"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(kuopio(), tmp_path_factory.mktemp("kuopio"))


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
