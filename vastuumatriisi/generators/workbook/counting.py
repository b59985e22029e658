"""Formulas that count letters, so that the numbers follow when a reader edits a letter."""

from collections.abc import Iterable

from .context import Context


def symbols(context: Context, *kinds: str) -> tuple[str, ...]:
    """Return the letters that count as one of ``kinds``, in the order of the legend."""
    return tuple(letter.symbol for letter in context.matrix.letters.letters if letter.counts_as in kinds)


def holds(cells: str, letters: Iterable[str]) -> str:
    """Return a formula's part that is true for those of ``cells`` that hold one of the letters ("R/A" holds two)."""
    parts = [f'ISNUMBER(FIND("/{_quoted(letter)}/","/"&{cells}&"/"))' for letter in letters]
    return parts[0] if len(parts) == 1 else f"(({'+'.join(parts)})>0)"


def in_row(letters: Iterable[str], elsewhere: int) -> str:
    """Return the formula that counts cells with one of the letters in the row's {letters}.

    ``elsewhere`` is how many there are of actors without a column on this sheet.
    """
    count = f"SUMPRODUCT(--{holds('{letters}', letters)})"
    return f"{count}+{elsewhere}" if elsewhere else count


def in_table(letters: Iterable[str], cells: str, actors: str, actor: str) -> str:
    """Return the formula that counts cells with one of the letters where the cell of ``actors`` equals ``actor``."""
    return f"SUMPRODUCT(({actors}={actor})*{holds(cells, letters)})"


def _quoted(letter: str) -> str:
    return letter.replace('"', '""')
