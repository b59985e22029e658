"""Changes -> the text of a data file that has them, proved by reading it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vastuumatriisi.datafile.edit.aliases import aliases_in, expansions, to_expand
from vastuumatriisi.datafile.edit.changed import changed
from vastuumatriisi.datafile.edit.extents import Extents
from vastuumatriisi.datafile.edit.fresh import manner_of
from vastuumatriisi.datafile.edit.lines import Lines, text_of
from vastuumatriisi.datafile.edit.moving import Homes
from vastuumatriisi.datafile.edit.splices import Splice, spliced
from vastuumatriisi.datafile.edit.sync import Sync
from vastuumatriisi.datafile.edit.wanted import Edited, Ordered
from vastuumatriisi.datafile.load import Source, read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import SourceError, UserError
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import Changes
from vastuumatriisi.system.process import gc_paused


@dataclass(frozen=True, slots=True)
class EditedText:
    """The bytes of a data file before and after, the matrix that they now hold, and what was put in which place.

    ``spans`` are in characters of the text before, without its byte order mark; all else is as it was.
    """

    before: bytes
    content: bytes
    matrix: Matrix
    spans: tuple[Splice, ...]


def apply(changes: Changes, content: bytes, name: str = "the data file") -> EditedText:
    """Return the content of a data file with changes made; ``name`` is how messages call it.

    The content may hold another matrix than the changes are from, if what they change is there. Raises UserError, and
    SourceError where the content cannot be read, or what the changes would make of it.
    """
    with gc_paused():
        source = read(content, name)
        splices, edited, result = _written(content, source, changed(source.root, changes))
        return EditedText(content, edited, _matrix_of(result, name), splices)


def rewritten(content: bytes, source: Source, wanted: Edited) -> bytes:
    """Return the content that holds the wanted data, which may be no matrix; ``source`` is what it holds now.

    Raises UserError where it is written in a way that they cannot be put into.
    """
    return _written(content, source, wanted)[1]


def _written(content: bytes, source: Source, wanted: Edited) -> tuple[tuple[Splice, ...], bytes, Source]:
    mark, text = text_of(content)
    for everything in (False, True):
        splices = _splices(text, source, wanted, everything=everything)
        if edited := _proved(text, splices, wanted, mark, source.file):
            return tuple(splices), *edited
    raise UserError(message("edit.by_hand", file=source.file))


def _matrix_of(source: Source, name: str) -> Matrix:
    """Return the matrix of the new text. Raises UserError where the changes leave it with a problem."""
    try:
        return matrix_of(source)
    except SourceError as error:
        first = error.diagnostics[0]
        raise UserError(message("edit.problem", file=name, what=first.what, remedy=first.remedy)) from None


def _splices(text: str, source: Source, wanted: Edited, *, everything: bool) -> list[Splice]:
    """Return what has to be put where; ``everything``: with all aliases written out."""
    lines = Lines(_closed(text))
    aliases = aliases_in(lines)
    extents, homes, manner = Extents(lines), Homes(source.root), manner_of(lines, source.root)

    def synchronized(expanded: dict[int, Splice], same: frozenset[int]) -> tuple[Sync, list[Splice]]:
        sync, out = Sync(lines, manner, homes, extents, expanded, same), list[Splice]()
        sync.value(source.root, source.root.span, wanted, 0, flow=False, out=out)
        return sync, sync.with_aliases(0, len(lines.text) + 1, out)

    sync, splices = synchronized({}, frozenset())
    if aliases:
        places, same = to_expand(aliases, sync)
        if everything:
            places, same = {alias.at for alias in aliases}, frozenset()
        if places or same:
            splices = synchronized(expansions(sync, source.root, places), same)[1]
    return _fitted(sorted(splices, key=lambda splice: (splice.start, splice.end)), text, lines.ending)


def _fitted(splices: list[Splice], text: str, ending: str) -> list[Splice]:
    """Return splices that were made as if the last line had an end, for a text whose last line may have none."""
    inside = [splice._replace(end=min(splice.end, len(text))) for splice in splices if splice.start <= len(text)]
    added = "".join(splice.text for splice in splices if splice.start > len(text))
    if not added:
        return inside
    gone = (splice for splice in inside if splice.start < splice.end == len(text) and not splice.text)
    begins_line = any(text[: splice.start].endswith(("\n", "\r")) for splice in gone)
    return [*inside, Splice(len(text), len(text), ("" if begins_line else ending) + added.removesuffix(ending))]


def _closed(text: str) -> str:
    """Return the text with an end of its last line, as if it had one: new lines are put behind it."""
    return text if text.endswith(("\n", "\r")) else text + Lines(text).ending


def _proved(
    text: str, splices: Sequence[Splice], wanted: Edited, mark: bytes, name: str
) -> tuple[bytes, Source] | None:
    """Return the new bytes and what they hold, if that is to the last key and letter what they shall hold."""
    content = mark + spliced(text, splices).encode()
    try:
        source = read(content, name)
    except SourceError:
        return None
    if source.root != wanted and _without_ends(source.root) != _without_ends(wanted):
        return None
    letters = wanted.get("letters")
    if isinstance(letters, Ordered) and list(letters) != list(source.root["letters"]):
        return None
    return content, source


def _without_ends(value: Any) -> Any:
    """Return data in which a line end behind a text, which means nothing, is left out."""
    if isinstance(value, dict):
        return {key: _without_ends(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_ends(one) for one in value]
    return value.rstrip("\n") if isinstance(value, str) else value
