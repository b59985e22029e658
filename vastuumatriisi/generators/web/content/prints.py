"""What the page answers somebody who asks whether a print is current: the marks of all editions that are known."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vastuumatriisi.matrix import PrintedMark

from .duties import Telling

# The parameters of the address in a QR code that name its document.
PARAMETERS = {"poster": "unit", "site-poster": "site", "role-sheet": "role"}


@dataclass(frozen=True, slots=True)
class CurrentPrint:
    """A document as it is now: what people call it, and its mark."""

    name: str
    address: str
    mark: str


@dataclass(frozen=True, slots=True)
class Prints:
    """The present documents, and ``table`` as JSON: each document with the editions of each of its marks."""

    current: tuple[CurrentPrint, ...]
    table: str


def prints(telling: Telling) -> Prints:
    """Return what is known of marks; of a matrix without other editions, its own."""
    edition = telling.views.matrix.edition
    documents: dict[str, dict[str, Any]] = {}
    current = []
    for mark in telling.views.printed:
        name = _name(telling, mark)
        document = documents.setdefault(_key(mark), {"name": name, "marks": {}})
        editions = document["marks"].setdefault(mark.mark, [])
        editions.append({"edition": mark.edition, "date": telling.wording.date(mark.date), **_told(mark)})
        if mark.current:
            document |= {"now": mark.mark, "at": _address(telling, mark)}
            current.append(CurrentPrint(name, _address(telling, mark), mark.mark))
    table = {"edition": edition, "date": telling.wording.date(telling.views.matrix.date), "documents": documents}
    return Prints(tuple(current), json.dumps(table, ensure_ascii=False, separators=(",", ":")))


def _told(mark: PrintedMark) -> dict[str, Any]:
    return dict(_changed(mark))


def _changed(mark: PrintedMark) -> Iterator[tuple[str, Any]]:
    if mark.codes:
        yield "codes", list(mark.codes)
    if mark.otherwise:
        yield "otherwise", True


def _key(mark: PrintedMark) -> str:
    return f"{PARAMETERS[mark.kind]}={mark.id}" if mark.kind in PARAMETERS else ""


def _name(telling: Telling, mark: PrintedMark) -> str:
    return mark.name or telling.wording("web.prints.whole")


def _address(telling: Telling, mark: PrintedMark) -> str:
    return telling.addresses.get(mark.id, "") if mark.kind in ("poster", "role-sheet") else ""
