"""What the formats that the layout engine draws have in common: posters, role sheets, pages of sites."""

# What draws them, and so what their bytes depend on.
PACKAGES = (
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
)
