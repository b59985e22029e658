"""What is left out of the page is what a browser adds by itself: it reads the same elements and words from it."""

import base64
import io
import re
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from tests.support.changed import HEAD, OLD
from tests.support.matrices import ROOT
from tests.support.web import page, page_of, views_with
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.generators.web.html import document
from vastuumatriisi.generators.web.html.smaller import smaller

if TYPE_CHECKING:
    from playwright.sync_api import Page

WHOLE = """<!DOCTYPE html>
<html lang="fi"><head><meta charset="utf-8"><title>Esimerkki</title></head>
<body>
<main>
<p class="one two" title='x="y" z'>Ensin <b class="a">A</b>
<a href="#x">toinen</a></p>
<ul class="who">
<li data-x="a=b" data-y="">yksi</li>
<li>kaksi</li>
</ul>
<p>Ennen linkkiä.</p><a href="../a/">pois</a>
<table><thead><tr><th>T</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<pre>
  <li class="kept">  </li>
</pre>
<script type="application/json">"<p class=\\"x\\">\\n</p>"</script>
</main>
</body></html>
"""
TREE = """
(text) => {
  const told = [], walk = (node) => {
    if (node.nodeType === 3) {
      const text = node.parentNode.closest('pre, script, style') ? node.data : node.data.replace(/\\s+/g, ' ').trim();
      if (text) told.push(text);
    } else {
      told.push(node.nodeName, ...[...(node.attributes ?? [])].map((one) => `${one.name}=${one.value}`));
      node.childNodes.forEach(walk);
    }
  };
  walk(new DOMParser().parseFromString(text, 'text/html'));
  return told;
}
"""


def test_a_browser_reads_the_same(opened: "Page", monkeypatch: pytest.MonkeyPatch) -> None:
    """Chromium makes the same tree of what has been made smaller, with every attribute and word."""
    monkeypatch.setattr(document, "smaller", lambda text: text)
    views = views_with(read_matrix(ROOT / "source" / "vastuumatriisi.yaml", ""))
    for text in (WHOLE, page_of(views)):
        assert len(smaller(text)) < len(text)
        assert opened.evaluate(TREE, smaller(text)) == opened.evaluate(TREE, text)


def test_what_cannot_be_left_out_stays() -> None:
    """Values with spaces keep their quotes, a paragraph before a link its end, and a script all of it."""
    text = smaller(WHOLE)
    assert len(text) < len(WHOLE) - 60
    assert """<p class="one two" title='x="y" z'>Ensin <b class=a>A</b>\n<a href=#x>toinen</a><ul class=who>""" in text
    assert """<li data-x="a=b" data-y="">yksi<li>kaksi</ul><p>Ennen linkkiä.</p><a href=../a/>pois</a>""" in text
    assert """<pre>\n  <li class="kept">  </li>\n</pre>""" in text
    assert """"<p class=\\"x\\">\\n</p>\"""" in text


def _fonts(text: str) -> list[TTFont]:
    return [TTFont(io.BytesIO(base64.b64decode(one))) for one in re.findall(r"font/woff2;base64,([^)]*)", text)]


def _features(font: TTFont) -> set[str]:
    return {one.FeatureTag for table in ("GSUB", "GPOS") for one in font[table].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize(
    ("language", "title", "has_forms"),
    [("fi", "Esimerkki", False), ("ro", "Esimerkki", True), ("fi", "Пример", True)],
)
def test_forms_of_letters_are_left_out_where_there_are_none(language: str, title: str, has_forms: bool) -> None:
    """Of a page in Finnish with Latin letters alone; all of them are kerned."""
    text = (HEAD.format(language) + OLD).replace("title: Esimerkki", f"title: {title}")
    regular, bold, _ = _fonts(page(text))
    for font in (regular, bold):
        assert _features(font) == ({"kern", "locl"} if has_forms else {"kern"})
