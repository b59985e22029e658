"""The legend of letters on the poster of a house."""

import io

import pypdf

from tests.support.making import jobs_of, render
from tests.support.matrices import HEAD, views_of
from vastuumatriisi.design.design import Design

HOUSE = (
    HEAD
    + """
roles: [{id: johtaja, name: johtaja}]
letters: {A: {name: Vastaa, counts_as: accountable}, R: {name: Tekee, counts_as: responsible}}
levels:
  - id: t
    name: Esimerkkitaso
    units: [{id: johto, name: Johto, duties: [{id: J-1, text: Teemme päätökset., assign: {johtaja: R}}]}]
site_types: [{id: koulu, name: Esimerkkikoulu, units: [johto]}]
"""
)
RUNNING = "Esimerkkilä · Esimerkkimatriisi"
BASELINES = 30.0  # at least between the two, in the file's own units


def test_above_the_running_foot(design: Design) -> None:
    """It stands above the running foot with space between them."""
    job = next(job for job in jobs_of("posters", views_of(HOUSE), design) if job.site_type)
    places: dict[str, float] = {}

    def visit(text: str, _: object, matrix: list[float], *_more: object) -> None:
        places.setdefault(text.strip(), matrix[5])

    pypdf.PdfReader(io.BytesIO(render(job, design).data)).pages[0].extract_text(visitor_text=visit)
    assert places[RUNNING] - places["Tekee"] > BASELINES
