"""A file or a mark, and the editions that are known -> the verdict."""

import re
from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix, PrintedMark

from .additions import additions
from .compare import differences
from .editions import KnownEdition, KnownEditions
from .phrases import vocabulary
from .reading import MARK
from .tight import tight
from .values import Added, Document, ReadDocument, Verdict, worst

# By the form of the file.
WHOLE = {"pdf": "handbook-pdf", "docx": "handbook", "xlsx": "workbook", "html": "web", "redline": "redline"}
OF_SITE = ("site-poster", "site")
Candidate = tuple[KnownEdition, PrintedMark]


NO_GLYPH = "\ufffd"  # what readers of PDFs give for a sign that no font had
LAST_OF_PLANE = "\uffff"  # signs beyond it some PDFs do not tell, such as those of LibreOffice


def verify_document(document: ReadDocument, name: str, known: KnownEditions) -> Verdict:
    """Return what is to be told of a document, whose file is called so."""
    marks = _marks(document, known)
    if not marks:
        return _unmarked(document, name, known)
    if len(marks) > 1:  # many posters in one file
        verdicts = [_verdict(document, name, mark, known) for mark in marks]
        told = worst(iter(verdicts))
        changes = tuple(dict.fromkeys(code for one in verdicts if one.state == told.state for code in one.changes))
        found = Verdict(name, Document("collection"), "", told.edition, None, told.state, changes, told.why)
        return _with_added(found, additions(document, known.present, known.of(marks[0])[0][1], known, changes))
    return _verdict(document, name, marks[0], known, is_alone=True)


def verify_mark(mark: str, known: KnownEditions, edition: str | None = None) -> Verdict:
    """Return what is to be told of a mark that somebody has typed; ``edition`` is what the print says of itself."""
    candidates = known.of(mark)
    if not candidates:
        return Verdict("", None, "", None, mark, "unknown", why=_foreign(mark, known))
    named = edition if edition in {one.matrix.edition for one in known.editions} else None
    return _of_edition("", _described(candidates[0], ""), candidates, known, named)


def _marks(document: ReadDocument, known: KnownEditions) -> list[str]:
    """Return the marks of editions that a document bears: its own one, or those of all posters in it."""
    if known.of(document.stated):
        return [document.stated]
    if document.stated:
        return []
    found = [mark for mark in dict.fromkeys(MARK.findall(_joined(document.text))) if known.of(mark)]
    whole = [mark for mark in found if not known.of(mark)[0][1].id]
    return whole[:1] or found


def _joined(text: str) -> str:
    """Return the text of a PDF with the marks whole that a line end divides at their hyphen."""
    return re.sub(r"(?<=[0-9a-f]{4})[-\u00ad\u2010\u2011\ufffe\x02]\s*(?=[0-9a-f]{4}\b)", "-", text)


def _unmarked(document: ReadDocument, name: str, known: KnownEditions) -> Verdict:
    marks = [document.stated] if document.stated else MARK.findall(_joined(document.text))
    mark = marks[-1] if marks else None
    why = _foreign(mark, known) if mark else message("verify.no_mark")
    return Verdict(name, None, "", None, mark, "unknown", why=why)


def _foreign(mark: str, known: KnownEditions) -> Message:
    return message(f"verify.foreign_{'or_unread' if known.unread else 'mark'}", mark=mark)


def _with_added(verdict: Verdict, added: tuple[Added, ...]) -> Verdict:
    """Return the verdict of a document that has these texts besides what it says."""
    if not added:
        return verdict
    changes = verdict.changes if verdict.state == "altered" else ()
    return replace(verdict, state="altered", changes=changes, why="", added=added)


def _verdict(document: ReadDocument, name: str, mark: str, known: KnownEditions, *, is_alone: bool = False) -> Verdict:
    """Return the verdict by a mark; only of a document that bears no other one it is told what was added to it."""
    candidates = known.of(mark)
    what = _described(candidates[0], "redline" if document.is_redline else document.form)
    found = [(differences(document, edition, one, known), edition, one) for edition, one in candidates]
    fewest, nearest, its_mark = min(found, key=lambda one: len(one[0]))
    edition = _edition(document, candidates)
    if fewest and _lacks_signs(document, nearest):
        told = message("verify.no_glyphs", mark=mark)
        return Verdict(name, what, candidates[0][1].name, edition, mark, "unknown", why=told)
    verdict = (
        Verdict(name, what, candidates[0][1].name, edition, mark, "altered", tuple(fewest))
        if fewest
        else _of_edition(name, what, candidates, known, edition)
    )
    return _with_added(verdict, additions(document, nearest, its_mark, known, fewest) if is_alone else ())


def _lacks_signs(document: ReadDocument, edition: KnownEdition) -> bool:
    """Tell whether a document may say what the edition does without its being read."""
    if document.form != "pdf":
        return False
    return NO_GLYPH in document.text or any(
        max(text, default="") > LAST_OF_PLANE for text in vocabulary(edition.matrix)
    )


def _of_edition(
    name: str, what: Document, candidates: list[Candidate], known: KnownEditions, edition: str | None
) -> Verdict:
    """Return the verdict of a document that says what its mark stands for."""
    _, mark = candidates[0]
    now = known.now(mark)
    if now and now.mark == mark.mark:
        is_older = edition is not None and edition != known.present.matrix.edition
        told = edition or known.present.matrix.edition
        return Verdict(name, what, mark.name, told, mark.mark, "unchanged" if is_older else "current")
    why = "" if now else message("verify.gone")
    changes = mark.codes or ((mark.name,) if mark.otherwise and mark.name else ())
    return Verdict(name, what, mark.name, edition or mark.edition, mark.mark, "superseded", changes, why)


def _described(candidate: Candidate, form: str) -> Document:
    edition, mark = candidate
    kind = mark.kind or WHOLE.get(form, "matrix")
    if kind in OF_SITE:
        return Document(kind, role=mark.role or None, site_type=mark.id)
    if edition.matrix.is_unit(mark.id):  # units and roles share one id space
        return Document(kind, unit=mark.id)
    return Document(kind, role=mark.id or None)


def _edition(document: ReadDocument, candidates: list[Candidate]) -> str | None:
    """Return the edition that a document names beside its date, None where it names none that is known."""
    text = tight(document.text)
    for edition, _ in candidates:
        if any(label in text for label in _labels(edition.matrix)):
            return edition.matrix.edition
    return next(_named(document.text, candidates[0][0].matrix), None)


def _labels(matrix: Matrix) -> tuple[str, ...]:
    """Return the ways in which documents name their edition."""
    say = wording(matrix.language)
    edition, date = say("poster.edition", edition=matrix.edition), say.date(matrix.date)
    return tight(f"{edition} {date}"), tight(f"{edition}, {date}"), tight(f"{edition}. {date}")


def _named(text: str, matrix: Matrix) -> Iterator[str]:
    before = wording(matrix.language)("poster.edition", edition="\0").split("\0")[0].strip()
    found = re.search(rf"{re.escape(before)}\s+(\S[^\n·,]{{0,80}}?)\s*(?:[·,\n]|$)", text)
    if found:
        yield found[1]
