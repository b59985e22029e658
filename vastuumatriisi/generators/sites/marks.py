"""The marks of pages of houses: none that a matrix alone could tell, for only a roster names the houses."""

from collections.abc import Iterator

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.matrix import Views


def marks(_views: Views) -> Iterator[Marked]:
    """Yield nothing."""
    yield from ()
