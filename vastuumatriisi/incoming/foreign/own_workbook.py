"""A workbook of ours among foreign ones: it carries the matrix that it was made from."""

from vastuumatriisi.incoming.anchors import MATRIX, SIGN, texts
from vastuumatriisi.incoming.foreign.reading.values import Reading


def carried(reading: Reading) -> str | None:
    """Return the matrix that a workbook of ours carries, as the text of a data file; None for any other file.

    It is "" where the workbook is ours, but what it carried has been damaged.
    """
    for sheet in reading.sheets:
        if sheet.text(0, 0) == SIGN:
            rows = ((sheet.text(row, 0), sheet.text(row, 1)) for row in range(1, len(sheet.rows)))
            return texts(rows).get(MATRIX, "")
    return None
