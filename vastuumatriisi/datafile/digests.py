"""What a data file says, as digests: all of it, and what of it is the matrix."""

import hashlib
import json

from vastuumatriisi.datafile import schema
from vastuumatriisi.matrix.marks import mark_of

# The edition, its history and approval, addresses and fonts: none of it is what the matrix says.
UNSAID = {
    "format",
    "edition",
    "date",
    "history",
    "approved_by",
    "valid_from",
    "review_by",
    "contact",
    "publication_url",
    "fonts",
}


def meaning(data: schema.DataFile) -> str:
    """Return a digest of what the data mean, in hex: comments, quotes and layout of the file leave it alone."""
    meant = json.dumps(data.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(meant.encode()).hexdigest()


def fingerprint(data: schema.DataFile) -> str:
    """Return the mark of what the matrix says, whenever and by whomever it is issued and wherever it is found."""
    said = data.model_dump(mode="json", exclude=UNSAID)
    units = [unit for level in said["levels"] for unit in level["units"]]
    while units:
        unit = units.pop()
        del unit["contact"]
        units.extend(unit["units"])
    return mark_of(said)
