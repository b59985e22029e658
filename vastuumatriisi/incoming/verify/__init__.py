"""Is a document current? Told by what it says, not by its bytes: those change when it is only saved, moved or signed.

A mark guards against accident, not against forgery: whoever writes a document can write a mark.
"""

from vastuumatriisi.incoming.verify.editions import KnownEdition, KnownEditions
from vastuumatriisi.incoming.verify.reading import read_ahead, read_document
from vastuumatriisi.incoming.verify.typed import TypedMark, typed_mark
from vastuumatriisi.incoming.verify.values import Document, Passages, State, Unreadable, Verdict
from vastuumatriisi.incoming.verify.verify import verify_document, verify_mark

__all__ = [
    "Document",
    "KnownEdition",
    "KnownEditions",
    "Passages",
    "State",
    "TypedMark",
    "Unreadable",
    "Verdict",
    "read_ahead",
    "read_document",
    "typed_mark",
    "verify_document",
    "verify_mark",
]
