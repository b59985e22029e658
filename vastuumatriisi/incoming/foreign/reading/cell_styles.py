"""What the look of a workbook's cells tells: which stand further in, which are bold, which numbers are dates."""

from dataclasses import dataclass
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format


@dataclass(frozen=True, slots=True)
class CellStyles:
    """By the number of a cell format, as text: how far in, bold, a date, struck through."""

    indents: dict[str, int]
    bold: frozenset[str]
    dates: frozenset[str]
    struck: frozenset[str] = frozenset()


def cell_styles(root: Any) -> CellStyles:
    """Return the styles in the root element of ``xl/styles.xml``; None has none."""
    if root is None:
        return CellStyles({}, frozenset(), frozenset())
    formats = {one.get("numFmtId"): one.get("formatCode") or "" for one in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [(is_set(font, "b"), is_set(font, "strike")) for font in root.iterfind("{*}fonts/{*}font")]
    indents: dict[str, int] = {}
    bold, dates, struck = set[str](), set[str](), set[str]()
    for number, entry in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        alignment = entry.find("{*}alignment")
        indent = _number(alignment.get("indent")) if alignment is not None else 0
        if indent:
            indents[str(number)] = indent
        font = _number(entry.get("fontId"))
        for is_so, those in zip(fonts[font] if font < len(fonts) else (), (bold, struck), strict=False):
            if is_so:
                those.add(str(number))
        if _is_date(entry.get("numFmtId") or "0", formats):
            dates.add(str(number))
    return CellStyles(indents, frozenset(bold), frozenset(dates), frozenset(struck))


def is_set(font: Any, name: str) -> bool:
    """Tell whether a font, or what a run of words says of it, has a property."""
    mark = font.find(f"{{*}}{name}")
    return mark is not None and mark.get("val") not in ("0", "false")


def _is_date(number: str, formats: dict[str | None, str]) -> bool:
    code = formats.get(number) or BUILTIN_FORMATS.get(_number(number), "General")
    return bool(is_date_format(code))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0
