"""Keys and values -> YAML as a person writes it: short things in brackets, long texts over lines, comments above."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from vastuumatriisi.datafile.edit.scalars import Bare, Setting, written

WIDTH = 110  # columns
OPEN = ("levels", "units", "duties", "letters")  # never in brackets
BARE = ("format", "date")
SWITCHES = ("collective", "performs")  # the letter of a relation is called so, too
PARTS = ("introduction", "letters", "scopes", "roles", "levels")  # an empty line stands before them


def yaml_of(entries: Mapping[str, Any], head: tuple[str, ...]) -> str:
    """Return the text of a data file below the comment lines of its head."""
    lines = [f"# {line}".rstrip() for line in head] + [""]
    for key, value in entries.items():
        if key in PARTS:
            lines.append("")
        lines += list(_pair(key, value, 0))
    return "\n".join(lines) + "\n"


def _pair(key: str, value: Any, column: int) -> Iterator[str]:
    lead = " " * column
    if key.startswith("#"):
        yield f"{lead}# {' '.join(str(value).split())}"
    elif isinstance(value, dict):
        yield from _mapping(key, value, column)
    elif isinstance(value, list):
        yield from _list(key, value, column)
    elif key == "introduction":
        yield f"{lead}{_key(key)}: |"
        for line in value.split("\n"):
            yield from textwrap.wrap(
                line,
                WIDTH - column,
                break_long_words=False,
                break_on_hyphens=False,
                initial_indent=f"{lead}  ",
                subsequent_indent=f"{lead}  ",
            ) or [""]
    else:
        yield f"{lead}{_key(key)}: {_scalar(key, value, column)}".rstrip()


def _key(key: str) -> str:
    return written(key, "", Setting(flow=True, column=0))


def _scalar(key: str, value: Any, column: int) -> str:
    if value is None:
        return ""
    text = Bare(str(value).lower()) if _is_bare(key, value) else value
    return written(text, "", Setting(flow=False, column=column, width=WIDTH), divided=True)


def _mapping(key: str, value: Mapping[str, Any], column: int) -> Iterator[str]:
    lead = " " * column
    line = f"{lead}{_key(key)}: {_in_brackets(value)}" if key not in OPEN and _is_flat(value) else ""
    if line and len(line) <= WIDTH:
        yield line
        return
    yield f"{lead}{_key(key)}:"
    for name, part in value.items():
        yield from _pair(name, part, column + 2)


def _list(key: str, value: list[Any], column: int) -> Iterator[str]:
    lead = " " * column
    line = f"{lead}{_key(key)}: [{', '.join(_flow(one) for one in value)}]" if all(map(_is_text, value)) else ""
    if line and len(line) <= WIDTH:
        yield line
        return
    yield f"{lead}{_key(key)}:"
    for item in value:
        yield from _item(key, item, column + 2)
        if key in ("units", "levels") and item is not value[-1]:
            yield ""


def _item(key: str, item: Any, column: int) -> Iterator[str]:
    lead = " " * column
    if _is_text(item):
        yield f"{lead}- {written(item, '', Setting(flow=False, column=column))}"
        return
    comments = {name: text for name, text in item.items() if name == "#"}
    rest = {name: part for name, part in item.items() if name != "#"}
    for name, text in comments.items():
        yield from _pair(name, text, column)
    line = f"{lead}- {_in_brackets(rest)}" if key not in OPEN and _is_flat(rest) else ""
    if line and len(line) <= WIDTH:
        yield line
        return
    lines = [line for name, part in rest.items() for line in _pair(name, part, column + 2)]
    yield f"{lead}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_bare(key: str, value: Any) -> bool:
    return not isinstance(value, str) or key in BARE or (key in SWITCHES and value.lower() in ("true", "false"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flat(value: Mapping[str, Any]) -> bool:
    texts = [*value.values()]
    flat = [one for part in texts for one in (part if isinstance(part, list) else [part])]
    return all(isinstance(one, str | int) and "\n" not in str(one) for one in flat) and not any(
        name.startswith("#") for name in value
    )


def _in_brackets(value: Mapping[str, Any]) -> str:
    parts = []
    for name, part in value.items():
        if isinstance(part, list):
            parts.append(f"{_key(name)}: [{', '.join(map(_flow, part))}]")
        else:
            text = Bare(str(part).lower()) if _is_bare(name, part) else part
            parts.append(f"{_key(name)}: {_flow(text)}")
    return "{" + ", ".join(parts) + "}"


def _flow(text: str) -> str:
    return written(text, "", Setting(flow=True, column=0))
