"""What a template would make that is too large, or would take too long in one step, is refused before it is begun."""

import pytest

from tests.support.hostile import tried
from tests.support.templates import made, refused, with_template
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.system import limits

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
    "a format of a list": "['%20000000000d'] | format(1)",
    "a name with brackets": "'%(a(b))20000000000d' % {'a(b)': 1}",
    "a name with brackets, by a filter": "'%(a(b))20000000000d' | format(**{'a(b)': 1})",
    "a name with brackets, many times": "('%(a(b))s' * 9000) % {'a(b)': 'x' * 900000}",
    "a long value as Python writes it": "('%(a)a' * 200) % {'a': '\\U000e0001' * 100000}",
    "an even text": "'%20000000000d' is even",
    "an odd text": "'%20000000000d' is odd",
    "a divisible text": "'%20000000000d' is divisibleby 1",
    "a chosen text": "['%20000000000d'] | select('even') | list",
    "a list between numbers": "range(100000) | join(['x' * 100000])",
    "a text in a table": "dict(range(20000) | batch(2)) | join('x' * 1000000)",
    "a text in a table, of a method": "('x' * 100000).join(dict(range(20000) | map('string') | batch(2)))",
    "a text between, by its name": "range(100000) | batch(1) | join(attribute=0, d='x' * 100000)",
    "a number replaced": "('1' * 100000) | replace(1, 'x' * 100000)",
    "a list replaced": "['x' * 100000] | replace('x', 'x' * 100000)",
    "lines that end otherwise": "('a\\x85' * 100000) | indent('x' * 100000)",
    "wrapped lines and more": "('x ' * 100000) | wordwrap(1, true, 'x' * 100000, '')",
    "spaces in JSON": "([1] * 30000) | tojson(indent=100000)",
    "a number of a text": "('f' * 999999) | int(0, 16)",
    "a quotient of texts": "(('f' * 999999) | int(0, 16)) // (('f' * 500000) | int(0, 16))",
    "a number written out": f"0x{'f' * 2000}",
    "a quotient written out": f"0x{'f' * 400000} // 0x{'f' * 200000}",
    "tables in a list": "([{'a': 'x' * 1000000}.values()] * 100000) | string",
    "a filled batch": "([1] | batch(100000, 'x' * 1000000) | first) | string",
    "a table of numbers": "dict(range(100000) | batch(2))",
    "names of numbers": "namespace(range(100000) | batch(2))",
}
# What would compare each character with each.
TOO_SLOW = {
    "a search": "('a' * 1000000).rfind('b' ~ 'a' * 500000)",
    "another search": "('a' * 1000000).rindex('b' ~ 'a' * 500000)",
    "parts": "('a' * 1000000).rsplit('b' ~ 'a' * 500000, maxsplit=1)",
    "parts by names": "('a' * 1000000).rsplit(maxsplit=1, sep='b' ~ 'a' * 500000)",
    "parts of safe text": "(('a' * 1000000) | safe).rsplit('b' ~ 'a' * 500000)",
    "two parts": "('a' * 1000000).rpartition('b' ~ 'a' * 500000)",
    "both ends": "('a' * 1000000).strip('b' * 900000 ~ 'a')",
    "its end": "('a' * 1000000).rstrip('b' * 900000 ~ 'a')",
    "its beginning": "('a' * 1000000).lstrip('b' * 900000 ~ 'a')",
    "both ends by a filter": "('a' * 1000000) | trim('b' * 900000 ~ 'a')",
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
    "a block of many": "{% set a %}{% for i in range(90) %}{{ 'x' * 900000 }}{% endfor %}{% endset %}",
    "a macro of much": (
        "{% macro f() %}{% for i in range(90) %}{{ 'x' * 900000 }}{% endfor %}{% endmacro %}{{ f() | length }}"
    ),
    "a text as a module": "{% import 'paljon.j2' as much %}{{ much }}",
    "lists inside of lists": (
        "{% set ns = namespace(a=()) %}{% for i in range(3000) %}{% set ns.a = (ns.a,) %}{% endfor %}{{ {ns.a: 1} }}"
    ),
    "names inside of names": (
        "{% set ns = namespace(a=namespace(a='x' * 900000)) %}{% for i in range(9) %}"
        "{% set ns.a = namespace(a=ns.a, b=[ns.a] * 9) %}{% endfor %}{{ 'x' ~ ns.a ~ 1 / 0 }}"
    ),
    "a text that is rounded": "{{ 'x' | round(10, 'ceil') }}",
    "a list that is rounded": "{{ [1] | round(10, 'floor') }}",
    "very many names": f"{{{{ [{'a, ' * 300000}] }}}}",
    "very many places": "{{ 1 }}" * 60000,
    "a very long number": f"{{{{ 0x{'f' * 3000000} }}}}",
    "texts side by side": f"{{% set a = 'x' * 900000 %}}{{{{ {' ~ '.join(['a'] * 2000)} }}}}",
}
MUCH = "{% set a = 'x' * 900000 %}{% for i in range(2000) %}{{ a }}{% endfor %}"


