"""What a responsibility matrix means: frozen values, and everything that follows from the data file.

Generators read these facts and compute none, so the documents cannot disagree. ``Views`` has the grids and lists.

Identity is the id, never the name.
Each actor (a unit or a role) has ``id``, ``name``, ``short`` and ``scopes``; scopes that are empty mean every scope.
``accept`` maps the name of an answered finding to its reason, ``line`` is where a thing begins in the data file.
"""

from vastuumatriisi.matrix.grids import Grid, GridCell, SiteGroup
from vastuumatriisi.matrix.matrix import Matrix, meets
from vastuumatriisi.matrix.values import (
    Assignment,
    Block,
    Duty,
    Evidence,
    Level,
    Link,
    Ownership,
    PastEdition,
    Place,
    PrintedMark,
    Relation,
    Role,
    Scope,
    SiteType,
    Theme,
    Thresholds,
    Unit,
)
from vastuumatriisi.matrix.views import Views

__all__ = [
    "Assignment",
    "Block",
    "Duty",
    "Evidence",
    "Grid",
    "GridCell",
    "Level",
    "Link",
    "Matrix",
    "Ownership",
    "PastEdition",
    "Place",
    "PrintedMark",
    "Relation",
    "Role",
    "Scope",
    "SiteGroup",
    "SiteType",
    "Theme",
    "Thresholds",
    "Unit",
    "Views",
    "meets",
]
