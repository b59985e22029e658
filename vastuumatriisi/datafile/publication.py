"""Whether the addresses of the publication and of duties fit the QR codes that lead to them.

Works on the plain data, whatever its shape, as ``references`` does.
"""

import re
from collections.abc import Iterator

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.parse import LocatedDict
from vastuumatriisi.datafile.references import entries, units
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.text.addresses import QR_BYTES, fits_qr_code, host, with_parameters

KEY = "publication_url"
MARK = "0000-0000"  # as long as every mark of a document


def address_diagnostics(source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with the addresses of the file that look like such."""
    yield from _publication_diagnostics(source)
    for unit in units(source.root):
        for duty in entries(unit, "duties"):
            for link in entries(duty, "links"):
                yield from _link_diagnostics(source, link)


def _link_diagnostics(source: Source, link: LocatedDict) -> Iterator[Diagnostic]:
    address = link.get("url")
    if isinstance(address, str) and re.match(schema.ADDRESS, address):
        span = link.value_spans["url"]
        try:
            host(address)
        except ValueError:
            yield source.diagnostic(span, *_no_address("url"))
            return
        if not fits_qr_code(address):
            what = message("source.link_too_long", length=len(address.encode()), most=QR_BYTES)
            yield source.diagnostic(span, what, message("source.shorter_link"))


def _publication_diagnostics(source: Source) -> Iterator[Diagnostic]:
    """Yield what is wrong with the address once the parameters of a poster stand behind it."""
    address = source.root.get(KEY)
    if not isinstance(address, str) or not re.match(schema.ADDRESS, address):
        return
    try:
        longest = max((with_parameters(address, what) for what in _parameters(source)), key=len, default="")
    except ValueError:
        yield source.diagnostic(source.root.value_spans[KEY], *_no_address(KEY))
        return
    if not fits_qr_code(longest):
        what = message("source.address_too_long", key=KEY, length=len(longest.encode()), most=QR_BYTES)
        yield source.diagnostic(source.root.value_spans[KEY], what, message("source.shorter_address"))


def _no_address(key: str) -> tuple[Message, Message]:
    return message("source.no_address", key=key), message("source.as_browser")


def _parameters(source: Source) -> Iterator[dict[str, str]]:
    """Yield what is added for the longest id of a unit with duties, of a type of house and of a role."""
    held = [unit for unit in units(source.root) if unit.get("duties")]
    types, roles = (list(entries(source.root, key)) for key in ("site_types", "roles"))
    for name, posters in (("unit", held), ("site", types), ("role", roles)):
        names = [entry["id"] for entry in posters if isinstance(entry.get("id"), str)]
        if names:
            yield {name: max(names, key=len), "mark": MARK, "edition": str(source.root.get("edition"))}
