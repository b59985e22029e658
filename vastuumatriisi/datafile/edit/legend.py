"""Changes of letters, of the rules that give them and of what is stated for actors -> a draft."""

from collections.abc import Iterable, Mapping
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.edit.draft import Draft, Listed, in_order, say
from vastuumatriisi.datafile.edit.duties import Codes
from vastuumatriisi.datafile.edit.scalars import Bare
from vastuumatriisi.datafile.edit.wanted import Edited, Ordered, edited
from vastuumatriisi.datafile.read import written_letters
from vastuumatriisi.datafile.written_cells import cell_text, reads_as
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix.changes import Change, StatedDuty
from vastuumatriisi.matrix.letters import Cell, Letter, LetterError, LetterSet, letter_set, usual_letters
from vastuumatriisi.text.characters import on_one_line


def letters_of(root: Mapping[str, Any]) -> LetterSet:
    """Return the letters of plain data, those of the language where they define none."""
    return written_letters(root) or usual_letters(wording(root["language"]))


def change_letters(draft: Draft, before: LetterSet, changes: Iterable[Change]) -> None:
    """Change the letter set; it is written where it is no longer that of the language."""
    changed = [change for change in changes if change.kind == "letter-changed"]
    answers = [change for change in changes if change.kind == "answer-changed" and change.about == "letter"]
    default, written = usual_letters(wording(draft.root["language"])), draft.root.get("letters")
    order = _order(changes)
    if not (changed or answers or order) and (written is not None or before == default):
        return
    entries = {on_one_line(symbol): entry for symbol, entry in (written or {}).items()}
    entries = entries or {letter.symbol: _entry(letter) for letter in before.letters}
    listed = Listed(dict.fromkeys(entries), order=order)
    for change in changed:
        _change_letter(entries, listed, change)
    for change in answers:
        entries[change.where] = _answered(entries[change.where], change)
    letters = Ordered(None, {symbol: entries[symbol] for symbol in in_order(listed)})
    if written is not None or answers or _set_of(letters) != default:
        draft.root["letters"] = letters


def _order(changes: Iterable[Change]) -> tuple[str, ...]:
    orders: list[Any] = [change.after for change in changes if change.kind == "order-changed"]
    return next((order.ids for after in orders for order in after if order.key == "letters"), ())


def _set_of(letters: Mapping[str, Any]) -> LetterSet:
    return letter_set({s: (e["name"], e.get("meaning") or "", e["counts_as"]) for s, e in letters.items()})


def _entry(letter: Letter) -> Edited:
    part = Edited(None, {"name": letter.name})
    say(part, "meaning", letter.meaning)
    part["counts_as"] = letter.counts_as
    say(part, "accept", dict(letter.accept))
    return part


def _change_letter(entries: dict[str, Any], listed: Listed, change: Change) -> None:
    after: Any = change.after
    if after is None:
        listed.items.pop(change.where, None)
    elif change.before is None:
        entries[change.where] = _entry(after)
        listed.coming.setdefault(change.position.after if change.position else "", []).append(change.where)
    else:
        part = edited(entries[change.where])
        for key in ("name", "meaning", "counts_as"):
            say(part, key, getattr(after, key))
        entries[change.where] = part


def _answered(entry: Any, change: Change) -> Edited:
    part = edited(entry)
    answer(part, change)
    return part


def answer(part: Edited, change: Change) -> None:
    """Give or take the answer of a finding."""
    accept = dict(part.get("accept") or {})
    accept.pop(change.part, None)
    if change.after:
        accept[change.part] = change.after
    say(part, "accept", accept)


def rules_of(root: Mapping[str, Any], letters: LetterSet) -> dict[str, str]:
    """Return the letter that each relation gives, "" for none."""
    given = {**schema.Derive().model_dump(), **(root.get("derive") or {})}
    return {relation: letter if letter is not None and letter in letters else "" for relation, letter in given.items()}


def change_rules(draft: Draft, before: Mapping[str, str], changes: Iterable[Change]) -> None:
    """Let each relation give the letter that it gave, or the one that a change gives it."""
    wanted = dict(before)
    wanted.update((one.part, str(one.after)) for one in changes if _is_rule(one) and one.part in wanted)
    letters = letters_of(draft.root)
    defaults = schema.Derive().model_dump()
    derive = dict(draft.root.get("derive") or {})
    for relation, letter in wanted.items():
        if relation in derive and derive[relation] is not None and derive[relation] not in letters:
            del derive[relation]
        given = derive[relation] if relation in derive else defaults[relation]
        if (given if given is not None and given in letters else "") == letter:
            continue
        derive[relation] = letter or None
        if letter == defaults[relation]:
            del derive[relation]
    if derive != (draft.root.get("derive") or {}):
        say(draft.root, "derive", derive)


def _is_rule(change: Change) -> bool:
    return change.kind == "rule-changed" and change.about == "matrix"


def change_thresholds(draft: Draft, changes: Iterable[Change]) -> None:
    for change in changes:
        if _is_rule(change) and isinstance(change.after, int):
            thresholds = {**(draft.root.get("thresholds") or {}), change.part: Bare(change.after)}
            say(draft.root, "thresholds", thresholds)


def change_cells(draft: Draft, codes: Codes, before: LetterSet, changes: Iterable[Change]) -> None:
    """State letters for actors; a cell that other letters would let be read otherwise is written anew."""
    letters = letters_of(draft.root)
    for change in changes:
        after: Any = change.after
        if change.kind == "duty-letters":
            _state(draft, codes.of(change), change.part, after, letters)
        elif change.kind == "duty-added" and isinstance(after, StatedDuty):
            for actor, cell in after.letters:
                _state(draft, codes.of(change), actor, cell, letters)
    if letters != before:
        touched = {(codes.of(change), change.part) for change in changes if change.kind == "duty-letters"}
        for code, duty in list(draft.of("duties")):
            for actor, text in (duty.get("assign") or {}).items():
                meant = _read(text, before)
                if meant is not None and (code, actor) not in touched and not reads_as(text, meant, letters):
                    _state(draft, code, actor, meant, letters)


def _read(text: str, letters: LetterSet) -> Cell | None:
    try:
        return letters.read(on_one_line(text))
    except LetterError:
        return None


def _state(draft: Draft, code: str, actor: str, cell: Cell | None, letters: LetterSet) -> None:
    duty = draft.own("duties", code)
    assign = dict(duty.get("assign") or {})
    assign.pop(actor, None) if cell is None else assign.update({actor: cell_text(cell, letters)})
    say(duty, "assign", assign)
