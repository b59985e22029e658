"""The bytes of a returned workbook -> its sheets, however it was saved and by whom, without trusting any of it."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vastuumatriisi.datafile.other_formats import other_format
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.remarks import remarks_of
from vastuumatriisi.incoming.returned.sheets import Entry, ReturnedBook, ReturnedSheet, Row
from vastuumatriisi.incoming.returned.values import text_of
from vastuumatriisi.system.conversion import ConversionFailed, converted

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024  # of all parts together; 10,500 duties take a quarter of it
MOST_PARTS = 5_000
MOST_CELLS = 3_000_000
MOST_COLUMNS = 2_000  # of a sheet that are looked at
LOOKED_AT = 4_096  # bytes of a part in which a declaration of its own entities would stand
# What LibreOffice has to turn into a workbook of today first, by words that tell what a file is.
ENDINGS = {"(.ods)": "ods", "(.xls)": "xls", "(.xlsb)": "xlsb", "XML or HTML": "xml"}
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


def workbook_content(path: Path, name: str) -> bytes:
    """Return the bytes of a file, of one that is too large a few more than are read. Raises UserError."""
    try:
        if path.is_dir():
            raise UserError(f"{name} is a folder; name the workbook that was sent back.")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"{name}: there is no such file; name the workbook that was sent back.") from None
    except OSError as error:
        raise UserError(f"{name} cannot be read ({error.strerror}); check its permissions.") from None


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook that may carry a matrix."""
    what = (other_format(content) or ("", ""))[0]
    return "an Excel workbook" in what or "(.ods)" in what


def opened(content: bytes, name: str) -> ReturnedBook:
    """Return what stands in a workbook; ``name`` is how messages call it. Raises UserError where it cannot be read."""
    if len(content) > MOST_BYTES:
        raise UserError(f"{name} is larger than 64 MiB; no workbook of ours is, so name the file that was sent back.")
    content, notes = _as_workbook(content, name)
    _refuse_bombs(content, name)
    try:
        with warnings.catch_warnings():
            # openpyxl tells of what it does not keep; nothing is saved here.
            warnings.simplefilter("ignore")
            return _read(content, name, notes)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever openpyxl stumbles over, the file is at fault
        raise UserError(
            f"{name} cannot be read as a workbook ({type(error).__name__}); open it in Excel or LibreOffice, save it "
            "as .xlsx and try again."
        ) from None


def _as_workbook(content: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of an .xlsx file, made by LibreOffice where the file is another kind of workbook."""
    what = (other_format(content) or ("this is no workbook", ""))[0].removeprefix("this is ")
    if what == "an Excel workbook":
        return (content, ()) if not _is_strict(content, name) else (_converted(content, "xlsx", name), ())
    ending = next((ending for words, ending in ENDINGS.items() if words in what), "")
    if not ending:
        password = what.endswith("with a password")
        remedy = "save it without one, and try again" if password else "name the workbook that was sent back"
        raise UserError(f"{name}: this is {what}; {remedy}.")
    return _converted(content, ending, name), (f"{name} is {what}; it was read by way of LibreOffice.",)


def _converted(content: bytes, ending: str, name: str) -> bytes:
    try:
        return converted(content, ending, "xlsx")
    except ConversionFailed as failure:
        raise UserError(f"{name} cannot be read, since {failure}; save it as .xlsx and try again.") from None


def _is_strict(content: bytes, name: str) -> bool:
    """Tell whether a workbook is a Strict Open XML one, in which openpyxl finds no sheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return STRICT in part.read(LOOKED_AT)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        raise UserError(
            f"{name} is cut off or damaged, so that nothing in it can be read; ask for it once more."
        ) from None


def _refuse_bombs(content: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UserError(
                f"{name} unpacks to more than any workbook of ours holds, so it is not read; name the file that was "
                "sent back."
            )
        for part in parts:
            with archive.open(part) as file:
                start = file.read(LOOKED_AT).replace(b"\x00", b"")
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise UserError(
                    f"{name} defines entities of its own, which no office program writes, so it is not read; save it "
                    "anew as .xlsx."
                )


def _read(content: bytes, name: str, notes: tuple[str, ...]) -> ReturnedBook:
    import openpyxl  # takes long to load

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    remarks = remarks_of(content)
    sheets = tuple(
        ReturnedSheet(sheet.title, rows_of(sheet, name), remarks.get(sheet.title, ())) for sheet in book.worksheets
    )
    return ReturnedBook(sheets, content, str(book.properties.lastModifiedBy or ""), _fingerprint(book), notes)


def stored_values(book: ReturnedBook, sheet: str, name: str) -> dict[int, Row]:
    """Return the rows of a sheet with the values that the program which saved it has left beside its formulas."""
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = openpyxl.load_workbook(io.BytesIO(book.content), read_only=True, keep_links=False, data_only=True)
        return rows_of(values[sheet], name)


def _fingerprint(book: Any) -> str:
    values = (prop.value for prop in book.custom_doc_props.props if prop.name == "fingerprint")
    return str(next(values, "") or "")


def rows_of(sheet: Any, name: str) -> dict[int, Row]:
    """Return the rows of a sheet that have anything in them. Raises UserError for a flood of cells."""
    sheet.reset_dimensions()  # some programs write others than they have
    rows: dict[int, Row] = {}
    left = MOST_CELLS
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        row = {cell.column: entry for cell, entry in _entries(cells)}
        left -= len(row)
        if left < 0:
            raise UserError(f"{name} has more cells than any workbook of ours, so it is not read.")
        if row:
            number = next(cell.row for cell in cells if cell.value is not None)
            rows[number] = row
    return rows


def _entries(cells: Any) -> Iterator[tuple[Any, Entry]]:
    for cell in cells:
        value = cell.value
        if value is None:
            continue
        if cell.data_type == "f":
            yield cell, Entry("", str(getattr(value, "text", value)))
        elif text := text_of(value):
            yield cell, Entry(text)
