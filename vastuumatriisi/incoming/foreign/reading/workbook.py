"""A workbook (.xlsx, .xlsm, Strict Open XML too) -> its sheets.

openpyxl shows no sheet of a strict file, and in its quick mode neither merged cells nor notes; so the parts are read
here, whatever their namespace. Formulas are never worked out: what the office program has kept of them counts.
"""

import posixpath
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils.datetime import from_excel

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.reading.boxes import boxes_of
from vastuumatriisi.incoming.foreign.reading.cell_styles import CellStyles, cell_styles, is_set
from vastuumatriisi.incoming.foreign.reading.packages import Package, damaged, events
from vastuumatriisi.incoming.foreign.reading.values import Area, Place, Sheet, cleaned, column_number
from vastuumatriisi.locales.message import message

MOST_CELLS = 4_000_000  # with the empty ones before those that are filled
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # Excel's own bounds
SHOWN_BOLD = 3  # characters; whether a letter is bold tells nothing
DIGITS, CAPITALS = string.digits, string.ascii_uppercase
THREADED = "Comment:"
MARGINS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
IN_PARTS = ("row", "mergeCell", "col", *MARGINS)
# How a header says where on the page its parts stand, in which type, and what the program fills in.
CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z])')


def sheets_of(package: Package) -> Iterator[Sheet]:
    """Yield the sheets of a workbook in their order. Raises UserError."""
    root = package.tree("xl/workbook.xml")
    if root is None:
        raise UserError(message("incoming.no_workbook_inside", file=package.file))
    targets = _targets(package, "xl/workbook.xml")
    strings, styles = tuple(_strings(package)), cell_styles(package.tree("xl/styles.xml"))
    texts, struck = tuple(text for text, _ in strings), frozenset(n for n, (_, is_so) in enumerate(strings) if is_so)
    modern = (root.find("{*}workbookPr") is not None) and root.find("{*}workbookPr").get("date1904") in ("1", "true")
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        part = targets.get(_relation(entry), ("", ""))[1]
        if "worksheets/" in part:
            hidden = entry.get("state") in ("hidden", "veryHidden")
            yield _Filling(package, texts, struck, styles, modern).sheet(part, entry.get("name") or "", hidden)


def _relation(entry: Any) -> str:
    return next((value for key, value in entry.attrib.items() if key.endswith("}id")), "")


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return (type, part) by relation of what a part refers to inside the package."""
    folder, name = posixpath.split(part)
    root = package.tree(f"{folder}/_rels/{name}.rels")
    result = {}
    for one in root if root is not None else ():
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
            result[one.get("Id") or ""] = ((one.get("Type") or "").rsplit("/", 1)[-1], target)
    return result


def _strings(package: Package) -> Iterator[tuple[str, bool]]:
    """Yield the texts that cells share, each with whether some of its words are struck through."""
    content = package.part("xl/sharedStrings.xml")
    for entry in events(content, package.file, ("si",)) if content else ():
        yield cleaned(_text_in(entry)), _is_struck(entry)


def _is_struck(text: Any) -> bool:
    return any(is_set(one, "strike") for one in text.iterfind("{*}r/{*}rPr"))


def _text_in(element: Any) -> str:
    """Return the text of an element without what it says on pronunciation."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return element[0].text or ""
    parts = (one for one in element.iter("{*}t") if not one.getparent().tag.endswith("}rPh"))
    return "".join(one.text or "" for one in parts)


