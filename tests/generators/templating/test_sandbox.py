"""A template is a program, and may come from elsewhere: it reads what it is handed, and makes documents."""

from pathlib import Path

import pytest

from tests.support.templates import CSS, HTML, made, refused, with_line, with_template
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
# What would change what other documents are made from; WIDTHS is a table of ours, that all posters of a process share.
CHANGES = (
    "house.update({'top': 9})",
    "house.pop('top')",
    "house.clear()",
    "house.setdefault('x', 1)",
    "[1].append(2)",
    "WIDTHS.clear()",
    "WIDTHS.update({32: 9000})",
    "WIDTHS.pop(32)",
    "WIDTHS.popitem()",
    "WIDTHS.setdefault(32, 1)",
    "(WIDTHS | attr('clear'))()",
    "WIDTHS['clear']()",
)
WIDTHS = "families[0].faces[0].widths.widths"


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
    name = CSS if "WIDTHS" in change else HTML
    assert "is not for templates" in refused(design, f"{{{{ {change.replace('WIDTHS', WIDTHS)} }}}}", name)


@pytest.mark.parametrize("work", ["indent", "indent(blank=true)", "replace('1', '2')", "sort | join", "reverse | join"])
def test_a_list_stays_as_it_is(work: str, design: Design) -> None:
    """A filter adds nothing to a list that was handed in, as Jinja's own does that is meant for texts."""
    given = [3, 1, 2]
    filled("oma.j2", with_template(design, "oma.j2", f"{{{{ given | {work} }}}}"), {"given": given})
    assert given == [3, 1, 2]


def test_nothing_is_kept_for_the_next_document(design: Design) -> None:
    """What a template counts in one that it imports begins anew with each document."""
    counter = "{% set ns = namespace(n=0) %}{% macro more() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}"
    changed = with_template(design, "luku.j2", counter)
    for line in ("{% from 'luku.j2' import more %}", "{% from 'luku.j2' import more with context %}"):
        changed = with_template(changed, "oma.j2", f"{line}{{{{ more() }}}}{{{{ more() }}}}")
        assert [filled("oma.j2", changed, {}) for _ in range(3)] == ["12"] * 3


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
    "{% for g in [{'a': 1}, {'a': 2}] | groupby('a') %}{{ g.grouper }}{{ g.list | length }}{% endfor %}": "1121",
    "{{ ['1', 2] | join(d=3) }}{{ 1231 | replace(1, 4) }}{{ ['%s'] | format(1) }}{{ 3 is odd }}{{ 4 is even }}": (
        "1324234['1']TrueTrue"
    ),
    "{{ [1, 'a'] | tojson(indent=1) }}{{ 7 // 2 }}{{ 7 - 2 }}{{ 7 / 2 }}{{ '2f' | int(0, 16) }}": (
        '[\n 1,\n "a"\n]353.547'
    ),
    "{{ ['b a', 'a'] | map('title') | sort | reverse | batch(1, '-') | list }}{{ 'a' ~ 1 ~ [2] }}": (
        "[['B A'], ['A']]a1[2]"
    ),
    "{{ 'aXbX'.rsplit('X', 1) | join('|') }}{{ ' x '.strip(' ') }}{{ 'a b' | trim('a') }}{{ 'aba'.rfind('a') }}": (
        "aXb|x b2"
    ),
    "{{ '%s' | format('x') }}{{ 'aXa'.replace('X', '--') }}{{ 'a b' | wordwrap(1) | replace('\n', '|') }}": "xa--aa|b",
}


@pytest.mark.parametrize("template", SOUND)
def test_what_templates_need_stays(template: str, design: Design) -> None:
    """Lists, tables, texts, numbers, macros and blocks work as Jinja's handbook has them."""
    changed = with_template(design, "oma.j2", template)
    assert filled("oma.j2", changed, {"theme": design.theme}) == SOUND[template]
