"""The matrix as frozen values, with everything that follows from the data file.

Generators read these facts and compute none, so the documents cannot disagree. Identity is the id, never the name.
Each actor (a unit or a role) has ``id``, ``name``, ``short`` and ``scopes``; scopes that are empty mean every scope.
``accept`` maps the name of an answered finding to its reason, ``line`` is where a thing begins in the data file.
"""

from vastuumatriisi.model.matrix import Matrix
from vastuumatriisi.model.values import (
    Assignment,
    Block,
    Duty,
    Evidence,
    Level,
    Ownership,
    PastEdition,
    Place,
    Relation,
    Role,
    Scope,
    SiteType,
    Theme,
    Thresholds,
    Unit,
)

__all__ = [
    "Assignment",
    "Block",
    "Duty",
    "Evidence",
    "Level",
    "Matrix",
    "Ownership",
    "PastEdition",
    "Place",
    "Relation",
    "Role",
    "Scope",
    "SiteType",
    "Theme",
    "Thresholds",
    "Unit",
]
