"""New parts of the data -> text, in the styles of the file that they come to stand in."""

from dataclasses import dataclass
from typing import Any

from vastuumatriisi.datafile.edit.lines import Lines
from vastuumatriisi.datafile.edit.scalars import Setting, written
from vastuumatriisi.datafile.edit.wanted import key_place
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList
from vastuumatriisi.datafile.written_introduction import LONGEST_LINE


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is written: quotes, line ends, and how far the dashes of a list stand behind its key."""

    quote: Any
    ending: str
    list_shift: int

    def setting(self, column: int, *, flow: bool, json: bool = False) -> Setting:
        return Setting(flow, column, self.quote, json, self.ending)

    def inline(self, value: Any, *, json: bool = False) -> str:
        """Return a value as it stands inside brackets, or in the place of an alias."""
        if isinstance(value, dict):
            pairs = (self.pair(key, value[key], json=json) for key in sorted(value, key=key_place))
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.inline(item, json=json) for item in value) + "]"
        return written(value, "", self.setting(0, flow=True, json=json))

    def pair(self, key: str, value: Any, *, json: bool = False) -> str:
        return f"{self.key(key, flow=True, json=json)}: {self.inline(value, json=json)}"

    def key(self, key: str, *, flow: bool = False, json: bool = False) -> str:
        # A key in quotes may not have a line of its own that is too long; YAML's readers give up at 1,024 letters.
        return written(key, '"' if "\n" in key else "", self.setting(0, flow=flow or "\n" in key, json=json))

    def block_pair(self, key: str, value: Any, column: int) -> str:
        """Return a key with its value as lines whose first one begins in a column, without the last line end."""
        start, room = self.key(key), LONGEST_LINE - column
        if isinstance(value, str) or value is None:
            return f"{start}: {written(value, '', self.setting(column, flow=False), divided=key != 'text')}"
        brackets = self.inline(value)
        if not value or (len(start) + len(brackets) + 2 <= room and _is_small(value)):
            return f"{start}: {brackets}"
        if isinstance(value, list):
            dashes = column + self.list_shift
            return self.ending.join((f"{start}:", *(" " * dashes + self.item(one, dashes) for one in value)))
        inner = column + 2
        return self.ending.join((f"{start}:", *(" " * inner + self.block_pair(k, v, inner) for k, v in value.items())))

    def item(self, value: Any, column: int, *, brackets: bool = False) -> str:
        """Return an item of a list with its dash, as ``block_pair``."""
        if not isinstance(value, dict):
            return f"- {written(value, '', self.setting(column, flow=False), divided=True)}"
        line = self.inline(value)
        if brackets and len(line) + column + 2 <= LONGEST_LINE + 20 and "\\n" not in line:
            return f"- {line}"
        inner = column + 2
        pairs = (self.block_pair(key, value[key], inner) for key in sorted(value, key=key_place))
        return "- " + (self.ending + " " * inner).join(pairs)


def _is_small(value: Any) -> bool:
    """Tell whether brackets suit a value: it holds texts alone, or a few texts by name."""
    inner = value.values() if isinstance(value, dict) else value
    return not any(isinstance(one, dict | list) or "\n" in str(one) for one in inner)


def manner_of(lines: Lines, root: LocatedDict) -> Manner:
    """Return how a file is written."""
    single, double = lines.text.count(": '"), lines.text.count(': "')
    return Manner("'" if single > double else '"', lines.ending, _list_shift(lines, root))


def _list_shift(lines: Lines, root: LocatedDict) -> int:
    for key in ("levels", "roles"):
        value = root.get(key)
        if isinstance(value, LocatedList) and value and lines.text[lines.begin(root.value_spans[key])] not in "[&*":
            dash = lines.column(lines.begin(root.value_spans[key]))
            return dash - lines.column(lines.begin(root.key_spans[key]))
    return 2
