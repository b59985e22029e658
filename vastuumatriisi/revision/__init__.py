"""What has changed between two editions, in the words of the new one, for the command, the documents and reviews."""

from vastuumatriisi.revision.marks import Marks, Status, marks_of
from vastuumatriisi.revision.tell import tell
from vastuumatriisi.revision.values import Following, Group, Piece, Pieces, Revision, State, Told

__all__ = ["Following", "Group", "Marks", "Piece", "Pieces", "Revision", "State", "Status", "Told", "marks_of", "tell"]
