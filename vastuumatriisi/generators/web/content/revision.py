"""What has changed since the base, as the page tells it."""

from dataclasses import dataclass

from vastuumatriisi.revision import Group, Pieces, Told

from .duties import Telling
from .replaced import Replaced, replaced


@dataclass(frozen=True, slots=True)
class WebChange:
    """One change: the duty that its sentence begins with, "" for none, and the rest of it: kept, new or gone.

    ``address`` is "" for a duty that is no longer there. A text that was reworded stands ``before`` and ``after``
    beside each other.
    """

    code: str
    address: str
    pieces: Pieces
    before: Pieces = ()
    after: Pieces = ()


@dataclass(frozen=True, slots=True)
class WebGroup:
    """The changes of a unit, or of the whole matrix, and what merely follows from them."""

    name: str
    address: str
    changes: tuple[WebChange, ...]
    following: tuple[WebChange, ...]


@dataclass(frozen=True, slots=True)
class WebRevision:
    """All changes; ``prints`` say which prints to replace, ``open`` how many duties were open and are.

    ``before`` and ``now`` name the two editions.
    """

    title: str
    open: str
    before: str
    now: str
    groups: tuple[WebGroup, ...]
    prints: Replaced


def web_revision(telling: Telling) -> WebRevision | None:
    """Return what is told of the changes, None where there is no base or nothing has changed."""
    base, marks, wording = telling.views.base, telling.marks, telling.wording
    if base is None or marks is None:
        return None
    before, now = (sum(1 for one in matrix.ownership.values() if one.open) for matrix in (base, telling.views.matrix))
    return WebRevision(
        wording("web.changes.title", edition=base.edition),
        wording("web.changes.open", before=before, now=now) if before != now else "",
        wording("web.changes.before", edition=base.edition, date=wording.date(base.date)),
        wording("web.changes.now", edition=telling.views.matrix.edition, date=wording.date(telling.views.matrix.date)),
        tuple(_group(telling, group) for group in marks.groups),
        replaced(telling),
    )


def _group(telling: Telling, group: Group) -> WebGroup:
    matrix = telling.views.matrix
    is_there = bool(group.unit) and matrix.is_unit(group.unit) and bool(matrix.unit(group.unit).duties)
    return WebGroup(
        group.name,
        telling.addresses[group.unit] if is_there else "",
        tuple(_change(telling, told) for told in group.told),
        tuple(WebChange("", "", following.sentence) for following in group.following),
    )


def _change(telling: Telling, told: Told) -> WebChange:
    """Return a change whose sentence goes on behind the code of its duty, where that has an address."""
    code, (first, *others) = _duty(told), told.sentence
    if not code or not first.text.startswith(code):
        return WebChange("", "", told.sentence)
    address = code if telling.views.matrix.is_duty(code) else ""
    if told.kind == "duty-reworded":
        before, after = (tuple(one for one in told.pieces if one.state != state) for state in ("new", "gone"))
        return WebChange(code, address, told.sentence, before, after)
    rest = first._replace(text=first.text.removeprefix(code).lstrip(" ,:"))
    return WebChange(code, address, tuple(one for one in (rest, *others) if one.text))


def _duty(told: Told) -> str:
    return told.where if told.kind.startswith("duty-") and told.label == told.where else ""
