"""What ``diff`` prints: the changes by unit in words, marked by colour on a terminal, or all of them for machines."""

import dataclasses
import datetime
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.datafile.sides import base, side, why_no_base
from vastuumatriisi.errors import UsageError, UserError
from vastuumatriisi.generators.differences import document_changes
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Assignment, Matrix
from vastuumatriisi.matrix.changes import Changes, ComparedEdition
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.revision import Group, Pieces, tell
from vastuumatriisi.revision.documents import DocumentChange, between, named, replacements
from vastuumatriisi.system.looking import is_file

STYLES = {"kept": "", "new": "green", "gone": "red"}
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
PAIRS = ("letters", "accept")  # keys of the data file whose values are pairs


def sides_of(old: str | None, new: str | None, source: Path, name: str) -> tuple[Matrix, Matrix]:
    """Return the matrices to be compared: where nothing else is named, the base and the present one.

    Raises UserError, UsageError where something is named that is not there, or nothing and there is no base.
    """
    # The side that is more likely to be mistyped is asked for first.
    before = _side(old, source, name) if old is not None else None
    after = _side(new, source, name) if new is not None else read_matrix(source, name)
    before = before or base(after, source, name)
    if before is None:
        raise UsageError(why_no_base(after, source, name))
    return before, after


def _side(word: str, source: Path, name: str) -> Matrix:
    """Return the matrix that a word names; that of a workbook of ours is the one that it was made from."""
    path = Path(word)
    if not is_file(path) or path.suffix.casefold() not in WORKBOOKS:
        return side(word, source, name)
    from vastuumatriisi.incoming.returned.base import carried
    from vastuumatriisi.incoming.returned.opening import is_workbook, opened, workbook_content

    content = workbook_content(path, word)
    matrix = carried(opened(content, word), word) if is_workbook(content) else None
    if matrix is None:
        raise UserError(message("editions.no_matrix", file=word))
    return matrix


def as_json(old: Matrix, new: Matrix, changes: Changes) -> str:
    """Return both editions, the changes, the letters that follow and the documents that read differently, as JSON."""
    answer = {
        "old": _edition(changes.old),
        "new": _edition(changes.new),
        "changes": [
            {
                "kind": change.kind,
                "about": change.about,
                "where": change.where or None,
                "was": change.was or None,
                "unit": change.unit or None,
                "part": change.part or None,
                "before": _plain(change.before),
                "after": _plain(change.after),
            }
            for change in changes
        ],
        "letters": [
            {
                "duty": one.duty,
                "was": one.was or None,
                "unit": one.unit,
                "actor": one.actor,
                "before": _plain(one.before),
                "after": _plain(one.after),
            }
            for one in changes.letters
        ],
        "documents": [_document(one) for one in document_changes(old, new) if one.change != "same"],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _edition(edition: ComparedEdition) -> dict[str, str]:
    return {"edition": edition.edition, "date": edition.date.isoformat(), "fingerprint": edition.fingerprint}


def _document(document: DocumentChange) -> dict[str, str]:
    return {key: value for key, value in dataclasses.asdict(document).items() if value is not None}


def _plain(fact: Any) -> Any:
    """Return a fact as JSON has it; letters are written as in the data file."""
    if isinstance(fact, Cell | Assignment):
        conditions = dict(fact.conditions)
        return ", ".join(f"{one} ({conditions[one]})" if one in conditions else one for one in fact.letters) or "-"
    if isinstance(fact, datetime.date):
        return fact.isoformat()
    if isinstance(fact, tuple | list):
        return [_plain(one) for one in fact]
    if dataclasses.is_dataclass(fact) and not isinstance(fact, type):
        return dict(_keys(fact))
    return fact


def _keys(fact: Any) -> Iterator[tuple[str, Any]]:
    for key in dataclasses.fields(fact):
        value = getattr(fact, key.name)
        if key.name in PAIRS and not isinstance(value, Mapping):
            yield key.name, {name: _plain(one) for name, one in value}
        elif key.compare:
            yield key.name, _plain(value)


def show(old: Matrix, new: Matrix, changes: Changes, say: Wording) -> None:
    """Print what has changed, in the language of ``say``, and last which prints to replace."""
    # Without colours there shall be no other escape codes either.
    console = Console(highlight=False, soft_wrap=True, force_terminal=False if os.environ.get("NO_COLOR") else None)
    documents = document_changes(old, new)
    words, new = wording(say.language), dataclasses.replace(new, language=say.language)
    if not changes:
        _print(console, words("revision.same", old=named(old, words), new=named(new, words)))
        return
    _print(console, between(old, new), "bold")
    for group in tell(old, new, changes).groups:
        _show_group(console, group, words)
    console.print()
    for line in replacements(documents, old, new):
        _print(console, line)


def _show_group(console: Console, group: Group, words: Wording) -> None:
    console.print()
    _print(console, group.name, "bold")
    for told in group.told:
        console.print(Text.assemble("  ", _coloured(told.sentence)))
    if group.following:
        _print(console, f"  {words('revision.follows')}")
        for following in group.following:
            console.print(Text.assemble("    ", _coloured(following.sentence)))


def _coloured(sentence: Pieces) -> Text:
    return Text.assemble(*((piece.text, STYLES[piece.state]) for piece in sentence))


def _print(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style))
