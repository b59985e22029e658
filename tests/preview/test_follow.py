"""The page in a browser follows what is saved: what changed is new there, all else stays where it was."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import barriers, browser, content_of
from tests.support.preview import Previewing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Frame, Page

SOON = 20_000  # ms; on a machine that makes other things meanwhile
ONE, TWO = "doc-julisteet/yksi.pdf", "doc-julisteet/kaksi.pdf"
WIDTHS = (720, 1024, 1440)


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    with browser() as started:
        yield started


@contextmanager
def opened(chromium: "Browser", previewing: Previewing, width: int = 1440, **options: str) -> "Iterator[Page]":
    """Open the page; whatever its console tells, or it lacks, fails the test."""
    tab = chromium.new_page(viewport={"width": width, "height": 900}, **options)
    told: list[str] = []
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))
    tab.goto(previewing.address)
    yield tab
    tab.close()
    assert told == []


@contextmanager
def saved(previewing: Previewing, old: str, new: str) -> Iterator[None]:
    """Save a change, and put it back when the block has ended."""
    before = previewing.watch.source.read_text(encoding="utf-8")
    previewing.watch.save(old, new)
    try:
        yield
    finally:
        previewing.watch.waiting()
        previewing.watch.source.write_text(before, encoding="utf-8")
        previewing.watch.waiting()


def edition(tab: "Page") -> "Frame":
    return content_of(tab, "#edition")


def picture(tab: "Page", document: str) -> str:
    address = tab.locator(f'[id="{document}"] img').get_attribute("src")
    assert address
    return address


def test_everything_is_there(chromium: "Browser", previewing: Previewing) -> None:
    """Posters, the web page and the findings stand on one page; each picture is one."""
    with opened(chromium, previewing) as tab:
        assert tab.locator("h1").inner_text() == "Esimerkkimatriisi"
        assert tab.locator(".posters h3").all_inner_texts() == ["Yksi", "Kaksi"]
        for image in tab.locator(".posters img").all():
            image.scroll_into_view_if_needed()
            assert image.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 1000
        assert tab.frame_locator("#edition").locator("h1").inner_text() == "Esimerkkimatriisi"
        assert "Avoimia kysymyksiä ei ole." in tab.locator("#findings").inner_text()
        assert tab.locator("#problems").is_hidden()


def test_a_save_is_seen(chromium: "Browser", previewing: Previewing) -> None:
    """The poster of the edited unit becomes another picture, which the page says aloud; the other one stays."""
    with opened(chromium, previewing) as tab:
        one, two = picture(tab, ONE), picture(tab, TWO)
        tab.evaluate("document.querySelector('.posters').dataset.stays = 'yes'")
        with saved(previewing, "Teemme työtä.", "Teemme paljon työtä."):
            tab.wait_for_function("one => !document.querySelector(`img[src='${one}']`)", arg=one, timeout=SOON)
            told = "() => /^Juliste Yksi ja verkkosivu päivitetty \\d?\\d\\.\\d\\d$/"
            tab.wait_for_function(f"{told}.test(document.getElementById('told').textContent)", timeout=SOON)
            assert tab.locator("#changed a").all_inner_texts() == ["Yksi"]
            assert picture(tab, ONE) != one
            assert picture(tab, TWO) == two
            assert tab.locator(".posters").get_attribute("data-stays") == "yes"
            edition(tab).wait_for_function("() => document.body.textContent.includes('Teemme paljon')", timeout=SOON)


def test_the_place_of_reading_stays(chromium: "Browser", previewing: Previewing) -> None:
    """Page, findings and web page stay scrolled where they were, and what had the focus has it."""
    with opened(chromium, previewing, 720) as tab:
        tab.locator(".posters img").first.evaluate("image => image.decode()")
        tab.frame_locator("#edition").locator("h1").wait_for()
        tab.evaluate("scrollTo(0, 700)")
        edition(tab).evaluate("scrollTo(0, 300)")
        tab.locator(f'[id="{ONE}"] h3 a').evaluate("link => link.focus({preventScroll: true})")
        above, inside = tab.evaluate("scrollY"), edition(tab).evaluate("scrollY")
        assert above == 700
        assert inside > 100
        one = picture(tab, ONE)
        with saved(previewing, "Teemme työtä.", "Teemme vähän työtä."):
            tab.wait_for_function("one => !document.querySelector(`img[src='${one}']`)", arg=one, timeout=SOON)
            edition(tab).wait_for_function("() => document.body?.textContent.includes('Teemme vähän')", timeout=SOON)
            edition(tab).wait_for_function(f"() => scrollY === {inside}", timeout=SOON)
            assert tab.evaluate("scrollY") == above
            assert tab.evaluate("document.activeElement.textContent") == "Yksi"


def test_the_view_of_the_web_edition_stays(chromium: "Browser", previewing: Previewing) -> None:
    """Which part of it is shown stays as well, and what was searched for."""
    with opened(chromium, previewing) as tab:
        tab.frame_locator("#edition").locator("h1").wait_for()
        edition(tab).evaluate("location.hash = 'K-1'")
        with saved(previewing, "Autamme muita.", "Autamme vain muita."):
            edition(tab).wait_for_function("() => document.body?.textContent.includes('Autamme vain')", timeout=SOON)
            assert edition(tab).evaluate("location.hash") == "#K-1"
            edition(tab).locator("text=Autamme vain muita.").first.wait_for(timeout=SOON)


def test_mistakes_stand_above_the_last_good_documents(chromium: "Browser", previewing: Previewing) -> None:
    """While the data file has a mistake the page tells it with its line, and the documents stay; mended it is gone."""
    with opened(chromium, previewing) as tab:
        one = picture(tab, ONE)
        with saved(previewing, "[eeva]", "[eva]"):
            tab.locator("#problems li").wait_for(timeout=SOON)
            assert "esimerkki.yaml:13:40" in tab.locator("#problems li").inner_text()
            assert "tarkoititko ”eeva”?" in tab.locator("#problems li").inner_text()
            assert tab.locator("#problems h2").inner_text() == "Yksi korjattava kohta"
            assert picture(tab, ONE) == one
            assert tab.locator("#problems").evaluate("box => getComputedStyle(box).position") == "sticky"
        tab.locator("#problems").wait_for(state="hidden", timeout=SOON)


def test_open_questions_follow(chromium: "Browser", previewing: Previewing) -> None:
    """A question that a save raises stands with its line, and is counted in the contents."""
    with opened(chromium, previewing) as tab:
        with saved(previewing, "leads: [olli], ", ""):
            tab.locator("#findings li").first.wait_for(timeout=SOON)
            places = [text.split(" ")[0] for text in tab.locator("#findings li").all_inner_texts()]
            assert {place.rpartition("/")[2] for place in places} == {"esimerkki.yaml:8", "esimerkki.yaml:14"}
            count = len(places)
            assert tab.locator("#contents a[href='#findings']").inner_text() == f"Havainnot ja kysymykset {count}"
        tab.locator("#findings li").first.wait_for(state="detached", timeout=SOON)


def test_units_come_and_go(chromium: "Browser", previewing: Previewing) -> None:
    """A new unit's poster stands in its place among the others, and goes again with the unit."""
    unit = "      - {id: kolme, name: Kolme, leads: [olli], duties: [{id: T-1, text: Luemme paljon.}]}\n"
    with opened(chromium, previewing) as tab:
        source = previewing.watch.source
        last = source.read_text(encoding="utf-8").splitlines(keepends=True)[-1]
        with saved(previewing, last, unit + last):
            tab.locator('[id="doc-julisteet/kolme.pdf"] img').wait_for(timeout=SOON)
            tab.wait_for_function("() => document.querySelectorAll('.posters h3')[1]?.textContent === 'Kolme'")
            assert tab.locator(".posters h3").all_inner_texts() == ["Yksi", "Kolme", "Kaksi"]
        tab.locator('[id="doc-julisteet/kolme.pdf"]').wait_for(state="detached", timeout=SOON)
        assert tab.locator(".posters h3").all_inner_texts() == ["Yksi", "Kaksi"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_it(chromium: "Browser", previewing: Previewing, width: int, scheme: str) -> None:
    """axe-core finds nothing, with and without a mistake; nothing is wider than the window."""
    with opened(chromium, previewing, width, color_scheme=scheme) as tab, saved(previewing, "[eeva]", "[eva]"):
        tab.locator("#problems li").wait_for(timeout=SOON)
        assert barriers(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_by_keyboard_alone(chromium: "Browser", previewing: Previewing) -> None:
    """The first Tab offers the way to the documents; every link is reached, and is seen when it is."""
    with opened(chromium, previewing) as tab:
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "Siirry asiakirjoihin"
        assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "documents"
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "Yksi"
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_other_pages_get_nothing(chromium: "Browser", previewing: Previewing) -> None:
    """A page of another origin that has learned the address reads nothing, shows nothing and hears nothing."""
    tab = chromium.new_page()
    tab.route("http://esimerkki.test/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    tab.goto("http://esimerkki.test/")
    tried = """async address => {
      const failed = promise => promise.then(() => 'read', () => 'failed');
      const shown = (tag, name) => new Promise(done => {
        const element = document.createElement(tag);
        element.onload = () => done('read'); element.onerror = () => done('failed');
        element[name] = address + (tag === 'img' ? 'pictures/julisteet/yksi.pdf/1.jpg' : 'page.js');
        document.body.append(element);
      });
      const heard = source => new Promise(done => {
        source.onopen = source.onmessage = () => done('read'); source.onerror = () => done('failed');
      });
      return [
        await failed(fetch(address)), await failed(fetch(address, {method: 'POST', body: 'a'})),
        await shown('img', 'src'), await shown('script', 'src'),
        await heard(new EventSource(address + 'events')),
        await heard(new WebSocket(address.replace('http', 'ws') + 'events')),
      ];
    }"""
    assert tab.evaluate(tried, previewing.address) == ["failed"] * 6
    tab.evaluate(
        "address => { const f = document.createElement('iframe'); f.src = address; document.body.append(f) }",
        previewing.address,
    )
    tab.wait_for_timeout(500)
    assert "Esimerkkimatriisi" not in [frame.title() for frame in tab.frames]
    tab.close()
    assert previewing.get("").status == 200
