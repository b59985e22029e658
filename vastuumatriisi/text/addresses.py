"""Web addresses with parameters, and the QR codes that hold them."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

TYPED_MOST = 40  # characters
QR_BYTES = 2331  # of the largest QR code of error level M (ISO/IEC 18004, table 7)


def with_parameters(address: str, parameters: dict[str, str]) -> str:
    """Return the address with further parameters in its query. Raises ValueError if it is none."""
    parts = urlsplit(address)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *parameters.items()])
    return urlunsplit(parts._replace(query=query))


def at_fragment(address: str, fragment: str) -> str:
    """Return the address of a part of a page."""
    return urlunsplit(urlsplit(address)._replace(fragment=quote(fragment)))


def typed(address: str) -> str:
    """Return an address as people write it on paper, "" where it is too long or too odd to be typed from there."""
    short = re.sub(r"^https?://(www\.)?|/$", "", address)
    return short if len(short) <= TYPED_MOST and re.fullmatch(r"[\w./-]+", short) else ""


def host(address: str) -> str:
    """Return the name of the host that an address leads to."""
    return urlsplit(address).netloc.rpartition("@")[2]


@lru_cache(maxsize=256)
def qr_code(text: str) -> Any:
    """Return the QR code of a text as segno.QRCode. Raises ValueError if none is large enough."""
    import segno

    return segno.make_qr(text, error="m")


def fits_qr_code(text: str) -> bool:
    # A text that the code's own encodings write shorter than UTF-8 may fit though it is longer.
    if len(text.encode()) <= QR_BYTES:
        return True
    try:
        qr_code(text)
    except ValueError:
        return False
    return True
