"""What has changed since the base: one row for each change, with before and after, in the order of the matrix."""

from collections.abc import Iterator

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.revision import Following, Group, Told

from ..places import Places
from ..sheet import WorkbookSheet
from .areas import Areas
from .table import ColumnHeader, Record, TableText, listing

COLUMNS = ("unit", "what", "action", "aspect", "before", "after")


def change_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the changes by unit, those of the whole matrix first, if there is a base and something has changed."""
    context = areas.context
    if context.marks is None:
        return
    headings = [ColumnHeader(context.wording(f"workbook.changes.{word}")) for word in COLUMNS]
    records = [record for group in context.marks.groups for record in _records(areas, group)]
    yield listing(areas, "changes", headings, records)


def _records(areas: Areas, group: Group) -> Iterator[Record]:
    context, say = areas.context, areas.context.wording
    is_here = bool(group.unit) and context.matrix.is_unit(group.unit)
    level = context.number(context.matrix.unit(group.unit)) if is_here else 0
    for told in group.told:
        yield Record(tuple(_cells(say, group.name, told)), level)
    for following in group.following:
        yield Record(tuple(_following(say, group.name, following)), level)


def _cells(say: Wording, unit: str, told: Told) -> Iterator[TableText]:
    action = "moved" if told.kind == "duty-moved" else told.action
    yield TableText(unit, "unit")
    # What is gone has no row, and another duty may have its code now.
    yield TableText(told.label, formula=_no_link if told.action == "removed" else None)
    yield TableText(say(f"workbook.changes.{action}"))
    yield TableText(told.aspect)
    details = "\n".join(f"{aspect}: {value}" for aspect, value in told.details)
    gone = told.action == "removed"
    yield TableText(_with(told.before, details if gone else ""))
    yield TableText(_with(told.after, "" if gone else details))


def _no_link(_: Places) -> str:
    return ""


def _with(text: str, details: str) -> str:
    return "\n".join(filter(None, (text, details)))


def _following(say: Wording, unit: str, following: Following) -> Iterator[TableText]:
    yield TableText(unit, "unit")
    yield TableText(following.where)
    yield TableText(say("workbook.changes.follows"))
    yield TableText(following.names)
    yield TableText(following.before)
    yield TableText(following.after)
