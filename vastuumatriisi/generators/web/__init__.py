"""The web page: one HTML file that holds everything, asks nothing of anybody, and knows which prints are current."""

from vastuumatriisi.generators.job import Format

FORMAT = Format(
    name="web",
    kinds={"web": "next"},
    module=f"{__name__}.generator",
    packages=("jinja2", "fonttools", "brotli", "uharfbuzz", "pymupdf-fonts"),
    templates=r"web\..*|fonts/.*",
    wording=("count", "date", "findings", "list", "matrix", "origin", "paths", "poster", "rules", "web"),
    theme=("colours", "levels", "letters", "fonts"),
    findings=True,
    prints=True,
    linked=True,
    filled={"web": "web.html.j2"},
)
