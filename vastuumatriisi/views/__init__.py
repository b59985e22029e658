"""The matrix seen as grids and lists: what the columns are, and what stands in each cell.

A unit column shows the letters of the unit and of the roles at home in it. All documents take their cells from here.
"""

from vastuumatriisi.views.shapes import Grid, GridCell, SiteGroup, meets
from vastuumatriisi.views.views import Views

__all__ = ["Grid", "GridCell", "SiteGroup", "Views", "meets"]
