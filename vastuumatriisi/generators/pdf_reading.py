"""PDF files that are in memory, opened with pikepdf."""

import logging
import re
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf

# What it thinks of a file that it mends as it reads is not for whoever reads what the command says.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

STREAM = re.compile(rb"(?<!end)stream\r?\n")  # behind it stands what may be packed (ISO 32000-1, 7.3.8)
PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
ODD = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b|/Filter\s*\d")  # packed in ways that are not counted here
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # a sign of a name
LONGEST_DICTIONARY = 1 << 14
FIRST, MOST, UNPACKED = 1 << 9, 1 << 16, 1 << 20  # bytes that are unpacked at once, and that may come of them
TIMES = 4  # the bytes of the file that are looked at: a stream within a stream could be begun anywhere


def unpacks_within(pdf: bytes, most: int) -> bool:
    """Tell whether all that is packed in a PDF has so many bytes at most: the reader has no bound of its own."""
    left, looked_at, before = most, 0, 0
    for found in STREAM.finditer(pdf):
        dictionary = pdf[max(before, found.start() - LONGEST_DICTIONARY) : found.start()]
        before = found.end()
        dictionary = dictionary[max(dictionary.rfind(b"endobj"), dictionary.rfind(b"endstream"), 0) :]
        dictionary = ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), dictionary)
        if ODD.search(dictionary) or len(PACKED.findall(dictionary)) > 1:
            return False
        for consumed, unpacked in _unpacked(pdf, found.end()):
            looked_at, left = looked_at + consumed, left - unpacked
            if left < 0 or looked_at > TIMES * len(pdf):
                return False
    return True


def _unpacked(pdf: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield how many bytes of a stream that begins there are read, and how many come of them, part by part."""
    packed, whole, part = zlib.decompressobj(), memoryview(pdf), FIRST
    try:
        while start < len(pdf) and not packed.eof:
            rest: bytes | memoryview = whole[start : start + part]
            start, part = start + part, min(2 * part, MOST)
            while rest and not packed.eof:
                unpacked = len(packed.decompress(rest, UNPACKED))
                yield len(rest) - len(packed.unconsumed_tail) - len(packed.unused_data), unpacked
                rest = packed.unconsumed_tail
    except zlib.error:  # it is not packed, or not in this way
        return


@contextmanager
def opened(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Open a PDF for the block. Raises pikepdf.PdfError, also for a damaged one: to mend it can take for ever.

    It goes through a scratch file: what the system maps into memory is read three times as fast as a stream of Python.
    """
    with tempfile.TemporaryFile() as scratch:
        scratch.write(data)
        scratch.flush()
        with pikepdf.open(scratch, access_mode=pikepdf.AccessMode.mmap, attempt_recovery=False) as pdf:
            yield pdf
