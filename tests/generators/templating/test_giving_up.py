"""A document whose template does not end is given up, whatever is at work, and named with its template and line."""

import time

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.templates import CSS, HTML, made, with_line
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import GivenUp, UserError
from vastuumatriisi.system import limits

LONG = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"
ASIDE = '<div style="position: absolute; top: 0; left: 0">'
LAUGHS = (
    ASIDE + '<svg width="9" height="9"><title>x</title><g id="a0"><rect width="1" height="1"/></g>{% for i in '
    'range(1, 12) %}<g id="a{{ i }}">{% for j in range(10) %}<use href="#a{{ i - 1 }}"/>{% endfor %}</g>{% endfor %}'
    '<use href="#a11"/></svg></div>'
)
# A template, what is put into it, and whether the line is known: the layout engine knows none.
ENDLESS = {
    "loops": (HTML, LONG, True),
    "a macro": (
        HTML,
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        True,
    ),
    "a loop in the style sheet": (CSS, LONG, True),
    "a loop on a role's sheet": ("role.html.j2", LONG, True),
    "a loop in a role's style sheet": ("role.css.j2", LONG, True),
    "a loop on the web page": ("web.html.j2", LONG, True),
    "a drawing of drawings": (HTML, LAUGHS, False),
    "many elements": (HTML, "{% for a in range(90000) %}<p>Esimerkki {{ a }}</p>{% endfor %}", False),
    "many rules": (CSS, "{% for a in range(90000) %}.a{{ a }} > p + b { margin: calc(1px + 2px) } {% endfor %}", False),
    "a very wide table": (HTML, "<table><tr>{% for a in range(60000) %}<td>a</td>{% endfor %}</tr></table>", False),
}


# It may come while a hook of the test's own library runs, which passes over it; then it comes again.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("what", ENDLESS)
def test_what_does_not_end_is_given_up(what: str, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """Soon after its time, in one line, with template and document."""
    name, poison, known = ENDLESS[what]
    kind = {"role": "roles", "web": "web"}.get(name.partition(".")[0], "posters")
    made(design, kind)  # what is loaded at first is not the template's
    changed, number = with_line(design, poison, name)
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    started = time.monotonic()
    with pytest.raises(GivenUp) as caught:
        made(changed, kind)
    assert time.monotonic() - started < 15
    said = str(caught.value)
    assert said.startswith(f"templates/{name}:{number}: " if known else "templates/poster.html.j2: ")
    document = {"posters": "the poster of yksikko", "roles": "the sheet of the role eeva", "web": "the web page"}[kind]
    assert f" {document} was given up after 2 s; " in said
    assert_in_every_language(caught.value)


@pytest.mark.skipif(not limits.LINUX, reason="only Linux tells the memory of now")
def test_what_fills_the_memory_is_given_up(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each text is small enough, and all of them together are not."""
    lines = "".join(f"{{% set a{n} = 'x' * 900000 ~ {n} %}}" for n in range(2000))
    changed, number = with_line(design, lines)
    monkeypatch.setattr(limits, "MEMORY", 64 << 20)
    with pytest.raises(
        GivenUp, match=f"poster.html.j2:{number}: the poster of yksikko was given up at 67 MB"
    ) as caught:
        made(changed)
    assert_in_every_language(caught.value)


def test_elements_inside_of_elements(design: Design) -> None:
    """More levels than the layout engine can go down are the template's mistake, not the program's."""
    changed, _ = with_line(design, "{% for i in range(1200) %}<div>{% endfor %}")
    with pytest.raises(
        UserError, match=r"^templates/poster\.html\.j2: the elements of the poster of yksikko are"
    ) as caught:
        made(changed)
    assert_in_every_language(caught.value)
