"""A returned workbook and the data file -> proposals; accepted ones -> the text of the data file that has them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from vastuumatriisi.datafile.edit import EditedText, apply
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.base import Base, base_of
from vastuumatriisi.incoming.returned.edits import LEADS, changes_of
from vastuumatriisi.incoming.returned.facts import Remarked
from vastuumatriisi.incoming.returned.opening import opened
from vastuumatriisi.incoming.returned.proposals import Proposal, proposals_of
from vastuumatriisi.incoming.returned.seen import Everything, seen_in
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.process import gc_paused
from vastuumatriisi.text.characters import shown


@dataclass(frozen=True, slots=True)
class Review:
    """What came back, held against what it was made from and against the present matrix.

    ``remarks`` are what was seen and not taken; ``notes`` say what the file is, where it is not what was expected.
    """

    base: Base
    present: Matrix
    proposals: tuple[Proposal, ...]
    remarks: tuple[Remarked, ...]
    notes: tuple[Text, ...]
    seen: Everything = field(repr=False)

    @property
    def open(self) -> tuple[Proposal, ...]:
        """The proposals that the data file does not say yet."""
        return tuple(one for one in self.proposals if not one.done)

    def against(self, present: Matrix) -> "Review":
        """Return the review of the same workbook, held against what the data file says now."""
        return replace(self, present=present, proposals=proposals_of(self.base, present, self.seen))


def review_of(
    content: bytes, name: str, present: Matrix, edition_with: Callable[[str], Matrix | None] = lambda _: None
) -> Review:
    """Return the review of a returned workbook; ``name`` is how messages call it.

    ``edition_with`` finds the edition with a fingerprint, for a workbook that does not carry its matrix. Raises
    UserError where nothing of it can be read, or where it is a workbook of another matrix.
    """
    with gc_paused():
        book = opened(content, name)
        base = base_of(book, present, edition_with, name)
        _refuse_others(base.matrix, present, name)
        seen = seen_in(book, base, name)
        if not seen.tables:
            raise UserError(message("returned.no_columns", file=name))
        return Review(base, present, proposals_of(base, present, seen), seen.remarks, book.notes, seen)


def _refuse_others(base: Matrix, present: Matrix, name: str) -> None:
    """Raise UserError for a workbook of another matrix: neither title nor organisation nor most codes are ours."""
    if base.title == present.title and base.organisation == present.organisation:
        return
    common = sum(present.is_duty(duty.id) for duty in base.duties)
    if 2 * common < len(base.duties) or (base.title != present.title and base.organisation != present.organisation):
        names = {"title": shown(base.title), "organisation": shown(base.organisation)}
        raise UserError(message("returned.other_matrix", file=name, **names))


def applied(
    proposals: Sequence[Proposal], present: Matrix, content: bytes, name: str, owners: str = LEADS
) -> EditedText:
    """Return the content of the data file with proposals made come true, all of them.

    ``owners`` is how the owner of a whole unit is written, "leads" or "assign". Raises UserError with the number of the
    one at fault where the result would not read.
    """
    try:
        return apply(changes_of(proposals, present, owners), content, name)
    except UserError as error:
        # Found one by one only now: as a rule there is none.
        for number in range(1, len(proposals) + 1):
            try:
                apply(changes_of(proposals[:number], present, owners), content, name)
            except UserError as fault:
                key = "returned.refused_with_others" if number > 1 else "returned.refused"
                raise UserError(message(key, number=proposals[number - 1].number, fault=fault.text)) from None
        raise error from None
