"""What posters mark where there is an edition to compare with, read back from their pages."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.making import jobs_of, render
from tests.support.marked import MATRIX
from tests.support.matrices import ROOT, matrix_of
from tests.support.requirements import needs_java
from tests.support.verapdf import verdicts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views

NEXT = MATRIX.replace('edition: "1"', 'edition: "2"').replace(
    "roles:", 'history: [{edition: "1", date: 2026-01-31, note: Ensimmäinen.}]\nroles:'
)
HEADING = "Muutokset edellisestä painoksesta 1 (31.1.2026)."
M_1, M_2 = "{id: M-1, text: Autamme johtoa.}", "{id: M-2, text: Teemme muuta.}"

# What is replaced by what; the words at the codes of a poster, and its line behind the heading.
CASES: dict[str, tuple[tuple[str, str], str, dict[str, str], str]] = {
    "added": ((M_2, f"{M_2}, {{id: M-3, text: Uutta.}}"), "muu", {"M-3": "uusi"}, "Uusi: M-3."),
    "removed": ((f", {M_2}", ""), "muu", {}, "Poistunut: M-2."),
    "reworded": (("Teemme muuta.", "Teemme paljon muuta."), "muu", {"M-2": "muuttunut"}, "Muuttunut: M-2."),
    "recoded": (("M-2", "M-5"), "muu", {"M-5": "muuttunut"}, "Muuttunut: M-5 (ennen M-2)."),
    "letters stated": (("{sihteeri: R}", "{sihteeri: A}"), "johto", {"J-2": "muuttunut"}, "Muuttunut: J-2."),
    "a role renamed": (
        ("name: sihteeri", "name: avustaja"),
        "johto",
        {"J-1": "muuttunut", "J-2": "muuttunut"},
        "Muuttunut: J-1, J-2, tukena olevat.",
    ),
    "a unit renamed": (("name: Muut,", "name: Kaikki muut,"), "muu", {}, "Muuttunut: otsikko."),
    "a counterpart": (
        ("counterparts: [M-1]", "counterparts: [M-2]"),
        "muu",
        {"M-1": "muuttunut", "M-2": "muuttunut"},
        "",
    ),
    "the meaning of a letter": (("name: Tekee", "name: Toteuttaa"), "johto", {}, "Muuttunut: kirjainten selitykset."),
    "the order": ((f"{M_1}, {M_2}", f"{M_2}, {M_1}"), "muu", {}, "Muuttunut: järjestys."),
    "the name of the title": (("title: Esimerkkimatriisi", "title: Uusi"), "muu", {}, "Muuttunut: otsikko."),
}


def jobs(new: str, old: str, design: Design) -> dict[str, Job]:
    views = Views(matrix_of(new), matrix_of(old))
    return {str(job.content.id): job for job in jobs_of("posters", views, design)}


def text_of(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def tagged(data: bytes, folder: Path) -> str:
    """Return the text of a poster in the order of its tags."""
    (folder / "poster.pdf").write_bytes(data)
    command = ["pdfinfo", "-struct-text", folder / "poster.pdf"]
    tree = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return " ".join(" ".join(re.findall(r'"(.*)"', tree)).split())


@pytest.mark.parametrize("case", CASES)
def test_what_reads_differently(case: str, design: Design) -> None:
    """The word stands at the code of each duty of which this poster says something else, and the line tells all."""
    (old, new), unit, words, line = CASES[case]
    assert old in NEXT
    job = jobs(NEXT.replace(old, new), MATRIX, design)[unit]
    assert {entry.code: entry.change for entry in job.content.entries if entry.change} == words
    text = text_of(render(job, design).data).replace("\u00a0", " ")
    assert f"{HEADING} {line}" in text
    assert len(re.findall(r"\b(?:uusi|muuttunut|siirtynyt)\b", text)) == len(words)


def test_moved(design: Design) -> None:
    """A duty of another unit has moved there and is gone here; on the poster of a house it has moved."""
    text = NEXT.replace(f", {M_2}", "").replace("{sihteeri: R}}", f"{{sihteeri: R}}}}\n          - {M_2}")
    found = jobs(text, MATRIX, design)
    johto, muu, house = (text_of(render(found[name], design).data) for name in ("johto", "muu", "lukio"))
    assert "siirtynyt" in johto
    assert "Siirtynyt: M-2." in johto.replace("\u00a0", " ")
    assert f"{HEADING} Poistunut: M-2." in muu.replace("\u00a0", " ")
    assert "M-2 siirtynyt Teemme muuta." in house


def test_people_in_charge(design: Design) -> None:
    """That others are in charge is told in words, on the poster of a house with the unit; no duty is marked."""
    found = jobs(
        NEXT.replace("leads: [rehtori]", "leads: [johtaja]").replace(", assign: {sihteeri: R}", ""),
        MATRIX.replace(", assign: {sihteeri: R}", ""),
        design,
    )
    unit, house = (text_of(render(found[name], design).data).replace("\u00a0", " ") for name in ("johto", "lukio"))
    assert f"{HEADING} Muuttunut: vastuuhenkilöt." in unit
    assert f"{HEADING} Muuttunut: vastuuhenkilöt (Johto)." in house
    assert "muuttunut" not in unit + house


def test_letters_that_follow(design: Design) -> None:
    """A poster that shows letters marks those that follow from elsewhere, one that shows none does not."""
    found = jobs(NEXT.replace("leads: [rehtori]", "leads: [johtaja]"), MATRIX, design)
    assert {entry.code: entry.change for entry in found["johto"].content.entries} == {
        "J-1": "muuttunut",
        "J-2": "muuttunut",
    }
    assert not found["muu"].content.changed


def test_nothing_but_the_edition(design: Design) -> None:
    """A poster that says the same as in the base has the bytes of one without a base, and its mark."""
    changed, plain = NEXT.replace("Teemme muuta.", "Teemme paljon muuta."), NEXT
    for text, same in ((changed, ("johto", "lukio")), (plain, ("johto", "muu", "lukio"))):
        found = jobs(text, MATRIX, design)
        alone = {str(job.content.id): job for job in jobs_of("posters", Views(matrix_of(text)), design)}
        for name in same:
            assert render(found[name], design).data == render(alone[name], design).data
        assert {name: job.mark for name, job in found.items()} == {name: job.mark for name, job in alone.items()}


def test_a_new_poster_says_so_alone(design: Design) -> None:
    """No word at each of its duties: all of them are new there."""
    more = "\n      - {id: uudet, name: Uudet, duties: [{id: U-1, text: Teemme uutta.}]}\nsite_types"
    job = jobs(NEXT.replace("\nsite_types", more), MATRIX, design)["uudet"]
    text = text_of(render(job, design).data)
    assert "Uusi juliste: painoksessa 1 (31.1.2026) sitä ei ollut." in text
    assert not any(entry.change for entry in job.content.entries)


def test_long_lists_are_shortened(design: Design) -> None:
    """Duties side by side stand as a range; of many others the number is told."""

    def units(word: str, odd: str) -> str:
        duties = [
            f"{{id: M-{n}, text: Asia {n} {word if n < 50 and n > 3 else odd if n % 2 else ''}.}}" for n in range(1, 99)
        ]
        return ", ".join([M_1.replace("M-1", "M-0"), *duties])

    old, new = (
        text.replace(f"{M_1}, {M_2}", units(*words)) for text, words in ((MATRIX, ("a", "c")), (NEXT, ("b", "d")))
    )
    old, new = (text.replace("counterparts: [M-1]", "counterparts: [M-0]") for text in (old, new))
    text = text_of(render(jobs(new, old, design)["muu"], design).data).replace("\u00a0", " ")
    assert f"{HEADING} Muuttunut: M-1, M-3–M-49, M-51, M-53," in text
    assert ", M-69, … ja 14 muuta." in text


def test_the_word_is_read_with_its_code(design: Design, tmp_path: Path) -> None:
    """Tags give code, word and text in this order, on the posters of units and of houses."""
    found = jobs(NEXT.replace("Teemme päätökset.", "Teemme hyvät päätökset."), MATRIX, design)
    for name in ("johto", "lukio"):
        assert "J-2 muuttunut Teemme hyvät" in tagged(render(found[name], design).data, tmp_path)


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
def test_other_languages(language: str) -> None:
    """The words are those of the language, English where it has none; then they say that they are."""
    text = NEXT.replace("language: fi", f"language: {language}")
    job = jobs(
        text.replace("Teemme muuta.", "Uutta."),
        MATRIX.replace("language: fi", f"language: {language}"),
        read_design(ROOT / "templates", language),
    )["muu"]
    words = {"sv": ("ändrad", "Ändringar sedan den föregående utgåvan 1")}
    word, heading = words.get(language, ("changed", "Changes since the previous edition 1"))
    data = render(job, read_design(ROOT / "templates", language)).data
    assert word in text_of(data)
    assert heading in text_of(data)


def test_codes_that_stand_above_their_texts(design: Design) -> None:
    """A code that is too wide to hang beside its text has the word below it, above the text."""
    code = "ERITTÄIN-PITKÄ-TEHTÄVÄN-TUNNUS-JOKA-EI-MAHDU-VIEREEN-02"
    old, new = (text.replace("M-2", code) for text in (MATRIX, NEXT))
    data = render(jobs(new.replace("Teemme muuta.", "Teemme paljon muuta."), old, design)["muu"], design).data
    assert "muuttunut Teemme paljon muuta." in text_of(data)


def test_older_templates_of_users(design: Design) -> None:
    """A design without the new parts makes the poster as before, without the marks."""
    found = jobs(NEXT.replace("Teemme muuta.", "Teemme paljon muuta."), MATRIX, design)
    parts = design.templates["poster_parts.html.j2"].decode()
    parts = re.sub(
        r"{% if poster.changed %}.*?{% endif -?%}|{% if entry.change %}.*?{% endif %}", "", parts, flags=re.DOTALL
    )
    older = replace(design, templates={**design.templates, "poster_parts.html.j2": parts.encode()})
    assert "Muutokset" not in text_of(render(found["muu"], older).data)


@needs_java
def test_pdf_ua_stays(design: Design, tmp_path: Path) -> None:
    """Posters with marks are PDF/UA-1 and PDF/A-2a, in a language without wording too."""
    files = {}
    for language in ("fi", "ar"):
        made = read_design(ROOT / "templates", language)
        old, new = (text.replace("language: fi", f"language: {language}") for text in (MATRIX, NEXT))
        new = new.replace("Teemme päätökset.", "Teemme hyvät päätökset.").replace(
            "leads: [rehtori]", "leads: [johtaja]"
        )
        files |= {
            f"{language} {name}": render(job, made).data for name, job in jobs(new, old, made).items() if name != "muu"
        }
    for by_profile in verdicts(files, tmp_path).values():
        assert {profile: verdict.failed for profile, verdict in by_profile.items()} == {"PDFUA-1": {}, "PDFA-2A": {}}
