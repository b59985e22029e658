"""The role sheets: a PDF for each role that has a letter, with all that it owns, does, supports and is told."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="roles",
    kinds={"role-sheet": "next", "collection": "next"},
    module=f"{__name__}.generator",
    packages=(
        "weasyprint",
        "pydyf",
        "tinycss2",
        "tinyhtml5",
        "cssselect2",
        "fonttools",
        "uharfbuzz",
        "jinja2",
        "pymupdf-fonts",
        "pillow",
        "segno",
    ),
    templates=r"(?!handbook\.docx$|theme\.toml$|poster).*",  # templates may show any picture that lies beside them
    wording=("count", "date", "list", "matrix", "paths", "poster", "role"),
    theme=("colours", "levels", "letters", "fonts"),
    drawn=True,
    for_each_unit=True,
    marks=f"{__name__}.marks",
)
