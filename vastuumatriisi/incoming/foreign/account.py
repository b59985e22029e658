"""What became of a file that was imported, for people and for machines."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from vastuumatriisi.incoming.foreign.finding.found import Found, FoundUnit, Ignored, Question
from vastuumatriisi.incoming.foreign.reading.values import sheet_name
from vastuumatriisi.locales.wording import FALLBACK, Wording, messages
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.text.characters import LONGEST_SHOWN, shown

MOST_CELLS = 5  # that a line names
MOST_REASONS = 3  # examples of what was ignored for one reason
MOST_TEXTS, LONGEST_TEXT = 12, 300  # of those that people have written around the table, and their characters
TEXTS = ("outside", "above", "below", "heading", "text-above", "text-beside", "unread")
MOST_LEFT = 20_000  # that the map names


def as_json(found: Found) -> str:
    """Return the account with the keys that stay the same; more may come."""
    duties, groups = _counted(found)
    told = messages(FALLBACK).told
    answer: dict[str, Any] = {
        "title": found.title,
        "language": found.language,
        "duties": duties,
        "roles": len(found.roles),
        "groups": groups,
        "letters": letter_counts(found),
        "not_involved": found.not_involved,
        "cells": {
            "read": found.read,
            "used": found.used,
            "ignored": [{"cell": one.cell, "text": one.text, "why": one.why} for one in found.ignored],
        },
        "questions": [
            {
                "about": one.key,
                "cells": list(one.cells),
                "taken": told(one.values.get("taken") or next(iter(one.values.values()), "")),
                "certainty": one.certainty,
                "values": {key: told(value) for key, value in one.values.items()},
            }
            for one in found.questions
        ],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def as_json_of_ours(matrix: Matrix) -> str:
    """Return the account of a workbook of ours: its matrix came in as it was, without a guess."""
    counts = Counter(
        symbol for duty in matrix.duties for one in matrix.assignments_of(duty.id) for symbol in one.letters
    )
    answer: dict[str, Any] = {
        "title": matrix.title,
        "language": matrix.language,
        "duties": len(matrix.duties),
        "roles": len(matrix.roles),
        "groups": len(matrix.units),
        "letters": {symbol: counts[symbol] for symbol in matrix.letters.symbols if counts[symbol]},
        "not_involved": 0,
        "cells": {"read": 0, "used": 0, "ignored": []},
        "questions": [],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def letter_counts(found: Found) -> dict[str, int]:
    """Return how often each letter is said of somebody, in the order of the letters."""
    counts: Counter[str] = Counter()
    for unit in _units(found):
        for duty in unit.duties:
            for mark in duty.assign.values():
                counts.update(mark.symbols)
    known = [letter.symbol for letter in found.letters]
    return {symbol: counts[symbol] for symbol in [*known, *(set(counts) - set(known))] if counts[symbol]}


def _units(found: Found) -> Iterator[FoundUnit]:
    stack = [unit for level in found.levels for unit in level.units]
    while stack:
        unit = stack.pop()
        yield unit
        stack.extend(unit.units)


def _counted(found: Found) -> tuple[int, int]:
    units = list(_units(found))
    return sum(len(unit.duties) for unit in units), sum(bool(unit.name) for unit in units)


def lines(found: Found, words: Wording) -> Iterator[str]:
    """Yield the account in words: counts, then what to check, the most doubtful first, then what was left out."""
    duties, groups = _counted(found)
    yield words(
        "import.counts",
        duties=words.count("count.duties", duties),
        roles=words.count("count.roles", len(found.roles)),
        groups=words.count("count.groups", groups),
        read=found.read,
        used=found.used,
        ignored=len(found.ignored),
    )
    if counts := letter_counts(found):
        yield words("import.letters", letters=", ".join(f"{symbol} {count}" for symbol, count in counts.items()))
    if found.not_involved:
        yield words.count("import.not_involved", found.not_involved)
    if found.questions:
        yield ""
        yield words("import.questions")
        yield from (f"  {_question(one, words)}" for one in found.questions)
    if found.ignored:
        yield ""
        yield words("import.ignored")
        yield from (f"  {line}" for line in _ignored(found, words))


def left_out(found: Found, words: Wording) -> Iterator[str]:
    """Yield a line for each cell and each line that was left out, with all of its words: what the map keeps of them."""
    if found.ignored:
        yield words("import.map.left_out")
    for one in found.ignored[:MOST_LEFT]:
        cell = words("import.cell", cell=_place(one.cell, words), text=" ".join(one.text.split()))
        yield words("import.map.left", cell=cell, why=words(f"import.why.{one.why}"))
    if len(found.ignored) > MOST_LEFT:
        yield words.count("import.more", len(found.ignored) - MOST_LEFT)


def _question(one: Question, words: Wording) -> str:
    values = {key: shown(messages(words.language).told(value)) for key, value in one.values.items()}
    if one.key == "letter":
        values["taken"] = words(f"import.counts_as.{one.values['taken']}")
    cells = ", ".join(_place(cell, words) for cell in one.cells[:MOST_CELLS])
    place = f"{cells}: " if cells else ""
    return f"[{words(f'import.certainty.{one.certainty}')}] {place}{words(f'import.question.{one.key}', **values)}"


def _place(cell: str, words: Wording) -> str:
    """Return a cell with the name of its sheet as people read it, the number of a line with a word before it."""
    if cell.isdecimal():
        return words("import.line", n=cell)
    sheet, mark, place = cell.rpartition("!")
    return messages(words.language).told(sheet_name(sheet)) + mark + place


def _ignored(found: Found, words: Wording) -> Iterator[str]:
    """Yield a line for each reason, with the first cells that it holds for; texts around the table at length."""
    reasons: dict[str, list[Ignored]] = {}
    for one in found.ignored:
        reasons.setdefault(one.why, []).append(one)
    for why, several in reasons.items():
        most, longest = (MOST_TEXTS, LONGEST_TEXT) if why in TEXTS else (MOST_REASONS, LONGEST_SHOWN)
        cells = [
            words("import.cell", cell=_place(one.cell, words), text=shown(one.text, longest)) for one in several[:most]
        ]
        more = f" {words.count('import.more', len(several) - most)}" if len(several) > most else ""
        yield f"{words(f'import.why.{why}')}: {', '.join(cells)}{more}"
