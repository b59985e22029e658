"""The pages of houses, each with its people by name, and the sheets of roles there. None without a roster."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="sites",
    kinds={"site": "next"},
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
    templates=r"(?!handbook\.docx$|theme\.toml$).*",  # templates may show any picture that lies beside them
    wording=("count", "date", "list", "matrix", "paths", "poster", "role", "site"),
    theme=("colours", "levels", "letters", "fonts", "poster"),
    drawn=True,
    roster=True,
    for_each_unit=True,
    marks=f"{__name__}.marks",
)
