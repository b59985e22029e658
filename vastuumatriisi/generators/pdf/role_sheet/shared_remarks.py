"""What the duties of a unit have in common, said once: who else has to do with nearly all of them, and with which not.

A remark of a label, such as who supports, is shared item by item; one without a label or with an address only whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vastuumatriisi.locales.wording import Wording

from ..content.poster import Remark

MOST_EXCEPTIONS = 3  # codes behind a name; with more it is clearer to name it at each duty

Coded = tuple[str, tuple[Remark, ...]]  # a code and the remarks of its duty


def shared(duties: Sequence[Coded], wording: Wording) -> tuple[Remark, ...]:
    """Return the remarks that hold for all of the duties, with the codes of the few for which a name does not."""
    if len(duties) < 2:
        return ()
    return tuple(told for remark in _models(duties) if (told := _told(remark, duties, wording)))


def without_shared(remarks: tuple[Remark, ...], duties: Sequence[Coded]) -> tuple[Remark, ...]:
    """Return what is left for one of the duties to say."""
    if len(duties) < 2:
        return remarks
    left = (replace(remark, items=tuple(_left(remark, duties))) for remark in remarks)
    return tuple(remark for remark in left if remark.items)


def _models(duties: Sequence[Coded]) -> Iterator[Remark]:
    """Yield each kind of remark once, with every item that it has anywhere."""
    found: dict[tuple[object, ...], Remark] = {}
    for _, remarks in duties:
        for remark in remarks:
            known = found.setdefault(_kind(remark), remark)
            items = tuple(dict.fromkeys((*known.items, *remark.items)))
            found[_kind(remark)] = replace(known, items=items)
    yield from found.values()


def _kind(remark: Remark) -> tuple[object, ...]:
    """Return what two remarks have in common whose items may be put together."""
    whole = not remark.label or bool(remark.address)
    return remark.label, remark.counts_as, remark.address, remark.items if whole else ()


def _told(model: Remark, duties: Sequence[Coded], wording: Wording) -> Remark | None:
    items = []
    for item in model.items:
        lacking = _lacking(model, item, duties)
        if _is_shared(lacking, duties):
            items.append(wording("role.except", name=item, codes=", ".join(lacking)) if lacking else item)
    return replace(model, items=tuple(items)) if items else None


def _left(remark: Remark, duties: Sequence[Coded]) -> Iterator[str]:
    return (item for item in remark.items if not _is_shared(_lacking(remark, item, duties), duties))


def _lacking(model: Remark, item: str, duties: Sequence[Coded]) -> list[str]:
    """Return the codes of the duties whose remark of that kind does not name the item."""
    return [
        code
        for code, remarks in duties
        if not any(_kind(remark) == _kind(model) and item in remark.items for remark in remarks)
    ]


def _is_shared(lacking: list[str], duties: Sequence[Coded]) -> bool:
    return len(lacking) <= min(MOST_EXCEPTIONS, len(duties) // 3)
