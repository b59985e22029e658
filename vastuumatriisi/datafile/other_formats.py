"""Files that are no data file at all: recognised by what is in them, whatever they are called."""

import csv
import io
import re
import zipfile
from collections import Counter

Words = tuple[str, str]  # what the file is, and what to do

IMPORTED = "`import` reads it"
AS_WORKBOOK = "save it as .xlsx, and `import` reads it"
AS_DOCUMENT = "save it as .docx, and `import` reads it"
NAME_ANOTHER = "name the data file, which is a YAML text"

# Each with the bytes that every such file begins with.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"\x00\x00\x01\x00", "a picture (ICO)"),
    (b"8BPS", "a picture (Photoshop)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\x00", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7z)"),
    (b"Rar!\x1a\x07", "a compressed archive (RAR)"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x00\x01\x00\x00Standard ", "an Access database"),
    (b"%!PS", "a PostScript file"),
)
# What ISO base media files say behind their fourth byte.
MEDIA = re.compile(rb"....ftyp(heic|heix|mif1|avif)", re.DOTALL)

OPEN_DOCUMENTS = {
    "spreadsheet": ("an OpenDocument spreadsheet (.ods)", AS_WORKBOOK),
    "text": ("an OpenDocument text (.odt)", AS_DOCUMENT),
}
# Of an Office file as zip, by the folder of its main part.
OFFICE_PARTS = {
    "xl/workbook.bin": ("a binary Excel workbook (.xlsb)", AS_WORKBOOK),
    "xl/": ("an Excel workbook", IMPORTED),
    "word/": ("a Word document", IMPORTED),
    "ppt/": ("a PowerPoint presentation", NAME_ANOTHER),
}
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Of an Office file before 2007, by the name of its main stream.
OFFICE_STREAMS = {
    "EncryptedPackage": ("an Office file with a password", "save it without one, and `import` reads it"),
    "WordDocument": ("an old Word document (.doc)", AS_DOCUMENT),
    "Workbook": ("an old Excel workbook (.xls)", AS_WORKBOOK),
    "Book": ("an old Excel workbook (.xls)", AS_WORKBOOK),
    "PowerPoint Document": ("an old PowerPoint presentation (.ppt)", NAME_ANOTHER),
}
MARKUP = re.compile(r"<(?:[A-Za-z!?])")
LOOKED_AT = 64 * 1024  # of a text
ROWS = 50  # of a table, from its beginning
SEPARATORS = ";\t,|"
# A file that has one of these is a data file, however it may be broken.
KNOWN_KEYS = "format|title|organisation|language|edition|date|levels|roles"
KEY = re.compile(rf"""^[ \t]*["']?(?:{KNOWN_KEYS})["']?[ \t]*:""", re.MULTILINE)
ENTRY = re.compile(r"\s*(- |[\w-]+:( |$))")


def other_format(content: bytes) -> Words | None:
    """Return what a file is that is plainly no data file, and what to do; None where it may be one."""
    what, remedy = _binary(content) or _text(content) or ("", "")
    return (f"this is {what}", remedy) if what else None


def _binary(content: bytes) -> Words | None:
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(content)
    if content.startswith(OLE2):
        return _of_streams(content)
    if b"%PDF-" in content[:1024]:
        return "a PDF", NAME_ANOTHER
    found = next((what for signature, what in SIGNATURES if content.startswith(signature)), "")
    if not found and (MEDIA.match(content) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")):
        found = "a picture"
    if not found and content[:2] == b"BM" and content[6:10] == bytes(4):
        found = "a picture (BMP)"
    if not found and _is_no_text(content):
        found = "a binary file"
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
        other = (f"an OpenDocument file ({kind[1].decode()})", NAME_ANOTHER)
        return OPEN_DOCUMENTS.get(kind[1].decode(), other)
    names = _names(content)
    if "[Content_Types].xml" in names:
        for start, words in OFFICE_PARTS.items():
            if any(name.startswith(start) for name in names):
                return words
    return "a zip archive", NAME_ANOTHER


def _names(content: bytes) -> list[str]:
    """Return the names of the files in a zip, as far as they can be told where its end is cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        found = re.findall(rb"PK\x03\x04.{22}(.)\x00..([\[\]\w./-]+)", content, re.DOTALL)
        return [name[: length[0]].decode("ascii", "replace") for length, name in found]


def _of_streams(content: bytes) -> Words:
    for stream, words in OFFICE_STREAMS.items():
        if stream.encode("utf-16-le") in content:
            return words
    return "an old Office file", "save it as .xlsx or .docx, and `import` reads it"


def _text(content: bytes) -> Words | None:
    text = _decoded(content[:LOOKED_AT])
    start = text.lstrip()
    if start.startswith("{\\rtf"):
        return "a text in RTF", AS_DOCUMENT
    if MARKUP.match(start):
        return _marked_up(start)
    return ("a table in plain text (CSV)", AS_WORKBOOK) if _is_table(text) else None


def _decoded(content: bytes) -> str:
    """Return what stands in a text whose encoding may be another than that of a data file."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    # Each byte is a character of Latin-1: enough to see separators and tags.
    return content.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _marked_up(start: str) -> Words:
    root = re.search(r"<([A-Za-z][\w:-]*)", start)
    if root and root[1] == "svg":
        return "a picture (SVG)", NAME_ANOTHER
    if "urn:schemas-microsoft-com:office:spreadsheet" in start or "urn:schemas-microsoft-com:office:excel" in start:
        return "a workbook in XML or HTML", AS_WORKBOOK
    if start.startswith("<?xml") and not re.search(r"<html\b", start, re.IGNORECASE):
        return "an XML file", NAME_ANOTHER
    return "a web page (HTML)", NAME_ANOTHER


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
