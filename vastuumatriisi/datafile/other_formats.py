"""Files that are no data file at all: recognised by what is in them, whatever they are called."""

import csv
import io
import re
import zipfile
from collections import Counter

from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.system.archives import DAMAGED

Words = tuple[str, str]  # what the file is, and what to do, as entries of the table ``formats``

IMPORTED, AS_WORKBOOK, AS_DOCUMENT, NAME_ANOTHER = "imported", "as_workbook", "as_document", "name_another"

# Each with the bytes that every such file begins with.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x00\x00\x01\x00", "ico"),
    (b"8BPS", "photoshop"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x00\x01\x00\x00Standard ", "access"),
    (b"%!PS", "postscript"),
)
# Those of them that are pictures, and what is found otherwise.
PICTURES = frozenset({"png", "jpeg", "gif", "tiff", "ico", "photoshop", "bmp", "svg", "picture"})
# What ISO base media files say behind their fourth byte.
MEDIA = re.compile(rb"....ftyp(heic|heix|mif1|avif)", re.DOTALL)

OPEN_DOCUMENTS = {
    "spreadsheet": ("ods", AS_WORKBOOK),
    "text": ("odt", AS_DOCUMENT),
}
# Of an Office file as zip, by the folder of its main part.
OFFICE_PARTS = {
    "xl/workbook.bin": ("xlsb", AS_WORKBOOK),
    "xl/": ("xlsx", IMPORTED),
    "word/": ("docx", IMPORTED),
    "ppt/": ("pptx", NAME_ANOTHER),
}
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Of an Office file before 2007, by the name of its main stream.
OFFICE_STREAMS = {
    "EncryptedPackage": ("password", "without_password"),
    "WordDocument": ("doc", AS_DOCUMENT),
    "Workbook": ("xls", AS_WORKBOOK),
    "Book": ("xls", AS_WORKBOOK),
    "PowerPoint Document": ("ppt", NAME_ANOTHER),
}
MARKUP = re.compile(r"<(?:[A-Za-z!?])")
LOOKED_AT = 64 * 1024  # of a text
ROWS = 50  # of a table, from its beginning
SEPARATORS = ";\t,|"
# A file that has one of these is a data file, however it may be broken.
KNOWN_KEYS = "format|title|organisation|language|edition|date|levels|roles"
KEY = re.compile(rf"""^[ \t]*["']?(?:{KNOWN_KEYS})["']?[ \t]*:""", re.MULTILINE)
ENTRY = re.compile(r"\s*(- |[\w-]+:( |$))")


def other_format(content: bytes) -> tuple[Message, Message] | None:
    """Return what a file is that is plainly no data file, and what to do; None where it may be one."""
    found = format_of(content)
    return (message(f"formats.{found[0]}"), message(f"formats.{found[1]}")) if found else None


def format_of(content: bytes) -> Words | None:
    """Return the name of what a file plainly is, such as "xlsx" or "password", and that of what to do with it."""
    return _binary(content) or _text(content)


def _binary(content: bytes) -> Words | None:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(content)
    if content.startswith(OLE2):
        return _of_streams(content)
    if b"%PDF-" in content[:1024]:
        return "pdf", NAME_ANOTHER
    found = next((what for signature, what in SIGNATURES if content.startswith(signature)), "")
    if not found and (MEDIA.match(content) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")):
        found = "picture"
    if not found and content[:2] == b"BM" and content[6:10] == bytes(4):
        found = "bmp"
    if not found and _is_no_text(content):
        found = "binary"
    return (found, NAME_ANOTHER) if found else None


def _is_no_text(content: bytes) -> bool:
    """Tell whether bytes are no text in any encoding; UTF-16 and UTF-32 have zeros among their first four."""
    if b"\x00" not in content[:LOOKED_AT] or b"\x00" in content[:4] or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _zipped(content: bytes) -> Words:
    kind = re.search(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)", content[:256])
    if kind:
        return OPEN_DOCUMENTS.get(kind[1].decode(), ("open_document", NAME_ANOTHER))
    names = _names(content)
    if "[Content_Types].xml" in names:
        for start, words in OFFICE_PARTS.items():
            if any(name.startswith(start) for name in names):
                return words
    return "zip", NAME_ANOTHER


def _names(content: bytes) -> list[str]:
    """Return the names of the files in a zip, as far as they can be told where its end is cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except DAMAGED:
        found = re.findall(rb"PK\x03\x04.{22}(.)\x00..([\[\]\w./-]+)", content, re.DOTALL)
        return [name[: length[0]].decode("ascii", "replace") for length, name in found]


def _of_streams(content: bytes) -> Words:
    for stream, words in OFFICE_STREAMS.items():
        if stream.encode("utf-16-le") in content:
            return words
    return "old_office", "as_either"


def _text(content: bytes) -> Words | None:
    text = _decoded(content[:LOOKED_AT])
    start = text.lstrip()
    if start.startswith("{\\rtf"):
        return "rtf", AS_DOCUMENT
    if MARKUP.match(start):
        return _marked_up(start)
    return ("csv", AS_WORKBOOK) if _is_table(text) else None


def _decoded(content: bytes) -> str:
    """Return what stands in a text whose encoding may be another than that of a data file."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    # Each byte is a character of Latin-1: enough to see separators and tags.
    return content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _marked_up(start: str) -> Words:
    root = re.search(r"<([A-Za-z][\w:-]*)", start)
    if root and root[1] == "svg":
        return "svg", NAME_ANOTHER
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or "urn:schemas-microsoft-com:office:excel" in start:
        return "xml_workbook", AS_WORKBOOK
    if start.startswith("<?xml") and not re.search(r"<html\b", start, re.IGNORECASE):
        return "xml", NAME_ANOTHER
    return "html", NAME_ANOTHER


def _is_table(text: str) -> bool:
    """Tell whether lines are rows of a table: all of one width, or most of them below a line or two of titles."""
    if KEY.search(text):
        return False
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")][:ROWS]
    if lines and re.fullmatch(r"sep=.", lines[0].strip(), re.IGNORECASE):
        return True
    if all(map(ENTRY.match, lines)):
        return False
    return any(_has_columns(lines, separator) for separator in SEPARATORS)


def _has_columns(lines: list[str], separator: str) -> bool:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:
        return False
    [(width, number)] = Counter(map(len, rows)).most_common(1)
    # A sentence may hold a comma, and the next one another.
    sentences = separator == "," and any(field.startswith(" ") for row in rows for field in row[1:])
    if number == len(rows):
        return number > 1 and width > 1 + sentences
    return number > 1 and width > 2 and 2 * number > len(rows)
