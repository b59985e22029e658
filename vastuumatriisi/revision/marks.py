"""What documents mark: the duties, letters and units that are not as they were in the base."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.changes import Changes, LetterChange
from vastuumatriisi.revision.tell import tell
from vastuumatriisi.revision.values import Group, Revision, Told

Status = Literal["new", "moved", "changed"]


@dataclass(frozen=True)
class Marks:
    """What is marked in the documents of one edition.

    ``duties`` has the status of each duty that is new, moved or itself changed, by its code; ``letters`` what became of
    an actor's letters for a duty that is still there, by code and actor, whether stated or derived; ``told`` what is
    told of each duty, in words, and ``units`` what is told of each unit itself, by its id. ``groups`` are those of the
    revision, without what is said of the edition alone.
    """

    revision: Revision
    duties: Mapping[str, Status]
    letters: Mapping[tuple[str, str], LetterChange]
    told: Mapping[str, tuple[Told, ...]]
    units: Mapping[str, tuple[Told, ...]]
    groups: tuple[Group, ...]

    def status(self, code: str) -> Status | None:
        """Return the status of a duty; one whose letters alone have changed is changed, too."""
        return self.duties.get(code) or ("changed" if code in self._lettered else None)

    @cached_property
    def _lettered(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.letters)


def marks_of(views: Views) -> Marks | None:
    """Return what is to be marked, None where there is no base or nothing that documents say has changed."""
    if views.base is None or views.changes is None:
        return None
    changes = views.changes
    revision = tell(views.base, views.matrix, changes)
    groups = tuple(_said(revision.groups))
    if not groups:
        return None
    told: dict[str, list[Told]] = {}
    for group in revision.groups:
        for one in group.told:
            if one.kind.startswith("duty-") and one not in told.setdefault(one.where, []):
                told[one.where].append(one)
    units = {group.unit: tuple(_of_unit(group)) for group in revision.groups if any(_of_unit(group))}
    letters = {(one.duty, one.actor): one for one in changes.letters if changes.codes.get(one.was) == one.duty}
    return Marks(
        revision, _duties(changes), letters, {code: tuple(found) for code, found in told.items()}, units, groups
    )


def _of_unit(group: Group) -> Iterator[Told]:
    return (one for one in group.told if one.kind.startswith("unit-") and one.where == group.unit)


def _said(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield the groups without edition, date, addresses and the like, which are no part of what the matrix says."""
    for group in groups:
        told = tuple(one for one in group.told if any(change.is_said for change in one.changes))
        if told or group.following:
            yield replace(group, told=told)


def _duties(changes: Changes) -> dict[str, Status]:
    found: dict[str, Status] = {}
    for change in changes:
        if change.kind == "duty-added":
            found[change.where] = "new"
        elif change.kind == "duty-moved":
            found[change.where] = "moved"
        elif change.about == "duty" and change.kind not in ("duty-removed", "answer-changed"):
            found.setdefault(change.where, "changed")
    return found
