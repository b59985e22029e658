"""Zip archives with the same bytes whenever they hold the same parts."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
CONTENT_TYPES = "[Content_Types].xml"  # readers of office files look for it first
REGULAR_FILE = 0o100644 << 16
UNIX = 3


class ArchiveBuffer(io.BytesIO):
    """Memory to write an archive into, which is given back with the last one who knows it and not before.

    Where the writing is ended from outside, a library leaves its ZipFile to the collector of cycles. That may close the
    memory first, and Python then prints a traceback of the archive that cannot be ended any more.
    """

    def close(self) -> None:
        """Do nothing."""


def stable_zip(data: bytes, changes: Mapping[str, Callable[[bytes], Iterable[bytes]]] | None = None) -> bytes:
    """Return the archive with its parts sorted, dated 1980-01-01 and marked as made on no particular machine.

    ``changes`` maps names of parts to what is done to them; the new part may come in pieces.
    """
    result = ArchiveBuffer()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != CONTENT_TYPES, name)):
            part = source.read(name)
            change = (changes or {}).get(name)
            with target.open(_entry(name), "w") as written:
                written.writelines(change(part) if change else [part])
    return result.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = REGULAR_FILE
    return entry
