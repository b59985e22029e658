"""What has changed since the base: a word beside the duties that read differently, and a line at the foot."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from tests.support.making import jobs_of, render
from tests.support.matrices import HEAD, ROOT, matrix_of
from tests.support.requirements import needs_java
from tests.support.verapdf import ALL_HOLD, verdicts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views

OLD = (
    HEAD
    + """
roles: [{id: rehtori, name: rehtori}, {id: johtaja, name: johtaja}, {id: sihteeri, name: sihteeri}]
scopes: [{id: lukio, name: Lukio}, {id: koulu, name: Koulu}]
themes: [{id: tuki, name: Tuki}]
letters: {A: {name: Vastaa, counts_as: accountable}, R: {name: Tekee, counts_as: responsible}}
levels:
  - id: t
    name: Esimerkkitaso
    units:
      - id: johto
        name: Johto
        leads: [rehtori]
        supports: [sihteeri]
        duties:
          - {id: J-1, text: Johdamme esimerkkiä., scopes: [lukio], cooperates: [sihteeri], counterparts: [M-1]}
          - {id: J-2, text: Teemme päätökset., note: Näin on.}
          - {id: J-3, text: Kerromme niistä.}
          - {id: J-4, text: Arvioimme niitä.}
          - {id: J-5, text: Opimme niistä.}
      - {id: muu, name: Muut, duties: [{id: M-1, text: Autamme johtoa.}, {id: M-2, text: Teemme muuta.}]}
      - {id: oma, name: Omat, duties: [{id: O-1, text: Teemme omaamme., assign: {sihteeri: R}}]}
