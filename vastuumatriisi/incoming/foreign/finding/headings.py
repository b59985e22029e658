"""The headings above the letters -> roles: which row names them, which ones gather them, who holds them."""

from collections import Counter
from dataclasses import dataclass

from vastuumatriisi.incoming.foreign.finding.layout import Block, Grid
from vastuumatriisi.incoming.foreign.finding.lexicon import names_role
from vastuumatriisi.incoming.foreign.reading.values import Place, column_name

ALIKE = 0.9  # of the most different headings in a row: the row names roles, too


@dataclass(frozen=True, slots=True)
class Heading:
    """The role of a column: its name, the heading that it shares with others, other names, and all their cells."""

    name: str
    group: str
    aliases: tuple[str, ...]
    cells: tuple[Place, ...]


def headings(grid: Grid, block: Block) -> dict[int, Heading]:
    """Return the role of each column of letters."""
    texts = {row: {c: flat(grid.heading(row, c)) for c in block.values} for row in block.headings}
    different = {row: len({text for text in of_row.values() if text}) for row, of_row in texts.items()}
    naming = _naming_rows(texts, different)
    if not naming:
        return {c: Heading(column_name(c), "", (), ()) for c in block.values}
    main = naming[0]
    gathering = [row for row in block.headings if row not in naming and different[row] > 1]
    told = {row: texts[row] for row in block.headings if row in naming or row in gathering}
    found = {column: _heading(grid, told, main, naming[1:], gathering, column) for column in block.values}
    return _told_apart(grid, main, found)


def _naming_rows(texts: dict[int, dict[int, str]], different: dict[int, int]) -> list[int]:
    """Return the rows that name each role for itself; first the one with the most words for people at work."""
    most = max(different.values(), default=0)
    rows = [row for row in texts if most and different[row] >= ALIKE * most]
    return sorted(rows, key=lambda row: (-sum(names_role(text) for text in texts[row].values()), -row))


def _heading(
    grid: Grid, texts: dict[int, dict[int, str]], main: int, others: list[int], gathering: list[int], column: int
) -> Heading:
    by_nearness = sorted(texts, key=lambda row: (abs(row - main), -row))
    row = next((row for row in by_nearness if texts[row][column]), main)
    name = texts[row][column] or column_name(column)
    aliases = [texts[one][column] for one in others if texts[one][column] not in ("", name)]
    groups = [texts[one][column] for one in gathering if texts[one][column] not in ("", name)]
    group = ", ".join(dict.fromkeys(groups))
    cells = tuple(Place(one, column) for one in texts if grid.sheet.text(one, column))
    return Heading(name, group, tuple(dict.fromkeys(aliases)), cells)


def _told_apart(grid: Grid, main: int, found: dict[int, Heading]) -> dict[int, Heading]:
    """Return the roles with those of equal name told apart, unless they stand under one merged heading."""
    often = Counter(heading.name.casefold() for heading in found.values())
    seen: Counter[str] = Counter()
    result = {}
    for column, heading in found.items():
        own = bool(grid.sheet.text(main, column))
        name = heading.name
        if often[name.casefold()] > 1 and heading.group:
            name = f"{name} ({heading.group})"
        seen[name.casefold()] += own
        if own and seen[name.casefold()] > 1:
            name = f"{name} ({seen[name.casefold()]})"
        result[column] = Heading(name, heading.group, heading.aliases, heading.cells)
    return result


def flat(text: str) -> str:
    """Return a text on one line, without signs at its end that belong to a heading."""
    return " ".join(text.split()).rstrip(" :")
