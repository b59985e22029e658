"""The web page, read back without running its scripts, says what the matrix says and asks for nothing."""

import base64
import hashlib
import itertools
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.support.changed import HEAD, OLD, OWNER, REMOVED, REWORDED
from tests.support.command import PRINTED, files_in, run
from tests.support.making import all_jobs, jobs_of
from tests.support.matrices import ROOT, many_duties, matrix_of
from tests.support.rosters import MATRIX, ROSTER
from tests.support.web import design, elements, kuopio, page, page_of, views_with
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.matrix import Matrix, Views

STATED = """
format: 1
title: Example matrix
organisation: Example & Sons
language: {language}
edition: "2"
date: 2026-01-31
letters:
  Tekee: {{name: Tekee, meaning: Tekee työn., counts_as: responsible}}
  Kund: {{name: Kund, meaning: Får resultatet., counts_as: none}}
roles: [{{id: auki, name: auki}}, {{id: y-1, name: y}}, {{id: olli, name: "<b>Olli</b> & %%script%%"}}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi "kaksi" <script>alert(1)</script>
        duties:
          - {{id: y-1, text: "Teemme </script> näin & noin.", assign: {{olli: "Tekee, Kund (suuret)", auki: "-"}}}}
          - {{id: Y.2_b, text: Autamme., note: Ei aina., links: [{{title: Ohje, url: "https://esimerkki.fi/?a=1&b=2"}}]}}
"""
ONE_LEVEL = f"""{HEAD.format("fi")}roles: []
levels:
  - {{id: ainoa, name: Ainoa taso, units: [{{id: oma, name: Oma, duties: [{{id: O-1, text: Teemme omaa.}}]}}]}}
"""
MATRICES = {
    "kuopio": (None, ()),
    "stated": (STATED.format(language="fi"), ()),
    "swedish": (STATED.format(language="sv"), ()),
    "english": (STATED.format(language="en-GB"), ()),
    "from the right": (STATED.format(language="ar"), ()),
    "changed": (
        HEAD.format("fi") + OLD.replace(*REWORDED).replace(*OWNER).replace(*REMOVED),
        (HEAD.format("fi") + OLD,),
    ),
}


@pytest.fixture(params=list(MATRICES))
def made(request: pytest.FixtureRequest) -> tuple[Matrix, str]:
    text, issued = MATRICES[request.param]
    if text is None:
        source = ROOT / "source" / "vastuumatriisi.yaml"
        return read_matrix(source, source.name), kuopio()
    return matrix_of(text), page(text, *issued)


def test_every_duty_stands_there_with_its_text_and_all_letters(made: tuple[Matrix, str]) -> None:
    """Of each duty: its text, and who has which letter, told at the duty or once for all duties of its unit."""
    matrix, text = made
    root = elements(text)
    for duty in matrix.duties:
        row = root.get_element_by_id(duty.id)
        if row.tag != "tr":  # the page has the address twice
            pytest.fail(f"{duty.id} is no row")
        assert " ".join(row.xpath("string(td[1]/p/text()[1])").split()) == " ".join(duty.text.split())
        told: Counter[tuple[str, str]] = Counter()
        section = row.iterancestors("section").__next__()
        for item in (*row.xpath(".//li[b]"), *section.xpath(".//div[@class='common']//li")):
            for link in item.xpath("a"):
                told[item.xpath("string(b)"), link.get("href")[1:]] += 1
        ids = {actor.id: actor.id + "_" * matrix.is_duty(actor.id) for actor in matrix.actors}
        expected = Counter(("/".join(part.letters) or "–", ids[part.actor]) for part in matrix.assignments_of(duty.id))
        assert told == expected


