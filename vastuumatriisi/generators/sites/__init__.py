"""The pages of houses, each with its people by name, and the sheets of roles there. None without a roster."""

from vastuumatriisi.generators.job import Format
from vastuumatriisi.generators.pdf import PACKAGES

FORMAT = Format(
    name="sites",
    kinds={"site": "next"},
    module=f"{__name__}.generator",
    packages=PACKAGES,
    # templates may show any picture that lies beside them
    templates=r"(?!handbook\.docx$|theme\.toml$|web\.).*",
    wording=("count", "date", "list", "matrix", "paths", "poster", "role", "site"),
    theme=("colours", "levels", "letters", "fonts", "poster"),
    drawn=True,
    roster=True,
    for_each_unit=True,
    marks=f"{__name__}.marks",
    filled={"site": "poster_house.html.j2", "role": "role.html.j2"},
)
