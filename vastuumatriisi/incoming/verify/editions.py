"""The editions that a document could be of: the present one first, then those that are frozen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from vastuumatriisi.locales.message import Text
from vastuumatriisi.matrix import Matrix, PrintedMark

from .added import Cover, cover_of
from .phrases import Phrases, furniture, phrases_of, vocabulary
from .values import Passages


@dataclass(frozen=True)
class KnownEdition:
    """A matrix with the marks of its documents; ``passages`` tells what its handbook says.

    ``changes`` are the texts of the one that marks what has changed since another matrix.
    """

    matrix: Matrix
    marks: tuple[PrintedMark, ...]
    passages: Callable[[Matrix], Passages]
    changes: Callable[[Matrix, Matrix], tuple[str, ...]]

    @cached_property
    def handbook(self) -> Passages:
        return self.passages(self.matrix)


@dataclass(frozen=True)
class KnownEditions:
    """All editions that are known, the present one first; ``unread`` tells why some frozen ones are not."""

    editions: tuple[KnownEdition, ...]
    unread: tuple[Text, ...] = ()

    @property
    def present(self) -> KnownEdition:
        return self.editions[0]

    @cached_property
    def _by_mark(self) -> Mapping[str, list[tuple[KnownEdition, PrintedMark]]]:
        found: dict[str, list[tuple[KnownEdition, PrintedMark]]] = {}
        for edition in self.editions:
            for mark in edition.marks:
                found.setdefault(mark.mark, []).append((edition, mark))
        return found

    def of(self, mark: str) -> list[tuple[KnownEdition, PrintedMark]]:
        """Return the editions with a document of that mark, and that document as each of them has it."""
        return self._by_mark.get(mark, [])

    def now(self, mark: PrintedMark) -> PrintedMark | None:
        """Return the same document of the present edition, None where it has none."""
        key = mark.kind, mark.id, mark.role
        return next((one for one in self.present.marks if (one.kind, one.id, one.role) == key), None)

    @cached_property
    def phrases(self) -> Phrases:
        """What may stand beside the texts of duties in a document of any of them."""
        return phrases_of((*self._marks, *self.texts))

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What documents of any of them are made of."""
        return tuple(text for one in self.editions for text in vocabulary(one.matrix))

    @cached_property
    def cover(self) -> Cover:
        """What may stand in any of their posters and sheets; codes of others, which are gone, look as theirs do."""
        stems = {"".join(filter(str.isalpha, duty.id)) for one in self.editions for duty in one.matrix.duties}
        return cover_of(self.texts, self.phrases.with_more(stems))

    @cached_property
    def furniture(self) -> Phrases:
        """What may stand between duties of a handbook besides what it says of them: no names of people."""
        return phrases_of((*self._marks, *(text for one in self.editions for text in furniture(one.matrix))))

    @property
    def _marks(self) -> list[str]:
        return [mark.mark for edition in self.editions for mark in edition.marks]