def test_every_actor_has_a_part_and_every_link_leads_somewhere(made: tuple[Matrix, str]) -> None:
    """All addresses of the page exist once, and units with duties and roles are among them."""
    matrix, text = made
    root = elements(text)
    ids = Counter(root.xpath("//@id"))
    assert [one for one, number in ids.items() if number > 1] == []
    links = {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")}
    assert links - {*ids} == set()
    headings = [" ".join(one.text_content().split()) for one in root.iter("h2")]
    for actor in (*matrix.duty_units, *matrix.roles):
        name = actor.name if actor in matrix.duty_units else actor.name[:1].upper() + actor.name[1:]
        assert " ".join(name.split()) in headings


def test_nothing_is_loaded_and_only_its_own_scripts_run(made: tuple[Matrix, str]) -> None:
    """The policy names the digest of each script and of the style sheet; no attribute holds a script or a style."""
    root = elements(made[1])
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        texts = [one.text for one in root.iter(tag) if one.get("type") != "application/json"]
        digests = [f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in texts]
        assert f"{directive} {' '.join(digests)};" in policy
    assert root.xpath("//@style | //@onclick | //script/@src | //link | //img | //iframe | //object | //base") == []
    assert re.findall(r"url\((?!data:font/woff2;base64,)", made[1]) == []
    assert [one for one in root.xpath("//a/@href") if not one.startswith(("#", "https://esimerkki.fi/"))] == []


def test_data_in_the_page_are_data(made: tuple[Matrix, str]) -> None:
    """What scripts read is JSON, whatever the matrix says, and holds no end of an element."""
    for one in elements(made[1]).xpath("//script[@type='application/json']"):
        assert json.loads(one.text) is not None
        assert "<" not in one.text


def test_what_a_matrix_says_is_text(made: tuple[Matrix, str]) -> None:
    """Markup in names and texts is shown and not obeyed."""
    root = elements(made[1])
    assert len(root.xpath("//script")) == 6
    assert not root.xpath("//b[. = 'Olli']")


def test_headings_have_an_order(made: tuple[Matrix, str]) -> None:
    """One h1, and no level is skipped; every section begins with an h2, a level inside of it with an h3."""
    levels = [int(one.tag[1]) for one in elements(made[1]).iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_one_level_is_not_shown_as_one() -> None:
    """A page of a matrix with one level names none, neither in the overview nor above its units."""
    two = "  - {id: muu, name: Muu taso, units: [{id: lisa, name: Lisä, duties: [{id: L-1, text: Teemme lisää.}]}]}\n"
    for more, is_shown in (("", False), (two, True)):
        shown = elements(page(f"{ONE_LEVEL}{more}")).get_element_by_id("main").text_content()
        assert ("Taso 1" in shown) is is_shown
        assert ("Ainoa taso" in shown) is is_shown


def test_a_set_without_an_owner_speaks_of_none() -> None:
    """Where no letter counts as accountable nothing is open."""
    root = elements(page(STATED.format(language="fi")))
    assert root.xpath("//*[@class='open' or contains(@class, 'vacant')]") == []
    assert "vailla" not in root.get_element_by_id("main").text_content()


def test_changes_are_told_in_words_with_their_prints() -> None:
    """What was reworded stands there with what is new and what is gone, marked and said."""
    text, issued = MATRICES["changed"]
    assert text is not None
    section = elements(page(text, *issued)).get_element_by_id("/muutokset")
    assert "luetteloa" in "".join(section.xpath(".//ins//text()"))
    assert "kirjaa" in "".join(section.xpath(".//del//text()"))
    assert "J-3" in section.text_content()
    status = {
        row.get("id"): row.xpath("string(.//*[@class='status'])") for row in elements(page(text, *issued)).iter("tr")
    }
    assert (status["J-1"], status["J-2"], status["A-2"]) == ("muuttunut", "muuttunut", "")


def test_marks_of_all_editions_stand_in_the_table() -> None:
    """The table of marks knows each document of the present matrix, and what differs in those of an earlier one."""
    text, issued = MATRICES["changed"]
    assert text is not None
    table = json.loads(elements(page(text, *issued)).get_element_by_id("prints").text)
    johto, apu, whole = (table["documents"][key] for key in ("unit=johto", "unit=apu", ""))
    [[[number, variant, codes, otherwise]]] = johto["was"].values()
    assert (table["editions"][number][0], variant, codes, otherwise) == ("1", "", ["J-1", "J-2", "J-3"], 0)
    assert apu["was"] == {apu["now"]: [[number]]}
    assert whole["now"] == matrix_of(text).fingerprint


def test_a_further_format_has_entries_of_its_own() -> None:
    """Documents of a kind that no QR code names take the place of none that the page knows."""
    views = views_with(read_matrix(ROOT / "source" / "vastuumatriisi.yaml", ""))
    known = next(mark for mark in views.printed if mark.kind == "poster")
    table = _prints(replace(views, printed=(*views.printed, replace(known, kind="unit-list", mark="0000-1111"))))
    assert table[""]["now"] == views.matrix.fingerprint
    assert table[f"unit={known.id}"]["now"] == known.mark
    assert table[f"unit-list={known.id}"]["now"] == "0000-1111"


def _prints(views: Views) -> Any:
    return json.loads(elements(page_of(views)).get_element_by_id("prints").text)["documents"]


def test_a_page_of_a_hundred_duties_is_small() -> None:
    """Fonts, scripts and all, the page of 105 duties has less than 250 kB, in a build of all that it leads to."""
    views = views_with(read_matrix(ROOT / "source" / "vastuumatriisi.yaml", ""))
    jobs = all_jobs(views, design("fi"))
    beside = {(job.kind, job.unit or job.role or job.site_type or ""): job.path for job in jobs}
    text = page_of(replace(views, beside=beside))
    assert text.count("class=file href=../") > 50
    assert len(text.encode()) < 250_000


def test_a_large_matrix_grows_with_its_duties_alone() -> None:
    """Ten times as many duties take at most ten times the bytes."""
    few, many = (len(page(many_duties(HEAD.format("fi") + OLD, number))) for number in (50, 500))
    assert many - few < 10 * few


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_place_of_the_file_follows_the_language(language: str) -> None:
    """The page has the name that web servers open."""
    [job] = jobs_of("web", views_with(matrix_of(STATED.format(language=language))), design(language))
    paths = {"fi": "verkko/index.html", "sv": "webb/index.html", "en": "web/index.html"}
    assert (job.path, job.kind) == (paths[language], "web")


def test_the_page_leads_to_what_lies_beside_it(tmp_path: Path) -> None:
    """In a whole build each link leads to a file of it, none to pages with people; a page alone has no such link."""
    source = tmp_path / "esimerkki.yaml"
    source.write_text(MATRIX, encoding="utf-8")
    (tmp_path / "sites.yaml").write_text(ROSTER, encoding="utf-8")
    build = tmp_path / "build"
    assert run("--source", source, "--output", build, "--only", "web").returncode == 0
    assert files_of(build) == set()
    assert run("--source", source, "--output", build).returncode == 0
    found = files_of(build)
    others = {path for path in files_in(build) if path.endswith((".pdf", ".xlsx", ".docx"))}
    assert found == {path for path in others if not path.startswith("kohteet/") and path not in PRINTED}
    assert "0 made" in run("--source", source, "--output", build, "--unit", "johto").stdout
    assert files_of(build) == found


def files_of(build: Path) -> set[str]:
    """Return the files that the page of a build leads to, as paths in the build."""
    text = (build / "verkko" / "index.html").read_text(encoding="utf-8")
    links = {link for _, _, link, _ in elements(text).iterlinks() if not link.startswith(("#", "data:"))}
    assert all(link.startswith("../") for link in links)
    return {link.removeprefix("../") for link in links}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", ["7 tehtävästä 1 on vailla yhtä vastaavaa", "1 tehtävä vailla yhtä vastaavaa", "1 avoin"]),
        ("sv", ["1 av 7 uppgifter saknar en ansvarig", "1 uppgift saknar en ansvarig", "1 öppen"]),
        ("en", ["1 of 7 duties lacks a single owner", "1 duty lacks a single owner", "1 open"]),
    ],
)
def test_one_open_duty_is_told_in_the_singular(language: str, told: list[str]) -> None:
    """The headline, the heading of the decisions and the unit speak of one duty."""
    unit = "      - {id: uusi, name: Uusi, leads: [], duties: [{id: U-1, text: Hoidamme uudet.}]}\n"
    root = elements(page(HEAD.format(language) + OLD + unit))
    start, decisions = (
        root.xpath(f"//section[{path}]")[0] for path in ("div[@class='headline opened']", ".//li/div/strong")
    )
    assert [" ".join(one.xpath("string(.//h2)").split()) for one in (start, decisions)] == told[:2]
    assert [one.xpath("string(.//strong[not(*)][starts-with(., '1 ')])") for one in (start, decisions)] == told[2:] * 2


def test_all_bars_of_the_balance_have_one_scale() -> None:
    """A duty is as long in the table of units as in that of roles, and never longer than 20 px."""
    for text in (kuopio(), page(HEAD.format("fi") + OLD)):
        cells = elements(text).xpath("//table[@class='balance']//td[*]")
        scales = [float(cell[0].get("width").removesuffix("em")) / int(cell.text_content()) for cell in cells]
        assert max(scales) - min(scales) < 0.02
        assert max(scales) <= 2
