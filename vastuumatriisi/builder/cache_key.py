"""Digests of everything that documents are made from: what has the same digest would be the same document.

They may change where no document does, but never the other way round.
"""

import hashlib
import json
from collections.abc import Mapping

from vastuumatriisi.builder.toolchain import toolchain
from vastuumatriisi.options import Options


def build_key(source_sha256: str, templates: Mapping[str, bytes], options: Options, office: str | None) -> str:
    """Return the digest of a whole build in hex; ``office`` is the identity of LibreOffice, None if it is missing."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in templates.items()}
    parts = (source_sha256, digests, repr(options), office, dict(toolchain()))
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def document_key(common: str, identity: str) -> str:
    """Return the digest of one document in hex: of what it has in common with others of its format, and of its job."""
    return hashlib.sha256(common.encode() + b"\0" + identity.encode("utf-8", "surrogatepass")).hexdigest()
