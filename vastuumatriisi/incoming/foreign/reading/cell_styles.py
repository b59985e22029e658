"""What the look of a workbook's cells tells: which stand further in, which are bold, which numbers are dates."""

from dataclasses import dataclass
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format


@dataclass(frozen=True, slots=True)
class CellStyles:
    """By the number of a cell format, as text: how far in, bold, a date."""

    indents: dict[str, int]
    bold: frozenset[str]
    dates: frozenset[str]


def cell_styles(root: Any) -> CellStyles:
    """Return the styles in the root element of ``xl/styles.xml``; None has none."""
    if root is None:
        return CellStyles({}, frozenset(), frozenset())
    formats = {one.get("numFmtId"): one.get("formatCode") or "" for one in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_is_bold(font) for font in root.iterfind("{*}fonts/{*}font")]
    indents, bold, dates = {}, set(), set()
    for number, entry in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        alignment = entry.find("{*}alignment")
        indent = _number(alignment.get("indent")) if alignment is not None else 0
        if indent:
            indents[str(number)] = indent
        if _number(entry.get("fontId")) < len(fonts) and fonts[_number(entry.get("fontId"))]:
            bold.add(str(number))
        if _is_date(entry.get("numFmtId") or "0", formats):
            dates.add(str(number))
    return CellStyles(indents, frozenset(bold), frozenset(dates))


def _is_bold(font: Any) -> bool:
    mark = font.find("{*}b")
    return mark is not None and mark.get("val") not in ("0", "false")


def _is_date(number: str, formats: dict[str | None, str]) -> bool:
    code = formats.get(number) or BUILTIN_FORMATS.get(_number(number), "General")
    return bool(is_date_format(code))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
