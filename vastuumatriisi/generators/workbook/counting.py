"""Formulas that count letters and find rows, so that what they tell follows when a reader edits or sorts.

FIND tells letters apart by their case and knows no wildcards and no operators, as COUNTIF does: "*", "<" and "1" are
letters like others.
"""

from collections.abc import Iterable

from .context import Context
from .places import EditedRange

HOLE = "\x03"  # in a sentence: where a formula puts its value
MANY = 10**7  # more than a sheet has rows
LONGEST_LITERAL = 255  # characters of a text in a formula; a longer one is joined from parts
LONGEST_FORMULA = 8192  # characters (ECMA-376, part 1, 18.17.1; Excel's own limit)


def symbols(context: Context, *kinds: str) -> tuple[str, ...]:
    """Return the letters that count as one of ``kinds``, in the order of the legend."""
    return tuple(letter.symbol for letter in context.matrix.letters.letters if letter.counts_as in kinds)


def holds(context: Context, cells: str, letters: Iterable[str]) -> str:
    """Return a formula's part that is true for those of ``cells`` that hold one of the letters ("R/A" holds two)."""
    parts = [f"ISNUMBER(FIND({literal(f'/{letter}/')},{_divided(context, cells, letter)}))" for letter in letters]
    return parts[0] if len(parts) == 1 else f"(({'+'.join(parts)})>0)"


def _divided(context: Context, cells: str, letter: str) -> str:
    """Return the cells with a slash around each letter; one like "n/a" makes way where "a" is looked for."""
    divided = f'"/"&{cells}&"/"'
    for other in context.matrix.letters.symbols:
        if other != letter and f"/{letter}/" in f"/{other}/":
            divided = f'SUBSTITUTE({divided},{literal(f"/{other}/")},"//")'
    return divided


def count_of(context: Context, cells: str, letters: Iterable[str]) -> str:
    """Return a formula's part that counts those of ``cells`` with one of the letters."""
    return f"SUMPRODUCT(--{holds(context, cells, letters)})"


def first_of(found: str, places: str) -> str:
    """Return the least of the places, from 1, where ``found`` is true."""
    return f"({MANY}-SUMPRODUCT(MAX({found}*({MANY}-{places}))))"


def last_of(found: str, places: str) -> str:
    """Return the greatest of the places where ``found`` is true."""
    return f"SUMPRODUCT(MAX({found}*{places}))"


def row_of(context: Context, area: EditedRange, code: str) -> str:
    """Return a formula's part that finds a duty's row in an area, counted from the first one.

    MATCH takes "y-1" for "Y-1"; where a matrix has both, the codes are compared as they are, which takes longer.
    """
    codes = area.cells("code")
    if context.codes_differ_by_case:
        return first_of(f"EXACT({codes},{literal(code)})", f"(ROW({codes})-MIN(ROW({codes}))+1)")
    return f"MATCH({literal(code)},{codes},0)"


def link_to(area: EditedRange, row: str, shown: str) -> str:
    """Return the formula of a link to the row of an area, wherever it stands; ``row`` counts from the first one."""
    codes = area.cells("code")
    sheet, _, place = codes.partition("!")
    column = place.split("$")[1]
    # HYPERLINK stands outermost: LibreOffice follows no link inside another function.
    return accepted(f"HYPERLINK({literal(f'#{sheet}!{column}')}&IFERROR(ROW(INDEX({codes},{row})),1),{literal(shown)})")


def literal(text: str) -> str:
    """Return a text as a formula holds it."""
    step = LONGEST_LITERAL // 2  # each character may take two UTF-16 units
    parts = [text[at : at + step] for at in range(0, len(text), step)] if len(text) > step else [text]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def accepted(formula: str) -> str:
    """Return the formula, "" if it is longer than Excel takes: the value then stands alone."""
    return formula if len(formula.encode("utf-16-le")) // 2 <= LONGEST_FORMULA else ""


def filled(sentence: str, formula: str) -> str:
    """Return the formula of a sentence with the value of another one in its hole."""
    before, _, after = sentence.partition(HOLE)
    return "&".join(
        part for part in (literal(before) if before else "", formula, literal(after) if after else "") if part
    )
