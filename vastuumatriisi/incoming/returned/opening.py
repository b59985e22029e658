"""The bytes of a returned workbook -> its sheets, however it was saved and by whom, without trusting any of it."""

import gc
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from vastuumatriisi.datafile.other_formats import format_of
from vastuumatriisi.errors import UserError, unreadable
from vastuumatriisi.incoming.cell_colours import styles_of
from vastuumatriisi.incoming.returned.merged import merged_areas
from vastuumatriisi.incoming.returned.remarks import remarks_of
from vastuumatriisi.incoming.returned.sheets import Entry, ReturnedBook, ReturnedSheet, Row
from vastuumatriisi.incoming.returned.struck import struck_out
from vastuumatriisi.incoming.returned.values import text_of
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.system.archives import DAMAGED
from vastuumatriisi.system.conversion import ConversionFailed, converted
from vastuumatriisi.system.reading import read_within

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024  # of all parts together; 10,500 duties take a quarter of it
MOST_PARTS = 5_000  # of a file; a sheet or a picture is one each
MOST_CELLS = 3_000_000  # of a sheet that hold something
MOST_COLUMNS = 2_000  # of a sheet that are looked at
LOOKED_AT = 4_096  # bytes of a part in which a declaration of its own entities would stand
# What LibreOffice has to turn into a workbook of today first, and the ending of such a file.
ENDINGS = {"ods": "ods", "xls": "xls", "xlsb": "xlsb", "xml_workbook": "xml"}
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def workbook_content(path: Path, name: str) -> bytes:
    """Return the bytes of a file, of one that is too large a few more than are read. Raises UserError."""
    try:
        if path.is_dir():
            raise UserError(message("incoming.folder_workbook", file=name))
        return read_within(path, MOST_BYTES)
    except FileNotFoundError:
        raise UserError(message("incoming.no_workbook_file", file=name)) from None
    except OSError as error:
        raise unreadable(name, error) from None


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook that may carry a matrix."""
    return (format_of(content) or ("", ""))[0] in ("xlsx", "ods")


def opened(content: bytes, name: Text) -> ReturnedBook:
    """Return what stands in a workbook; ``name`` is how messages call it. Raises UserError where it cannot be read."""
    if len(content) > MOST_BYTES:
        raise UserError(message("incoming.workbook_too_large", file=name))
    kind = (format_of(content) or ("no_workbook", ""))[0]
    content, notes = _as_workbook(content, kind, name)
    _refuse_bombs(content, name)
    try:
        with warnings.catch_warnings():
            # openpyxl tells of what it does not keep; nothing is saved here.
            warnings.simplefilter("ignore")
            book = _read(content, name, notes)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever openpyxl stumbles over, the file is at fault
        raise UserError(message("incoming.no_workbook", file=name, reason=type(error).__name__)) from None
    return replace(book, styles=None) if kind == "xls" else book  # which has 56 colours, the nearest for all others


def _as_workbook(content: bytes, kind: str, name: Text) -> tuple[bytes, tuple[Text, ...]]:
    """Return the bytes of an .xlsx file, made by LibreOffice where the file is another kind of workbook."""
    what = message(f"formats.{kind}")
    if kind == "xlsx":
        return (content, ()) if not _is_strict(content, name) else (_converted(content, "xlsx", name), ())
    if kind not in ENDINGS:
        remedy = "incoming.has_password" if kind == "password" else "incoming.other_workbook"
        raise UserError(message(remedy, file=name, what=what))
    return _converted(content, ENDINGS[kind], name), (message("incoming.by_libreoffice", file=name, what=what),)


def _converted(content: bytes, ending: str, name: Text) -> bytes:
    try:
        return converted(content, ending, "xlsx")
    except ConversionFailed as failure:
        raise UserError(message("incoming.not_converted", file=name, reason=failure.args[0])) from None


def _is_strict(content: bytes, name: Text) -> bool:
    """Tell whether a workbook is a Strict Open XML one, in which openpyxl finds no sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return STRICT in part.read(LOOKED_AT)
    except (KeyError, *DAMAGED):
        raise _cut_off(name) from None


def _refuse_bombs(content: bytes, name: Text) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UserError(message("incoming.bomb", file=name))
        for part in parts:
            start = _beginning(archive, part, name).replace(b"\x00", b"")
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise UserError(message("incoming.entities", file=name))


def _beginning(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: Text) -> bytes:
    try:
        with archive.open(part) as file:
            return file.read(LOOKED_AT)
    except DAMAGED:
        raise _cut_off(name) from None


def _cut_off(name: Text) -> UserError:
    return UserError(message("incoming.cut_off", file=name))


def _read(content: bytes, name: Text, notes: tuple[Text, ...]) -> ReturnedBook:
    import openpyxl  # takes long to load

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    remarks, struck, merged = remarks_of(content), struck_out(content), merged_areas(content)
    known: dict[str, Entry] = {}
    sheets = tuple(
        ReturnedSheet(
            sheet.title,
            rows_of(sheet, name, known),
            remarks.get(sheet.title, ()),
            struck.get(sheet.title, ()),
            merged.get(sheet.title, ()),
        )
        for sheet in book.worksheets
    )
    by, mark, styles = str(book.properties.lastModifiedBy or ""), _fingerprint(book), styles_of(book)
    del book
    gc.collect()  # it holds itself in a circle, and would stay meanwhile: 10 MiB of 10,500 duties
    return ReturnedBook(sheets, content, by, mark, notes, styles)


def stored_values(book: ReturnedBook, sheet: str, name: Text) -> dict[int, Row]:
    """Return the rows of a sheet with the values that the program which saved it has left beside its formulas."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(book.content), read_only=True, keep_links=False, data_only=True)
        return rows_of(values[sheet], name)


def _fingerprint(book: Any) -> str:
    values = (prop.value for prop in book.custom_doc_props.props if prop.name == "fingerprint")
    return str(next(values, "") or "")


def rows_of(sheet: Any, name: Text, known: dict[str, Entry] | None = None) -> dict[int, Row]:
    """Return the rows of a sheet that have anything in them. Raises UserError for a flood of cells.

    ``known`` collects what cells hold, so that what many of them hold is there once.
    """
    sheet.reset_dimensions()  # some programs write others than they have
    rows: dict[int, Row] = {}
    known = {} if known is None else known
    left = MOST_CELLS
    # The row that openpyxl gives in the place of each that is missing, a million of them above a far cell.
    gap: Any = None
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        if cells is gap:
            continue
        row = {cell.column: entry for cell, entry in _entries(cells, known)}
        left -= len(row)
        if left < 0:
            raise UserError(message("incoming.too_many_cells", file=name))
        if row:
            number = next(cell.row for cell in cells if cell.value is not None)
            rows[number] = row
        else:
            gap = cells
    return rows


def _entries(cells: Any, known: dict[str, Entry]) -> Iterator[tuple[Any, Entry]]:
    for cell in cells:
        value = cell.value
        if value is None:
            continue
        if cell.data_type == "f":
            yield cell, Entry("", str(getattr(value, "text", value)))
        elif text := text_of(value):
            if text not in known:
                known[text] = Entry(text)
            yield cell, known[text]
