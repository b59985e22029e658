"""Is a document current? Told by what it says, not by its bytes: those change when it is only saved, moved or signed.

A mark guards against accident, not against forgery: whoever writes a document can write a mark.
"""

from vastuumatriisi.incoming.verify.editions import KnownEdition, KnownEditions
from vastuumatriisi.incoming.verify.typed import TypedMark, typed_mark
from vastuumatriisi.incoming.verify.values import Document, Passages, State, Verdict
from vastuumatriisi.incoming.verify.verify import verify_file, verify_mark

__all__ = [
    "Document",
    "KnownEdition",
    "KnownEditions",
    "Passages",
    "State",
    "TypedMark",
    "Verdict",
    "typed_mark",
    "verify_file",
    "verify_mark",
]
