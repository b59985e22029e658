"""A text -> how YAML writes it: as its neighbours are written, in quotes where it would be read otherwise."""

import json
import re
import textwrap
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from vastuumatriisi.datafile.written_introduction import LONGEST_LINE

Style = Literal["", "'", '"', "|", ">"]
RESOLVER: Any = yaml.resolver.Resolver()
ESCAPED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


class Bare(str):
    """A number, a truth value or a date: written without quotes though other readers would take it for no text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a text stands: inside brackets or not, the column of its key, and the quotes of its neighbours."""

    flow: bool
    column: int
    quote: Literal["'", '"'] = '"'
    json: bool = False
    ending: str = "\n"
    width: int = LONGEST_LINE  # of a text that is divided over lines


def written(value: str | None, style: Style, setting: Setting, *, divided: bool = False) -> str:
    """Return the text in a style if it can have that, else in the nearest one; ``divided`` over lines if it is long."""
    if value is None:
        return "null"
    if setting.json:
        plain = isinstance(value, Bare) and re.fullmatch(r"true|false|[0-9]+", value)
        return value if plain else json.dumps(value, ensure_ascii=False)
    if not setting.flow and (style in ("|", ">") or "\n" in value) and (block := _block(value, style, setting)):
        return block
    if style in ("", "|", ">") and _can_be_plain(value, setting.flow):
        return _divided(value, setting) if divided else value
    if (style == "'" or (style != '"' and setting.quote == "'")) and not ESCAPED.search(value):
        quoted = "'" + value.replace("'", "''") + "'"
    else:
        quoted = _double_quoted(value)
    return _divided(quoted, setting) if divided else quoted


def _double_quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04X}", escaped) + '"'


def _can_be_plain(value: str, flow: bool) -> bool:
    if not value or ESCAPED.search(value) or value != value.strip() or re.match(r"---|\.\.\.", value):
        return False
    if (
        not isinstance(value, Bare)
        and RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) != "tag:yaml.org,2002:str"
    ):
        return False
    if re.search(r":(\s|$)|\s#|^[-?:](\s|$)|^[#&*!|>%@`\"'{}\[\],]", value) or value == "<<":
        return False
    return not (flow and re.search(r"[,\[\]{}]|^[-?:]", value))


def _divided(written_text: str, setting: Setting) -> str:
    """Return a text over several lines, where its blanks are single ones, so that it reads as it is."""
    if re.search(r"  |\t|\\n|\n", written_text) or len(written_text) <= setting.width - setting.column:
        return written_text
    lines = _wrapped(written_text, setting)
    return (setting.ending + " " * (setting.column + 2)).join(lines)


def _wrapped(text: str, setting: Setting) -> list[str]:
    width = max(setting.width - setting.column - 2, 20)
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    # Only blanks divide: a no-break space is a letter.
    wrapper.wordsep_simple_re = re.compile(r"( +)")
    return wrapper.wrap(text)


def _block(value: str, style: Style, setting: Setting) -> str:
    """Return the text as a literal or a folded one, "" where it cannot be one."""
    body = value.rstrip("\n")
    if len(value) - len(body) > 1 or not body or ESCAPED.search(body.replace("\n", "")):
        return ""
    lines = body.split("\n")
    if any(line != line.rstrip() or not line for line in lines[:1]) or lines[0].startswith(" ") or "\t" in body:
        return ""
    chomping = "-" if value == body else ""
    indent = " " * (setting.column + 2)
    if len(lines) == 1 and "  " not in body:
        lines, sign = _wrapped(body, setting), ">"
        sign = "|" if len(lines) == 1 and style == "|" else ">"
    else:
        sign = "|"
    return f"{sign}{chomping}{setting.ending}" + setting.ending.join(indent + line if line else "" for line in lines)


def style_of(text: str) -> Style:
    """Return the style of a text as it stands in the file."""
    first = text[:1]
    return first if first in ("'", '"', "|", ">") else ""  # type: ignore[return-value]
