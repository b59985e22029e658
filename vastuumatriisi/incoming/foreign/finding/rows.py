"""The rows of a block -> duties, groups of them at some depth, and rows that are neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from vastuumatriisi.incoming.foreign.finding.labels import Labels
from vastuumatriisi.incoming.foreign.finding.layout import EMPTY, TEXT, Block, Grid
from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading
from vastuumatriisi.incoming.foreign.reading.values import Place

Kind = Literal["duty", "group", "both", "more", "heading", "below", "filler", "total", "empty"]
NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?(?=\s|$)")
TREE = 0.7  # of the rows with words that have to be numbered
RARE, USUAL = 0.3, 0.8  # parts of the rows that are looked at
DEEPEST_GROUP = 1  # deeper ones that have letters are duties alone


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``sure`` tells whether its kind is more than a guess."""

    number: int
    kind: Kind
    depth: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is seen of a row before its kind is known."""

    number: int
    place: Place | None  # of its words
    text: str
    lettered: bool
    bold: bool
    capitals: bool
    wide: bool
    attributed: bool
    coded: bool
    grouped: bool  # its words stand in a column of groups

    @property
    def look(self) -> tuple[bool, bool, bool, bool]:
        return (self.bold, self.capitals, self.wide, self.grouped)


def rows_of(grid: Grid, block: Block, labels: Labels, lettered: frozenset[int], stated: Mapping[int, str]) -> list[Row]:
    """Return the rows of a block that hold something; ``lettered`` have letters, ``stated`` kinds were decided."""
    seen = [_seen(grid, block, labels, number, number in lettered) for number in block.rows if any(grid.kinds[number])]
    named = [one for one in seen if one.place is not None]
    depths = _depths(grid, labels, named)
    kinds = _in_tree(named, depths) if depths else _in_list(named)
    last = max((one.number for one in seen if one.lettered), default=-1)
    gap = next((n for n in range(last + 1, block.rows.stop) if not any(grid.kinds[n])), block.rows.stop)
    rows = []
    for one in seen:
        row = _row(grid, one, kinds, depths, labels)
        if one.number > gap and not one.lettered:
            row = Row(one.number, "below", 0)
        if one.number in stated:
            row = _decided(row, stated[one.number], one.lettered)
        rows.append(row)
    return _joined(rows, {one.number: one for one in seen})


def _decided(row: Row, kind: str, lettered: bool) -> Row:
    known: dict[str, Kind] = {
        "group": "both" if lettered else "group",
        "duty": "duty",
        "more": "more",
        "ignore": "below",
    }
    return Row(row.number, known.get(kind, row.kind), row.depth)


def _row(
    grid: Grid, one: _Seen, kinds: Mapping[int, tuple[Kind, bool]], depths: Mapping[int, int], labels: Labels
) -> Row:
    if one.place is None:
        return Row(one.number, "more" if one.lettered else "empty", 0)
    if is_heading("total", one.text):
        return Row(one.number, "total", 0)
    mark = grid.reader.strict(one.text)
    if mark is not None and len(one.text) <= 2:
        return Row(one.number, "filler", 0)
    if not one.lettered and one.text.casefold() == labels.headings.get(labels.duty, "").casefold():
        return Row(one.number, "heading", 0)
    kind, sure = kinds[one.number]
    return Row(one.number, kind, depths.get(one.number, 0), sure)


def _seen(grid: Grid, block: Block, labels: Labels, number: int, lettered: bool) -> _Seen:
    columns = labels.naming
    found = next((c for c in columns if grid.at(number, c) == TEXT), -1)
    if found < 0:
        found = next((c for c in columns if grid.at(number, c) != EMPTY), -1)
    place = Place(number, found) if found >= 0 else None
    text = grid.sheet.text(number, found) if place else ""
    # A name of a group beside letters is filled in for the rows below; alone it heads them.
    grouped = place is not None and found in labels.groups
    wide = place is not None and any(grid.spread.get(number, {}).get(column) for column in block.values[:2])
    filled = [c for c in labels.attributes if grid.at(number, c)]
    capitals = text.isupper() and len(text) > 3
    coded = labels.code is not None and bool(grid.at(number, labels.code))
    return _Seen(number, place, text, lettered, place in grid.sheet.bold, capitals, wide, bool(filled), coded, grouped)


def _depths(grid: Grid, labels: Labels, named: list[_Seen]) -> dict[int, int]:
    """Return how deep each row stands, by indents or by numbers; empty where neither tells it."""
    indents = {one.number: grid.sheet.indents.get(one.place, 0) for one in named if one.place}
    if len({*indents.values()}) > 1 and _descends([indents[one.number] for one in named]):
        ranks = {indent: rank for rank, indent in enumerate(sorted({*indents.values()}))}
        return {number: ranks[indent] for number, indent in indents.items()}
    numbers = {one.number: match[1] for one in named if (match := NUMBER.match(_numbered(grid, labels, one)))}
    depths = {
        number: text.rstrip(".0").count(".") if text.endswith(".0") else text.count(".")
        for number, text in numbers.items()
    }
    if len(numbers) >= TREE * len(named) and len({*depths.values()}) > 1:
        least = min(depths.values())
        result, current = {}, 0
        for one in named:
            current = depths.get(one.number, current + least) - least if one.number in depths else current
            result[one.number] = current
        return result
    return {}


def _descends(indents: list[int]) -> bool:
    """Tell whether rows further in follow less indented ones, and not the other way round from the start."""
    return indents[0] == min(indents)


def _numbered(grid: Grid, labels: Labels, one: _Seen) -> str:
    code = grid.sheet.text(one.number, labels.code) if labels.code is not None else ""
    return code if NUMBER.match(code) else one.text


def _in_tree(named: list[_Seen], depths: Mapping[int, int]) -> dict[int, tuple[Kind, bool]]:
    kinds: dict[int, tuple[Kind, bool]] = {}
    for one, following in zip(named, [*named[1:], None], strict=True):
        parent = following is not None and depths[following.number] > depths[one.number]
        shallow = depths[one.number] <= DEEPEST_GROUP
        if one.lettered:
            kinds[one.number] = ("both" if parent and shallow else "duty", True)
        else:
            kinds[one.number] = ("group" if parent else "duty", True)
    return kinds


def _in_list(named: list[_Seen]) -> dict[int, tuple[Kind, bool]]:
    """Return the kinds of rows that stand in no tree: a group looks different, or stands before letters."""
    lettered = [one for one in named if one.lettered]
    alone = [one for one in named if not one.lettered]
    signs = _signs(lettered, alone)
    kinds: dict[int, tuple[Kind, bool]] = {one.number: ("duty", True) for one in lettered}
    kinds |= {one.number: ("both", False) for one in _lettered_groups(named, alone)}
    for number, one in enumerate(named):
        if one.lettered:
            continue
        following = named[number + 1] if number + 1 < len(named) else None
        verdict = _verdict(one, signs)
        if verdict is not None:
            kinds[one.number] = ("group" if verdict else "duty", True)
        else:
            kinds[one.number] = ("group" if following and following.lettered else "duty", False)
    ends = [one for one in named if kinds[one.number][0] == "group"]
    if ends and ends[-1] is named[-1]:
        kinds[named[-1].number] = ("duty", False)
    return kinds


def _lettered_groups(named: list[_Seen], alone: list[_Seen]) -> list[_Seen]:
    """Return rows with letters that head others: bold ones, where the table begins with one and they are few."""
    bold = [one for one in named if one.bold and one.lettered]
    if alone or not bold or bold[0] is not named[0] or len(bold) > RARE * len(named):
        return []
    following = {one.number: after for one, after in pairwise(named)}
    heading = [one for one in bold if one.number in following and not following[one.number].bold]
    return heading if len(heading) == len(bold) > 1 else []


def _signs(lettered: list[_Seen], alone: list[_Seen]) -> dict[str, bool]:
    """Return which looks tell groups from duties here: those that few rows with letters have, and some others do."""
    count = max(len(lettered), 1)
    looks = {
        "bold": (sum(one.bold for one in lettered), any(one.bold for one in alone)),
        "capitals": (sum(one.capitals for one in lettered), any(one.capitals for one in alone)),
        "wide": (sum(one.wide for one in lettered), any(one.wide for one in alone)),
        "grouped": (sum(one.grouped for one in lettered), any(one.grouped for one in alone)),
    }
    signs = {name: often <= RARE * count and some for name, (often, some) in looks.items()}
    signs["attributed"] = sum(one.attributed for one in lettered) >= USUAL * count
    signs["coded"] = sum(one.coded for one in lettered) >= USUAL * count
    return signs


def _verdict(one: _Seen, signs: Mapping[str, bool]) -> bool | None:
    """Return whether a row without letters is a group by its look, None where that tells nothing."""
    for name in ("grouped", "wide", "bold", "capitals"):
        if signs[name] and getattr(one, name):
            return True
    if one.text.endswith(":"):
        return True
    if signs["attributed"] and one.attributed:
        return False
    if signs["coded"] and one.coded:
        return False
    if signs["bold"] or signs["wide"]:
        return False
    return True if signs["attributed"] or signs["coded"] else None


def _joined(rows: list[Row], seen: Mapping[int, _Seen]) -> list[Row]:
    """Return the rows with those told that go on what the row above says: they begin with a small letter."""
    words = [seen[row.number].text for row in rows if row.kind in ("duty", "both") and seen[row.number].lettered]
    if sum(text[:1].islower() for text in words) > RARE * len(words):
        return rows
    result: list[Row] = []
    for row in rows:
        text = seen[row.number].text
        above = next((one for one in reversed(result) if one.kind != "more"), None)
        goes_on = text[:1].islower() and above is not None and above.kind in ("duty", "group")
        goes_on = goes_on and (row.kind == "duty" or (row.kind == "group" and not row.sure))
        if goes_on and above is not None and not seen[above.number].text.endswith((".", "!", "?", ":")):
            if above.kind == "group":
                result[result.index(above)] = Row(above.number, "duty", above.depth, sure=False)
            result.append(Row(row.number, "more", row.depth, sure=False))
        else:
            result.append(row)
    return result
