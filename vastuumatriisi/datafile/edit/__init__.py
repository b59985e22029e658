"""Changes -> the data file: only what differs is written, everything else stays to the byte.

``apply`` returns the new text, which it has read to see that it says exactly what it shall; ``write`` puts it into the
place of the old one.
"""

from vastuumatriisi.datafile.edit.apply import EditedText, apply
from vastuumatriisi.datafile.edit.write import write

__all__ = ["EditedText", "apply", "write"]