@pytest.mark.parametrize("what", TOO_LARGE)
def test_what_would_become_too_large(what: str, design: Design) -> None:
    """What no document needs and would take all of the machine is refused before it is made."""
    assert "it would become too large" in refused(design, f"{{{{ {TOO_LARGE[what]} }}}}")


@pytest.mark.parametrize("what", TOO_SLOW)
def test_what_would_take_too_long(what: str, design: Design) -> None:
    """So is a search that nothing could end: neither a thread beside it nor Ctrl-C."""
    assert "it would take too long" in refused(design, f"{{{{ {TOO_SLOW[what]} }}}}")


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
    refused(with_template(design, "paljon.j2", MUCH), WHOLE[what])


LONG_NAMES = ("poster['x' * 900000]", "wording('x' * 900000)", "{}['x' * 900000].a", "'x' | attr('x' * 900000)")


@pytest.mark.parametrize("expression", LONG_NAMES)
def test_a_long_name_is_told_in_short(expression: str, design: Design) -> None:
    """What is wrong is told in a line that can be read, however long a name the template has made."""
    assert len(refused(design, f"{{{{ {expression} }}}}")) < 999
    assert len(refused(design, "{% include 'x' * 900000 %}")) < 999


def test_a_template_that_is_too_long(design: Design) -> None:
    """It is refused before anything is made of it."""
    changed = with_template(design, "poster_parts.html.j2", "x" * 5_000_000)
    with pytest.raises(UserError, match=r"^templates/poster_parts.html.j2:1: .*it would become too large"):
        made(changed)


LINES = {
    **{f"large: {name}": f"{{{{ {line} }}}}" for name, line in {**TOO_LARGE, **TOO_SLOW}.items()},
    **{f"whole: {name}": line for name, line in WHOLE.items()},
    "things inside of things": (
        "{% set ns = namespace(a='x') %}{% for i in range(100000) %}{% set ns.a = ns.a | map('string') %}{% endfor %}"
        "{{ ns.a | list }}{{ 1 / 0 }}"
    ),
}


@pytest.fixture(scope="module")
def of_the_page() -> dict[str, str]:
    """Return what becomes of each line in the web page's template, which the command itself makes."""
    return tried("web.html.j2", LINES, {"paljon.j2": MUCH})


@pytest.mark.skipif(not limits.LINUX, reason="only Linux holds processes to a limit of their memory")
@pytest.mark.parametrize("what", LINES)
def test_the_web_page_takes_neither_time_nor_memory(what: str, of_the_page: dict[str, str]) -> None:
    """In a process of 1 GiB, which dies after some seconds, each is refused in words."""
    assert of_the_page[what].startswith("templates/web.html.j2:")
    assert ": the template has a mistake (" in of_the_page[what]
