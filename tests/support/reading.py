"""Readers of finished documents: what the xlsx, the docx and a poster say, without knowing how they were made."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
import openpyxl
import pypdf
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.worksheet.worksheet import Worksheet

from vastuumatriisi.locales.wording import Wording

Letters = Counter[tuple[str, str, str]]  # code, actor's name, cell


@dataclass
class Section:
    """A unit in the handbook: the people named at its head and its duties, code -> text."""

    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)
    owner: str = ""
    duties: dict[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    """Return the text with the hyphens and spaces of typography made ordinary ones, and soft hyphens gone."""
    text = re.sub("\u00ad|\u2060|(?<=–)\ufeff", "", re.sub("[\u2010\u2011]", "-", text))
    return re.sub(r"\s+", " ", text).strip()


def tight(text: str) -> str:
    """Return the text without any white space: lines of a page break anywhere."""
    return plain(text).replace(" ", "")


def stated(cell: str) -> str:
    """Return the letters of a cell; the dash or the words that stand for "not involved" are none."""
    return "" if cell in ("–", "not involved", "ei osallistu") else cell


# Workbook


def rows_of(sheet: Worksheet) -> list[dict[str, str]]:
    """Return the rows of a sheet's one table as header -> text."""
    [table] = sheet.tables.values()
    header, *rows = [[plain(str(cell.value or "")) for cell in row] for row in sheet[table.ref]]
    return [dict(zip(header, row, strict=True)) for row in rows]


def sheets_with(data: bytes, *headers: str) -> list[list[dict[str, str]]]:
    """Return the rows of every sheet whose table has all the given headers."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    tables = [rows_of(sheet) for sheet in book.worksheets if sheet.tables]
    return [rows for rows in tables if rows and set(headers) <= set(rows[0])]


def rows_with(data: bytes, *headers: str) -> list[dict[str, str]]:
    """Return the rows of the one table that has all the given headers, none where no table has."""
    return next(iter(sheets_with(data, *headers)), [])


def workbook_letters(data: bytes, wording: Wording) -> Letters:
    """Return every letter of the flat table with its actor, "" for one that is not involved."""
    actor, letter = wording("workbook.flat.actor"), wording("matrix.letter")
    [rows] = sheets_with(data, wording("matrix.code"), actor, letter)
    # A duty for which nobody has a letter has a row without an actor.
    return Counter((row[wording("matrix.code")], row[actor], stated(row[letter])) for row in rows if row[actor])


# Handbook


def body_of(data: bytes) -> Iterator[Paragraph | Table]:
    return docx.Document(io.BytesIO(data)).iter_inner_content()


def handbook_sections(data: bytes, wording: Wording) -> dict[str, Section]:
    """Return the section of each unit that has duties, by the heading above it."""
    sections: dict[str, Section] = {}
    heading = ""
    for block in body_of(data):
        if isinstance(block, Table):
            duties = dict(_duties(block))
            if duties:
                section = sections.setdefault(heading, Section())
                section.duties.update(duties)
                head = block.rows[0].cells[0].text.partition(f"{wording('matrix.owner')}: ")[2]
                section.owner = head.partition(" (")[0]
        elif block.style is not None and str(block.style.name).startswith("Heading"):
            heading = plain(block.text)
        elif block.style is not None and block.style.name == "Unit Fact":
            label, _, people = block.text.partition(": ")
            label, _, letters = label.partition(" (")
            names = people.split(", ") if letters else _names(people)
            if label in (wording("matrix.leads.one"), wording("matrix.leads.other")):
                sections.setdefault(heading, Section()).leads = names
            elif label == wording("matrix.supports"):
                sections.setdefault(heading, Section()).supports = names
    return sections


def _duties(table: Table) -> Iterator[tuple[str, str]]:
    """Yield code and text of each row whose code is set as one."""
    for code, text, *_ in (row.cells for row in table.rows[1:] if len(row.cells) > 1):
        if any(run.style is not None and run.style.name == "Duty Code" for run in code.paragraphs[0].runs):
            yield plain(code.text), plain(text.paragraphs[0].text)


def _names(people: str) -> list[str]:
    """Return the names in "rehtori R, koulun digitiimi S (paitsi JOH-07)"; a no-break space stands before a letter."""
    # A person with different letters for different duties is named once, further letters follow behind commas.
    return [plain(name) for name in re.findall(r"(?:^|, )([^()]+?)\u00a0\S+?(?: \([^)]*\))?(?=, |$)", people)]


def handbook_letters(data: bytes) -> Letters:
    """Return every letter of the index of roles and units; ranges are read as the order of the duties has them."""
    found: Letters = Counter()
    order = [code for block in body_of(data) if isinstance(block, Table) for code, _ in _duties(block)]
    actor = ""
    for block in body_of(data):
        if isinstance(block, Table) or block.style is None:
            continue
        if block.style.name == "Index Entry":
            actor = plain(
                "".join(run.text for run in block.runs if run.style is not None and run.style.name == "Label")
                or block.text
            )
        elif block.style.name == "Index Line":
            # Words as letters are wider than the tab stop; a dash stands in its place.
            cell, _, codes = block.text.partition("\t" if "\t" in block.text else " – ")
            told = [code for code, _ in _with_condition(codes)]
            found.update((code, actor, stated(plain(cell))) for code in _whole(told, order))
    return found


def _whole(told: list[str], order: list[str]) -> Iterator[str]:
    """Yield the codes, those between the ends of "JOH-01–12" and of "A-x–A-z" too."""
    for code in told:
        first, _, last = code.partition("–")
        if last and last not in order:
            last = f"{re.sub('[0-9]+$', '', first)}{last}"
        yield from order[order.index(first) : order.index(last) + 1] if last else (first,)


def handbook_conditions(data: bytes) -> Counter[tuple[str, str]]:
    """Return the condition beside each code of the index that has one."""
    lines = (block.text for block in body_of(data) if isinstance(block, Paragraph) and _is_index_line(block))
    entries = (entry for line in lines for entry in _with_condition(line.partition("\t")[2]))
    return Counter((code, condition) for code, condition in entries if condition)


def _is_index_line(block: Paragraph) -> bool:
    return block.style is not None and block.style.name == "Index Line"


def _with_condition(codes: str) -> list[tuple[str, str]]:
    """Return (code, condition) for each of "OF-1, OF-2 (C: large keys), OF-4–OF-9 s. 7"."""
    paged = re.sub(r"\u00a0\w+\.\u00a0\d+(?=, |$)", "", codes)
    return [(plain(code), plain(condition)) for code, condition in re.findall(r"([^\s,()]+)(?:\s\(([^)]*)\))?", paged)]


# Poster


def poster_text(data: bytes) -> str:
    """Return all text of a poster without white space."""
    return tight(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
