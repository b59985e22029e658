"""Which prints to replace, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Matrix


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of a document; ``unit``, ``role`` and ``site_type`` are ids, None where it is of none."""

    kind: str
    change: Literal["same", "reads-differently", "new", "gone"]
    unit: str | None = None
    role: str | None = None
    site_type: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it tells the whole matrix."""
        return not (self.unit or self.role or self.site_type)


POSTERS = ("poster", "site-poster")


def between(old: Matrix, new: Matrix) -> str:
    """Return the line that names the editions that are compared, in the language of the new one."""
    words = wording(new.language)
    return words("revision.editions", old=named(old, words), new=named(new, words))


def named(matrix: Matrix, words: Wording) -> str:
    """Return which edition a matrix is: "painos 2027-01 (15.1.2027)"."""
    return words("revision.edition", edition=matrix.edition, date=words.date(matrix.date))


def replacements(documents: Iterable[DocumentChange], old: Matrix, new: Matrix) -> list[str]:
    """Return the sentences that say which prints to replace, in the language of the new matrix."""
    known = list(documents)
    words = wording(new.language)
    if all(document.change == "same" for document in known):
        return [words("revision.documents.all_hold")]
    posters = [document for document in known if document.kind in POSTERS]
    whole = [document for document in known if document.is_whole and document.change == "reads-differently"]
    sheets = [document for document in known if document.role]
    return [*_of_posters(posters, words, old, new), *_of_roles(sheets, words, old, new), *_of_whole(whole, words)]


def _of_posters(posters: list[DocumentChange], words: Wording, old: Matrix, new: Matrix) -> Iterator[str]:
    def named(change: str) -> str:
        return ", ".join(_name(one, words, old, new) for one in posters if one.change == change)

    changes = {one.change for one in posters}
    if "reads-differently" not in changes:
        yield from [words("revision.documents.hold")] if "same" in changes else []
    elif "same" in changes:
        yield words("revision.documents.replace_some", posters=named("reads-differently"))
    else:
        yield words("revision.documents.replace_all")
    for change in ("new", "gone"):
        if change in changes:
            yield words(f"revision.documents.{change}", posters=named(change))


def _of_roles(sheets: list[DocumentChange], words: Wording, old: Matrix, new: Matrix) -> Iterator[str]:
    for change, key in (("reads-differently", "roles"), ("new", "roles_new"), ("gone", "roles_gone")):
        matrix = old if change == "gone" else new
        names = [matrix.role(str(sheet.role)).name for sheet in sheets if sheet.change == change]
        if names:
            yield words(f"revision.documents.{key}", roles=", ".join(names))


def _name(document: DocumentChange, words: Wording, old: Matrix, new: Matrix) -> str:
    matrix = old if document.change == "gone" else new
    if document.unit:
        return matrix.unit(document.unit).short
    return words("revision.documents.house", name=matrix.site_type(str(document.site_type)).name)


def _of_whole(documents: list[DocumentChange], words: Wording) -> Iterator[str]:
    # The PDF of the handbook goes with it, and has no name of its own.
    keys = [f"revision.documents.{document.kind}" for document in documents]
    names = [words(key) for key in keys if key in words.entries]
    if names:
        yield words("revision.documents.whole", documents=words.listed(names))
