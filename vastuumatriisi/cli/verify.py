"""What ``verify`` tells of files and of marks: whether they are current, and if not, what has changed."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from vastuumatriisi.datafile.editions import frozen_editions, read_edition
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.printed import printed_marks
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify import (
    Document,
    KnownEdition,
    KnownEditions,
    Passages,
    Unreadable,
    Verdict,
    read_ahead,
    read_document,
    typed_mark,
    verify_document,
    verify_mark,
)
from vastuumatriisi.locales.message import Message, Text, is_known, message
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Matrix, PrintedMark, Views
from vastuumatriisi.system.looking import is_there
from vastuumatriisi.system.process import gc_paused


def verify(words: Iterable[str], source: Path, name: str, say: Wording, *, for_machines: bool) -> int:
    """Print the answer for each file or mark; return the exit status. Raises UserError where the data do not read."""
    with gc_paused(), PdfTexts() as pdfs:
        known = cache(partial(known_editions, source, name))
        found = [*_verdicts([*words], known, pdfs)]
        unread = known().unread
    for told in unread:
        print(say.told(told), file=sys.stderr)
    print(_as_json(found) if for_machines else "\n".join(map(say.told, _lines(found))))
    return int(not all(verdict.holds for verdict in found))


def known_editions(source: Path, name: str) -> KnownEditions:
    """Return the present edition and the frozen ones, and which of those do not read any more. Raises UserError."""
    present = read_matrix(source, name)
    issued, unread = [], []
    for edition in frozen_editions(source, name).values():
        try:
            issued.append(read_edition(edition))
        except UserError as error:
            unread.append(message("verify.unread", why=error.text))
    marks = printed_marks(present, issued)
    here = KnownEdition(present, tuple(mark for mark in marks if mark.current), _passages, _changes)
    others = (KnownEdition(matrix, tuple(_marks_of(matrix, marks)), _passages, _changes) for matrix in issued)
    return KnownEditions((here, *others), tuple(unread))


def _passages(matrix: Matrix) -> Passages:
    """Return what a handbook of a matrix says."""
    from vastuumatriisi.generators.handbook.passages import last_of_cover, of_actors, of_all, of_duties, of_units

    views, words = Views(matrix), wording(matrix.language)
    heads, about = tuple(of_units(views, words)), tuple(of_actors(views, words))
    return Passages(
        dict(of_duties(views, words)), heads, about, tuple(of_all(views, words)), last_of_cover(views, words)
    )


def _changes(matrix: Matrix, base: Matrix) -> tuple[str, ...]:
    """Return what a handbook of a matrix says where it marks what has changed since another edition."""
    from vastuumatriisi.generators.handbook.passages import of_all

    return tuple(of_all(Views(matrix, base), wording(matrix.language)))


def _marks_of(matrix: Matrix, marks: Iterable[PrintedMark]) -> Iterator[PrintedMark]:
    """Yield the marks of a frozen edition, of which there is but one of a label."""
    return (mark for mark in marks if not mark.current and mark.edition == matrix.edition)


def _verdicts(words: Sequence[str], known: Callable[[], KnownEditions], pdfs: PdfTexts) -> Iterator[Verdict]:
    """Yield the answer for each file or mark.

    While a PDF is read, which another process does, what is known is; else it is after the first file, since both take
    memory.
    """
    if read_ahead(Path(words[0]), pdfs):
        known()
    for word, following in zip(words, (*words[1:], ""), strict=True):
        yield _verdict(word, known, pdfs, following)


def _verdict(word: str, known: Callable[[], KnownEditions], pdfs: PdfTexts, following: str) -> Verdict:
    """Return the answer for one file or mark, and let the following one be read meanwhile."""
    path = Path(word)
    if not is_there(path) and (typed := typed_mark(word)):
        return verify_mark(typed.mark, known(), typed.edition)
    name = word or str(path)
    try:
        document = read_document(path, pdfs)
    except UserError as error:  # the others are answered all the same
        return Verdict(word, None, "", None, None, "unknown", why=error.text)
    except Unreadable as error:
        return Verdict(name, None, "", None, None, "unknown", why=error.args[0])
    read_ahead(Path(following), pdfs)
    return verify_document(document, name, known())


def _as_json(found: Iterable[Verdict]) -> str:
    """Return the answers as JSON."""
    return json.dumps([_plain(verdict) for verdict in found], indent=2, ensure_ascii=False)


def _plain(verdict: Verdict) -> dict[str, Any]:
    document = verdict.document
    what = {
        "kind": document.kind if document else None,
        "unit": document.unit if document else None,
        "role": document.role if document else None,
        "site": None,
        "site_type": document.site_type if document else None,
    }
    return {
        "file": verdict.file or None,
        "document": what,
        "edition": verdict.edition,
        "mark": verdict.mark,
        "state": verdict.state,
        "changes": list(verdict.changes),
        "added": [{"text": one.text, "where": one.where or None} for one in verdict.added],
        "why": str(verdict.why) or None,
    }


def _lines(found: Iterable[Verdict]) -> Iterator[Message]:
    """Yield a line for each answer, and what marks are good for."""
    for verdict in found:
        yield _line(verdict)
    yield message("verify.caveat")


def _kind(document: Document) -> Text:
    """Return what people call a kind of document; that of a format for which there is no word goes by its own name."""
    called = message(f"verify.kind.{'role-sheet' if document.role else document.kind}")
    return called if is_known(called) else document.kind


def _line(verdict: Verdict) -> Message:
    parts: list[Text] = [verdict.file or message("verify.mark", mark=verdict.mark)]
    if verdict.document:
        kind = _kind(verdict.document)
        parts.append(message("verify.kind_of", kind=kind, name=verdict.name) if verdict.name else kind)
    if verdict.edition:
        parts.append(message("verify.edition", edition=verdict.edition))
    state: Text = message(f"verify.state.{verdict.state}")
    if verdict.changes:
        state = message("verify.with_changes", state=state, changes=verdict.changes)
    told = message("verify.line", what=parts, state=state)
    for one in verdict.added:
        key = "verify.added_at" if one.where else "verify.added"
        told = message("verify.line_why", line=told, why=message(key, text=one.text, where=one.where))
    return message("verify.line_why", line=told, why=verdict.why) if verdict.why else told
