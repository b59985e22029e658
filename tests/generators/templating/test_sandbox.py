"""A template is a program, and may come from elsewhere: it reads what it is handed, and makes documents."""

import time
from pathlib import Path

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.templates import CSS, HTML, made, with_line, with_template
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.templating.filling import filled

MARKED = "salaisuus-7731"

# Ways to Python's `open` that are known of templates, each printing a file; FILE is its path.
TO_A_FILE = {
    "a value's class": "poster.__class__.__init__.__globals__['__builtins__']['open']('FILE').read()",
    "a macro's globals": "said._func.__globals__['__builtins__']['open']('FILE').read()",
    "the template itself": "self.__init__.__globals__['__builtins__']['open']('FILE').read()",
    "the template's context": "self._TemplateReference__context.environment.loader.load_func('FILE')",
    "chance words": "lipsum.__globals__['os'].popen('cat FILE').read()",
    "a cycler": "cycler.__init__.__globals__['os'].popen('cat FILE').read()",
    "a joiner": "joiner.__init__.__globals__['os'].popen('cat FILE').read()",
    "a namespace": "namespace.__init__.__globals__['sys'].modules['io'].open('FILE').read()",
    "the classes of all": "''.__class__.__mro__[1].__subclasses__() | map(attribute='__init__') | list",
    "an undefined name": "nothing.__init__.__globals__['__builtins__']['open']('FILE').read()",
    "a method": "wording.told.__func__.__globals__['__builtins__']['open']('FILE').read()",
    "a filter": "(poster | attr('__class__') | attr('__init__') | attr('__globals__'))['__builtins__']['open']('FILE')",
    "a name put together": "poster['__cl' ~ 'ass__']['__init__']['__globals__']['__builtins__']['open']('FILE').read()",
    "a format": "'{0.__class__.__init__.__globals__}'.format(poster)",
    "a format of a table": "'{a.__class__.__init__.__globals__}'.format_map({'a': poster})",
    "a format of safe text": "('{0.__class__.__init__.__globals__}' | safe).format(poster)",
    "a sorted list": "([poster] | map(attribute='__class__.__init__.__globals__') | first)['__builtins__']",
    "a class of numbers": "range.__class__.__base__.__subclasses__()",
    "a method of a class": "dict.fromkeys(poster.__dict__)",
    "a generator's frame": "(poster.origin | map('upper')).gi_frame.f_back.f_globals['__builtins__']['open']('FILE')",
    "an inclusion": "INCLUDE",
}
# What would change what other documents are made from.
CHANGES = ("house.update({'top': 9})", "house.pop('top')", "house.clear()", "house.setdefault('x', 1)", "[1].append(2)")

