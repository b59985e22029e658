"""What differs in the file as a whole: its head, letters, rules, scopes, themes, levels, kinds of house and roles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from vastuumatriisi.matrix.changes.facts import stated_level, stated_role, stated_short
from vastuumatriisi.matrix.changes.order import Lists
from vastuumatriisi.matrix.changes.values import About, Change, Fact, Kind
from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Role, SiteType

HEAD = (
    *("title", "organisation", "language", "edition", "date", "introduction", "contact", "publication_url", "fonts"),
    *("approved_by", "valid_from", "review_by", "history"),
)
RELATIONS = ("performs", "leads", "supports", "cooperates")
THRESHOLDS = ("many_performers", "overloaded_actor", "near_duplicate")


class Named(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", bound=Named)


def in_both(old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield each part of the new list with what it was, then those that are gone."""
    before = {part.id: part for part in old}
    for part in new:
        yield before.pop(part.id, None), part
    for part in before.values():
        yield part, None


def matrix_changes(old: Matrix, new: Matrix) -> Iterator[Change]:
    for key in HEAD:
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield Change("matrix-changed", "matrix", "", "", before, after, key)


def letter_set_changes(old: Matrix, new: Matrix, lists: Lists) -> Iterator[Change]:
    for before, after in in_both(old.letters.letters, new.letters.letters):
        if before != after:
            yield _of_part("letter-changed", "letter", "letters", (before, after), (before, after), lists)
        if before and after:
            yield from answer_changes("letter", after.symbol, after.symbol, "", before.accept, after.accept)


def rule_changes(old: Matrix, new: Matrix) -> Iterator[Change]:
    for relation in RELATIONS:
        before, after = old.derive.get(relation, ""), new.derive.get(relation, "")
        if before != after:
            yield Change("rule-changed", "matrix", "", "", before, after, relation)
    for name in THRESHOLDS:
        before, after = getattr(old.thresholds, name), getattr(new.thresholds, name)
        if before != after:
            yield Change("rule-changed", "matrix", "", "", before, after, name.replace("_", "-"))


def registry_changes(old: Matrix, new: Matrix, lists: Lists) -> Iterator[Change]:
    for scopes in in_both(old.scopes, new.scopes):
        if scopes[0] != scopes[1]:
            yield _of_part("matrix-changed", "scope", "scopes", scopes, scopes, lists)
    for themes in in_both(old.themes, new.themes):
        if themes[0] != themes[1]:
            yield _of_part("matrix-changed", "theme", "themes", themes, themes, lists)
    for sites in in_both(old.site_types, new.site_types):
        if _site(sites[0]) != _site(sites[1]):
            yield _of_part("matrix-changed", "site-type", "site_types", sites, sites, lists)
    for levels in in_both(old.levels, new.levels):
        before, after = (stated_level(level) if level else None for level in levels)
        if before != after:
            yield _of_part("matrix-changed", "level", "levels", levels, (before, after), lists)


def _site(site: SiteType | None) -> object:
    """Return what a kind of house says in whatever order it names its units."""
    return site and (site.name, frozenset(site.units), frozenset(site.scopes))


def role_changes(old: Matrix, new: Matrix, lists: Lists) -> Iterator[Change]:
    for before, after in in_both(old.roles, new.roles):
        if before is None or after is None:
            kind: Kind = "role-added" if after else "role-removed"
            stated = (stated_role(before) if before else None, stated_role(after) if after else None)
            yield _of_part(kind, "role", "roles", (before, after), stated, lists)
        else:
            yield from _same_role(before, after)


def _same_role(before: Role, after: Role) -> Iterator[Change]:
    if before.name != after.name:
        yield Change("role-renamed", "role", after.id, "", before.name, after.name, was=before.id)
    parts: tuple[tuple[str, Fact, Fact], ...] = (
        ("short", stated_short(before), stated_short(after)),
        ("unit", before.stated_home, after.stated_home),
        ("scopes", before.scopes, after.scopes),
        ("collective", before.collective, after.collective),
        ("aliases", before.aliases, after.aliases),
    )
    for part, was, now in parts:
        if was != now and not same_in_other_order(was, now):
            yield Change("role-changed", "role", after.id, "", was, now, part, before.id)
    yield from answer_changes("role", after.id, before.id, "", before.accept, after.accept)


def same_in_other_order(was: Fact, now: Fact) -> bool:
    if not isinstance(was, tuple) or not isinstance(now, tuple) or len(was) != len(now):
        return False
    return {*was} == {*now}


def answer_changes(
    about: About, where: str, was: str, unit: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    if before != after:
        for finding in sorted({*before, *after}):
            reasons = before.get(finding, ""), after.get(finding, "")
            if reasons[0] != reasons[1]:
                yield Change("answer-changed", about, where, unit, *reasons, finding, was)


def _of_part(
    kind: Kind,
    about: About,
    key: str,
    parts: tuple[Named | None, Named | None],
    facts: tuple[Fact, Fact],
    lists: Lists,
) -> Change:
    """Return the change of a part of a list, with its position where it comes or goes."""
    was, where = (part.id if part else "" for part in parts)
    position = None if was and where else lists.positions[key, where] if where else lists.former[key, was]
    return Change(kind, about, where or was, "", *facts, was=was, position=position)
