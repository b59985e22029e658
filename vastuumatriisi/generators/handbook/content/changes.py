"""What has changed since the base: the chapter of what is removed, changed and added, and the words at duties."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from vastuumatriisi.revision import Following, Group, Marks, Piece, State, Told
from vastuumatriisi.revision.pieces import phrase
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.widths import office_widths

from ..document import (
    BodyElement,
    Chapter,
    ColumnSection,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    TableColumn,
    TableRow,
    joined,
    text,
)
from .front import table
from .spans import Phrases

PADDING = 300  # both sides of a cell, in twentieths of a point
STYLES = {"kept": "", "new": "TextAdded", "gone": "TextRemoved"}
# Told by the first sentence of the chapter and by the title page.
OF_EDITION = ("edition", "date", "history")
ACTIONS = ("removed", "changed", "added")
LONGEST_KEPT = 400  # so many signs of what has not changed are repeated in a row; of longer texts, the ends


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: the code of the duty that it is of, "" for none, and what is told in it."""

    code: str
    lines: tuple[Runs, ...]
    below: Runs


def changes_chapter(pieces: Phrases, size: float, width: int) -> Iterator[Chapter]:
    """Yield the chapter where something has changed; ``size`` is that of the tables in pt."""
    marks = pieces.marks
    found = {action: tuple(_entries(pieces, marks, action)) for action in ACTIONS} if marks else {}
    if marks is None or not any(found.values()):
        return
    title = pieces.wording("handbook.changes.title")
    blocks: list[BodyElement] = [Heading(1, title, "", ""), text(_summary(pieces, marks))]
    for action, entries in found.items():
        if entries:
            heading = pieces.wording(f"handbook.changes.{action}")
            blocks += [Heading(2, heading, "", ""), _table(pieces, entries, heading, size, width, action)]
    if pieces.views.replaced:
        blocks.append(Heading(2, pieces.wording("handbook.changes.posters"), "", ""))
        blocks += [text(sentence) for sentence in pieces.views.replaced]
    blocks.append(text(pieces.wording("handbook.changes.bar"), "Summary"))
    yield Chapter(title, (ColumnSection(tuple(blocks)),))


def _summary(pieces: Phrases, marks: Marks) -> str:
    words, base, matrix = pieces.wording, pieces.views.base, pieces.matrix
    gone = {told.where for group in marks.revision.groups for told in group.told if told.kind == "duty-removed"}
    added = sum(status == "new" for status in marks.duties.values())
    counts = {"removed": len(gone), "changed": len(marks.duties) - added, "added": added}
    told = [_since(pieces, marks), words("handbook.changes.counts", **counts)]
    open_duties = [sum(bool(one.open) for one in found.ownership.values()) for found in (base, matrix) if found]
    if len({*open_duties}) > 1 and matrix.letters.has_accountable:
        told.append(words("handbook.changes.open", before=open_duties[0], after=open_duties[1]))
    return " ".join(told)


def _since(pieces: Phrases, marks: Marks) -> str:
    old = marks.revision.old
    date = pieces.wording.date(old.date)
    return pieces.wording("handbook.changes.since", edition=old.edition, date=date)


def _table(pieces: Phrases, entries: tuple[Entry, ...], title: str, size: float, width: int, action: str) -> Table:
    bold = office_widths(bold=True)
    widest = max(bold.width(entry.code, size) for entry in entries)
    code = min(
        max(round(widest * 20), round(bold.width(pieces.wording("matrix.code"), size) * 20)) + PADDING, width // 4
    )
    columns = (
        TableColumn(pieces.wording("matrix.code"), code),
        TableColumn(pieces.wording("handbook.change"), width - code),
    )
    rows = tuple(_row(pieces, entry, is_gone=action == "removed") for entry in entries)
    return replace(table(pieces, columns, rows, title), captioned=False)


def _row(pieces: Phrases, entry: Entry, *, is_gone: bool) -> TableRow:
    if not entry.code:
        code: Runs = ()
    else:
        code = (Run(entry.code, "TextRemoved", whole=True),) if is_gone else (pieces.duty(entry.code),)
    lines = tuple(Paragraph(line, "TableText") for line in entry.lines)
    return (
        (Paragraph(code, "TableText"),),
        (*lines, *((Paragraph(entry.below, "DutyDetail"),) if entry.below else ())),
    )


def _entries(pieces: Phrases, marks: Marks, action: str) -> Iterator[Entry]:
    for group in marks.revision.groups:
        shown = [told for told in group.told if told.action == action and not _is_of_edition(told)]
        for code, of_duty in groupby(shown, _code):
            told = tuple(of_duty)
            lines = tuple(line for one in told for line in _lines(pieces, one, group))
            yield Entry(code, lines, _below(pieces, group, told[0], code))
        if action == "changed" and group.following:
            follows = (Run(pieces.wording("revision.follows"), "Label"),)
            lines = tuple(_follows(pieces, one) for one in group.following)
            yield Entry("", (follows, *lines), _place(pieces, group))


def _is_of_edition(told: Told) -> bool:
    return told.kind == "matrix-changed" and not told.unit and any(one.part in OF_EDITION for one in told.changes)


def _code(told: Told) -> str:
    return told.where if any(change.about == "duty" for change in told.changes) else ""


