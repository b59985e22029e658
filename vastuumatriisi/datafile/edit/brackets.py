"""Lists and keys inside brackets: what stays keeps its text, and what stood between two neighbours that stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vastuumatriisi.datafile.edit.lines import COMMENT


@dataclass(frozen=True, slots=True)
class Piece:
    """An item or a key with its value: its text, its place among the old ones or None, and the comments it brings."""

    text: str
    old: int | None
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brackets:
    """The text of old items: what stands before the first, between two, and behind the last, brackets included."""

    gaps: Sequence[str]
    ending: str
    indent: int  # of the line where the bracket opens
    _own: dict[int, tuple[list[str], str]] = field(default_factory=dict)

    def rebuilt(self, pieces: Sequence[Piece]) -> str:
        """Return the text with these pieces in their order."""
        last = len(self.gaps) - 2
        parts = [self._opening(pieces[0])] if pieces else [self.gaps[0][:1]]
        for before, piece in zip((None, *pieces), pieces, strict=False):
            if before is not None:
                parts.append(self._between(before, piece))
            parts.append(piece.text)
        if pieces and pieces[-1].old == last:
            parts.append(self.gaps[-1])
        else:
            parts.append(self._closing(pieces[-1] if pieces else None))
        return "".join(parts)

    def _opening(self, first: Piece) -> str:
        if first.old == 0:
            return self.gaps[0]
        above = self._above(first)
        if above:
            return self.gaps[0][:1] + self._lines(above)
        blank = COMMENT.sub("", self.gaps[0][1:]) if "#" in self.gaps[0] else self.gaps[0][1:]
        return self.gaps[0][:1] + ("" if blank.strip() else self._as_blank(blank))

    def _as_blank(self, blank: str) -> str:
        return self.ending + " " * self._column() if "\n" in blank or "\r" in blank else blank

    def _between(self, before: Piece, piece: Piece) -> str:
        if before.old is not None and piece.old == before.old + 1:
            return self.gaps[piece.old]
        behind, above = self._behind(before), self._above(piece)
        if above or behind:
            return "," + (f" {behind}" if behind else "") + self._lines(above)
        return "," + (self._lines([]) if self._one_a_line() else " ")

    def _closing(self, last: Piece | None) -> str:
        gap = self.gaps[-1]
        behind = self._behind(last) if last else ""
        below = [match[0].rstrip() for match in COMMENT.finditer(gap) if _is_below(match)]
        if behind or below or re.search(r"[\r\n][ \t]*.$", gap):
            lines = "".join(self.ending + " " * self._column() + comment for comment in below)
            return (f" {behind}" if behind else "") + lines + self.ending + " " * self.indent + gap[-1]
        return (" " if gap[-2:-1] == " " else "") + gap[-1]

    def _lines(self, comments: Sequence[str]) -> str:
        start = self.ending + " " * self._column()
        return "".join(start + comment for comment in comments) + start

    def _column(self) -> int:
        for gap in self.gaps[:-1]:
            if match := re.search(r"[\r\n]([ \t]*)$", gap):
                return len(match[1])
        return self.indent + 2

    def _one_a_line(self) -> bool:
        between = self.gaps[1:-1] or self.gaps[:1]
        return bool(between) and all("\n" in gap or "\r" in gap for gap in between)

    def _above(self, piece: Piece) -> list[str]:
        return [*piece.comments, *(self._comments(piece.old)[0] if piece.old is not None else ())]

    def _behind(self, piece: Piece) -> str:
        return self._comments(piece.old)[1] if piece.old is not None else ""

    def _comments(self, old: int) -> tuple[list[str], str]:
        """Return the comments above an old piece, and the one behind it in its line."""
        above = [match[0].rstrip() for match in COMMENT.finditer(self.gaps[old]) if old == 0 or _is_below(match)]
        behind = [match[0].rstrip() for match in COMMENT.finditer(self.gaps[old + 1]) if not _is_below(match)]
        return above, behind[0] if behind else ""

    def comments(self, old: int) -> tuple[str, ...]:
        above, behind = self._comments(old)
        return (*above, *filter(None, (behind,)))


def _is_below(match: re.Match[str]) -> bool:
    return re.search(r"[\r\n]", match.string[: match.start()]) is not None
