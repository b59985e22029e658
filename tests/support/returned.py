"""A workbook of ours as people change it: rows and columns moved and cells overwritten, in the XML of its sheets."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string, get_column_letter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TAG = f"{{{MAIN}}}"
NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
THREADS = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
CONTENT = {
    NOTES: "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    THREADS: "application/vnd.ms-excel.threadedcomments+xml",
}


class Sheet:
    """The cells of a sheet by row and column, from 1; what is moved keeps its formulas as they were."""

    def __init__(self, part: bytes) -> None:
        self.root: Any = etree.fromstring(part)
        self.data = self.root.find(f"{TAG}sheetData")
        self.rows: list[dict[int, Any]] = []
        for row in self.data:
            while len(self.rows) < int(row.get("r")) - 1:
                self.rows.append({})
            self.rows.append({column_index_from_string(re.sub(r"\d", "", c.get("r"))): c for c in row})
        self.head = next((n for n, row in enumerate(self.rows) if any("@" in text_of(c) for c in row.values())), -1) + 1
        self.width = max((max(row, default=0) for row in self.rows), default=0)

    def column(self, header: str) -> int:
        return next(column for column, cell in self.rows[self.head].items() if text_of(cell) == header)

    def row(self, code: str) -> int:
        """Return the number of the row of a code, or of a hidden id."""
        return next(
            number
            for number, row in enumerate(self.rows[self.head + 1 :], self.head + 2)
            if code in (text_of(row[1]) if 1 in row else "", text_of(row[max(row)]) if row else "")
        )

    def put(self, code: str, header: str, text: str) -> None:
        self.put_at(self.row(code), self.column(header), text)

    def put_at(self, row: int, column: int, text: str) -> None:
        while len(self.rows) < row:
            self.rows.append({})
        old = self.rows[row - 1].get(column)
        cell = etree.Element(f"{TAG}c")
        if old is not None and old.get("s"):
            cell.set("s", old.get("s"))
        if text:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{TAG}is"), f"{TAG}t").text = text
        self.rows[row - 1][column] = cell

    def put_formula(self, code: str, header: str, formula: str, value: str = "") -> None:
        cell = etree.Element(f"{TAG}c", t="str")
        etree.SubElement(cell, f"{TAG}f").text = formula
        if value:
            etree.SubElement(cell, f"{TAG}v").text = value
        self.rows[self.row(code) - 1][self.column(header)] = cell

    def text(self, code: str, header: str) -> str:
        return text_of(self.rows[self.row(code) - 1].get(self.column(header)))

    def delete_row(self, code: str) -> None:
        del self.rows[self.row(code) - 1]

    def insert_row(self, code: str, texts: dict[str, str]) -> None:
        """Insert a row below that of a code."""
        number = self.row(code)
        self.rows.insert(number, {})
        for header, text in texts.items():
            self.put_at(number + 1, self.column(header), text)

    def copy_row(self, code: str) -> int:
        """Copy a row below itself and return the number of the copy."""
        number = self.row(code)
        self.rows.insert(number, {column: deepcopy(cell) for column, cell in self.rows[number - 1].items()})
        return number + 1

    def sort(self, header: str, *, reverse: bool = False) -> None:
        column = self.column(header)
        body = self.rows[self.head + 1 :]
        body.sort(key=lambda row: text_of(row.get(column)), reverse=reverse)
        self.rows[self.head + 1 :] = body

    def move_column(self, header: str, to: int, *, table_only: bool = False) -> None:
        """Move a column, with the rows above the table or without."""
        old = self.column(header)
        first = self.head if table_only else 0
        for row in self.rows[first:]:
            cells = [row.get(number) for number in range(1, self.width + 1)]
            cells.insert(to - 1, cells.pop(old - 1))
            row.clear()
            row.update({number: cell for number, cell in enumerate(cells, 1) if cell is not None})

    def delete_column(self, header: str) -> None:
        old = self.column(header)
        for row in self.rows:
            moved = {number - (number > old): cell for number, cell in row.items() if number != old}
            row.clear()
            row.update(moved)

    def insert_column(self, at: int, header: str) -> None:
        for row in self.rows:
            moved = {number + (number >= at): cell for number, cell in row.items()}
            row.clear()
            row.update(moved)
        self.width += 1
        self.put_at(self.head + 1, at, header)

    def paste_values(self) -> None:
        """Leave the values in the place of formulas."""
        for number, row in enumerate(self.rows, 1):
            for column, cell in list(row.items()):
                if cell.find(f"{TAG}f") is not None:
                    self.put_at(number, column, text_of(cell))

    def part(self) -> bytes:
        heights = {int(row.get("r")): dict(row.attrib) for row in self.data}
        for row in list(self.data):
            self.data.remove(row)
        for number, cells in enumerate(self.rows, 1):
            told = heights.get(number, {})
            element = etree.SubElement(self.data, f"{TAG}row", {**told, "r": str(number)})
            for column in sorted(cells):
                cells[column].set("r", f"{get_column_letter(column)}{number}")
                element.append(cells[column])
        return bytes(etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True))


def text_of(cell: Any) -> str:
    """Return what a cell shows: its text, or the value stored beside its formula."""
    if cell is None:
        return ""
    inline = cell.find(f"{TAG}is")
    if inline is not None:
        return "".join(inline.itertext())
    return str(cell.findtext(f"{TAG}v") or "")


class Book:
    """A workbook with its sheets by name, those alone that are asked for parsed."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root: Any = etree.fromstring(self.parts["xl/workbook.xml"])
        relations = etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        targets = {one.get("Id"): str(one.get("Target")) for one in relations}
        self.places = {
            str(one.get("name")): "xl/" + targets[one.get(RELATION)].removeprefix("/xl/") for one in self.sheets()
        }
        self.parsed: dict[str, Sheet] = {}

    def sheets(self) -> Iterator[Any]:
        yield from self.root.find(f"{TAG}sheets")

    def __getitem__(self, name: str) -> Sheet:
        if name not in self.parsed:
            self.parsed[name] = Sheet(self.parts[self.places[name]])
        return self.parsed[name]

    def rename(self, old: str, new: str) -> None:
        next(one for one in self.sheets() if one.get("name") == old).set("name", new)

    def delete(self, name: str) -> None:
        element = next(one for one in self.sheets() if one.get("name") == name)
        element.getparent().remove(element)

    def move_first(self, name: str) -> None:
        element = next(one for one in self.sheets() if one.get("name") == name)
        element.getparent().insert(0, element)

    def comment(self, sheet: str, place: str, text: str, author: str) -> None:
        """Put a comment of a thread at a cell, as Excel does, with the note that older programs show in its place."""
        thread = "{00000000-0000-0000-0000-000000000001}"
        person = "{00000000-0000-0000-0000-000000000002}"
        space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
        self.parts["xl/persons/person.xml"] = (
            f'<personList xmlns="{space}"><person displayName="{author}" id="{person}" userId="x" providerId="None"/>'
            "</personList>"
        ).encode()
        self.parts["xl/threadedComments/threadedComment1.xml"] = (
            f'<ThreadedComments xmlns="{space}"><threadedComment ref="{place}" dT="2026-12-01T10:00:00.00" '
            f'personId="{person}" id="{thread}"><text>{text}</text></threadedComment></ThreadedComments>'
        ).encode()
        self.note(sheet, place, "[Threaded comment]\n\nYour version of Excel allows you to read it.", f"tc={thread}")
        self._relate(sheet, THREADS, "../threadedComments/threadedComment1.xml")

    def note(self, sheet: str, place: str, text: str, author: str) -> None:
        """Put a note at a cell of a sheet that has none yet."""
        self.parts["xl/comments99.xml"] = (
            f'<comments xmlns="{MAIN}"><authors><author>{author}</author></authors><commentList>'
            f'<comment ref="{place}" authorId="0"><text><r><t>{text}</t></r></text></comment></commentList></comments>'
        ).encode()
        self._relate(sheet, NOTES, "../comments99.xml")

    def _relate(self, sheet: str, kind: str, target: str) -> None:
        folder, _, name = self.places[sheet].rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        root = etree.fromstring(self.parts.get(path, f'<Relationships xmlns="{PACKAGE}"/>'.encode()))
        number = f"rId{len(root) + 90}"
        etree.SubElement(root, f"{{{PACKAGE}}}Relationship", Id=number, Type=kind, Target=target)
        self.parts[path] = etree.tostring(root)
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        part = "/xl/" + target.removeprefix("../")
        etree.SubElement(types, f"{{{types.nsmap[None]}}}Override", PartName=part, ContentType=CONTENT[kind])
        self.parts["[Content_Types].xml"] = etree.tostring(types)

    def data(self) -> bytes:
        for name, sheet in self.parsed.items():
            self.parts[self.places[name]] = sheet.part()
        self.parts["xl/workbook.xml"] = etree.tostring(self.root)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in self.parts.items():
                archive.writestr(name, part)
        return data.getvalue()


Edit = Callable[[Book], None]


def changed(data: bytes, *edits: Edit) -> bytes:
    book = Book(data)
    for edit in edits:
        edit(book)
    return book.data()
