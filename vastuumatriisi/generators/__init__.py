"""The formats that documents come in: a folder for each, which says what it is and holds its generator."""

from vastuumatriisi.generators import handbook, posters, roles, sites, web, workbook
from vastuumatriisi.generators.job import Format

# Adding a format is one folder and its entry here; CONTRIBUTING.md has an example.
GENERATORS: tuple[Format, ...] = (
    workbook.FORMAT,
    handbook.FORMAT,
    posters.FORMAT,
    roles.FORMAT,
    sites.FORMAT,
    web.FORMAT,
)
FORMATS = {known.name: known for known in GENERATORS}
