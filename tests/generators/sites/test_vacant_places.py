"""A page of a house marks each vacant place, and names nobody whom such a house does not have."""

from dataclasses import replace
from pathlib import Path

from tests.support.matrices import matrix_of
from tests.support.rosters import MATRIX
from tests.support.web import design
from vastuumatriisi.datafile.roster.read import read_roster
from vastuumatriisi.findings.vacancies import vacancies
from vastuumatriisi.generators.pdf.content.house import House, house
from vastuumatriisi.generators.pdf.content.mark import site_mark
from vastuumatriisi.generators.pdf.content.poster import PosterSheet
from vastuumatriisi.generators.sites.page import house_page, with_people
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views

STATED = MATRIX.replace("text: Johdamme koulua.", "text: Johdamme koulua., assign: {tutkintovastaava: A, paallikko: C}")
SHEET = PosterSheet("A3", 0, marks=False)


def views_of(text: str, folder: Path, roster: str) -> Views:
    (folder / "sites.yaml").write_text(f"format: 1\nsites:\n{roster}", encoding="utf-8")
    matrix = matrix_of(text)
    return replace(Views(matrix), roster=read_roster(folder / "sites.yaml", "sites.yaml", matrix))


def page_of(views: Views) -> House:
    assert views.roster
    [site] = views.roster.sites
    kind = views.matrix.site_type(site.type)
    bare = house_page(views, kind, design("fi"), SHEET)
    return with_people(bare, site, kind, views, wording("fi"))


def told(views: Views) -> list[str]:
    """Return the vacant places on the page, by unit and role."""
    groups = page_of(views).groups
    return [f"{group.name}: {one.role.partition('.')[0]}" for group in groups for one in group.holders if one.vacant]


def test_a_place_that_the_roster_leaves_empty_is_vacant(tmp_path: Path) -> None:
    """One of several in charge, or a supporter, for whom the roster has a place and no name is vacant there too."""
    roster = (
        "  - {id: l, name: L, type: lukio, people: {rehtori: M, apulainen: [], tukihenkilo: N, tutkintovastaava: O}}\n"
    )
    views = views_of(MATRIX, tmp_path, roster)
    assert views.roster
    assert told(views) == ["Johto: Apulainen, tukena", "Henkilöstö: Apulainen"]
    assert [one.role for one in vacancies(views.roster, views, wording("fi"))] == ["apulainen"]


def test_a_house_names_no_role_of_other_scopes() -> None:
    """Who has which letter leaves out the roles that do not exist there, in the legend and for the mark as well."""
    views = Views(matrix_of(STATED))
    school, lukio = (house(views, kind, design("fi"), SHEET) for kind in views.matrix.site_types)
    said = [
        [(remark.label, remark.items) for remark in one.groups[0].entries[0].remarks if remark.counts_as]
        for one in (school, lukio)
    ]
    assert said == [
        [("S", ("apulainen",)), ("C", ("päällikkö",))],
        [("A", ("tutkintovastaava",)), ("S", ("apulainen",)), ("C", ("päällikkö",))],
    ]
    assert "A" not in [remark.label for remark in school.legend]
    renamed = Views(matrix_of(STATED.replace("name: tutkintovastaava", "name: koevastaava")))
    marks = [[site_mark(one, kind) for kind in one.matrix.site_types] for one in (views, renamed)]
    assert [before == after for before, after in zip(*marks, strict=True)] == [True, False]
