"""What has changed since the base, as the page tells it."""

from dataclasses import dataclass

from vastuumatriisi.revision import Group, Pieces, Told

from .duties import Telling


@dataclass(frozen=True, slots=True)
class WebChange:
    """One change: the duty that its sentence begins with, "" for none, and the rest of it: kept, new or gone."""

    address: str
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class WebGroup:
    """The changes of a unit, or of the whole matrix, and what merely follows from them."""

    name: str
    address: str
    changes: tuple[WebChange, ...]
    following: tuple[WebChange, ...]


@dataclass(frozen=True, slots=True)
class WebRevision:
    """All changes; ``prints`` say which prints to replace, ``open`` how many duties were open and are."""

    title: str
    open: str
    groups: tuple[WebGroup, ...]
    prints: tuple[str, ...]


def web_revision(telling: Telling) -> WebRevision | None:
    """Return what is told of the changes, None where there is no base or nothing has changed."""
    base, marks, wording = telling.views.base, telling.marks, telling.wording
    if base is None or marks is None:
        return None
    before, now = (sum(1 for one in matrix.ownership.values() if one.open) for matrix in (base, telling.views.matrix))
    return WebRevision(
        wording("web.changes.title", edition=base.edition),
        wording("web.changes.open", before=before, now=now) if before != now else "",
        tuple(_group(telling, group) for group in marks.groups),
        telling.views.replaced,
    )


def _group(telling: Telling, group: Group) -> WebGroup:
    matrix = telling.views.matrix
    is_there = bool(group.unit) and matrix.is_unit(group.unit) and bool(matrix.unit(group.unit).duties)
    return WebGroup(
        group.name,
        telling.addresses[group.unit] if is_there else "",
        tuple(_change(telling, told) for told in group.told),
        tuple(WebChange("", following.sentence) for following in group.following),
    )


def _change(telling: Telling, told: Told) -> WebChange:
    """Return a change whose sentence goes on behind the code of its duty, where that has an address."""
    code, (first, *others) = _duty(telling, told), told.sentence
    if not code or not first.text.startswith(code):
        return WebChange("", told.sentence)
    return WebChange(code, (first._replace(text=first.text.removeprefix(code)), *others))


def _duty(telling: Telling, told: Told) -> str:
    is_duty = told.kind.startswith("duty-") and told.label == told.where
    return told.where if is_duty and telling.views.matrix.is_duty(told.where) else ""
