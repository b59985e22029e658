"""HTML that takes the short way through the engine looks as it would on the long one."""

from typing import Any

import pytest

from vastuumatriisi.builder.executor import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators import Options, posters
from vastuumatriisi.generators.posters.pdf import engine, fast_html
from vastuumatriisi.matrix import Views

EVERYTHING = """<!DOCTYPE html>
<html lang="fi" dir="{direction}" style="font-size: 10pt">
<head><meta charset="utf-8" /><title>Kaikki</title></head>
<body>
<header><h1>Yksi <em>kaksi</em></h1><h2>Kaksi</h2><h3>Kolme</h3><h4>Neljä</h4><h5>Viisi</h5><h6>Kuusi</h6></header>
<main><article><section><div dir="ltr">Teksti <b>lihava</b> <i>vino</i><br />rivi <strong>vahva</strong></div></section>
<p>Kappale <span lang="en">text</span> <a href="https://example.org/">linkki</a></p><p hidden="">piilossa</p>
<ul><li>yksi<ul><li>sisempi<ul><li>sisin</li></ul></li></ul></li><li>kaksi</li></ul></article></main>
<div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><title>neliö</title>
<path d="M0 0h9v9H0z"/></svg></div>
<footer>Lopuksi</footer>
</body>
</html>"""

MOVED = {
    "a paragraph cannot hold a box": "<p><div>a</div></p>",
    "a line of a table belongs to a body": "<table><tr><td>a</td></tr></table>",
    "boxes have ends": "<div/>",
    "links do not hold links": '<a href="#a"><a href="#b">b</a></a>',
    "names are in small letters": "<DIV>a</DIV>",
    "it is no XML": "<p>a<br>b&nbsp;c</p>",
    "numbers of characters are those of Windows": "<p>&#150;</p>",
}


def _press(style: str = "body { font-family: FiraGO }") -> engine.PdfEngine:
    return engine.pdf_engine(style, (), (), system_fonts=True)


def _written(html: str, monkeypatch: pytest.MonkeyPatch, *, short: bool) -> bytes:
    with monkeypatch.context() as patch:
        if not short:
            patch.setattr(fast_html, "_ordinary", lambda _: None)
        return engine.written(_press().layout(html))


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_ordinary_elements_look_as_in_the_engines_own_sheet(direction: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html = EVERYTHING.format(direction=direction)
    assert fast_html._ordinary(html) is not None
    assert _written(html, monkeypatch, short=True) == _written(html, monkeypatch, short=False)


@pytest.mark.parametrize("body", MOVED.values(), ids=MOVED.keys())
def test_html_that_a_parser_would_change_is_left_to_it(body: str) -> None:
    head = '<head><meta charset="utf-8" /><title>a</title></head>'
    assert fast_html._ordinary(f"<html>{head}<body><p>a</p></body></html>") is not None
    assert fast_html._ordinary(f"<html>{head}<body>{body}</body></html>") is None


@pytest.mark.parametrize("style", ["@page { @top-left { content: 'a' } }", "p { float: footnote }", "div::marker {}"])
def test_a_style_sheet_with_rare_features_takes_the_long_way(style: str) -> None:
    assert not fast_html.is_usual(style)
    assert fast_html.is_usual("@page { margin: 0 } p::before { content: 'a' }")


def test_the_posters_take_the_short_way(kuopio: Views, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = list(posters.plan(kuopio, design, Options()))
    ordinary, trees = fast_html._ordinary, []

    def noted(html: str) -> Any:
        trees.append(ordinary(html))
        return trees[-1]

    monkeypatch.setattr(fast_html, "_ordinary", noted)
    short = [render(job, design).data for job in (jobs[0], jobs[-1])]
    assert trees
    assert None not in trees
    monkeypatch.setattr(fast_html, "_ordinary", lambda _: None)
    assert [render(job, design).data for job in (jobs[0], jobs[-1])] == short