@dataclass(slots=True)
class _Filling:
    """A sheet that is being read."""

    package: Package
    strings: tuple[str, ...]
    struck_strings: frozenset[int]
    styles: CellStyles
    modern: bool
    rows: list[tuple[str, ...]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    indents: dict[Place, int] = field(default_factory=dict)
    bold: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    margins: list[str] = field(default_factory=list)
    cells: int = 0

    def sheet(self, part: str, name: str, hidden: bool) -> Sheet:
        """Return the sheet that a part holds."""
        for element in events(self.package.part(part), self.package.file, IN_PARTS):
            if element.tag.endswith("}row"):
                self._row(element)
            elif element.tag.endswith("}mergeCell"):
                self._merge(element.get("ref") or "")
            elif element.tag.endswith(MARGINS):
                self.margins += filter(None, (cleaned(one).strip() for one in CODES.split(element.text or "")))
            elif element.get("hidden") in ("1", "true"):
                first, last = (int(element.get(key) or 1) for key in ("min", "max"))
                self.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
        return Sheet(
            name,
            tuple(self.rows),
            tuple(self.merged),
            _notes(self.package, part),
            self.indents,
            frozenset(self.bold),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            hidden,
            margins=(*self.margins, *boxes_of(self.package, _targets(self.package, part).values())),
            struck=frozenset(self.struck),
        )

    def _row(self, element: Any) -> None:
        number = self._row_number(element)
        if element.get("hidden") in ("1", "true"):
            self.hidden_rows.add(number)
        row: list[str] = []
        for cell in element:
            text = self._value(cell)
            text = text if cell.get("t") == "s" else cleaned(text)
            if text:
                self._put(row, number, cell, text)
        if row:
            self.rows.extend([()] * (number - len(self.rows)))
            self.rows.append(tuple(row))
            self.cells += len(row)
        if self.cells > MOST_CELLS:
            raise UserError(message("incoming.more_cells", file=self.package.file, millions=MOST_CELLS // 1_000_000))

    def _row_number(self, element: Any) -> int:
        written = element.get("r") or ""
        number = int(written) - 1 if written.isdecimal() and len(written) < 9 else len(self.rows)
        if not len(self.rows) <= number < MOST_ROWS:
            raise damaged(self.package.file)
        return number

    def _put(self, row: list[str], number: int, cell: Any, text: str) -> None:
        column = column_number((cell.get("r") or "").rstrip(DIGITS))
        column = column if column >= 0 else len(row)
        if column >= MOST_COLUMNS or column < len(row):
            return
        row.extend([""] * (column - len(row)))
        stripped = text.strip()
        row.append(stripped)
        if not stripped:
            return
        place, style = Place(number, column), cell.get("s") or ""
        if stripped is not text and (lead := leading_blanks(text)):
            self.indents[place] = lead
        if style in self.styles.indents:
            self.indents[place] = self.indents.get(place, 0) + self.styles.indents[style]
        if style in self.styles.bold and len(stripped) > SHOWN_BOLD:
            self.bold.add(place)
        if style in self.styles.struck or self._is_struck(cell):
            self.struck.add(place)

    def _is_struck(self, cell: Any) -> bool:
        if cell.get("t") == "inlineStr":
            inline = cell.find("{*}is")
            return inline is not None and _is_struck(inline)
        index = (cell.findtext("{*}v") or "") if self.struck_strings and cell.get("t") == "s" else ""
        return index.isdecimal() and int(index) in self.struck_strings

    def _value(self, cell: Any) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return _text_in(inline) if inline is not None else ""
        value = cell.find("{*}v")
        text = value.text or "" if value is not None else ""
        if kind == "s":
            return self.strings[int(text)] if text.isdecimal() and int(text) < len(self.strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if not text and (formula := cell.find("{*}f")) is not None:
            return f"={formula.text or ''}"
        return self._number(text, cell.get("s") or "") if kind in (None, "n") and text else text

    def _number(self, text: str, style: str) -> str:
        try:
            number = float(text)
            if style in self.styles.dates and number < 3_000_000:
                day = from_excel(number)
                return day.date().isoformat() if hasattr(day, "date") else str(day)
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.12g}"
        except (ValueError, OverflowError):
            return text

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        ends = [(part.rstrip(DIGITS), part.lstrip(CAPITALS)) for part in (first, last or first)]
        if all(column_number(column) >= 0 and row.isdecimal() for column, row in ends):
            (left, top), (right, bottom) = ((column_number(column), int(row) - 1) for column, row in ends)
            self.merged.append(Area(top, left, min(bottom, MOST_ROWS), min(right, MOST_COLUMNS)))


def leading_blanks(text: str) -> int:
    """Return how many blanks a text begins with; a tab counts as four."""
    lead = text[: len(text) - len(text.lstrip(" \t\u00a0\u3000"))]
    return len(lead) + 3 * lead.count("\t")


def _notes(package: Package, part: str) -> dict[Place, str]:
    notes: dict[Place, str] = {}
    for kind, target in _targets(package, part).values():
        root = package.tree(target) if kind == "comments" else None
        for comment in root.iterfind("{*}commentList/{*}comment") if root is not None else ():
            reference, text = comment.get("ref") or "", comment.find("{*}text")
            column, row = reference.rstrip(DIGITS), reference.lstrip(CAPITALS)
            if text is not None and column_number(column) >= 0 and row.isdecimal():
                notes[Place(int(row) - 1, column_number(column))] = _without_author(cleaned(_text_in(text)))
    return {place: text for place, text in notes.items() if text}


def _without_author(text: str) -> str:
    """Return what a note says, without the name and the lines that Excel puts before it."""
    if text.startswith("[") and THREADED in text:
        return text.split(THREADED, 1)[1].strip()
    first, _, rest = text.partition("\n")
    return (rest if first.rstrip().endswith(":") and len(first) < 60 and rest.strip() else text).strip()
