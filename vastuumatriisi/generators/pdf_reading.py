"""PDF files that are in memory, opened with pikepdf."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

# What it thinks of a file that it mends as it reads is not for whoever reads what the command says.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF for the block. Raises pikepdf.PdfError.

    It goes through a scratch file: what the system maps into memory is read three times as fast as a stream of Python.
    """
    with tempfile.TemporaryFile() as scratch:
        scratch.write(data)
        scratch.flush()
        with pikepdf.open(scratch, access_mode=pikepdf.AccessMode.mmap) as pdf:
            yield pdf