site_types: [{id: lukio, name: Esimerkkilukio, units: [johto], scopes: [lukio]}]
"""
)
SINCE = "Muuttunut painoksesta 1 (31.1.2026): "
WORDS = {"uusi", "muuttunut", "siirtynyt"}


def said(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


def marked(views: Views, design: Design, poster: str) -> tuple[dict[str, str], str]:
    """Return the word beside each code on the finished poster of a unit or a house, and the line at its foot."""
    job = next(job for job in jobs_of("posters", views, design) if poster in (job.unit, job.site_type))
    text = said(render(job, design).data)
    words = dict(re.findall(rf"([A-Z]-\d)\s?({'|'.join(WORDS)})\b", text))
    line = re.search("(?:Muuttunut painoksesta|Poistunut painoksen).*$", text)  # drawn last
    return words, line[0] if line else ""


def views_of(new: str, old: str = OLD) -> Views:
    return Views(matrix_of(new), matrix_of(old))


CASES = {
    "reworded": (("Teemme päätökset", "Teemme hyvät päätökset"), {"J-2": "muuttunut"}, "J-2."),
    "recoded": (("id: J-2", "id: J-9"), {"J-9": "muuttunut"}, "J-9."),
    "a scope": (("scopes: [lukio], coop", "scopes: [koulu], coop"), {"J-1": "muuttunut"}, "J-1."),
    "a partner": (("cooperates: [sihteeri], ", ""), {"J-1": "muuttunut"}, "J-1."),
    "a counterpart recoded": (("M-1", "M-9"), {"J-1": "muuttunut"}, "J-1."),
    "a role renamed": (
        ("name: sihteeri", "name: avustaja"),
        {"J-1": "muuttunut"},
        "J-1, tukena mainitut.",
    ),
    "added": (
        ("{id: J-3,", "{id: J-8, text: Kysymme.}\n          - {id: J-3,"),
        {"J-8": "uusi"},
        "J-8.",
    ),
    "moved here": (
        (", {id: M-2, text: Teemme muuta.}]", "]"),
        {"M-2": "siirtynyt"},
        "M-2.",
    ),
    "people in charge": (("leads: [rehtori]", "leads: [johtaja]"), {}, "vastuuhenkilöt."),
    "the unit renamed": (("name: Johto", "name: Johtajat"), {}, "nimi."),
    "a letter stated": (("{id: J-3,", "{id: J-3, assign: {johtaja: R},"), {"J-3": "muuttunut"}, "J-3, kirjaimet."),
}


@pytest.mark.parametrize("case", CASES)
def test_what_reads_differently(case: str, design: Design) -> None:
    """Each duty that reads differently has its word, no other one; the line names it, or says what else differs."""
    (old, new), words, what = CASES[case]
    text = OLD.replace(old, new)
    if case == "moved here":
        text = text.replace("Opimme niistä.}", "Opimme niistä.}\n          - {id: M-2, text: Teemme muuta.}")
    assert marked(views_of(text), design, "johto") == (words, SINCE + what)


def test_a_level_that_was_renamed(design: Design) -> None:
    """That is told where a poster names its level; one level alone is not shown as one."""
    new = OLD.replace("Esimerkkitaso", "Uusi taso")
    assert marked(views_of(new), design, "johto") == ({}, "")
    other = "  - {id: toinen, name: Toinen, units: [{id: x, name: X, duties: [{id: X-1, text: Teemme.}]}]}\n"
    both = [text.replace("site_types:", f"{other}site_types:") for text in (new, OLD)]
    assert marked(views_of(*both), design, "johto") == ({}, f"{SINCE}otsikkotiedot.")


def test_removed_and_moved_away(design: Design) -> None:
    """What is gone from a poster is named at its foot; of what other units have now, which; of the legend no word."""
    gone = OLD.replace("          - {id: J-4, text: Arvioimme niitä.}\n", "")
    assert marked(views_of(gone), design, "johto") == (
        {},
        "Poistunut painoksen 1 (31.1.2026) jälkeen: J-4.",
    )
    moved = gone.replace("{id: M-2,", "{id: J-4, text: Arvioimme niitä.}, {id: M-2,")
    both = moved.replace("Teemme päätökset", "Teemme hyvät päätökset")
    assert marked(views_of(both), design, "johto") == ({"J-2": "muuttunut"}, f"{SINCE}J-2, J-4 (nyt Muut).")
    stated = OLD.replace("text: Arvioimme niitä.", "text: Arvioimme niitä., assign: {sihteeri: R}")
    last = stated.replace("          - {id: J-4, text: Arvioimme niitä., assign: {sihteeri: R}}\n", "")
    elsewhere = last.replace("{id: M-2,", "{id: J-4, text: Arvioimme niitä., assign: {sihteeri: R}}, {id: M-2,")
    assert marked(views_of(elsewhere, stated), design, "johto") == ({}, f"{SINCE}J-4 (nyt Muut).")
    assert marked(views_of(both), design, "muu") == ({"J-4": "siirtynyt"}, f"{SINCE}J-4.")


def test_long_lists(design: Design) -> None:
    """Duties that follow each other are a range, and all of them are told as all."""
    some = OLD.replace("Teemme pää", "Teemme hyvät pää").replace("Kerromme", "Puhumme").replace("Arvioi", "Pohdi")
    assert marked(views_of(some), design, "johto")[1] == f"{SINCE}J-2–J-4."
    every = some.replace("Johdamme", "Ohjaamme").replace("Opimme", "Otamme opiksi")
    assert marked(views_of(every), design, "johto")[1] == f"{SINCE}kaikki 5 tehtävää."


def test_moved_inside_a_house(design: Design) -> None:
    """A duty that another group of a house has now was moved, and the order of all others is what it was."""
    both = OLD.replace("units: [johto]", "units: [johto, muu]")
    moved = both.replace("          - {id: J-2, text: Teemme päätökset., note: Näin on.}\n", "").replace(
        "{id: M-1,", "{id: J-2, text: Teemme päätökset.}, {id: M-1,"
    )
    assert marked(views_of(moved, both), design, "lukio") == ({"J-2": "siirtynyt"}, f"{SINCE}J-2.")


def test_a_house(design: Design) -> None:
    """The poster of a house tells the same of the duties that it has."""
    text = OLD.replace("Teemme päätökset", "Teemme hyvät päätökset").replace("leads: [rehtori]", "leads: [johtaja]")
    assert marked(views_of(text), design, "lukio") == ({"J-2": "muuttunut"}, f"{SINCE}J-2, vastuuhenkilöt.")


def data_of(views: Views, design: Design) -> dict[str, bytes]:
    return {job.path: render(job, design).data for job in jobs_of("posters", views, design)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("Näin on.", "Niin se on."),  # a note
        ("{id: J-3,", "{id: J-3, theme: tuki,"),
        ("2026-01-31", "2026-06-30"),
    ],
)
def test_what_reads_as_before(old: str, new: str, design: Design) -> None:
    """Where a poster says the same as in the base it has no marks, and the bytes of one that is made without a base."""
    text = OLD.replace(old, new) if old else OLD
    assert data_of(views_of(text), design) == data_of(Views(matrix_of(text)), design)


def test_other_posters_and_the_mark(design: Design) -> None:
    """Only the poster that reads differently is marked, and its mark is what it is without a base."""
    text = OLD.replace("Teemme muuta", "Teemme kaikkea muuta")
    with_base, without = (jobs_of("posters", one, design) for one in (views_of(text), Views(matrix_of(text))))
    assert [job.mark for job in with_base] == [job.mark for job in without]
    differing = {job.unit for job, other in zip(with_base, without, strict=True) if job.content != other.content}
    assert differing == {"muu"}


def test_a_new_poster(design: Design) -> None:
    """A poster that the base did not have is new as a whole: nothing on it is marked."""
    text = OLD.replace("id: oma, name: Omat", "id: uudet, name: Uudet")
    assert marked(views_of(text), design, "uudet") == ({}, "")


@pytest.mark.parametrize(
    ("language", "word", "line"),
    [
        ("sv", "J-2 ändrad Teemme", "Ändrat sedan utgåva 1 (31.1.2026): J-2."),
        ("en", "J-2 changed Teemme", "Changed since edition 1 (31 January 2026): J-2."),
    ],
)
def test_other_languages(language: str, word: str, line: str) -> None:
    """The words are those of the matrix's language."""
    new = OLD.replace("language: fi", f"language: {language}")
    old, new = new, new.replace("Teemme päätökset", "Teemme hyvät päätökset")
    own = read_design(ROOT / "templates", language)
    job = next(job for job in jobs_of("posters", views_of(new, old), own) if job.unit == "johto")
    text = said(render(job, own).data)
    assert word in text
    assert line in text


def test_templates_without_these_parts(design: Design) -> None:
    """A template of a user's own that shows no words and no line makes posters all the same."""
    parts = design.templates["poster_parts.html.j2"].decode()
    for shown in ("entry.change", "poster.changes and set.foot.running.changes"):
        assert f"{{% if {shown} %}}" in parts
        parts = parts.replace(f"{{% if {shown} %}}", "{% if false %}")
    parts = parts.replace("{% if poster.changes %}; padding-top: {{ set.foot.running.top }}rem{% endif %}", "")
    own = replace(design, templates={**design.templates, "poster_parts.html.j2": parts.encode()})
    assert marked(views_of(OLD.replace("Teemme pää", "Teemme hyvät pää")), own, "johto") == ({}, "")


@needs_java
def test_conformance(design: Design, tmp_path: Path) -> None:
    """A poster with marks is PDF/UA-1 and PDF/A-2a as any other one."""
    text = OLD.replace("Teemme päätökset", "Teemme hyvät päätökset")
    jobs = jobs_of("posters", views_of(text), design)
    files = {job.path: render(job, design).data for job in jobs if job.content.changes}
    assert len(files) == 2
    assert verdicts(files, tmp_path) == dict.fromkeys(files, ALL_HOLD)
