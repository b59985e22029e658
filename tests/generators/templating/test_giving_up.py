"""A document whose template does not end is given up, whatever is at work, and named with its template and line."""

import time
from typing import Any

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.templates import CSS, HTML, made, with_line
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import GivenUp, UserError
from vastuumatriisi.generators.pdf import fitting, previews
from vastuumatriisi.generators.pdf.role_sheet import fitting as role_fitting
from vastuumatriisi.system import limits

LONG = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"
ASIDE = '<div style="position: absolute; top: 0; left: 0">'
LAUGHS = (
    ASIDE + '<svg width="9" height="9"><title>x</title><g id="a0"><rect width="1" height="1"/></g>{% for i in '
    'range(1, 12) %}<g id="a{{ i }}">{% for j in range(10) %}<use href="#a{{ i - 1 }}"/>{% endfor %}</g>{% endfor %}'
    '<use href="#a11"/></svg></div>'
)
# The engine paints each of its stripes, and only once all is laid out.
STRIPES = "body { background: repeating-linear-gradient(red, blue 0.00001px) }"
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
    "stripes": (CSS, STRIPES, False),
    "stripes on a role's sheet": ("role.css.j2", STRIPES, False),
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
    page = {"posters": "poster.html.j2", "roles": "role.html.j2"}.get(kind)
    assert said.startswith(f"templates/{name}:{number}: " if known else f"templates/{page}: ")
    document = {"posters": "the poster of yksikko", "roles": "the sheet of the role eeva", "web": "the web page"}[kind]
    assert f" {document} was given up after 2 s; " in said
    assert_in_every_language(caught.value)


# What does not end, of which format it is, and which template and what the message names then.
TOGETHER = {
    "a drawing of drawings": ("posters", "poster.html.j2: the file with all posters"),
    "stripes": ("posters", "poster.html.j2: the file with all posters"),
    "loops": ("posters", "poster.html.j2:{line}: the poster of yksikko"),
    "many elements": ("posters", "poster.html.j2: the poster of yksikko"),
    "stripes on a role's sheet": ("roles", "role.html.j2: the file with the sheets of all roles"),
    "a loop on a role's sheet": ("roles", "role.html.j2:{line}: the sheet of the role eeva"),
}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("what", TOGETHER)
def test_documents_in_one_file_are_given_up(what: str, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are drawn at once are bounded while they are drawn, each one before that for itself."""
    name, poison, _ = ENDLESS[what]
    kind, told = TOGETHER[what]
    made(design, kind, "collection")
    changed, number = with_line(design, poison, name)
    monkeypatch.setattr(limits, "SECONDS", 5.0)  # each is laid out in that, on a busy machine too
    monkeypatch.setattr(limits, "MEMORY", 8 << 30)  # stripes take as much as they may have in about that time
    started = time.monotonic()
    with pytest.raises(GivenUp) as caught:
        made(changed, kind, "collection")
    assert time.monotonic() - started < 30
    assert str(caught.value).startswith(f"templates/{told.format(line=number)} was given up after 5 s; ")
    assert_in_every_language(caught.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("what", ["loops", "a drawing of drawings", "stripes", "many elements"])
def test_a_preview_is_given_up(what: str, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the time of a poster, whose picture it is."""
    name, poison, _ = ENDLESS[what]
    made(design, "posters", "preview")
    changed, _ = with_line(design, poison, name)
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    with pytest.raises(GivenUp, match="the poster of yksikko was given up after 2 s; "):
        made(changed, "posters", "preview")


def test_a_picture_is_given_up(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """So is what is done to a finished poster, to make a picture of it."""

    def endless(_pdf: bytes) -> bytes:
        while True:
            time.sleep(0.01)

    made(design, "posters", "preview")
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    monkeypatch.setattr(previews, "picture", endless)
    with pytest.raises(GivenUp, match="the poster of yksikko was given up after 2 s; "):
        made(design, "posters", "preview")


@pytest.mark.parametrize("kind", ["poster", "collection", "role-sheet", "roles"])
def test_all_rounds_have_one_time(kind: str, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is laid out again and again, since further characters are missing, has no more time for that."""
    name, module = ("posters", fitting) if kind in ("poster", "collection") else ("roles", role_fitting)
    once = module._fitted
    rounds: list[float] = []

    def slow(attempt: Any) -> Any:
        fitted = once(attempt)
        attempt.warnings.missing.add(chr(0x4E00 + len(rounds)))
        rounds.append(time.monotonic())
        time.sleep(0.4)
        return fitted if len(rounds) < 40 else pytest.fail("it does not end")

    made(design, name)
    monkeypatch.setattr(module, "_fitted", slow)
    monkeypatch.setattr(limits, "SECONDS", 2.0)
    with pytest.raises(GivenUp, match=r"(poster of yksikko|role eeva) was given up after 2 s; "):
        made(design, name, "collection" if kind == "roles" else kind)
    assert len(rounds) < 9


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


@pytest.mark.parametrize(
    ("name", "line"),
    [(CSS, ".a { width: {{ '1' * 5000 }}px }"), (HTML, "<p style=\"width: {{ '1' * 5000 }}px\">x</p>")],
)
def test_numbers_of_many_digits(name: str, line: str, design: Design) -> None:
    """More digits than Python reads are the template's mistake as well."""
    changed, _ = with_line(design, line, name)
    with pytest.raises(
        UserError, match=r"^templates/poster\.html\.j2: a number of the poster of yksikko has"
    ) as caught:
        made(changed)
    assert_in_every_language(caught.value)