TOO_LARGE = {
    "a power": "9 ** (9 ** 9)",
    "powers": "9 ** 9 ** 9 ** 9 ** 9",
    "a power in a table": "{'a': 2 ** (10 ** 10)}",
    "a list": "[1] * 10 ** 9",
    "a list the other way round": "10 ** 9 * [1]",
    "a tuple": "(1, 2) * 10 ** 9",
    "a text": "'x' * 10 ** 10",
    "a width": "'%1000000000d' % 1",
    "a precision": "'%.1000000000f' % 1",
    "a width given": "'%*d' % (1000000000, 1)",
    "many widths": "(['%(a)999s' * 120000] * 9) | join % {'a': 1}",
    "many widths by a filter": "('%(a)999s' * 1000000) | format(a=1)",
    "a long value many times": "('%(a)s' * 9000) % {'a': 'x' * 9000000}",
    "a long list many times": "('%(a)s' * 9000) | format(a=[1] * 900000)",
    "a width by a filter": "'%1000000000d' | format(1)",
    "the middle": "'x'.center(10 ** 10)",
    "the left": "'x'.ljust(10 ** 10)",
    "noughts": "'x'.zfill(10 ** 10)",
    "the middle by a filter": "'x' | center(10 ** 10)",
    "an indentation": "'x\\ny' | indent(10 ** 10)",
    "many indentations": "('\\n' * 100000) | indent(100000)",
    "a batch": "[1] | batch(10 ** 10, 'x') | list",
    "a slice": "[1] | slice(10 ** 10, 'x') | list",
    "a rounding": "3.5 | round(10 ** 10)",
    "a rounding up": "3.5 | round(10 ** 10, 'ceil')",
    "a replacement": "('x' * 100000).replace('x', 'x' * 100000)",
    "a replacement by a filter": "('x' * 100000) | replace('x', 'x' * 100000)",
    "a replacement of nothing": "('x' * 100000).replace('', 'x' * 100000)",
    "what is between": "('x' * 100000) | join('x' * 100000)",
    "what is between, of a method": "('x' * 100000).join('x' * 100000)",
    "what is between numbers": "range(100000) | map('string') | join('x' * 100000)",
    "wrapped lines": "('x ' * 100000) | wordwrap(1, wrapstring='x' * 100000)",
    "texts one by one": "range(100000) | map('replace', '', 'x' * 10000) | list",
    "a table": "dict(range(100000) | map('replace', '', 'x' * 10000) | batch(2))",
}
# What grows twofold with each turn of a loop.
DOUBLED = {
    "a text joined": "ns.a ~ ns.a",
    "a text added": "ns.a + ns.a",
    "a text in a list": "[ns.a, ns.a] | join",
    "a text replaced": "ns.a | replace('x', ns.a)",
    "a text formatted": "'%s%s' % (ns.a, ns.a)",
    "a list": "[ns.a, ns.a]",
    "a tuple": "(ns.a, ns.a)",
    "a table": "{'a': ns.a, 'b': ns.a}",
    "a table made": "dict(a=ns.a, b=ns.a)",
    "a number": "3 if ns.a is string else ns.a * ns.a",
}
WHOLE = {
    "a range": "{% for a in range(10 ** 9) %}x{% endfor %}",
    "a range without end": "{% for a in range(10 ** 30) %}x{% endfor %}",
    "arguments of arguments": "{% macro f() %}{{ f(varargs, varargs) }}{% endmacro %}{{ f('x') }}",
    "named arguments": "{% macro f() %}{{ f(a=kwargs, b=kwargs) }}{% endmacro %}{{ f(a='x') }}",
    "lists of lists added": "{{ [[1], [2]] | sum(start=[]) }}",
    "a long text many times": "{% set a = 'x' * 9000000 %}{% for i in range(4000) %}{{ a }}{% endfor %}",
    "a block": (
        "{% set ns = namespace(a='x') %}{% for i in range(80) %}{% set ns.a %}{{ ns.a }}{{ ns.a }}{% endset %}"
        "{% endfor %}{{ ns.a }}"
    ),
}


