"""Aliases whose anchor is changed, removed or moved: what they stood for is written out in their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from vastuumatriisi.datafile.edit.lines import Lines
from vastuumatriisi.datafile.edit.scalars import written
from vastuumatriisi.datafile.edit.splices import Splice
from vastuumatriisi.datafile.edit.sync import Sync
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span

MAY_HAVE_ALIASES = re.compile(r"[&*][^\s,\[\]{}]")


@dataclass(frozen=True, slots=True)
class Alias:
    """Where an alias stands, its name, and where what it repeats begins."""

    at: int
    name: str
    anchored: int


def aliases_in(lines: Lines) -> list[Alias]:
    """Return the aliases of a text that can be read."""
    if "*" not in lines.text or "&" not in lines.text or not MAY_HAVE_ALIASES.search(lines.text):
        return []
    anchored: dict[str, int] = {}
    found = []
    text = re.sub(r"\r\n|\r", "\n", lines.text)
    for event in yaml.parse(text, Loader=yaml.CLoader):
        name = getattr(event, "anchor", None)
        if name is not None:
            mark: Any = event.start_mark
            at = lines.starts[mark.line] + mark.column
            if isinstance(event, yaml.AliasEvent):
                found.append(Alias(at, name, anchored[name]))
            else:
                anchored[name] = at
    return found


def to_expand(aliases: list[Alias], sync: Sync) -> tuple[set[int], frozenset[int]]:
    """Return where the aliases stand that would repeat something else, or nothing, once the changes are made.

    And where those stand that shall become the same as what they repeat.
    """

    def is_gone(at: int) -> bool:
        return any(splice.start <= at < splice.end for splice in sync.gone)

    names = {alias.name for alias in aliases if alias.anchored in sync.differing or is_gone(alias.anchored)}
    nothing = object()
    same = frozenset(
        alias.at
        for alias in aliases
        if sync.differing.get(alias.at, nothing) == sync.differing.get(alias.anchored)
        and not is_gone(alias.at)
        and not is_gone(alias.anchored)
    )
    return {alias.at for alias in aliases if alias.name in names or is_gone(alias.at)} - same, same


def expansions(sync: Sync, root: LocatedDict, places: set[int]) -> dict[int, Splice]:
    """Return the splices that write out the aliases at some places."""
    found = {}
    for value, span, column, flow in _values(sync, root):
        at = sync.lines.begin(span)
        if at in places and sync.lines.text.startswith("*", at):
            setting = sync.manner.setting(column, flow=flow)
            text = sync.manner.inline(value) if isinstance(value, dict | list) else written(value, "", setting)
            found[at] = Splice(at, sync.lines.end(span), text)
    return found


def _values(sync: Sync, root: LocatedDict) -> Iterator[tuple[Any, Span, int, bool]]:
    """Yield every value with its span, the column of its key, and whether it stands in brackets."""
    waiting: list[tuple[Any, Span, bool]] = [(root, root.span, False)]
    while waiting:
        node, span, flow = waiting.pop()
        if sync.lines.text.startswith("*", sync.lines.begin(span)):
            continue
        flow = flow or sync.lines.text[sync.start(span)] in "[{"
        for value, place, key in _parts(node):
            yield value, place, sync.lines.column(sync.lines.begin(key)), flow
            if isinstance(value, dict | list):
                waiting.append((value, place, flow))


def _parts(node: Any) -> Iterator[tuple[Any, Span, Span]]:
    if isinstance(node, LocatedDict):
        yield from ((node[key], node.value_spans[key], node.key_spans[key]) for key in node)
    elif isinstance(node, LocatedList):
        yield from ((item, span, span) for item, span in zip(node, node.item_spans, strict=True))
