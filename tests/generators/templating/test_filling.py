"""Mistakes in a template are told by its file and line, in one line and in every language."""

from dataclasses import replace

import pytest

from tests.support.languages import assert_in_every_language, told
from tests.support.templates import HTML, made, with_line, with_template
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.templating.filling import filled
from vastuumatriisi.generators.templating.sandbox import Sandbox

# What stands in the template, and how the reason is told in Finnish.
MISTAKES = {
    "{{ 1 / 0 }}": "jakaja on nolla",
    "{{ 1.5 // 0 }}": "jakaja on nolla",
    "{{ 1.5 % 0 }}": "jakaja on nolla",
    "{{ 0 ** -1 }}": "jakaja on nolla",
    "{{ 10.0 ** 400 }}": "luku on liian suuri",
    "{{ (10 ** 400) | float }}": "luku on liian suuri",
    "{{ (1e308 * 10) | int | string }}": "luku on liian suuri",
    "{{ wording('poster.shet') }}": "sanastossa ei ole tekstiä ”poster.shet”; tarkoititko ”poster.sheet”?",
    "{{ wording('xyzzyxyzzyxyzzy') }}": "sanastossa ei ole tekstiä ”xyzzyxyzzyxyzzy”",
    "{{ wording('poster.sheet', number=1) }}": "sanaston tekstistä ”poster.sheet” puuttuu arvo ”total”",
    "{{ wording('poster.sheet') }}": "sanaston tekstistä ”poster.sheet” puuttuu arvo ”number”",
    "{{ wording.count('poster.sheet', 1) }}": "nimeä 'poster.sheet.one' ei ole",
    "{{ wording() }}": "sulkeissa on vääriä arvoja tai niitä on väärä määrä",
    "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}": "se kutsuu itseään loputtomasti",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}": "se kutsuu itseään loputtomasti",
    "{% include 'puuttuu.j2' %}": "asiakirjapohjaa ”puuttuu.j2” ei ole kansiossa",
    "{% from 'poster_parts.html.j2' import puuttuu %}{{ puuttuu() }}": (
        "asiakirjapohjassa 'poster_parts.html.j2' ei ole nimeä 'puuttuu'"
    ),
    "{% for a in range(100001) %}{% endfor %}": "”range” antaa yli 100000 lukua",
    "{{ range(1, 2, 0) }}": "askel on nolla",
    "{{ range(1.5) }}": "'float' ei ole kokonaisluku",
    "{{ poster | suodatin }}": "suodatinta 'suodatin' ei ole",
    "{{ [1, 2] | random }}": "suodatinta 'random' ei ole",
    "{% if poster is ehto %}{% endif %}": "ehtoa 'ehto' ei ole",
    "{{ [1] | select('ehto') | list }}": "ehtoa 'ehto' ei ole",
    "{{ poster.tieto }}": "ei ole tietoa 'tieto'",
    "{{ nimi }}": "nimeä 'nimi' ei ole",
    "{{ poster.sheets[9] }}": "ei ole tietoa 'sheets'",
    "{{ [1][5] }}": "kohteessa 'list' ei ole osaa '5'",
    "{{ 'a' + 1 }}": "tekstiin ei voi liittää arvoa 'int'",
    "{{ 1 + 'a' }}": "laskutoimitus + ei käy arvoille 'int' ja 'str'",
    "{{ [1] + 1 }}": "luetteloon ei voi liittää arvoa 'int'",
    "{{ 'a' * 'b' }}": "tekstiä tai luetteloa ei voi kertoa arvolla 'str'",
    "{{ -'a' }}": "laskutoimitus - ei käy arvolle 'str'",
    "{{ 1 < 'a' }}": "arvoja 'int' ja 'str' ei voi verrata merkillä '<'",
    "{{ [3, 'a'] | sort }}": "arvoja 'str' ja 'int' ei voi verrata merkillä '<'",
    "{% for a, b in [1] %}{% endfor %}": "'int' ei ole luettelo",
    "{% for a, b in [(1, 2, 3)] %}{% endfor %}": "arvoja on enemmän tai vähemmän kuin nimiä",
    "{% set a, b = (1,) %}": "arvoja on enemmän tai vähemmän kuin nimiä",
    "{{ {[1]: 2} }}": "'list' ei käy avaimeksi",
    "{% macro f(a) %}{% endmacro %}{{ f(1, 2) }}": "makrolle 'f' annetaan yli 1 arvoa",
    "{% macro f(a) %}{% endmacro %}{{ f(b=2) }}": "makrolla 'f' ei ole kohtaa 'b'",
    "{% macro f(a) %}{{ a }}{% endmacro %}{{ f() }}": "kohta 'a' on jäänyt antamatta",
    "{{ '%d' % 'a' }}": "muotoilun paikat eivät sovi arvoihin",
    "{{ '%q' % 1 }}": "muotoilun paikat eivät sovi arvoihin",
    "{{ '%d %d' % 1 }}": "muotoilun paikat eivät sovi arvoihin",
    "{{ 'x' % (1, 2) }}": "muotoilun paikat eivät sovi arvoihin",
    "{{ 'x'.replace('a') }}": "sulkeissa on vääriä arvoja tai niitä on väärä määrä",
    "{{ 'x'.replace(1, 2) }}": "tässä pitäisi olla 'str' eikä 'int'",
    "{{ ', '.join([1]) }}": "tässä pitäisi olla 'str' eikä 'int'",
    "{{ 'x'.index('a') }}": "etsittyä ei löydy",
    "{{ ['a'].index('b') }}": "etsittyä ei löydy",
    "{{ 'x'.split('') }}": "erotin on tyhjä",
    "{{ [] | first }}": "luettelo on tyhjä",
    "{{ 'x' | filesizeformat }}": "'x' ei ole luku",
    "{{ 'x'.format(1) }}": "kohteen 'str' tieto 'format' ei ole asiakirjapohjien käytössä",
    "{{ poster.name() }}": "arvoa 'str' ei voi kutsua, jätä sulut pois",
    "{% set poster.name = 'x' %}": "arvon voi antaa vain kohteen ”namespace” tiedolle",
    "{{ 3 | together }}": "kohteella 'int' ei ole tietoa 'split'",
    "{{ 3 | qr }}": "kohteella 'int' ei ole tietoa 'address'",
    "{% for a in poster.name %}": "'for' jää auki; lopusta puuttuu 'endfor' tai 'else'",
}