def refused(design: Design, line: str, name: str = HTML) -> str:
    """Return how the poster is refused, which is told of that line, soon, and in every language."""
    changed, number = with_line(design, line, name)
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        made(changed)
    assert time.monotonic() - started < 15
    assert str(caught.value).startswith(f"templates/{name}:{number}: the template has a mistake (")
    assert "\n" not in str(caught.value)
    assert_in_every_language(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("way", TO_A_FILE)
def test_no_way_leads_to_a_file(way: str, design: Design, tmp_path: Path) -> None:
    """Whatever a poster's template tries, it does not reach Python, and what it asks for is in no message either."""
    file = tmp_path / "secret.html.j2"
    file.write_text(MARKED, encoding="utf-8")
    expression = TO_A_FILE[way].replace("FILE", str(file))
    line = f'{{% include "{file}" %}}' if way == "an inclusion" else f"{{{{ {expression} }}}}"
    assert MARKED not in refused(design, line)


def test_a_style_sheet_reaches_no_more(design: Design) -> None:
    """The template of a style sheet is held to the same."""
    refused(design, "{{ theme.__class__.__init__.__globals__ }}", CSS)
    refused(design, "{{ families.__class__ }}", CSS)


@pytest.mark.parametrize("template", ["web.html.j2", "web.css.j2", "role.html.j2", "role.css.j2"])
def test_every_template_is_held_to_it(template: str, design: Design) -> None:
    """So are those of the web page and of role sheets."""
    changed, line = with_line(design, "{{ ''.__class__.__mro__ }}", template)
    with pytest.raises(UserError, match=rf"templates/{template}:{line}: .*'__class__' of 'str' is not for templates"):
        made(changed, template.partition(".")[0].replace("role", "roles"))


@pytest.mark.parametrize("path", ["../poster.html.j2", "./poster.html.j2", "fonts/../poster.html.j2", "/etc/hostname"])
@pytest.mark.parametrize("tag", ["include", "extends", "import"])
def test_no_template_from_outside_of_the_folder(tag: str, path: str, design: Design) -> None:
    """A template is named by its path in the folder, and in no other way."""
    end = " as x" if tag == "import" else ""
    assert f"there is no template “{path}” in the folder" in refused(design, f'{{% {tag} "{path}"{end} %}}')


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_handed_in_stays_as_it_is(change: str, design: Design) -> None:
    """A template changes nothing that another document is made from."""
    assert "is not for templates" in refused(design, f"{{{{ {change} }}}}")


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_would_become_too_large(what: str, design: Design) -> None:
    """What no document needs and would take all of the machine is refused before it is made."""
    assert "it would become too large" in refused(design, f"{{{{ {TOO_LARGE[what]} }}}}")


@pytest.mark.parametrize("what", DOUBLED)
def test_what_grows_with_each_turn(what: str, design: Design) -> None:
    """What is small at each step and doubles is refused when it has become too large."""
    loop = (
        f"{{% set ns = namespace(a='xx') %}}{{% for i in range(80) %}}{{% set ns.a = {DOUBLED[what]} %}}{{% endfor %}}"
    )
    assert "it would become too large" in refused(design, f"{loop}{{{{ ns.a }}}}")


@pytest.mark.parametrize("what", WHOLE)
def test_statements_that_would_not_end(what: str, design: Design) -> None:
    """Ranges, arguments and blocks are bounded as well."""
    refused(design, WHOLE[what])


SOUND = {
    "{{ 'x' * 3 }}{{ [1] * 2 }}{{ 2 ** 10 }}{{ 7 % 4 }}{{ '%5.2f' % 1.5 }}": "xxx[1, 1]10243 1.50",
    "{{ 'a,b'.split(',') | join('-') }}{{ 'ab'.upper() }}{{ 'ab'.center(6) }}": "a-bAB  ab  ",
    "{{ {'b': 1, 'a': 2} | dictsort | first | join }}{{ {'a': 1}.items() | list | length }}": "a21",
    "{{ range(3) | list }}{{ [3, 1] | sort | join }}{{ 'a\nb' | indent(2) }}": "[0, 1, 2]13a\n  b",
    "{% set ns = namespace(n=0) %}{% for i in range(9) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}": "36",
    "{% for a in 'abc' recursive %}{{ loop.index }}{{ loop.cycle('-', '+') }}{% endfor %}": "1-2+3-",
    "{% macro f(n) %}{{ n }}{% if n %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}": "3210",
    "{% macro f() %}({{ caller() }}){% endmacro %}{% call f() %}x{% endcall %}": "(x)",
    "{% block a %}x{% endblock %}{{ self.a() }}": "xx",
    "{{ theme.level(9).colour[:1] }}{{ theme.colours.ink[:1] }}{{ theme.colours['ink'] | length }}": "##7",
    "{{ [1, 2, 3] | sum }}{{ [1, 2] | map('string') | join('x' * 3) }}{{ 2.25 | round(1) }}": "61xxx22.2",
    "{{ '%s %s' % ('x' * 3, 'y') }}{{ '%(a)9s %(a)s' % {'a': 'x' * 3} }}{{ '%(a)s%%' | format(a=1) }}": (
        "xxx y      xxx xxx1%"
    ),
    "{{ '%s' | format('x') }}{{ 'aXa'.replace('X', '--') }}{{ 'a b' | wordwrap(1) | replace('\n', '|') }}": "xa--aa|b",
}


@pytest.mark.parametrize("template", SOUND)
def test_what_templates_need_stays(template: str, design: Design) -> None:
    """Lists, tables, texts, numbers, macros and blocks work as Jinja's handbook has them."""
    changed = with_template(design, "oma.j2", template)
    assert filled("oma.j2", changed, {"theme": design.theme}) == SOUND[template]
