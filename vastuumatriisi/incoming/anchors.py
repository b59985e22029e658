"""By what a workbook that comes back is known again: the signs that it carries where nobody sees them.

A hidden sheet has the matrix that the workbook was made from and how its sheets were laid out; a hidden row above each
header names the columns, a hidden column in each table the rows. A hidden row tells nothing of a column that was moved
inside of its table alone, and a header nothing of one that was renamed, so both are kept.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SIGN, VERSION = "vastuumatriisi", "1"  # the first row of the hidden sheet
MATRIX, LAYOUT, DIGEST = "matrix", "layout", "digest"  # what its other rows hold
ID = "id"  # the column of the ids of rows
ACTOR = "actor."  # before the id of the actor whose letters a column has
FRAME = "|"  # round each part of a text: no program takes it for a formula, and none cuts spaces off
PART = 15_000  # characters of a text in a cell, which holds 32,767 UTF-16 units
OF = "@"  # between the sign of the last column and the key of its sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """How the sheets of a workbook were laid out.

    ``names`` are those of the sheets by key, ``headers`` those of their columns by what these hold; ``units`` are what
    the sheets call the units, ``open`` the word in the place of an owner, ``notes`` the digests of what the
    notes of cells said, and ``fingerprint`` that of the matrix as the documents print it. ``texts`` are the digests of
    what stood on the sheets that are not edited, by key, so that what people have written there is seen;
    ``colours`` are those that cells had, None where that is not known.
    """

    names: Mapping[str, str]
    headers: Mapping[str, Mapping[str, str]]
    units: Mapping[str, str]
    open: str
    notes: frozenset[str] = frozenset()
    fingerprint: str = ""
    texts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    colours: frozenset[str] | None = None


def rows(matrix: str, layout: Layout) -> Iterator[tuple[str, str]]:
    """Yield the rows of the hidden sheet: what each holds, and a text that fits in a cell."""
    told = json.dumps(
        {
            "names": dict(layout.names),
            "headers": {key: dict(own) for key, own in layout.headers.items()},
            "units": dict(layout.units),
            "open": layout.open,
            "notes": sorted(layout.notes),
            "fingerprint": layout.fingerprint,
            "texts": {key: sorted(own) for key, own in layout.texts.items()},
            **({} if layout.colours is None else {"colours": sorted(layout.colours)}),
        }
    )
    yield SIGN, VERSION
    for kind, text in ((MATRIX, matrix), (LAYOUT, told)):
        # Office programs take "_x0041_" for an escaped letter.
        safe = text.replace("_x", "\\u005fx")
        yield from ((kind, f"{FRAME}{safe[at : at + PART]}{FRAME}") for at in range(0, len(safe), PART))
        yield DIGEST, f"{kind} {digest(safe)}"


def texts(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the texts that the rows of a hidden sheet hold whole, by what they are."""
    parts: dict[str, list[str]] = {}
    digests: set[str] = set()
    for kind, text in found:
        if kind == DIGEST:
            digests.add(text)
        else:
            parts.setdefault(kind, []).append(text.removeprefix(FRAME).removesuffix(FRAME))
    whole = {kind: "".join(one) for kind, one in parts.items()}
    return {kind: text for kind, text in whole.items() if f"{kind} {digest(text)}" in digests}


def layout_of(text: str) -> Layout | None:
    """Return the layout that a text of the hidden sheet tells, None where it tells none."""
    try:
        told: Any = json.loads(text)
        return Layout(
            {str(key): str(name) for key, name in told["names"].items()},
            {str(key): {str(a): str(b) for a, b in own.items()} for key, own in told["headers"].items()},
            {str(one): str(name) for one, name in told["units"].items()},
            str(told["open"]),
            frozenset(map(str, told["notes"])),
            str(told["fingerprint"]),
            {str(key): frozenset(map(str, own)) for key, own in told["texts"].items()},
            frozenset(map(str, told["colours"])) if "colours" in told else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def anchor_row(keys: Sequence[str], sheet: str) -> tuple[str, ...]:
    """Return the hidden row above a header: what each column holds, and in the last one of which sheet it is, too."""
    return (*keys[:-1], f"{keys[-1]}{OF}{sheet}") if keys else ()


def digest(text: str) -> str:
    """Return the SHA-256 of a text in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_digest(text: str) -> str:
    """Return eight hex digits of what a text says, however its lines are broken; a workbook has thousands of texts."""
    return f"{zlib.crc32(''.join(text.split()).encode('utf-8', 'surrogatepass')):08x}"
