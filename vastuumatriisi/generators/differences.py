"""Which documents of two matrices say something else: told by their marks, without making any."""

from collections.abc import Iterator
from importlib import import_module

from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.generators.job import Format, Marked
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.revision.documents import DocumentChange


def document_changes(old: Matrix, new: Matrix) -> tuple[DocumentChange, ...]:
    """Return what became of each document: those of the new matrix in their order, then those that are gone."""
    before, after = ({document[:1] + document[2:]: document for document in _documents(one)} for one in (old, new))
    here = (_change(before.get(key), document) for key, document in after.items())
    return (*here, *(_gone(document) for key, document in before.items() if key not in after))


def _documents(matrix: Matrix) -> Iterator[Marked]:
    views = Views(matrix)
    for known in GENERATORS:
        yield from documents_of(known, views)


def documents_of(known: Format, views: Views) -> Iterator[Marked]:
    """Yield the documents of a format with their marks."""
    if known.marks:
        yield from import_module(known.marks).marks(views)
    else:
        yield from (Marked(kind, views.matrix.fingerprint) for kind in known.kinds if kind != known.compared)


def _change(before: Marked | None, after: Marked) -> DocumentChange:
    ids = after.unit, after.role, after.site_type
    if before is None:
        return DocumentChange(after.kind, "new", *ids)
    return DocumentChange(after.kind, "same" if before.mark == after.mark else "reads-differently", *ids)


def _gone(before: Marked) -> DocumentChange:
    return DocumentChange(before.kind, "gone", before.unit, before.role, before.site_type)
