"""What is told of the matrix as a whole: its head, letters, rules, lists of parts, answers and order."""

import datetime
from collections.abc import Iterator, Mapping
from typing import cast

from vastuumatriisi.matrix.changes import Change, Fact, Kind, Order, StatedLevel
from vastuumatriisi.matrix.letters import Letter
from vastuumatriisi.matrix.values import Block, PastEdition, Scope, SiteType, Theme
from vastuumatriisi.revision.duties import Tell, ids_of
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.pieces import phrase
from vastuumatriisi.revision.sentences import Subject, listed, named, reworded, thing
from vastuumatriisi.revision.values import Told

Entry = Scope | Theme | SiteType | StatedLevel

MOST_LISTS = 12  # whose order is another one that are named; the others are counted


def _matrix(names: Names, change: Change) -> Iterator[Told]:
    if change.about not in ("matrix", "unit"):
        yield from _entry(names, change)
        return
    subject = Subject(change, "", names.wording(f"revision.head.{change.part}"))
    both = change.before, change.after
    if change.part == "introduction":
        yield reworded(names, subject, *map(_introduction, both))
    elif change.part == "title":
        yield reworded(names, subject, *map(str, both))
    elif change.part == "history":
        yield listed(names, subject, *(_history(names, fact) for fact in both))
    elif change.part == "fonts":
        yield listed(names, subject, *map(ids_of, both))
    else:
        yield named(names, subject, *(_one(names, fact) for fact in both))


def _introduction(fact: Fact) -> str:
    return "\n".join(block.text for block in cast("tuple[Block, ...]", fact))


def _history(names: Names, fact: Fact) -> tuple[str, ...]:
    return tuple(_past(names, past) for past in cast("tuple[PastEdition, ...]", fact))


def _past(names: Names, past: PastEdition) -> str:
    label = names.wording("revision.edition", edition=past.edition, date=names.date(past.date))
    return f"{label} {past.note}".strip()


def _one(names: Names, fact: Fact) -> str:
    return names.date(fact) if isinstance(fact, datetime.date) else str(fact or "")


def _entry(names: Names, change: Change) -> Iterator[Told]:
    """Tell of a scope, a theme, a level or a house, each part of it for itself."""
    before, after = (cast("Entry | None", fact) for fact in (change.before, change.after))
    label = names.label(change.about, cast("Entry", after or before).name)
    if before is None or after is None:
        yield thing(names, Subject(change, label, ""))
        return
    if before.name != after.name:
        yield named(names, Subject(change, label, names.aspect("name")), before.name, after.name)
    if isinstance(before, StatedLevel) and isinstance(after, StatedLevel) and before.short != after.short:
        yield named(names, Subject(change, label, names.aspect("short")), before.short, after.short)
    if isinstance(before, SiteType) and isinstance(after, SiteType):
        yield from _house(names, change, label, before, after)


def _house(names: Names, change: Change, label: str, before: SiteType, after: SiteType) -> Iterator[Told]:
    units, scopes = (before.units, after.units), (before.scopes, after.scopes)
    if {*units[0]} != {*units[1]}:
        yield listed(names, Subject(change, label, names.aspect("units")), *map(names.listed, units))
    if {*scopes[0]} != {*scopes[1]}:
        both = (tuple(names.scopes.get(one, one) for one in ids) for ids in scopes)
        yield listed(names, Subject(change, label, names.aspect("scopes")), *both)


def _letter(names: Names, change: Change) -> Iterator[Told]:
    before, after = (cast("Letter | None", fact) for fact in (change.before, change.after))
    label = names.label("letter", change.where)
    if before is None or after is None:
        of = cast("Letter", after or before)
        details = ((names.aspect("counts_as"), names.wording(f"revision.counts_as.{of.counts_as}")),)
        yield thing(names, Subject(change, label, ""), f"{of.name}. {of.meaning}".strip(" ."), details)
        return
    if before.name != after.name:
        yield named(names, Subject(change, label, names.aspect("name")), before.name, after.name)
    if before.meaning != after.meaning:
        yield reworded(names, Subject(change, label, names.aspect("meaning")), before.meaning, after.meaning)
    if before.counts_as != after.counts_as:
        both = (names.wording(f"revision.counts_as.{one.counts_as}") for one in (before, after))
        yield named(names, Subject(change, label, names.aspect("counts_as")), *both)


def _rule(names: Names, change: Change) -> Iterator[Told]:
    both = change.before, change.after
    if change.about == "unit":
        yield named(names, Subject(change, "", names.aspect("performs")), *map(names.answer, both))
        return
    label = names.wording("revision.labels.threshold" if isinstance(both[0], int) else "revision.labels.rule")
    yield named(names, Subject(change, label, names.wording(f"revision.rules.{change.part}")), *map(str, both))


def _answer(names: Names, change: Change) -> Iterator[Told]:
    finding = names.wording(f"revision.findings.{change.part}")
    aspect = names.wording("revision.aspects.answer", finding=finding)
    yield reworded(names, Subject(change, _answered(names, change), aspect), str(change.before), str(change.after))


def _answered(names: Names, change: Change) -> str:
    if change.about == "letter":
        return names.label("letter", change.where)
    if change.about == "role":
        return names.label("role", names.places[change.where])
    return change.where if change.about == "duty" else ""


def _order(names: Names, change: Change) -> Iterator[Told]:
    orders = cast("tuple[Order, ...]", change.after)
    lists = [_list(names, order) for order in orders[:MOST_LISTS]]
    more = [f"+ {len(orders) - MOST_LISTS}"] if len(orders) > MOST_LISTS else []
    named_lists = ", ".join((*lists, *more))
    sentence = phrase(names.wording("revision.order"), lists=named_lists)
    yield Subject(change, "", names.aspect("order")).told("", named_lists, sentence)


def _list(names: Names, order: Order) -> str:
    kind = names.wording(f"revision.lists.{order.key}")
    if not order.where:
        return kind
    houses = {site.id: site.name for site in names.new.site_types}
    name = (houses if order.about == "site-type" else names.places).get(order.where, order.where)
    return names.wording("revision.list", name=name, list=kind)


OF_REGISTRIES: Mapping[Kind, Tell] = {
    "letter-changed": _letter,
    "rule-changed": _rule,
    "matrix-changed": _matrix,
    "answer-changed": _answer,
    "order-changed": _order,
}
