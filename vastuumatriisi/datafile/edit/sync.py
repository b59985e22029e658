"""The text of a data file and what its data shall be -> the splices that make it say so.

What is to stay is left where it stands, to the byte; only what differs is written, in the style of what it replaces.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from vastuumatriisi.datafile.edit.extents import Extents
from vastuumatriisi.datafile.edit.flow import sync_brackets
from vastuumatriisi.datafile.edit.fresh import Manner
from vastuumatriisi.datafile.edit.items import first_items, sync_items
from vastuumatriisi.datafile.edit.keys import sync_keys
from vastuumatriisi.datafile.edit.lines import Lines
from vastuumatriisi.datafile.edit.moving import Homes
from vastuumatriisi.datafile.edit.scalars import style_of, written
from vastuumatriisi.datafile.edit.splices import Splice, spliced
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span

ANCHOR = re.compile(r"&[^\s,\[\]{}]+[ \t]*")
SHORTEST_LINE = 60  # columns; however narrow a text was, its new lines may be as wide
KEY_IN_QUOTES = re.compile(r'"\s*:\s*(\[[^\[\]{}]*)?$')


@dataclass(frozen=True)
class Sync:
    """One pass over a file; ``expanded`` are the aliases that are written out, by where they stand."""

    lines: Lines
    manner: Manner
    homes: Homes
    extents: Extents
    expanded: dict[int, Splice] = field(default_factory=dict)
    repeating: frozenset[int] = frozenset()  # aliases of what becomes the same as they
    differing: dict[int, Any] = field(default_factory=dict)  # where values begin that become others, and these
    gone: list[Splice] = field(default_factory=list)  # lines that are removed, or stand elsewhere now

    def value(self, old: Any, span: Span, new: Any, column: int, *, flow: bool, out: list[Splice]) -> None:
        """Add what makes the value at ``span`` the new one; ``column`` is that of its key or its dash."""
        if new is old or new == old:
            return
        self.differing[self.lines.begin(span)] = new
        if self.lines.begin(span) in self.repeating:
            return
        if self.lines.text.startswith("*", self.lines.begin(span)):
            self._write_out(span, new, column, flow=flow, out=out)
            return
        start = self.start(span)
        opening = self.lines.text[start : start + 1]
        if isinstance(old, LocatedDict) and isinstance(new, dict) and old and new:
            if opening == "{":
                sync_brackets(self, old, new, span, start, out)
            else:
                sync_keys(self, old, new, out)
        elif isinstance(old, LocatedList) and isinstance(new, list) and old and new:
            if opening == "[":
                sync_brackets(self, old, new, span, start, out)
            else:
                sync_items(self, old, new, out)
        else:
            self._replace(old, span, new, column, flow=flow, out=out)

    def start(self, span: Span) -> int:
        """Return where a value begins, behind its anchor."""
        begin = self.lines.begin(span)
        anchor = ANCHOR.match(self.lines.text, begin)
        return anchor.end() if anchor else begin

    def _write_out(self, span: Span, new: Any, column: int, *, flow: bool, out: list[Splice]) -> None:
        if isinstance(new, list) and not flow and any(isinstance(one, dict) for one in new):
            first_items(self, Splice(self.lines.begin(span), self.lines.end(span), ""), new, column, out)
            return
        fresh = self.manner.setting(column, flow=flow)
        text = self.manner.inline(new) if isinstance(new, dict | list) else written(new, "", fresh)
        out.append(Splice(self.lines.begin(span), self.lines.end(span), text))

    def _replace(self, old: Any, span: Span, new: Any, column: int, *, flow: bool, out: list[Splice]) -> None:
        start = self.start(span)
        keeps = isinstance(old, str) and old.endswith("\n\n")
        end = max(start, self.lines.end(span) if flow else self.lines.content_end(span, keeps_blank_lines=keeps))
        if isinstance(new, list) and not flow and any(isinstance(one, dict) for one in new):
            first_items(self, Splice(start, end, ""), new, column, out)
            return
        json = flow and self.is_json(start)
        if isinstance(new, dict | list):
            fresh = self.manner.inline(new, json=json)
        else:
            there = self.lines.text[start:end]
            setting = self.manner.setting(column, flow=flow, json=json)
            divided = bool(re.search(r"[\r\n]", there))
            if divided and isinstance(old, str) and "\n" not in old.rstrip("\n"):
                setting = replace(setting, width=max(self._width(start, end), SHORTEST_LINE))
            fresh = written(new, style_of(there), setting, divided=divided)
        blank = " " if self.lines.text[start - 1 : start] in (":", "-") else ""
        out.append(Splice(start, *(end, blank + fresh) if flow else self._with_comment(start, end, blank + fresh)))

    def _width(self, start: int, end: int) -> int:
        """Return how wide the widest line of a text is."""
        return max(len(self.lines.line(n)) for n in range(self.lines.number(start), self.lines.number(end) + 1))

    def _with_comment(self, start: int, end: int, fresh: str) -> tuple[int, str]:
        """Return the end of what is replaced and the text for it, the comment in its line where it may stand."""
        head, _, body = fresh.partition(self.manner.ending)
        was, is_block = style_of(self.lines.text[start:end]), head.strip()[:1] in ("|", ">") and bool(body)
        if was in ("|", ">"):
            comment = self.lines.line(self.lines.number(start))[self.lines.column(start) :].partition(" #")
        else:
            line_end = self.lines.starts[self.lines.number(end)] + len(self.lines.line(self.lines.number(end)))
            comment = self.lines.text[end:line_end].partition("#")
            end = line_end if is_block and comment[1] else end
        if not comment[1] or (was not in ("|", ">") and not is_block):
            return end, fresh
        said = f" #{comment[2]}"
        return end, f"{head}{said}{self.manner.ending}{body}" if is_block else fresh + said

    def is_json(self, start: int) -> bool:
        """Tell whether a value stands behind a key in double quotes, which other values of JSON do as well."""
        return KEY_IN_QUOTES.search(self.lines.text[max(0, start - 300) : start]) is not None

    def cut(self, start: int, end: int, local: list[Splice]) -> str:
        """Return a piece of the text with the splices in it done, and with aliases written out."""
        return spliced(self.lines.text, self.with_aliases(start, end, local), start, end)

    def with_aliases(self, start: int, end: int, splices: list[Splice]) -> list[Splice]:
        """Return splices with those of the aliases that are written out and that none of them replaces."""
        taken = sorted((splice.start, splice.end) for splice in splices if splice.end > splice.start)
        return [
            *splices,
            *(
                one
                for at, one in self.expanded.items()
                if start <= at < end and not any(first <= at < last for first, last in taken)
            ),
        ]

    def closed(self, text: str) -> str:
        """Return lines of which the last one has an end."""
        return text if text.endswith(("\n", "\r")) else text + self.manner.ending