def _below(pieces: Phrases, group: Group, told: Told, code: str) -> Runs:
    """Return where a duty stands, or stood, and what else was stated of one that is gone."""
    place = _place(pieces, group)
    if not code:
        return place
    if told.action != "removed":
        return (*place, pieces.page(code)) if pieces.matrix.duty(code).unit == group.unit else place
    details = tuple((Run(f"{aspect[:1].upper()}{aspect[1:]}: {value}"),) for aspect, value in told.details)
    return joined((place, *details), " · ")


def _place(pieces: Phrases, group: Group) -> Runs:
    return (Run(group.name, anchor=pieces.anchors.units.get(group.unit, "")),)


def _lines(pieces: Phrases, told: Told, group: Group) -> Iterator[Runs]:
    """Yield what is told of one change; the code of a duty stands beside it."""
    if told.action != "changed":
        style = STYLES["gone" if told.action == "removed" else "new"]
        yield (Run(told.before or told.after, style),) if _code(told) else _marked(told.sentence)
    elif told.kind == "order-changed":
        yield _marked(told.sentence)
    elif told.kind == "duty-moved" and pieces.matrix.duty(told.where).unit != group.unit:
        yield _marked(phrase(pieces.wording("handbook.changes.elsewhere"), after=Piece("new", told.after)))
    elif told.pieces and told.before and told.after:
        yield from _reworded(pieces, told)
    else:
        yield _replaced(pieces, _what(pieces, told), told.before, told.after)


def _marked(found: tuple[Piece, ...]) -> Runs:
    return tuple(Run(piece.text, STYLES[piece.state]) for piece in found)


def _what(pieces: Phrases, told: Told) -> str:
    """Return "Vastaava", "Rooli rehtori, nimi": what has changed, as the beginning of a line."""
    label = "" if _code(told) else told.label
    what = pieces.wording("revision.about", label=label, aspect=told.aspect) if label else told.aspect
    return with_capital(what)


def _reworded(pieces: Phrases, told: Told) -> Iterator[Runs]:
    """Yield how a text was, with what is gone struck through, and how it is, with what is new underlined."""
    if told.kind != "duty-reworded":
        yield (Run(_what(pieces, told)),)
    for word, state in (("before", "gone"), ("now", "new")):
        shown = tuple(_shortened(piece) for piece in told.pieces if piece.state in ("kept", state))
        yield (Run(f"{pieces.wording(f'handbook.changes.{word}')} ", "Label"), *_marked(shown))


def _shortened(piece: Piece) -> Piece:
    if piece.state != "kept" or len(piece.text) <= LONGEST_KEPT:
        return piece
    half = LONGEST_KEPT // 2
    return Piece("kept", f"{piece.text[:half]} … {piece.text[-half:]}")


def _replaced(pieces: Phrases, what: str, before: str, after: str) -> Runs:
    """Return "Vastaava – ennen: rehtori; nyt: sihteeri", with what is in one of them alone marked."""
    form = "both" if before and after else "gained" if after else "lost"
    old, new = _parts(before, after, "gone"), _parts(after, before, "new")
    return _marked(phrase(pieces.wording(f"handbook.changes.{form}"), what=what, before=old, after=new))


def _parts(told: str, other: str, state: State) -> tuple[Piece, ...]:
    """Return the names of a list, those that the other one lacks marked; all of it where only the order is another."""
    names, others = told.split(", "), {*other.split(", ")}
    is_order = {*names} == others
    found = (Piece(state if is_order or name not in others else "kept", name) for name in names)
    return tuple(part for n, piece in enumerate(found) for part in (*([Piece("kept", ", ")] if n else []), piece))


def _follows(pieces: Phrases, told: Following) -> Runs:
    is_all = len(told.codes) > 1 and len(told.codes) == len(pieces.matrix.unit(told.unit).duties)
    where = (Run(told.where),) if is_all else pieces.ranges(told.codes)
    return (*_replaced(pieces, told.names, told.before, told.after), Run(" ("), *where, Run(")"))


def unit_words(pieces: Phrases, unit: str) -> Runs:
    """Return "Muuttunut: nimi (ennen Lapsi), tukena" for a unit that is not as it was itself, () for others."""
    told = pieces.marks.units.get(unit, ()) if pieces.marks else ()
    if not told:
        return ()
    words = pieces.wording
    if any(one.action == "added" for one in told):
        return (Run(words("handbook.changes.status.new"), "ChangeWord"),)
    aspects = dict.fromkeys(_aspect(pieces, one) for one in told if one.action == "changed")
    word = words("handbook.changes.status.changed")
    return (Run(word, "ChangeWord"), Run(f": {', '.join(aspects)}")) if aspects else ()


def _aspect(pieces: Phrases, told: Told) -> str:
    """Return what of a unit has changed, with what it was where it stands nowhere near."""
    if told.kind not in ("unit-renamed", "unit-moved") or not told.before:
        return told.aspect
    return pieces.wording("handbook.changes.aspect_was", aspect=told.aspect, before=told.before)


def change_words(pieces: Phrases, code: str) -> Iterator[Runs]:
    """Yield "Siirtynyt: ennen Pedagoginen tuki" for a duty that is not as it was."""
    status = pieces.marks.duties.get(code) if pieces.marks else None
    if pieces.marks is None or status is None:
        return
    word = pieces.wording(f"handbook.changes.status.{status}")
    told = pieces.marks.told.get(code, ())
    kinds = ("duty-moved", "duty-recoded")
    before = ", ".join(dict.fromkeys(one.before for kind in kinds for one in told if one.kind == kind))
    yield (Run(pieces.wording("handbook.changes.was", status=word, before=before) if before else word, "ChangeWord"),)
