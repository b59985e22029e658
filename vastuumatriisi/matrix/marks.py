"""Marks: short digests of what a matrix, or one document made from it, says."""

import hashlib
import json


def mark_of(said: object) -> str:
    """Return eight hex digits such as "7310-5520" for what is said: texts, numbers, lists and mappings of these.

    They are the first ones of the SHA-256 of its JSON, so equal words have equal marks on every machine.
    """
    written = json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    digits = hashlib.sha256(written).hexdigest()
    return f"{digits[:4]}-{digits[4:8]}"
