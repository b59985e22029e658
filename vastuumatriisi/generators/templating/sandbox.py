"""The environment that templates are run in: a template is a program, and it may come from elsewhere.

It reads what it is handed, calls what is listed here, and makes nothing that is larger than a document can be. Built on
Jinja's own sandbox, which leaves open what may be called and how large a text, a list or a number may become.
"""

import datetime
import types
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.text.did_you_mean import nearest

from . import filters, limits, methods
from .arithmetic import OPERATORS, TESTS
from .compiling import Generator, Namespace, Template, WrittenSize
from .limits import TemplateFault

OURS = "vastuumatriisi."  # values of our own are made to be read; of theirs only what is listed

TEXT_METHODS = """
capitalize casefold center count endswith find index isalnum isalpha isascii isdecimal isdigit islower isnumeric isspace
istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit
rstrip split splitlines startswith strip striptags swapcase title unescape upper zfill
"""
LONGEST_KEY = 200  # characters of the name of a wording
_ROW, _TABLE = frozenset(("count", "index")), frozenset(("get", "items", "keys", "values"))
# What may be read and called of values that are not ours, by their type.
METHODS: tuple[tuple[type, frozenset[str]], ...] = (
    (str, frozenset(TEXT_METHODS.split())),
    (Mapping, _TABLE),
    (list, _ROW),
    (tuple, _ROW),
    (float, frozenset(("is_integer",))),
    (datetime.date, frozenset(("day", "isoformat", "isoweekday", "month", "weekday", "year"))),
)
# What Jinja itself puts into a template; all of it that does not begin with an underscore is for templates.
JINJA = (BlockReference, LoopContext, Macro, Namespace, TemplateModule, TemplateReference, Undefined)
CALLABLE = (BlockReference, LoopContext, Macro, Undefined)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with what is left open there closed. Its errors are SecurityError and TemplateFault."""

    code_generator_class = Generator
    template_class = Template
    intercepted_binops = frozenset(OPERATORS)
    concat = staticmethod(limits.bounded_concat)
    # What the compiled templates call.
    bounded_block = staticmethod(limits.bounded_block)
    side_by_side = staticmethod(limits.side_by_side)
    weighed = staticmethod(limits.weighed)

    def __init__(self, more: Mapping[str, Callable[..., Any]], **options: Any) -> None:
        """Run templates with more filters than Jinja has."""
        options |= {"undefined": StrictUndefined, "extensions": (WrittenSize,), "optimized": False}
        super().__init__(trim_blocks=True, lstrip_blocks=True, **options)
        self.globals = {"range": limits.bounded_range, "dict": limits.bounded_dict, "namespace": Namespace}
        self.binop_table |= OPERATORS
        self.tests |= TESTS
        known = {name: work for name, work in self.filters.items() if name not in filters.REFUSED}
        self.filters = {name: filters.bounded_filter(name, work) for name, work in {**known, **more}.items()}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a value says of itself under that name, or the entry of that name. Undefined for all else."""
        kind = type(obj)
        if attribute[:1] != "_" and attribute not in (_known.get(kind) or _closed(kind)):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        try:
            return obj[attribute]
        except (TypeError, LookupError, AttributeError):
            if hasattr(obj, attribute):
                return self.unsafe_undefined(obj, attribute)
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the entry of that name or number, or what ``getattr`` returns for that name."""
        try:
            return obj[argument]
        except (TypeError, LookupError, AttributeError):
            return (
                self.getattr(obj, str(argument))
                if isinstance(argument, str)
                else self.undefined(obj=obj, name=argument)
            )

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return super().is_safe_attribute(obj, attr, value) and attr not in _closed(type(obj))

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether it is a macro, a method of what was handed in, or one of the three functions of templates."""
        if isinstance(obj, CALLABLE) or type(obj).__module__.startswith(OURS):
            return True
        if any(obj is known for known in self.globals.values()):
            return True
        owner = getattr(obj, "__self__", None)
        if not isinstance(obj, types.MethodType | types.BuiltinMethodType) or isinstance(owner, type):
            return False
        return self.is_safe_attribute(owner, obj.__name__, obj)

    # The names are out of the way of those that a template gives its arguments.
    def call(__self, __context: Context, __obj: Any, *arguments: Any, **named: Any) -> Any:  # noqa: N805
        if isinstance(__obj, Macro):  # nearly always; it is in Jinja's hands, and so are its arguments
            if __obj.catch_varargs or __obj.catch_kwargs:
                limits.weighed((*arguments, *named.values()))  # it has them as a list and a table
            return __context.call(__obj, *arguments, **named)
        if callable(__obj) and not __self.is_safe_callable(__obj):
            raise SecurityError(f"{getattr(__obj, '__name__', type(__obj).__name__)!r} is not safely callable")
        if isinstance(__obj, Wording):
            return worded(__obj, *arguments, **{name: value for name, value in named.items() if name[0] != "_"})
        if __obj is Namespace:
            return Namespace(limits.bounded_dict(*arguments, **named))
        arguments = tuple(map(limits.at_hand, arguments))
        owner = getattr(__obj, "__self__", None)
        if isinstance(owner, str):
            methods.check_method(owner, __obj.__name__, (*arguments, *named.values()))
            return limits.weighed(__context.call(__obj, *arguments, **named))
        made = __context.call(__obj, *arguments, **named)
        return limits.weighed(made) if isinstance(made, str) else made


def worded(wording: Wording, key: str, **values: Any) -> str:
    """Return an entry of the wording. Raises TemplateFault for one that is not there or that lacks a value."""
    if len(str(key)) > LONGEST_KEY:
        key = f"{str(key)[:LONGEST_KEY]}…"
    if key not in wording.entries:
        near = nearest(str(key), wording.entries)
        meant = message("template.meant", name=str(key), near=near) if near else None
        raise TemplateFault(meant or message("template.no_wording", name=str(key)))
    try:
        return wording(key, **values) if values or "{" not in wording(key) else wording(key).format()
    except (KeyError, IndexError) as error:
        raise TemplateFault(message("template.no_value", name=key, value=str(error.args[0]))) from None


_known: dict[type, frozenset[str]] = {}


def _closed(kind: type) -> frozenset[str]:
    """Return the names that templates may not read of the values of a type."""
    if kind not in _known:
        _known[kind] = _closed_names(kind)
    return _known[kind]


class _Everything(frozenset[str]):
    """Has every name in it."""

    def __contains__(self, _name: object) -> bool:
        return True


def _closed_names(kind: type) -> frozenset[str]:
    base, listed = next((pair for pair in METHODS if issubclass(kind, pair[0])), (object, frozenset[str]()))
    if issubclass(kind, JINJA):
        return frozenset(dir(object))
    if kind.__module__.startswith(OURS):
        # What it has from others it may change itself by, if it is a list or a table of theirs.
        theirs = (one for one in kind.__mro__ if not one.__module__.startswith(OURS) and not issubclass(one, Enum))
        return frozenset[str]().union(*map(dir, theirs)) - listed
    if issubclass(kind, tuple):  # of Jinja, whose parts may have names
        listed |= frozenset(getattr(kind, "_fields", ()))
    if issubclass(kind, Markup) or base is not object:
        return frozenset(dir(kind)) - listed
    return _Everything()
