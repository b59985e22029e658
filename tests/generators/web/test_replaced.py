"""Which prints to replace stands beside what has changed, each with a link to what takes its place."""

from dataclasses import replace

import pytest

from tests.support.matrices import matrix_of
from tests.support.web import FIRST, SECOND, elements, page, page_of, views_with


def _lines(text: str) -> list[tuple[list[str], str]]:
    [aside] = elements(text).find_class("aside")
    return [
        ([f"{link.text}: {link.get('href')}" for link in line.iter("a")], str(line.xpath("string(small)")))
        for line in aside.iter("li")
    ]


def _headings(text: str) -> list[str]:
    [aside] = elements(text).find_class("aside")
    return [str(one.text) for one in aside.iter("h3")]


def test_posters_to_replace_lead_to_their_units() -> None:
    """Of a page that is made alone; what they say otherwise is counted, and the others are good."""
    text = page(SECOND, FIRST)
    assert _headings(text) == ["Vaihda nämä julisteet", "Muut tulosteet"]
    assert _lines(text)[0] == (["Johto: #johto"], "3 muutosta")
    [aside] = elements(text).find_class("aside")
    assert "Yksi muu juliste on ennallaan ja kelpaa." in aside.text_content()
    assert "Työkirja, käsikirja ja tämä sivu" in aside.text_content()


def test_posters_of_the_same_build_are_linked() -> None:
    """With their format, as all links to files have it."""
    views = views_with(matrix_of(SECOND), matrix_of(FIRST))
    text = page_of(replace(views, beside={("poster", "johto"): "julisteet/johto.pdf"}))
    assert _lines(text)[0] == (["Johto: ../julisteet/johto.pdf"], "3 muutosta")
    [aside] = elements(text).find_class("aside")
    assert "Johto (PDF)" in aside.text_content()


@pytest.mark.parametrize(("old", "new", "note"), [(FIRST, SECOND, "Uudet tulosteet"), (SECOND, FIRST, "Ota pois")])
def test_what_is_new_or_gone_is_told(old: str, new: str, note: str) -> None:
    """A role that has its first duty has a sheet now; one that has lost its last one has none any more."""
    told = [(links, told) for links, told in _lines(page(new, old)) if told.startswith(note)]
    assert [links for links, _ in told] == [["Apulainen: #apulainen"]]


def test_where_all_posters_hold_none_is_to_be_replaced() -> None:
    """The introduction is on no poster, and in the workbook, the handbook and the page."""
    text = page(FIRST.replace('edition: "1"', 'edition: "2"\nintroduction: Uusi johdanto.'), FIRST)
    assert _headings(text) == ["Muut tulosteet"]
    assert _lines(text) == [([], "1 muutos")]
    [aside] = elements(text).find_class("aside")
    assert "Julisteita ei tarvitse vaihtaa." in aside.text_content()
