"""The handbook: a Word document that planners attach as it is, cited by page and by code, and a PDF of its pages."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="handbook",
    kinds={"handbook": "numbered", "handbook-pdf": "numbered", "redline": "numbered"},
    module=f"{__name__}.generator",
    packages=("python-docx", "lxml", "fonttools", "pikepdf", "pymupdf-fonts", "rapidfuzz"),
    templates=r"handbook\.docx|fonts/.*",
    wording=(
        "count",
        "date",
        "findings",
        "handbook",
        "letters",
        "list",
        "matrix",
        "origin",
        "paths",
        "revision",
        "rules",
    ),
    theme=("colours", "levels", "letters", "fonts", "handbook"),
    numbered=True,
    printed="handbook-pdf",
    compared="redline",
)
