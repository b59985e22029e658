"""What became of each cell: used, or ignored with a reason; so that the account closes by itself."""

from collections.abc import Iterable, Iterator

from vastuumatriisi.incoming.foreign.finding.found import Ignored
from vastuumatriisi.incoming.foreign.reading.values import Line, Place, Sheet

UNTOUCHED, USED = 0, 1
UNEXPLAINED = "outside"


class Ledger:
    """The account of one file; a cell that nobody speaks of is ignored, since it stands outside of the matrix."""

    def __init__(self, sheets: tuple[Sheet, ...], lines: tuple[Line, ...]) -> None:
        self._sheets = sheets
        self._lines = lines
        self._states = [[bytearray(len(row)) for row in sheet.rows] for sheet in sheets]
        self._reasons: list[str] = ["", ""]
        self._default = [UNEXPLAINED] * len(sheets)
        self._line_states: dict[int, str] = {}

    def name(self, sheet: int, place: Place) -> str:
        """Return the cell as the account names it: with its sheet where there are several."""
        return f"{self._sheets[sheet].name}!{place.name}" if len(self._sheets) > 1 else place.name

    def use(self, sheet: int, places: Iterable[Place]) -> None:
        rows, states = self._sheets[sheet].rows, self._states[sheet]
        for row, column in places:
            if row < len(rows) and column < len(rows[row]) and rows[row][column]:
                states[row][column] = USED

    def is_used(self, sheet: int, place: Place) -> bool:
        return self._states[sheet][place.row][place.column] == USED

    def unused(self, sheet: int, before: int) -> Iterator[tuple[Place, str]]:
        """Yield the cells with their texts of the rows before one that are not used so far."""
        for number, row in enumerate(self._sheets[sheet].rows[:before]):
            for column, text in enumerate(row):
                if text and self._states[sheet][number][column] != USED:
                    yield Place(number, column), text

    def ignore(self, sheet: int, places: Iterable[Place], why: str) -> None:
        """Ignore cells, but for those that are used."""
        if why not in self._reasons:
            self._reasons.append(why)
        code = self._reasons.index(why, 2)
        for row, column in places:
            states = self._states[sheet]
            if row < len(states) and column < len(states[row]) and states[row][column] != USED:
                states[row][column] = code

    def ignore_rest(self, sheet: int, why: str) -> None:
        """Give a reason for all cells of a sheet that nobody has spoken of."""
        self._default[sheet] = why

    def use_line(self, line: Line) -> None:
        self._line_states[line.number] = ""

    def is_line_used(self, line: Line) -> bool:
        return self._line_states.get(line.number) == ""

    def ignore_line(self, line: Line, why: str) -> None:
        self._line_states.setdefault(line.number, why)

    def counts(self) -> tuple[int, int]:
        """Return how many cells and lines hold something, and how many of them are used."""
        read = used = 0
        for sheet, states in zip(self._sheets, self._states, strict=True):
            for row, state in zip(sheet.rows, states, strict=True):
                read += len(row) - row.count("")
                used += state.count(USED)
        lines = len(self._lines)
        return read + lines, used + sum(why == "" for why in self._line_states.values())

    def ignored(self) -> Iterator[Ignored]:
        """Yield what is not used, in the order of the file."""
        for number, (sheet, states) in enumerate(zip(self._sheets, self._states, strict=True)):
            for row_number, (row, state) in enumerate(zip(sheet.rows, states, strict=True)):
                if state.count(USED) == len(row):
                    continue
                for column, text in enumerate(row):
                    if text and state[column] != USED:
                        why = self._reasons[state[column]] or self._default[number]
                        yield Ignored(self.name(number, Place(row_number, column)), text, why)
        for line in self._lines:
            why = self._line_states.get(line.number, UNEXPLAINED)
            if why:
                yield Ignored(str(line.number), line.text, why)
