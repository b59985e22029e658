"""The socket by which a second LibreOffice finds the first one of its profile; one that is killed leaves it behind."""

import hashlib
import os
from pathlib import Path

from vastuumatriisi.system.scratch import OFFICE_SOCKET

FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108 -- where LibreOffice puts it, whatever it is told of scratch files


def sockets_of(profile: Path) -> tuple[Path, ...]:
    """Return where the socket may be: it is called by the MD5 of the profile's address in UTF-16.

    In the address links are followed.
    """
    if not hasattr(os, "getuid"):  # Windows keeps such things in no folder
        return ()
    address = Path(os.path.realpath(profile)).as_uri().encode("utf-16-le")
    digest = "".join(f"{byte:x}" for byte in hashlib.md5(address, usedforsecurity=False).digest())
    return tuple(Path(folder, f"{OFFICE_SOCKET}{os.getuid()}_SingleOfficeIPC_{digest}") for folder in FOLDERS)
