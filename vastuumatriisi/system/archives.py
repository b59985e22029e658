"""What reading a zip raises where the file is damaged: a disk, a mail or a cut-off copy spoils any byte of it."""

import struct
import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:  # a Python without that library unpacks nothing of it, and says so by a RuntimeError
    LZMAError = zlib.error  # type: ignore[assignment, misc]

# Offsets, sizes, names, ways of packing or packed bytes that are not what they should be; a password is a RuntimeError.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
