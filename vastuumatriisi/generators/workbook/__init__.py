"""The workbook: the grids of the matrix and its lists, for people who filter, print and present from Excel."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="workbook",
    kinds={"workbook": "next"},
    module=f"{__name__}.generator",
    packages=("openpyxl", "lxml", "fonttools", "pymupdf-fonts", "rapidfuzz"),
    templates="fonts/.*",
    wording=(
        "count",
        "date",
        "findings",
        "letters",
        "list",
        "matrix",
        "origin",
        "paths",
        "revision",
        "rules",
        "workbook",
    ),
    theme=("colours", "levels", "letters", "fonts", "workbook"),
    findings=True,
)
