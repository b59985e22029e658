"""The role sheets: a PDF for each role that has a letter, with all that it owns, does, supports and is told."""

from vastuumatriisi.generators.job import Format
from vastuumatriisi.generators.pdf import PACKAGES

FORMAT = Format(
    name="roles",
    kinds={"role-sheet": "next", "collection": "next"},
    module=f"{__name__}.generator",
    packages=PACKAGES,
    # templates may show any picture that lies beside them
    templates=r"(?!handbook\.docx$|theme\.toml$|poster|web\.).*",
    wording=("count", "date", "list", "matrix", "paths", "poster", "role"),
    theme=("colours", "levels", "letters", "fonts"),
    drawn=True,
    for_each_unit=True,
    marks=f"{__name__}.marks",
    filled={"role-sheet": "role.html.j2", "collection": "role.html.j2"},
)
