"""The digest of everything that a whole build is made from. Standard library only.

Everything that a document can depend on goes into it, so it may change where no document does, but never the other way
round.
"""

import hashlib
import json
from collections.abc import Mapping

from vastuumatriisi.builder.toolchain import toolchain
from vastuumatriisi.options import Options


def whole(source_sha256: str, templates: Mapping[str, bytes], options: Options, office: str | None) -> str:
    """Return the digest in hex; ``office`` is the identity of LibreOffice, None where it is missing."""
    dressed = {name: hashlib.sha256(content).hexdigest() for name, content in templates.items()}
    parts = (source_sha256, dressed, repr(options), office, dict(toolchain()))
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
