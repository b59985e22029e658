"""What the page answers somebody who asks whether a print is current: the marks of all editions that are known."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vastuumatriisi.matrix import PrintedMark

from .duties import Telling

# The parameters of the address in a QR code that name its document.
PARAMETERS = {"poster": "unit", "site-poster": "site", "role-sheet": "role"}
PAGE = "page"  # with people, of the type of house that a document is of; no id of a type is looked up beside it


@dataclass(frozen=True, slots=True)
class CurrentPrint:
    """A document as it is now: what people call it, and its mark."""

    name: str
    address: str
    mark: str


@dataclass(frozen=True, slots=True)
class Prints:
    """The present documents, and ``table`` as JSON: all that is known of marks, as ``_documents`` has it."""

    current: tuple[CurrentPrint, ...]
    table: str


def prints(telling: Telling) -> Prints:
    """Return what is known of marks; of a matrix without other editions, its own."""
    matrix, printed = telling.views.matrix, telling.views.printed
    editions = dict.fromkeys([(matrix.edition, matrix.date), *((one.edition, one.date) for one in printed)])
    current = (mark for mark in printed if mark.current and mark.kind != "site")
    told = [(label, telling.wording.date(date)) for label, date in editions]
    variants = list(dict.fromkeys(map(_variant, printed)))
    documents = _documents(telling, list(editions), variants)
    table = {"editions": told, "variants": variants, "documents": documents}
    return Prints(
        tuple(CurrentPrint(_name(telling, mark), _address(telling, mark), mark.mark) for mark in current),
        json.dumps(table, ensure_ascii=False, separators=(",", ":")),
    )


def _documents(
    telling: Telling, editions: list[tuple[str, datetime.date]], variants: list[str]
) -> dict[str, dict[str, Any]]:
    """Return the documents by the parameter that names them, each in its variants: "" and those that name people.

    ``now`` has the marks in the order of the variants, with commas between them and nothing for a variant that the
    document does not have. ``was`` has the editions of each mark: the number of the edition, the variant, and if it
    says something else now, the codes that do, and whether anything besides does. What is named on the page itself
    (``at``, if its key does not end in it) has its name from there.
    """
    documents: dict[str, dict[str, Any]] = {}
    seen = set()
    for mark in telling.views.printed:
        key, variant = _key(mark), _variant(mark)
        if (key, mark.mark, mark.edition, mark.current) in seen:
            continue  # in houses of several types the sheet of a role is the same
        seen.add((key, mark.mark, mark.edition, mark.current))
        document = documents.setdefault(key, _named(telling, mark, key))
        if mark.current:
            marks = document.get("now", "").split(",")
            marks += [""] * (1 + variants.index(variant) - len(marks))
            marks[variants.index(variant)] = mark.mark
            document["now"] = ",".join(marks)
        else:
            known = document.setdefault("was", {}).setdefault(mark.mark, [])
            known.append([editions.index((mark.edition, mark.date)), *_told(mark, variant)])
    return documents


def _named(telling: Telling, mark: PrintedMark, key: str) -> dict[str, str]:
    at = _address(telling, mark)
    if not at:
        return {"name": _name(telling, mark)}
    return {} if key.endswith(f"={at}") else {"at": at}


def _told(mark: PrintedMark, variant: str) -> Iterator[Any]:
    if variant or mark.codes or mark.otherwise:
        yield variant
    if mark.codes or mark.otherwise:
        yield mark.codes
        yield int(mark.otherwise)


def _key(mark: PrintedMark) -> str:
    if mark.kind == "site":
        return f"role={mark.role}" if mark.role else f"site={mark.id}"
    # Of a kind that no QR code names, so that it is found by its mark alone.
    return f"{PARAMETERS.get(mark.kind, mark.kind)}={mark.id}" if mark.id else ""


def _variant(mark: PrintedMark) -> str:
    if mark.kind != "site":
        return ""
    return mark.id if mark.role else PAGE


def _name(telling: Telling, mark: PrintedMark) -> str:
    return mark.name or telling.wording("web.prints.whole")


def _address(telling: Telling, mark: PrintedMark) -> str:
    actor = mark.role or (mark.id if mark.kind in ("poster", "role-sheet") else "")
    return telling.addresses.get(actor, "")
