"""The posters: a PDF for each unit that has duties and for each type of house, tagged for screen readers (PDF/UA-1)."""

from vastuumatriisi.generators.job import Format
from vastuumatriisi.generators.pdf import PACKAGES

FORMAT = Format(
    name="posters",
    kinds={"poster": "first", "site-poster": "next", "preview": "next", "collection": "next"},
    module=f"{__name__}.generator",
    packages=(*PACKAGES, "pypdfium2"),
    # templates may show any picture that lies beside them
    templates=r"(?!handbook\.docx$|theme\.toml$|role\.|web\.).*",
    wording=("count", "date", "list", "matrix", "paths", "poster"),
    theme=("colours", "levels", "letters", "fonts", "poster"),
    drawn=True,
    for_each_unit=True,
    marks=f"{__name__}.marks",
    filled={
        "poster": "poster.html.j2",
        "site-poster": "poster_house.html.j2",
        "preview": "poster.html.j2",
        "collection": "poster.html.j2",
    },
)
