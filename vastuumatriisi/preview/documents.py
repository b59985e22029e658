"""The documents of the output folder that are shown, and their bytes."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.publish import ManifestEntry, path_fault, standing
from vastuumatriisi.publish.contents import is_plain_file


@dataclass(frozen=True, slots=True)
class Named:
    """The houses whose documents, which name people, were asked for: those in ``sites``, or ``every`` one."""

    sites: Collection[str] = ()
    every: bool = False

    def __contains__(self, entry: ManifestEntry) -> bool:
        return entry.site is None or self.every or entry.site in self.sites


def documents_in(output: Path, named: Named) -> tuple[ManifestEntry, ...]:
    """Return what stands in the output folder and may be shown, nothing where no build stands there."""
    try:
        manifest = standing(output)
    except UserError:  # the build tells why
        return ()
    return tuple(entry for entry in manifest.documents if entry in named and _is_plain(entry)) if manifest else ()


def content_of(entry: ManifestEntry, output: Path) -> bytes | None:
    """Return the bytes of a document, None where there is none or it is not the one that was published.

    Whatever its path leads to, a link or a file that was put there by hand, only what has the digest of the manifest
    leaves this process. A pipe would be waited for without end.
    """
    file = output / entry.path
    try:
        content = file.read_bytes() if is_plain_file(file) else b""
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == entry.sha256 else None


def _is_plain(entry: ManifestEntry) -> bool:
    return path_fault(entry.path) is None and not any(part.startswith(".") for part in entry.path.split("/"))
