"""Digests of a checked data file: of all that it means, and of what the matrix says."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from vastuumatriisi.datafile.schema import DataFile
from vastuumatriisi.matrix.changes.values import NOT_SAID
from vastuumatriisi.matrix.matrix import mark_of

NOT_FINGERPRINTED = {"format", *NOT_SAID}


def meaning_of(data: DataFile) -> str:
    """Return a digest of what the data mean, in hex: comments, quotes and layout of the file leave it alone."""
    said = data.model_dump(mode="json")
    for unit in _units(said):
        _leave_out_what_is_not_said(unit)
    meant = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(meant.encode()).hexdigest()


def fingerprint_of(data: DataFile) -> str:
    """Return the mark of what the matrix says, whenever and by whomever it is issued and wherever it is found."""
    said = data.model_dump(mode="json", exclude=NOT_FINGERPRINTED)
    for unit in _units(said):
        del unit["contact"]
        _leave_out_what_is_not_said(unit)
    return mark_of(said)


def _units(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    units = [unit for level in said["levels"] for unit in level["units"]]
    while units:
        unit = units.pop()
        yield unit
        units.extend(unit["units"])


def _leave_out_what_is_not_said(unit: dict[str, Any]) -> None:
    """Delete the later keys of duties where they are empty, so that a matrix has the digest that it always had."""
    for duty in unit["duties"]:
        for key in ("note", "links"):
            if not duty[key]:
                del duty[key]
