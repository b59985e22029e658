"""What the data of a file say wrongly and can only say in one way: missing ids, dates, letters, names for ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.datafile.edit.apply import rewritten
from vastuumatriisi.datafile.edit.scalars import Bare
from vastuumatriisi.datafile.edit.wanted import edited
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.mend.spelling import remedy_of, what_of
from vastuumatriisi.datafile.mend.step import Step, done
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span
from vastuumatriisi.datafile.syntax_errors import CURLY
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import Message
from vastuumatriisi.text.characters import is_blank

IDS = {"source.next_code": "code", "source.free_id": "id"}  # what tells of an id that is missing, and names a free one
GONE = object()


def amended(content: bytes, source: Source, problems: Sequence[Diagnostic]) -> Step | None:
    """Return the content with what can be mended of these problems of its data, ``source``; None for nothing.

    Raises UserError where the file is written in a way that nothing can be put into.
    """
    mends = _Mends({(one.line, one.column): one for one in reversed(problems)})
    wanted = mends.part(source.root)
    if not mends.made:
        return None
    return Step(rewritten(content, source, edited(wanted)), tuple(mends.made))


@dataclass(frozen=True)
class _Mends:
    """Makes a copy of the data with each problem mended that stands at a value; what has none stays itself."""

    problems: dict[tuple[int, int], Diagnostic]
    made: list[Diagnostic] = field(default_factory=list)

    def part(self, part: LocatedDict) -> Any:
        new: dict[str, Any] = {}
        for key, value in part.items():
            new[self._key(key, part)] = self._value(value, part.value_spans[key])
        if list(new) == list(part) and all(new[key] is value for key, value in part.items()):
            return part
        copy = edited(part)
        copy.clear()
        copy.update(new)
        return copy

    def _key(self, key: str, part: LocatedDict) -> str:
        """Return the id that a key means which is a name, else the key."""
        problem = self.problems.get(part.key_spans[key][:2])
        right = _right_value(key, problem) if problem and remedy_of(problem) == "source.is_name" else None
        if problem is None or right is None or right in part:
            return key
        self.made.append(done(problem, str(right)))
        return str(right)

    def _value(self, value: Any, span: Span) -> Any:
        problem = self.problems.get(span[:2])
        if isinstance(value, LocatedDict):
            return self._with_id(self.part(value), problem)
        if isinstance(value, LocatedList):
            items = [self._value(*pair) for pair in zip(value, value.item_spans, strict=True)]
            same = all(new is old for new, old in zip(items, value, strict=True))
            return value if same else [item for item in items if item is not GONE]
        right = _right_value(value, problem) if problem else None
        if right is None or problem is None:
            return value
        self.made.append(done(problem, "" if right is GONE else str(right)))
        return right

    def _with_id(self, part: Any, problem: Diagnostic | None) -> Any:
        identifier = _free_id(problem) if problem and not part.get("id") else ""
        if not identifier or problem is None:
            return part
        self.made.append(done(problem, f"id: {identifier}"))
        copy = edited(part)
        copy["id"] = identifier
        return copy


def _right_value(value: object, problem: Diagnostic) -> object | None:
    """Return the only right value in the place of one, GONE where it has to go, None where nobody can tell."""
    remedy, what = remedy_of(problem), what_of(problem)
    values = dict(problem.remedy.values) if isinstance(problem.remedy, Message) else {}
    if identifier := _free_id(problem):
        return identifier if not value or is_blank(str(value)) else None
    if not isinstance(value, str):
        return None
    if remedy == "source.is_name":
        return str(values["id"])
    if remedy == "source.keep_once":
        return GONE
    if remedy == "source.write" and what == "source.only_looks":
        return value.replace(dict(problem.what.values)["written"], values["wanted"])  # type: ignore[union-attr]
    if remedy == "source.write" and what == "source.no_date":
        return Bare(values["wanted"])
    if remedy == "source.delete_unseen":
        return "".join(character for character in value if not is_blank(character)) or None
    stripped = value.strip(CURLY)
    return stripped if stripped and stripped == value[1:-1] and len(value) > 2 else None


def _free_id(problem: Diagnostic) -> str:
    """Return the id that a problem proposes for what has none."""
    key = IDS.get(remedy_of(problem))
    return str(dict(problem.remedy.values)[key]) if key and isinstance(problem.remedy, Message) else ""
