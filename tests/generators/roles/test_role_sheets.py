"""The sheets of roles, read back: what they say, how large and on how many pages, as PDF/UA-1 and PDF/A-2a."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import yaml

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import HEAD, ROOT, views_of
from tests.support.reading import poster_text, tight
from tests.support.requirements import needs_java
from tests.support.sheets import faults
from tests.support.verapdf import ALL_HOLD, verdicts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

MATRIX = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
contact: apu@example.org
publication_url: https://example.org/vastuut
roles:
  - {id: johtaja, name: johtaja}
  - {id: sihteeri, name: koulusihteeri}
  - {id: tukija, name: tukija}
  - {id: turha, name: turha}
  - {id: sivusta, name: sivusta seuraava}
levels:
  - id: ylin
    name: Ylin
    units:
      - id: toimisto
        name: Toimisto
        leads: [johtaja]
        supports: [tukija]
        duties:
          - {id: T-1, text: Tilaamme kaiken., note: "Vain keväällä.", links: [{title: Ohje, url: "https://example.org/ohje"}]}
          - {id: T-2, text: Maksamme laskut., assign: {sihteeri: "I (suuret)", sivusta: "-"}}
          - {id: T-3, text: Pidämme kirjaa., assign: {sihteeri: R/A}}
  - id: toinen
    name: Toinen
    units:
      - id: varasto
        name: Varasto
        leads: [johtaja, sihteeri]
        supports: [tukija]
        duties: [{id: V-1, text: Maksamme laskut.}, {id: V-2, text: Kannamme laatikot., cooperates: [tukija]}]
      - {id: tyhja, name: Tyhjä, supports: [tukija], duties: [{id: E-1, text: Odotamme.}]}
"""
WORDS = "Huolehdimme esimerkkikoulun laitteista ja niiden käytöstä sekä kaikesta muusta tärkeästä aina."


def many(duties: int, supports: int = 0) -> str:
    """Return a data file with a role that leads a unit of so many duties and supports another one."""
    units = [
        {"id": name.lower(), "name": name, key: ["rooli"], "duties": duties_of(name, count)}
        for name, key, count in (("A", "leads", duties), ("B", "supports", supports))
    ]
    data = {"roles": [{"id": "rooli", "name": "rooli"}], "levels": [{"id": "t", "name": "Taso", "units": units}]}
    return HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def duties_of(name: str, count: int) -> list[dict[str, str]]:
    return [{"id": f"{name}-{n}", "text": f"{WORDS} {n}"} for n in range(1, count + 1)]


def sheets(views: Views, design: Design, options: Options | None = None) -> dict[str, bytes]:
    return {job.role or job.kind: render(job, design).data for job in jobs_of("roles", views, design, options)}


@pytest.fixture(scope="module")
def made(build_views: Build, design: Design) -> dict[str, str]:
    return {role: poster_text(data) for role, data in sheets(build_views(MATRIX), design).items()}


@pytest.fixture(scope="module")
def of_kuopio(kuopio: Views, design: Design) -> dict[str, bytes]:
    return sheets(kuopio, design)


def test_each_role_with_a_letter_has_a_sheet(made: dict[str, str]) -> None:
    """A role that has no letter has none, nor has one that is said to take no part."""
    assert set(made) == {"johtaja", "sihteeri", "tukija"}


@pytest.mark.parametrize(
    ("role", "order"),
    [
        ("johtaja", ["Vastaan itse 2", "Toimisto", "T-1", "Tilaamme kaiken.", "T-2", "Teen 1", "Varasto", "V-2"]),
        ("sihteeri", ["Vastaan itse 1", "T-3", "Pidämme kirjaa.", "Teen 2", "V-1", "V-2"]),
        ("tukija", ["Tuen 5", "T-1", "T-2", "T-3", "V-2", "Tyhjä", "E-1", "Odotamme."]),
    ],
)
def test_strongest_comes_first_by_unit(made: dict[str, str], role: str, order: list[str]) -> None:
    """Each thing that a role has to do with duties has its words and its number, and in it every duty its full text."""
    text = made[role]
    for part in order:
        _, found, text = text.partition(tight(part))
        assert found, part


def test_the_english_i_keeps_its_capital(build_views: Build, design: Design) -> None:
    """What a role has to do is told in one sentence, inside of which other words begin small."""
    data = sheets(build_views(MATRIX.replace("language: fi", "language: en")), read_design(ROOT / "templates", "en"))
    assert tight("I answer for 2 and I do 1") in poster_text(data["johtaja"])


def test_the_same_duty_stands_once(made: dict[str, str]) -> None:
    """A text that two units have is told once, where the role does most, with the other code beside it."""
    assert made["johtaja"].count("Maksammelaskut.") == 1
    assert tight("Sama tehtävä Varasto V-1") in made["johtaja"]
    assert tight("Sama tehtävä Toimisto T-2 (Saa tiedon)") in made["sihteeri"]


def test_what_a_reader_asks_stands_there(made: dict[str, str]) -> None:
    """Who else is in it, notes, links, what is open and why, where a letter comes from, and whom to ask."""
    told = made["johtaja"]
    for words in (
        "Tukee tukija",
        "Huomautus Vain keväällä.",
        "example.org/ohje",
        "Päätelty: rooli on yksikön ainoa vastuuhenkilö.",
        "Avoin yhtä vastaavaa ei ole päätetty",
        "Kysy apu@example.org",
        "ei kirjattu",
        "Painos 1",
    ):
        assert tight(words) in told, words
    assert tight("Avoin vastaavaa ei ole nimetty") in made["tukija"]
    assert "turha" not in made["johtaja"]


