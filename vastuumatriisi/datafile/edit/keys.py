"""Keys with their values below each other."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from vastuumatriisi.datafile.edit.extents import Extent
from vastuumatriisi.datafile.edit.items import pair_lines, without_doubled_blank
from vastuumatriisi.datafile.edit.lines import COMMENT
from vastuumatriisi.datafile.edit.splices import Splice
from vastuumatriisi.datafile.edit.wanted import Ordered, key_place
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList

if TYPE_CHECKING:
    from vastuumatriisi.datafile.edit.sync import Sync


def sync_keys(sync: "Sync", old: LocatedDict, new: dict[str, Any], out: list[Splice]) -> None:
    """Add what makes the keys the new ones: those that differ in their place, others behind the one before them."""
    extents = sync.extents.of_keys(old)
    column = sync.lines.column(extents[next(iter(old))].begin)
    kept = [key for key in old if key in new]
    if not kept or (isinstance(new, Ordered) and list(new) != kept):
        _write_in_order(sync, old, new, extents, out)
        return
    _delete(sync, old, new, extents, out)
    for key in kept:
        if old[key] and new[key] in ([], {}) and _is_block(sync, old, key):
            _empty(sync, old, key, extents[key], out)
        else:
            sync.value(old[key], old.value_spans[key], new[key], column, flow=False, out=out)
    for key in sorted((key for key in new if key not in old), key=key_place):
        text = pair_lines(sync, key, new[key], column)
        above = [other for other in kept if key_place(other) <= key_place(key)]
        if above:
            at = extents[above[-1]].end
            out.append(Splice(at, at, _spaced(sync, text, extents[above[-1]])))
        else:
            begin = extents[kept[0]].begin
            out.append(Splice(begin, begin, text.lstrip(" ") + " " * column))


def _is_block(sync: "Sync", old: LocatedDict, key: str) -> bool:
    return isinstance(old[key], dict | list) and sync.lines.text[sync.start(old.value_spans[key])] not in "[{*"


def _empty(sync: "Sync", old: LocatedDict, key: str, extent: Extent, out: list[Splice]) -> None:
    """Put empty brackets behind a key, in the place of the lines below it."""
    behind = sync.lines.text.index(":", sync.lines.end(old.key_spans[key])) + 1
    begin = sync.lines.begin(old.value_spans[key])
    if sync.lines.number(begin) == sync.lines.number(behind):  # an anchor
        behind = sync.start(old.value_spans[key])
    sync.differing[begin] = []
    sync.gone.append(Splice(sync.lines.behind(behind), extent.end, ""))
    loose = "".join(f"{line}{sync.manner.ending}" for line in _between_items(sync, old[key], extent.end))
    brackets = "[]" if isinstance(old[key], list) else "{}"
    out.extend((Splice(behind, behind, f" {brackets}"), sync.gone[-1]._replace(text=loose)))


def _loose_comments(sync: "Sync", old: LocatedDict, key: str, extent: Extent) -> str:
    """Return the comments that stay where a list of parts goes, whose parts may stand elsewhere now."""
    if not isinstance(old[key], LocatedList) or not any(isinstance(item, dict) for item in old[key]):
        return ""
    lines = sync.lines
    number = lines.number(extent.begin)
    kept = [lines.line(one) for one in range(lines.number(extent.start), number)]
    behind = COMMENT.search(lines.line(number), lines.column(lines.end(old.key_spans[key])))
    if _is_block(sync, old, key):
        kept.extend([behind[0]] if behind else [])
        kept.extend(_between_items(sync, old[key], extent.end))
    # Not further in: below a text in block style they would be a part of it.
    indent = " " * lines.column(extent.begin)
    return "".join(f"{indent}{line.lstrip()}{sync.manner.ending}" for line in kept)


def _between_items(sync: "Sync", items: Any, end: int) -> list[str]:
    """Return the comment lines of a list that belong to none of its items."""
    if not isinstance(items, LocatedList):
        return []
    extents = sync.extents.of_items(items)
    first = sync.lines.number(extents[0].start)
    while first > 0 and (sync.lines.is_blank(first - 1) or sync.lines.is_comment(first - 1)):
        first -= 1
    numbers = set(range(first, sync.lines.number(end - 1) + 1))
    for extent in extents:
        numbers -= set(range(sync.lines.number(extent.start), sync.lines.number(extent.end - 1) + 1))
    return [sync.lines.line(number) for number in sorted(numbers) if sync.lines.is_comment(number)]


def _spaced(sync: "Sync", text: str, above: Extent) -> str:
    """Return new lines with a blank one above, where several lines come between sections that stand apart."""
    below = sync.lines.number(above.end)
    apart = above.end < len(sync.lines.text) and sync.lines.is_blank(below)
    return sync.manner.ending + text if apart and text.count("\n") > 1 and not text.startswith(" ") else text


def _delete(sync: "Sync", old: LocatedDict, new: dict[str, Any], extents: dict[str, Extent], out: list[Splice]) -> None:
    keys = list(old)
    done = -1
    for number, key in enumerate(keys):
        extent = extents[key]
        if key in new or number <= done:
            continue
        if extent.start < extent.begin or sync.lines.column(extent.begin) == 0:
            sync.gone.append(without_doubled_blank(sync.lines, extent))
            out.append(sync.gone[-1]._replace(text=_loose_comments(sync, old, key, extent)))
        else:
            following = next((n for n in range(number, len(keys)) if keys[n] in new), number)
            sync.gone.append(_behind_dash(sync, extent, extents[keys[following]]))
            out.append(sync.gone[-1])
            done = following


def _behind_dash(sync: "Sync", extent: Extent, following: Extent) -> Splice:
    """Return the removal of a key that stands behind the dash of its item: the following one takes its place."""
    plain = sync.lines.text[extent.content : following.begin].strip() == ""
    return Splice(extent.begin, following.begin if plain else extent.content, "")


def _write_in_order(
    sync: "Sync", old: LocatedDict, new: dict[str, Any], extents: dict[str, Extent], out: list[Splice]
) -> None:
    """Write all keys one after the other, each old one with the lines that belong to it."""
    parts = []
    whole = [*extents.values()]
    column = sync.lines.column(whole[0].begin)
    for key, value in new.items():
        if key in old:
            local: list[Splice] = []
            sync.value(old[key], old.value_spans[key], value, column, flow=False, out=local)
            parts.append(sync.closed(sync.cut(extents[key].start, extents[key].end, local)))
        else:
            parts.append(pair_lines(sync, key, value, column))
    between = [sync.lines.text[a.end : b.start] for a, b in pairwise(whole)]
    loose = "".join(gap for gap in between if gap.strip())
    sync.gone.append(Splice(whole[0].start, whole[-1].end, "".join((*parts, loose))))
    out.append(sync.gone[-1])
