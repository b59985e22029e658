"""A file that is written whole beside the one whose place it may then take."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def staged(path: Path, content: bytes, mode: int, owner: os.stat_result | None = None) -> Iterator[Path]:
    """Give a new file beside ``path`` with these permissions, and the owner of another file where that is allowed.

    What the block has not moved elsewhere is removed behind it. Raises OSError.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:20]}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if owner and hasattr(os, "chown"):
            with suppress(OSError):  # only the owner's group, or root, may give a file away
                os.chown(fresh, owner.st_uid, owner.st_gid)
        fresh.chmod(mode)
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink()