def test_every_duty_of_kuopio_is_on_the_sheet_of_its_role(kuopio: Views, of_kuopio: dict[str, bytes]) -> None:
    """All texts, in full, on two pages at most."""
    assert len(of_kuopio) == len(kuopio.acting_roles) > 40
    for role in kuopio.acting_roles:
        reader = pypdf.PdfReader(io.BytesIO(of_kuopio[role.id]))
        text = poster_text(of_kuopio[role.id])
        assert len(reader.pages) <= 2
        for assignment in kuopio.matrix.assignments_to(role.id):
            assert tight(kuopio.matrix.duty(assignment.duty).text) in text, (role.id, assignment.duty)


def smallest(data: bytes) -> float:
    """Return the size of the smallest type above the running foot of each page, in points."""
    sizes = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = pypdfium2.raw.ctypes.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(item, size)
            if item.get_bounds()[1] > 45:
                sizes.append(size.value * item.get_matrix().d)
    document.close()
    return min(map(abs, sizes))


def test_nothing_is_smaller_than_eleven_points(of_kuopio: dict[str, bytes]) -> None:
    """The fullest sheet and the emptiest one, all words but those of the running foot."""
    for role in ("kiertava-digimentori", "muut-aikuiset", "rehtori"):
        assert smallest(of_kuopio[role]) > 10.95, role
        assert faults(of_kuopio[role]) == []


def expanded(text: str) -> set[str]:
    """Return all codes of a text, those inside of ranges too."""
    found = set()
    for stem, first, last in re.findall(r"\b([AB]-)(\d+)(?:–(\d+))?", text):
        found |= {f"{stem}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


@pytest.mark.parametrize(("leads", "supports"), [(60, 60), (3, 200), (800, 400)])
def test_what_two_pages_do_not_hold_is_told_by_its_codes(
    leads: int, supports: int, build_views: Build, design: Design
) -> None:
    """The weakest are shortened, every code stands there, and the build tells of it."""
    views = build_views(many(leads, supports))
    [job] = jobs_of("roles", views, design)
    rendered = render(job, design)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(rendered.data)).pages)
    assert rendered.pages == 2
    assert expanded(text) == {duty.id for duty in views.matrix.duties}
    [note] = [note for note in rendered.notes if "do not fit two pages" in str(note)]
    assert_in_every_language(note)
    assert smallest(rendered.data) > 10.95


def test_collection_holds_every_sheet(build_views: Build, design: Design) -> None:
    """All in one file, with a bookmark for each."""
    reader = pypdf.PdfReader(io.BytesIO(sheets(build_views(MATRIX), design, Options(collection=True))["collection"]))
    assert [item["/Title"] for item in reader.outline if isinstance(item, dict)] == [
        "Johtaja",
        "Koulusihteeri",
        "Tukija",
    ]
    assert len(reader.pages) == 3


def test_what_a_duty_is_limited_to_is_on_one_line(of_kuopio: dict[str, bytes]) -> None:
    """The mark of its scopes is not broken over two lines where the text before it ends near the margin."""
    lines = pypdf.PdfReader(io.BytesIO(of_kuopio["luokanopettaja"])).pages[0].extract_text().split("\n")
    assert any("vain perusopetus" in line for line in lines)


def test_mark_changes_with_what_the_sheet_says_alone(build_views: Build, design: Design) -> None:
    """A change elsewhere, another edition or contact leave it; a change of a duty of the role does not."""

    def marks(text: str) -> dict[str | None, str]:
        return {job.role: job.mark for job in jobs_of("roles", build_views(text), design)}

    before = marks(MATRIX)
    assert marks(MATRIX.replace('edition: "1"', 'edition: "2"').replace("apu@", "tuki@")) == before
    after = marks(MATRIX.replace("Odotamme.", "Odotamme aina."))
    assert {role for role in before if before[role] != after[role]} == {"tukija"}


@needs_java
def test_every_sheet_is_pdf_ua_1_and_pdf_a_2a(
    of_kuopio: dict[str, bytes], build_views: Build, design: Design, tmp_path: Path
) -> None:
    """All rules hold for Kuopio's, for one with code, links and logo, in Swedish, English, and from the right."""
    svg = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path fill="#123456" d="M0 0h2v1z"/></svg>"""
    branded = replace(design, templates={**design.templates, "logo.svg": svg})
    files = {**of_kuopio, **{f"coded {k}": v for k, v in sheets(build_views(MATRIX), branded).items()}}
    for language in ("sv", "en", "ar"):
        foreign = build_views(MATRIX.replace("language: fi", f"language: {language}"))
        words = read_design(ROOT / "templates", language)
        files |= {f"{language} {k}": v for k, v in sheets(foreign, words, Options(collection=True)).items()}
    for name, by_profile in verdicts(files, tmp_path).items():
        assert by_profile == ALL_HOLD, name


@pytest.mark.parametrize(("language", "shown"), [("de", "Kunde 1"), ("fi", "kunde 1")])
def test_a_noun_keeps_the_capital_that_its_language_gives_it(language: str, shown: str) -> None:
    """In German the name of a letter was written "kunde" inside the first line."""
    data = f"""
format: 1
title: Muster
organisation: Musterstadt
edition: 1
date: 2026-01-31
language: {language}
letters:
  R: {{name: Ausführend, meaning: Führt aus., counts_as: responsible}}
  K: {{name: Kunde, meaning: Bekommt es., counts_as: none}}
roles: [{{id: leitung, name: Leitung}}]
levels:
  - id: ebene
    name: Ebene
    units:
      - id: amt
        name: Amt
        duties:
          - {{id: A-1, text: Wir tun es., assign: {{leitung: R}}}}
          - {{id: A-2, text: Wir auch., assign: {{leitung: K}}}}
"""
    design = read_design(ROOT / "templates", language)
    [sheet] = sheets(views_of(data), design).values()
    assert tight(shown) in poster_text(sheet)
