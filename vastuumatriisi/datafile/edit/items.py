"""Items behind dashes below each other."""

import re
from typing import TYPE_CHECKING, Any

from vastuumatriisi.datafile.edit.extents import Extent
from vastuumatriisi.datafile.edit.flow import out_of_brackets
from vastuumatriisi.datafile.edit.in_place import longest_in_order, matched
from vastuumatriisi.datafile.edit.lines import Lines
from vastuumatriisi.datafile.edit.moving import Home, reindented
from vastuumatriisi.datafile.edit.splices import Splice
from vastuumatriisi.datafile.edit.wanted import key_place
from vastuumatriisi.datafile.parse import LocatedList

if TYPE_CHECKING:
    from vastuumatriisi.datafile.edit.sync import Sync


def sync_items(sync: "Sync", old: LocatedList, new: list[Any], out: list[Splice]) -> None:
    """Add what makes the items the new ones; as many as can stay where they are."""
    extents = sync.extents.of_items(old)
    column = sync.extents.dash_column(old)
    places = matched(old, new)
    stays = longest_in_order(places)
    gone = [without_doubled_blank(sync.lines, one) for n, one in enumerate(extents) if n not in stays]
    sync.gone.extend(gone)
    out.extend(gone)
    brackets = all(sync.lines.text.startswith("{", sync.start(span)) for span in old.item_spans)
    blank = sync.manner.ending if _stand_apart(sync.lines, extents) else ""
    at = extents[0].start
    for place, item in zip(places, new, strict=True):
        if place is not None and place in stays:
            sync.value(old[place], old.item_spans[place], item, column, flow=False, out=out)
            at = extents[place].end
        else:
            home = (old, place) if place is not None else sync.homes.get(item)
            text = item_lines(sync, item, column, home, brackets=brackets)
            out.append(Splice(at, at, text + blank if at == extents[0].start else blank + text))


def _stand_apart(lines: Lines, extents: list[Extent]) -> bool:
    """Tell whether there are blank lines between items."""
    return len(extents) > 1 and lines.is_blank(lines.number(extents[0].end)) and extents[0].end < extents[1].start


def first_items(sync: "Sync", gone: Splice, items: list[Any], column: int, out: list[Splice]) -> None:
    """Put items below their key, in whose line stands an empty list, an alias or nothing."""
    at = sync.lines.behind(gone.end)
    rest = sync.lines.text[gone.end : at]
    start = len(sync.lines.text[: gone.start].rstrip(" ")) if not rest.strip() else gone.start
    out.append(Splice(start, gone.end, ""))
    dashes = column + sync.manner.list_shift
    lines = "".join(item_lines(sync, item, dashes, sync.homes.get(item)) for item in items)
    out.append(Splice(at, at, lines))


def without_doubled_blank(lines: Lines, extent: Extent) -> Splice:
    """Return the removal of whole lines, with the blank ones below them where there are such above as well."""
    number, end = lines.number(extent.start), extent.end
    if number == 0 or lines.is_blank(number - 1):
        while end < len(lines.text) and lines.is_blank(lines.number(end)):
            end = lines.behind(end)
    return Splice(extent.start, end, "")


def item_lines(sync: "Sync", item: Any, column: int, home: Home | None = None, *, brackets: bool = False) -> str:
    """Return an item as whole lines; one that stood elsewhere brings its text and its comments along."""
    home = home or sync.homes.get(item)
    if home is None:
        return _fresh_lines(sync, item, column, brackets=brackets)
    items, number = home
    if sync.lines.text.startswith("[", sync.start(items.span)):
        return _out_of_brackets(sync, home, item, column)
    extent = sync.extents.of_items(items)[number]
    dash = sync.lines.column(extent.begin)
    local: list[Splice] = []
    sync.value(items[number], items.item_spans[number], item, dash, flow=False, out=local)
    return reindented(sync.closed(sync.cut(extent.start, extent.end, local)), column - dash)


def _fresh_lines(sync: "Sync", item: Any, column: int, *, brackets: bool) -> str:
    if not sync.homes.brings(item):
        return " " * column + sync.manner.item(item, column, brackets=brackets) + sync.manner.ending
    pairs = "".join(pair_lines(sync, key, item[key], column + 2) for key in sorted(item, key=key_place))
    return f"{' ' * column}- {pairs[column + 2 :]}"


def pair_lines(sync: "Sync", key: str, value: Any, column: int) -> str:
    """Return a new key with its value as whole lines; parts that stood elsewhere bring their text along."""
    manner = sync.manner
    if isinstance(value, list) and sync.homes.brings(value):
        items = "".join(item_lines(sync, item, column + manner.list_shift) for item in value)
        return f"{' ' * column}{manner.key(key)}:{manner.ending}{items}"
    return " " * column + manner.block_pair(key, value, column) + manner.ending


def _out_of_brackets(sync: "Sync", home: Home, item: Any, column: int) -> str:
    text, comments = out_of_brackets(sync, home, item)
    indent, ending = " " * column, sync.manner.ending
    body = (ending + indent + "    ").join(line.strip() for line in re.split(r"\r\n|\r|\n", text))
    return "".join(f"{indent}{comment}{ending}" for comment in comments) + f"{indent}- {body}{ending}"
