"""Formulas that count letters, so that the numbers follow when a reader edits a letter.

FIND tells letters apart by their case and knows no wildcards and no operators, as COUNTIF does: "*", "<" and "1" are
letters like others.
"""

from collections.abc import Iterable, Sequence

from .context import Context

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


def in_row(context: Context, letters: Sequence[str], elsewhere: Sequence[str]) -> str:
    """Return the formula that counts those with one of the letters in the row's {letters}.

    ``elsewhere`` are the ids of actors of the row's {duty} that have no column on this sheet: their letters are
    counted in the flat table.
    """
    count = f"SUMPRODUCT(--{holds(context, '{letters}', letters)})"
    if elsewhere:
        mine = (
            f"EXACT({flat(context, 'matrix.code')},{{duty}})*{_is_one_of(flat(context, 'workbook.flat.id'), elsewhere)}"
        )
        count += f"+SUMPRODUCT({mine}*{holds(context, flat(context, 'matrix.letter'), letters)})"
    return count


def of_actor(context: Context, letters: Iterable[str], actor: str) -> str:
    """Return the formula that counts the flat table's rows of an actor with one of the letters."""
    mine = f"{flat(context, 'workbook.flat.id')}={actor}"
    return accepted(f"SUMPRODUCT(({mine})*{holds(context, flat(context, 'matrix.letter'), letters)})")


def flat(context: Context, column: str) -> str:
    """Return a column of the flat table as formulas name it; ``column`` is the entry of the wording for its header."""
    return f"{context.wording('workbook.flat.table')}[{context.wording(column)}]"


def _is_one_of(cells: str, texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return f"({cells}={literal(texts[0])})"
    return f"ISNUMBER(MATCH({cells},{{{','.join(map(literal, texts))}}},0))"


def literal(text: str) -> str:
    """Return a text as a formula holds it."""
    step = LONGEST_LITERAL // 2  # each character may take two UTF-16 units
    parts = [text[at : at + step] for at in range(0, len(text), step)] if len(text) > step else [text]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def accepted(formula: str) -> str:
    """Return the formula, "" if it is longer than Excel takes: the number then stands alone."""
    return formula if len(formula.encode("utf-16-le")) // 2 <= LONGEST_FORMULA else ""
