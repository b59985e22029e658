"""The handbook: a Word document that planners attach as it is, cited by page and by code."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="handbook",
    kinds={"handbook": "numbered"},
    module=f"{__name__}.generator",
    packages=("python-docx", "lxml", "fonttools", "pymupdf-fonts", "rapidfuzz"),
    templates=r"handbook\.docx|fonts/.*",
    wording=("count", "date", "findings", "handbook", "letters", "list", "matrix", "origin", "paths", "rules"),
    theme=("colours", "levels", "letters", "fonts", "handbook"),
    numbered=True,
)
