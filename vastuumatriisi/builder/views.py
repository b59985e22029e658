"""What documents are told besides the matrix: what has changed, which prints are known, and who is where.

No format can know it, for none knows another one, and none reads a file.
"""

from collections.abc import Iterable
from dataclasses import replace

from vastuumatriisi.builder.plan import affected_formats
from vastuumatriisi.builder.request import Request
from vastuumatriisi.datafile.editions import UnreadableEdition, frozen_editions, read_edition, same_label
from vastuumatriisi.datafile.roster.read import ROSTER, read_roster
from vastuumatriisi.datafile.sides import base
from vastuumatriisi.errors import UsageError
from vastuumatriisi.generators.differences import document_changes
from vastuumatriisi.generators.job import Format
from vastuumatriisi.locales.message import Text, in_languages, message
from vastuumatriisi.locales.wording import spoken
from vastuumatriisi.matrix import Matrix, PrintedMark, Views
from vastuumatriisi.matrix.rosters import Roster
from vastuumatriisi.publish import ManifestEntry
from vastuumatriisi.revision.documents import DocumentChange, between, replacements


def views_of(request: Request, matrix: Matrix, intact: Iterable[ManifestEntry]) -> tuple[Views, tuple[Text, ...]]:
    """Return what documents are made from, and what is to be told of it at the end. Raises UserError.

    ``intact`` are the documents that stand: some of them are made from more than those that are asked for.
    """
    base, notes = _base(request, matrix)
    if request.options.redline and base is None:
        notes = (*notes, message("build.no_redline"))
    formats = affected_formats(request, tuple(intact))
    printed, unread = _printed(request, matrix, base, formats)
    changed = document_changes(base, matrix) if base else ()
    replaced = tuple(replacements(changed, base, matrix)) if base else ()
    prints = _prints(changed, base, matrix) if base else ()
    roster = _roster(request, matrix, formats)
    return Views(matrix, base, replaced, printed=printed, roster=roster), (*prints, *notes, *unread)


def _prints(changed: tuple[DocumentChange, ...], old: Matrix, new: Matrix) -> tuple[Text, ...]:
    """Return which prints of the edition that changes are marked against still hold, in the words of ``diff``."""
    told = {}
    for language in sorted(spoken()):
        words = replace(new, language=language)
        told[language] = between(old, words), *replacements(changed, old, words)
    return tuple(in_languages(dict(zip(told, line, strict=True))) for line in zip(*told.values(), strict=True))


def _roster(request: Request, matrix: Matrix, formats: tuple[Format, ...]) -> Roster | None:
    """Return the people of houses, None where there is no roster or no format needs it. Raises UserError."""
    formats_with_people = request.formats_with_people
    if request.roster is None:
        if request.sites or formats_with_people:
            option = "--site" if request.sites else f"--only {formats_with_people[0]}"
            raise UsageError(message("build.no_roster", option=option, file=ROSTER))
        return None
    if not any(known.roster for known in formats):
        return None
    return read_roster(request.roster, request.roster_name, matrix)


def _base(request: Request, matrix: Matrix) -> tuple[Matrix | None, tuple[Text, ...]]:
    """Return what changes are marked against, and what is to be told where that does not read. Raises UserError."""
    try:
        return base(matrix, request.source, request.source_name, request.since), ()
    except UnreadableEdition as error:
        return None, (message("build.unmarked", reason=error.text),)


def _printed(
    request: Request, matrix: Matrix, base: Matrix | None, formats: tuple[Format, ...]
) -> tuple[tuple[PrintedMark, ...], tuple[Text, ...]]:
    """Return the marks of all that was ever issued, none where no format needs them, and which editions do not read."""
    if not any(known.prints for known in formats):
        return (), ()
    from vastuumatriisi.generators.printed import printed_marks  # with what tells the marks of every format

    issued, notes = _issued(request, base)
    return printed_marks(matrix, issued), notes


def _issued(request: Request, base: Matrix | None) -> tuple[list[Matrix], tuple[Text, ...]]:
    """Return every edition that was issued and reads, the base among them. Raises UserError."""
    issued = [base] if base else []
    notes: list[Text] = []
    for label, edition in frozen_editions(request.source, request.source_name).items():
        if base is None or not same_label(label, base.edition):
            try:
                issued.append(read_edition(edition))
            except UnreadableEdition as error:
                notes.append(message("build.prints_unknown", reason=error.text))
    return issued, tuple(notes)
