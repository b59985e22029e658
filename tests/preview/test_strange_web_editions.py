"""A web page from elsewhere, in the preview: it runs, and reads no other document nor what stands around it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.browser import browser, content_of
from tests.support.preview import Previewing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

SOON = 20_000  # ms; on a machine that makes other things meanwhile
# What it tries, the first thing that it learns of each, and where it would carry that.
SCRIPT = """
const tried = {};
const attempt = async (name, work) => {
  try { tried[name] = String(await work()).slice(0, 80); } catch { tried[name] = "x".slice(1); }
};
const own = location.href.replace(/(documents|frames).*/, '');
(async () => {
  await attempt('page', () => parent.document.body.textContent);
  await attempt('parent', async () => (await parent.fetch('documents/julisteet/yksi.pdf')).text());
  await attempt('fetch', async () => (await fetch(own + 'documents/julisteet/yksi.pdf')).text());
  await attempt('request', () => new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.onload = () => done(request.responseText); request.onerror = failed;
    request.open('GET', own); request.send();
  }));
  await attempt('picture', () => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done('seen'); image.onerror = failed;
    image.src = own + 'pictures/julisteet/yksi.pdf/1.jpg';
  }));
  await attempt('frame', () => new Promise((done) => {
    const frame = document.createElement('iframe');
    frame.onload = () => { try { done(frame.contentDocument.body.textContent); } catch { done(''); } };
    frame.src = own; document.body.append(frame); setTimeout(done, 1000, '');
  }));
  await attempt('storage', () => { localStorage.a = 'stored'; return localStorage.a; });
  await attempt('window', () => open('https://esimerkki.test/' + own) ? 'opened' : '');
  await attempt('asked', () => { parent.postMessage({open: own + 'frames/julisteet/yksi.pdf'}, '*'); return ''; });
  if (parent !== window) await attempt('top', () => { top.location = 'https://esimerkki.test/' + own; return ''; });
  document.title = 'tried ' + JSON.stringify(tried);
})();
"""
HARMLESS = dict.fromkeys(
    ("page", "parent", "fetch", "request", "picture", "frame", "storage", "window", "asked", "top"), ""
)


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """A preview whose web template has a script of its own."""
    preview = Previewing(tmp_path_factory.mktemp("esikatselu"), "--only", "posters,web")
    preview.watch.waiting()
    script = preview.watch.templates / "web.js"
    script.write_text(script.read_text(encoding="utf-8") + SCRIPT, encoding="utf-8")
    preview.watch.until("saved:")
    preview.watch.waiting()
    yield preview
    preview.watch.end()


def asked_for(tab: "Page") -> list[str]:
    """Return the addresses elsewhere that a page asks for from now on."""
    found: list[str] = []
    tab.route("**/*", lambda route: route.continue_())
    tab.on("request", lambda request: found.append(request.url) if "127.0.0.1" not in request.url else None)
    return found


@pytest.mark.parametrize("place", ["", "edition", "documents/verkko/index.html", "frames/verkko/index.html"])
def test_it_reads_nothing_else(chromium: "Browser", hostile: Previewing, place: str) -> None:
    """In its frame, and opened by itself, it gets nothing and leads nobody away; no other page is opened."""
    tab = chromium.new_page()
    elsewhere = asked_for(tab)
    tab.goto(hostile.address + place)
    told = "() => document.title.startsWith('tried ')"
    is_framed = place in ("", "edition")
    frame = content_of(tab, "#edition") if is_framed else tab.main_frame
    frame.wait_for_function(told, timeout=SOON)
    tried = frame.evaluate("JSON.parse(document.title.slice(6))")
    expected = dict(HARMLESS)
    if not is_framed:  # it is its own parent, and nobody stands around it
        for name in ("page", "parent", "top"):
            del expected[name]
            tried.pop(name, None)
    assert tried == expected
    assert elsewhere == []
    assert tab.url == hostile.address + place
    assert len(tab.context.pages) == 1
    tab.close()


@pytest.mark.parametrize("place", ["", "edition"])
def test_people_can_use_it(chromium: "Browser", previewing: Previewing, place: str) -> None:
    """Its search and its forms answer, Enter too, and a link to a poster opens that in a page of its own."""
    tab = chromium.new_page()
    tab.goto(previewing.address + place)
    frame = tab.frame_locator("#edition")
    frame.locator("#q").press_sequentially("autamme")
    frame.locator("#K-1").wait_for(timeout=SOON)
    assert frame.locator("#q").input_value() == "autamme"
    frame.locator("#q").fill("Y-1")
    frame.locator("#q").press("Enter")
    frame.locator("tr.at#Y-1").wait_for(timeout=SOON)
    content_of(tab, "#edition").evaluate("location.hash = '#yksi'")
    frame.locator("tr.at#Y-1").wait_for(state="detached", timeout=SOON)
    with tab.context.expect_page(timeout=SOON) as opened, tab.context.expect_event("request", timeout=SOON) as asked:
        frame.locator("a.file[href$='yksi.pdf']:visible").first.click()
    assert asked.value.url == f"{previewing.address}documents/julisteet/yksi.pdf"
    assert asked.value.response().status == 200
    opened.value.close()
    assert tab.url == previewing.address + place
    tab.close()


@pytest.mark.parametrize("is_wanted", [False, True])
def test_a_link_elsewhere_shows_where_it_leads(chromium: "Browser", previewing: Previewing, is_wanted: bool) -> None:
    """Links of duties to other sites are asked about with their whole address, and then opened beside the page."""
    tab = chromium.new_page()
    questions: list[str] = []

    def answer(dialog: "Dialog") -> None:
        questions.append(dialog.message)
        if is_wanted:
            dialog.accept()
        else:
            dialog.dismiss()

    tab.on("dialog", answer)
    tab.context.route("https://esimerkki.test/**", lambda route: route.fulfill(body="ohje"))
    tab.goto(previewing.address + "edition")
    content = content_of(tab, "#edition")
    content.wait_for_selector("h1", timeout=SOON)
    content.evaluate("document.querySelector('h1').innerHTML = '<a href=https://esimerkki.test/ohje?a=b>Ohje</a>'")
    pages = len(tab.context.pages)
    if is_wanted:
        with tab.context.expect_page(timeout=SOON) as opened:
            content.click("h1 a")
        assert opened.value.url == "https://esimerkki.test/ohje?a=b"
        opened.value.close()
    else:
        content.click("h1 a")
        tab.wait_for_timeout(500)
        assert len(tab.context.pages) == pages
    assert questions == ["https://esimerkki.test/ohje?a=b"]
    assert tab.url == previewing.address + "edition"
    tab.close()


def test_what_is_published_is_as_it_was(hostile: Previewing) -> None:
    """Opened by itself it is served byte for byte; what the frame gets besides is of the preview alone."""
    file = Path(hostile.watch.folder) / "build" / "verkko" / "index.html"
    assert hostile.get("documents/verkko/index.html").body == file.read_bytes()
    framed = hostile.get("frames/verkko/index.html").body
    assert framed != file.read_bytes()
    added = framed[framed.index(b"<script>") : framed.index(b"</script>") + len(b"</script>")]
    assert framed.replace(added, b"", 1) == file.read_bytes()
    assert "sandbox" in hostile.get("documents/verkko/index.html").headers["Content-Security-Policy"]
    assert "sandbox" not in hostile.get("documents/julisteet/yksi.pdf").headers["Content-Security-Policy"]
    assert hostile.get("frames/julisteet/yksi.pdf").status == 404
