"""Lists and keys with their values in brackets."""

from typing import TYPE_CHECKING, Any, NamedTuple

from vastuumatriisi.datafile.edit.brackets import Brackets, Piece
from vastuumatriisi.datafile.edit.in_place import matched
from vastuumatriisi.datafile.edit.moving import Home, comments_in
from vastuumatriisi.datafile.edit.splices import Splice
from vastuumatriisi.datafile.edit.wanted import Ordered, key_place
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span

if TYPE_CHECKING:
    from vastuumatriisi.datafile.edit.sync import Sync


DEEP = 24  # columns, further in than whatever the brackets may stand in


class Part(NamedTuple):
    """A part of the new value: its place in the old one or None, its key if it has one, and its value."""

    place: int | None
    key: str
    value: Any


def sync_brackets(sync: "Sync", old: Any, new: Any, span: Span, start: int, out: list[Splice]) -> None:
    """Add what makes the parts in brackets the new ones: each where it is, or all of them anew if some come or go."""
    spans = [(sync.lines.begin(one), sync.lines.end(one)) for one in _spans(old)]
    parts = _parts(old, new)
    if [part.place for part in parts] == list(range(len(spans))):
        for part in parts:
            _sync_part(sync, old, part, out)
        return
    brackets = _brackets(sync, old, start, span)
    pieces = [_piece(sync, old, spans, part) for part in parts]
    out.append(Splice(start, sync.lines.end(span), brackets.rebuilt(pieces)))


def _brackets(sync: "Sync", old: Any, start: int, span: Span) -> Brackets:
    spans = [(sync.lines.begin(one), sync.lines.end(one)) for one in _spans(old)]
    ends, begins = [start, *(end for _, end in spans)], [*(begin for begin, _ in spans), sync.lines.end(span)]
    gaps = [sync.lines.text[a:b] for a, b in zip(ends, begins, strict=True)]
    return Brackets(gaps, sync.manner.ending, sync.lines.indent(sync.lines.number(start)))


def out_of_brackets(sync: "Sync", home: Home, value: Any) -> tuple[str, tuple[str, ...]]:
    """Return the text of an item in brackets that comes to stand elsewhere, and the comments that go with it."""
    items, number = home
    span = items.item_spans[number]
    out: list[Splice] = []
    sync.value(items[number], span, value, 0, flow=True, out=out)
    comments = _brackets(sync, items, sync.start(items.span), items.span).comments(number)
    return sync.cut(sync.lines.begin(span), sync.lines.end(span), out), comments


def _spans(old: Any) -> list[Span]:
    if isinstance(old, LocatedDict):
        return [old.key_spans[key].to(old.value_spans[key]) for key in old]
    return list(old.item_spans)


def _parts(old: Any, new: Any) -> list[Part]:
    if isinstance(old, LocatedList):
        return [Part(place, "", item) for place, item in zip(matched(old, new), new, strict=True)]
    places = {key: number for number, key in enumerate(old)}
    if isinstance(new, Ordered):
        return [Part(places.get(key), key, value) for key, value in new.items()]
    parts = [Part(places[key], key, new[key]) for key in old if key in new]
    for key in sorted((key for key in new if key not in old), key=key_place):
        at = max((n for n, one in enumerate(parts, 1) if key_place(one.key) <= key_place(key)), default=0)
        parts.insert(at, Part(None, key, new[key]))
    return parts


def _sync_part(sync: "Sync", old: Any, part: Part, out: list[Splice]) -> None:
    step: Any = part.key if isinstance(old, LocatedDict) else part.place
    span = old.value_spans[step] if isinstance(old, LocatedDict) else old.item_spans[step]
    begin = sync.lines.begin(span)
    if isinstance(old, LocatedDict) and old[step] is None and part.value is not None:
        behind = sync.lines.end(old.key_spans[step])
        if ":" not in sync.lines.text[behind:begin]:
            out.append(Splice(behind, behind, ": "))
    sync.value(old[step], span, part.value, sync.lines.indent(sync.lines.number(begin)), flow=True, out=out)


def _piece(sync: "Sync", old: Any, spans: list[tuple[int, int]], part: Part) -> Piece:
    if part.place is not None:
        local: list[Splice] = []
        _sync_part(sync, old, part, local)
        return Piece(sync.cut(*spans[part.place], local), part.place)
    first = spans[0][0]
    if part.key:
        json = sync.lines.text.startswith('"', first)
        return Piece(f"{sync.manner.key(part.key, flow=True, json=json)}: {_inline(sync, part.value, json=json)}", None)
    return _fresh(sync, part.value, json=sync.is_json(first))


def _inline(sync: "Sync", value: Any, *, json: bool) -> str:
    """Return a new value in brackets; parts of it that stood elsewhere bring their texts and comments along."""
    if not sync.homes.brings(value):
        return sync.manner.inline(value, json=json)
    if isinstance(value, dict):
        keys = {key: sync.manner.key(key, flow=True, json=json) for key in sorted(value, key=key_place)}
        return "{" + ", ".join(f"{name}: {_inline(sync, value[key], json=json)}" for key, name in keys.items()) + "}"
    pieces = [_fresh(sync, item, json=json) for item in value]
    indent = sync.manner.ending + " " * DEEP
    if not any(piece.comments for piece in pieces):
        return "[" + ", ".join(piece.text for piece in pieces) + "]"
    return f"[{','.join(''.join(indent + one for one in (*piece.comments, piece.text)) for piece in pieces)}]"


def _fresh(sync: "Sync", value: Any, *, json: bool) -> Piece:
    """Return an item that is new in its list; one that stood elsewhere brings its text or its comments along."""
    home = sync.homes.get(value)
    if home and sync.lines.text.startswith("[", sync.start(home[0].span)):
        text, comments = out_of_brackets(sync, home, value)
        return Piece(text, None, comments)
    comments = tuple(comments_in(sync.lines, home, sync.extents)) if home else ()
    return Piece(sync.manner.inline(value, json=json) if home else _inline(sync, value, json=json), None, comments)
