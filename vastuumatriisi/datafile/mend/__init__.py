"""A data file with problems -> the same file, with those mended that have only one right answer."""

from vastuumatriisi.datafile.mend.mend import Mended, mended

__all__ = ["Mended", "mended"]
