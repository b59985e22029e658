"""What was added to a document of an edition: to which parts of it that can be asked, and what may stand there."""

from collections.abc import Collection, Iterator

from vastuumatriisi.locales.wording import direction, wording
from vastuumatriisi.matrix import Matrix, PrintedMark

from .added import Cover, added, cover_of
from .editions import KnownEdition, KnownEditions
from .expected import expected
from .tight import tight
from .values import Added, ReadDocument


def additions(
    document: ReadDocument, edition: KnownEdition, mark: PrintedMark, known: KnownEditions, changed: Collection[str]
) -> tuple[Added, ...]:
    """Return what a document has besides what it says; ``changed`` are the codes at which it says something else.

    Nothing is told where people stand by name, which nobody can know, nor where readers of PDFs mix the words.
    """
    matrix = edition.matrix
    if document.form in ("xlsx", "html"):
        return document.added
    if document.form == "pdf" and direction(matrix.language) == "rtl":
        return ()
    wanted = expected(matrix, mark)
    if document.form == "docx" or not mark.id:
        cover, start = _of_handbook(document, edition, known)
    else:
        cover, start = (None if wanted.names != "nowhere" else known.cover), 0
    if cover is None:
        return ()
    cover = Cover(cover.passages, cover.phrases.with_more(document.edges))
    found = [*added(document.running, cover, _codes(matrix), start)]
    if not found:
        return ()
    said = tight(document.running)
    # Where the text of a duty is not as it was, what stands in its place has not been added to it.
    other = {code for code in changed if wanted.duties.get(code, "") not in said}
    found = [one for one in found if one.where not in other]
    if found and document.form == "pdf":
        # The last line of a row may have been taken for the foot of its page, since a neighbour ends with the same.
        told = [tight(one.text) for one in added(document.text, cover, _codes(matrix))]
        found = [one for one in found if any(tight(one.text) in text or text in tight(one.text) for text in told)]
    return tuple(found)


def _codes(matrix: Matrix) -> Iterator[str]:
    return (duty.id for duty in matrix.duties)


def _of_handbook(document: ReadDocument, edition: KnownEdition, known: KnownEditions) -> tuple[Cover | None, int]:
    """Return what may stand in a handbook, and where its title page ends, on which a letterhead has its own texts.

    What has changed can be told of a handbook only if the edition is known since which it is marked.
    """
    text = tight(document.running).casefold()
    bases = [one.matrix for one in known.editions if _since(one.matrix, edition.matrix) in text]
    if not bases and tight(wording(edition.matrix.language)("handbook.changes.bar")).casefold() in text:
        return None, 0
    last = tight(edition.handbook.last_of_cover).casefold()
    whole = (*edition.handbook.whole, *(said for base in bases for said in edition.changes(edition.matrix, base)))
    passages = (*whole, *known.texts)
    return cover_of(passages, known.cover.phrases), text.find(last) + len(last) if last in text else 0


def _since(base: Matrix, matrix: Matrix) -> str:
    say = wording(matrix.language)
    return tight(say("handbook.changes.since", edition=base.edition, date=say.date(base.date))).casefold()