def refusal(design: Design, name: str = "posters") -> UserError:
    with pytest.raises(UserError) as caught:
        made(design, name)
    assert_in_every_language(caught.value)
    return caught.value


@pytest.mark.parametrize("line", MISTAKES, ids=lambda line: line[:50])
def test_a_mistake_is_told_with_its_line(line: str, design: Design) -> None:
    """File, line, what it is, and nothing else, whatever Python or Jinja has made of it."""
    changed, number = with_line(design, line)
    said = told(refusal(changed), "fi")
    assert MISTAKES[line] in said
    if "'for' jää auki" not in said and "namespace" not in said:
        assert said.startswith(f"templates/{HTML}:{number}: asiakirjapohjassa on virhe (")
    assert said.endswith("; korjaa tämä rivi.")


@pytest.mark.parametrize(
    "line",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "[" * 150 + "]" * 150 + " }}",
        "{% for a in [1] %}" * 30 + "{% endfor %}" * 30,
        "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
    ],
    ids=["parentheses", "brackets", "loops", "conditions"],
)
def test_what_is_nested_too_deeply(line: str, design: Design) -> None:
    """More levels than Python itself has are a mistake in the template, whose line nobody knows."""
    changed, _ = with_line(design, line)
    assert str(refusal(changed)).endswith("the template has a mistake (it is nested too deeply); mend that line.")


def test_a_template_that_includes_itself(design: Design) -> None:
    """However the circle is closed, it is told where it was left."""
    for tag in ("include", "extends"):
        changed = with_template(design, "silmukka.j2", f"\n{{% {tag} 'silmukka.j2' %}}")
        changed, _ = with_line(changed, "{% include 'silmukka.j2' %}")
        assert str(refusal(changed)).startswith("templates/silmukka.j2:2: the template has a mistake (it calls itself")


@pytest.mark.parametrize("name", ["poster.html.j2", "poster_parts.html.j2", "poster.css.j2"])
@pytest.mark.parametrize(
    ("written", "line", "why"),
    [
        ("{# Esimerkki #}\n{# Väri #}".encode("latin-1"), 2, "the template is not in UTF-8"),
        ("{# Väri #}".encode("utf-16"), 1, "the template is not in UTF-8"),
        ("{# a #}".encode("utf-16-be"), 1, "the template has the character U+0000"),
        (b"{# a #}\n\n{# \x00 #}", 3, "the template has the character U+0000"),
        (b"{# a #}\n{# \x1b #}", 2, "the template has the character U+001B"),
    ],
    ids=["Latin-1", "UTF-16", "UTF-16 without a mark", "NUL", "escape"],
)
def test_a_template_that_is_no_text(name: str, written: bytes, line: int, why: str, design: Design) -> None:
    """It is told by the line of the first sign that is wrong, and with what to do."""
    said = str(refusal(with_template(design, name, written + b"\n" + design.templates[name])))
    assert said.startswith(f"templates/{name}:{line}: {why}")


def test_a_script_that_is_no_text(design: Design) -> None:
    """The web page's script is read as its templates are."""
    said = str(refusal(with_template(design, "web.js", "// Esimerkki\n// väri".encode("latin-1")), "web"))
    assert said == "templates/web.js:2: the template is not in UTF-8; save it as UTF-8."


def test_half_a_character(design: Design) -> None:
    """What an escape makes and no file can hold is told with its line."""
    changed, number = with_line(design, '{{ "\\ud800" }}')
    assert str(refusal(changed)).startswith(f"templates/{HTML}:{number}: the template has the character U+D800")


def test_a_mark_of_the_byte_order_is_no_mistake(design: Design) -> None:
    """Some editors put one before what is UTF-8 in any case."""
    marked = with_template(design, HTML, b"\xef\xbb\xbf" + design.templates[HTML])
    assert made(marked) == made(design)


@pytest.mark.parametrize("written", ["", " \n", "{# Esimerkki #}"])
@pytest.mark.parametrize("name", ["poster.html.j2", "poster.css.j2"])
def test_a_template_that_gives_nothing(name: str, written: str, design: Design) -> None:
    """An empty file is no template: nobody wants an empty poster."""
    said = str(refusal(with_template(design, name, written)))
    assert said == f"templates/{name}: the template gives nothing at all; put back what it held."


def test_what_formats_share_is_compiled_once(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second set of templates that has one more compiles that alone, and tells mistakes by its own names."""
    compiled: list[str] = []
    compile_one = Sandbox._compile
    monkeypatch.setattr(
        Sandbox, "_compile", lambda self, code, name: (compiled.append(name), compile_one(self, code, name))[1]
    )
    first, _ = with_line(design, "{# only here #}{{ 1 / 0 if false else '' }}")
    made(first)
    assert HTML in compiled
    compiled.clear()
    other = replace(with_template(first, "more.html.j2", "{{ 1 / 0 }}"), name="toiset")
    made(other)
    assert compiled == []
    with pytest.raises(UserError, match=r"toiset/more\.html\.j2"):
        filled("more.html.j2", other, {})
    assert compiled == ["more.html.j2"]
