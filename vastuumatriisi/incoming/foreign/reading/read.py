"""A file -> what it holds, told by its content and only then by its name."""

import datetime
from pathlib import Path

from vastuumatriisi.datafile.other_formats import OLE2, format_of
from vastuumatriisi.errors import UserError, is_forbidden, reason
from vastuumatriisi.incoming.foreign.reading import delimited, document, plain_text, workbook
from vastuumatriisi.incoming.foreign.reading.encodings import decoded
from vastuumatriisi.incoming.foreign.reading.packages import MOST_BYTES, Package, damaged, opened
from vastuumatriisi.incoming.foreign.reading.values import Reading, cleaned
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.system.conversion import ConversionFailed, converted
from vastuumatriisi.system.reading import read_within

# By the name of a part that every such file has.
OPEN_DOCUMENT = {"spreadsheet": ("ods", "xlsx"), "text": ("odt", "docx")}
OLD_OFFICE = {".xls": "xlsx", ".xlt": "xlsx", ".doc": "docx"}
TEXTS = "csv"  # what is no data file, but may well be a matrix
TABLES = (".csv", ".tsv", ".tab")


def read(path: Path, name: str) -> Reading:
    """Return what a file holds; ``name`` is how messages call it. Raises UserError where it cannot be read."""
    content = bytes_of(path, name)
    if not content.strip():
        raise UserError(message("incoming.empty", file=name))
    modified = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date().isoformat()
    return reading_of(content, name, path.suffix.lower(), modified)


def bytes_of(path: Path, name: str) -> bytes:
    """Return the bytes of a file. Raises UserError where there is none, or one that is too large."""
    try:
        if path.is_dir():
            raise UserError(message("incoming.folder_matrix", file=name))
        content = read_within(path, MOST_BYTES)
    except FileNotFoundError:
        raise UserError(message("incoming.no_matrix_file", file=name)) from None
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else message("incoming.no_file_name")
        key = "incoming.unreadable_matrix" if is_forbidden(error) else "incoming.unusable_matrix"
        raise UserError(message(key, file=name, reason=why)) from None
    if len(content) > MOST_BYTES:
        raise UserError(message("incoming.matrix_too_large", file=name, most=MOST_BYTES >> 20))
    return content


def reading_of(content: bytes, name: str, suffix: str, modified: str) -> Reading:
    """Return what bytes hold; ``suffix`` is that of the file, in small letters. Raises UserError."""
    if content.startswith(b"PK"):
        return _zipped(opened(content, name), content, modified)
    if content.startswith(OLE2):
        return _old(content, name, suffix, modified)
    if content.startswith(b"{\\rtf"):
        return _word(_by_office(content, "rtf", "docx", name), modified)
    found = format_of(content)
    if found and found[0] != TEXTS:
        raise UserError(message("incoming.no_matrix_format", file=name, what=message(f"formats.{found[0]}")))
    return _text(content, name, suffix, modified)


def _zipped(package: Package, content: bytes, modified: str) -> Reading:
    names = set(package.names)
    if "xl/workbook.xml" in names:
        return _workbook(package, modified)
    if "word/document.xml" in names:
        return _word(package, modified)
    if "xl/workbook.bin" in names:
        return _workbook(_by_office(content, "xlsb", "xlsx", package.file), modified)
    if "mimetype" in names:
        return _open_document(package, content, modified)
    kind = (format_of(content) or ("zip", ""))[0]
    if kind in ("xlsx", "docx"):  # its main part has lost its name
        raise damaged(package.file)
    raise UserError(message("incoming.no_matrix_format", file=package.file, what=message(f"formats.{kind}")))


def _open_document(package: Package, content: bytes, modified: str) -> Reading:
    kind = package.part("mimetype").decode("ascii", "replace")
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise UserError(message("incoming.password", file=package.file))
    for word, (ending, target) in OPEN_DOCUMENT.items():
        if word in kind:
            for part in ("content.xml", "styles.xml"):
                package.part(part)
            made = _by_office(content, ending, target, package.file)
            return _workbook(made, modified) if target == "xlsx" else _word(made, modified)
    raise UserError(message("incoming.no_sheet_no_text", file=package.file))


def _old(content: bytes, name: str, suffix: str, modified: str) -> Reading:
    kind = (format_of(content) or ("old_office", ""))[0]
    if kind == "password":
        raise UserError(message("incoming.password", file=name))
    target = {"doc": "docx", "xls": "xlsx"}.get(kind) or OLD_OFFICE.get(suffix, "")
    if not target:
        raise UserError(message("incoming.no_matrix_format", file=name, what=message(f"formats.{kind}")))
    made = _by_office(content, "doc" if target == "docx" else "xls", target, name)
    return _workbook(made, modified) if target == "xlsx" else _word(made, modified)


def _by_office(content: bytes, ending: str, target: str, name: str) -> Package:
    """Return a file that LibreOffice turns into one that is read here. Raises UserError."""
    try:
        return opened(converted(content, ending, target), name)
    except ConversionFailed as failure:
        raise UserError(message("incoming.save_in_office", file=name, reason=failure.args[0], ending=target)) from None


def _workbook(package: Package, modified: str) -> Reading:
    sheets = tuple(workbook.sheets_of(package))
    margins = tuple(dict.fromkeys(text for sheet in sheets for text in sheet.margins))
    return Reading(package.file, sheets, modified=_day(package) or modified, margins=margins)


def _word(package: Package, modified: str) -> Reading:
    sheets, lines = document.content_of(package)
    margins = tuple(document.margins_of(package))
    return Reading(package.file, sheets, lines, _day(package) or modified, margins=margins)


def _day(package: Package) -> str:
    """Return the day on which an office file says that it was changed last, "" where it says none."""
    root = package.tree("docProps/core.xml") if "docProps/core.xml" in package.names else None
    found = root.find("{*}modified") if root is not None else None
    text = (found.text or "")[:10] if found is not None else ""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _text(content: bytes, name: str, suffix: str, modified: str) -> Reading:
    text, encoding, certain = decoded(content)
    text = "\n".join(map(cleaned, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
    notes: list[Text] = [] if certain else [message("incoming.encoding", encoding=encoding)]
    separator = delimited.separator_of(text) if suffix in TABLES or _looks_like_table(text) else ""
    if separator and suffix not in (".md", ".markdown"):
        notes.append(message("incoming.separator", separator=_name_of(separator)))
        sheet = delimited.sheet_of(text, Path(name).stem, separator, name)
        return Reading(name, (sheet,), (), modified, tuple(notes))
    markdown = suffix in (".md", ".markdown") or "\n#" in f"\n{text}"
    sheets, rest = plain_text.tables_in(text)
    lines = tuple(plain_text.lines_of(rest, markdown=markdown))
    return Reading(name, sheets, lines, modified, tuple(notes))


def _name_of(separator: str) -> Text:
    known = delimited.SEPARATORS.get(separator)
    return message(f"incoming.separators.{known}") if known else separator


def _looks_like_table(text: str) -> bool:
    """Tell whether most lines are divided alike, though the file is not called a table."""
    lines = [line for line in text.splitlines() if line.strip()]
    tables, _ = plain_text.tables_in(text)
    divided = max((sum(one in line for line in lines) for one in ("\t", ";")), default=0)
    return not tables and len(lines) > 2 and divided > 0.8 * len(lines)
