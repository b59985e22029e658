"""The parts of an office file, which is a zip of XML: opened with bounds, and never anything but what is inside."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.archives import DAMAGED

MOST_BYTES = 64 * 1024 * 1024  # of a file
MOST_UNPACKED = 384 * 1024 * 1024  # of all its parts; a million cells take 40 MB
MOST_PARTS = 5_000  # of a file; a sheet or a picture is one each
# No office program writes one; whoever does wants entities that grow, or files of this machine.
DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of an office file by name, unpacked when they are asked for."""

    file: str
    archive: zipfile.ZipFile

    @property
    def names(self) -> list[str]:
        return self.archive.namelist()

    def part(self, name: str) -> bytes:
        """Return a part of XML, "" where there is none. Raises UserError where it is damaged or could do harm."""
        try:
            content = self.archive.read(name)
        except KeyError:
            return b""
        except DAMAGED:
            raise damaged(self.file) from None
        if DECLARATION.search(content.replace(b"\x00", b"")):
            raise UserError(message("incoming.doctype", file=self.file))
        return content

    def tree(self, name: str) -> Any:
        """Return the root element of a part, None where there is none. Raises UserError."""
        content = self.part(name)
        return parsed(content, self.file) if content else None


def opened(content: bytes, file: str) -> Package:
    """Return the package that bytes hold. Raises UserError where it is none, or larger than any matrix is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED:
        raise damaged(file) from None
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UserError(message("incoming.matrix_unpacks", file=file, most=MOST_UNPACKED >> 20))
    if any(part.flag_bits & 1 for part in parts):
        raise UserError(message("incoming.password", file=file))
    return Package(file, archive)


def damaged(file: str) -> UserError:
    """Return the error about an office file that cannot be read as one."""
    return UserError(message("incoming.damaged", file=file))


def parsed(content: bytes, file: str) -> Any:
    """Return the root element of XML; nothing outside is loaded. Raises UserError where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise damaged(file) from None


def events(content: bytes, file: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """Yield the elements with these local names as they end; each is emptied afterwards. Raises UserError."""
    wanted = [f"{{*}}{tag}" for tag in tags]
    source = io.BytesIO(content)
    try:
        for _, element in etree.iterparse(source, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False):
            yield element
            element.clear()
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]
    except etree.XMLSyntaxError:
        raise damaged(file) from None
