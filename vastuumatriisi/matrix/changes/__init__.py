"""What is new between two matrices: ``compare(old, new) -> Changes``, each a fact with before and after.

Identity is the id. A duty that kept its text under another code is recoded, one that stands in another unit is moved.
"""

from vastuumatriisi.matrix.changes.compare import compare
from vastuumatriisi.matrix.changes.selection import only
from vastuumatriisi.matrix.changes.values import (
    About,
    Change,
    Changes,
    ComparedEdition,
    Fact,
    Kind,
    LetterChange,
    Order,
    Position,
    StatedDuty,
    StatedLevel,
    StatedRole,
    StatedUnit,
)

__all__ = [
    "About",
    "Change",
    "Changes",
    "ComparedEdition",
    "Fact",
    "Kind",
    "LetterChange",
    "Order",
    "Position",
    "StatedDuty",
    "StatedLevel",
    "StatedRole",
    "StatedUnit",
    "compare",
    "only",
]
