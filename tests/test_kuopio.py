"""Kuopio's data file against the city's own text, counted and transcribed here by hand."""

import hashlib
import re

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.matrix import Views

# Of the 105 duties as the city wrote them, white space made single, one a line.
CITY_TEXT_SHA256 = "a18a19a9bdc584648237014151774b9ddf4f8cb52cb1c3002ddd2f9889024999"

UNITS = [
    ("Kasvun ja oppimisen palvelualue (varhaiskasvatus, perusopetus ja lukiokoulutus)", "KOP", 14, 1, 7),
    ("Kasvun ja oppimisen palvelualueen tietohallinto", "TIH", 8, 1, 5),
    ("Istekki", "IST", 3, 1, 2),
    ("Koulun johto", "JOH", 12, 1, 8),
    ("Pedagoginen tuki", "PED", 9, 1, 2),
    ("Tekninen tuki", "TEK", 14, 1, 2),
    ("Opetushenkilöstö", "OPE", 9, 5, 0),
    ("Oppija", "OPP", 6, 0, 0),
    ("Varhaiskasvatuksen johto", "VAJ", 8, 2, 5),
    ("Varhaiskasvatuksen pedagoginen ja tekninen tuki", "VAT", 8, 1, 4),
    ("Varhaiskasvatushenkilöstö", "VAH", 7, 5, 0),
    ("Lapsi/oppija", "LAP", 4, 0, 0),
    ("Huoltajat, muut varhaiskasvatuksen ja koulun aikuiset", "HUO", 3, 2, 0),
]

SAMPLES = {
    "KOP-01": "Kehitämme, johdamme ja arvioimme opetuksen digitalisaatiota suunnitelmallisesti ja kokonaisuutena.",
    "KOP-14": "Toimimme aktiivisesti paikallisissa, alueellisissa, valtakunnallisissa ja teemallisissa verkostoissa.",
    "JOH-09": "Valvomme, että laskutuksessa olevat laitteet ovat säännöllisessä käytössä.",
    "TEK-08": "Asennamme tarvittaessa levykuvan.",
    "OPE-01": "Hyödynnämme työnantajan antamia päätelaitteita työtehtävieni hoitamisessa säännöllisesti.",
    "LAP-04": "Autamme muita lapsia oman osaamistasomme mukaisesti.",
    "HUO-01": "Tuemme tieto- ja viestintäteknologisen osaamisen kehittymistä.",
}


def test_units_and_counts(kuopio: Views) -> None:
    """All 13 units stand in the city's order, each with its number of duties, responsible persons and supporters."""
    matrix = kuopio.matrix
    found = [
        (unit.name, unit.duties[0].split("-")[0], len(unit.duties), len(unit.leads), len(unit.supports))
        for unit in matrix.duty_units
    ]
    assert found == UNITS
    assert len(matrix.duties) == 105


def test_levels_and_groups(kuopio: Views) -> None:
    """Three levels, and two groups below the second one."""
    matrix = kuopio.matrix
    assert [level.name for level in matrix.levels] == [
        "Hallinto- ja tukipalveluiden taso",
        "Varhaiskasvatus-, perusopetus- ja lukiokoulutusyksiköiden taso",
        "Muun kasvuyhteisön taso",
    ]
    groups = [unit for unit in matrix.units if not unit.duties]
    assert [(group.name, group.level) for group in groups] == [
        ("Perusopetus- ja lukiokoulutusyksiköt", "yksikoiden-taso"),
        ("Varhaiskasvatusyksiköt", "yksikoiden-taso"),
    ]
    assert matrix.unit("tekninen-tuki").path == ("koulut",)
    assert matrix.unit("lapsi").path == ("varhaiskasvatusyksikot",)


def corrections() -> list[tuple[str, str, str]]:
    """Return the rows of the table of corrections in source/README.md."""
    text = (ROOT / "source" / "README.md").read_text(encoding="utf-8")
    table = text.split("| where | in the text | here |\n|---|---|---|\n")[1].split("\n\n")[0]
    rows = [line.strip("|").split("|") for line in table.splitlines()]
    return [(where.strip(), theirs.strip(), ours.strip()) for where, theirs, ours in rows]


def test_every_duty_is_the_citys_text_but_for_the_listed_corrections(kuopio: Views) -> None:
    """With the listed corrections undone and the scopes put back as marks, the texts are the city's to the letter."""
    texts = []
    for duty in kuopio.matrix.duties:
        text = duty.text
        for where, theirs, ours in corrections():
            if where == duty.id:
                assert ours in text
                text = text.replace(ours, theirs)
        texts.append(" ".join([text, *(f"({scope})" for scope in duty.scopes)]))
    assert hashlib.sha256("\n".join(texts).encode()).hexdigest() == CITY_TEXT_SHA256


@pytest.mark.parametrize(("code", "text"), SAMPLES.items())
def test_samples(kuopio: Views, code: str, text: str) -> None:
    """Duties transcribed by hand stand under their codes."""
    assert kuopio.matrix.duty(code).text == text


def test_scopes(kuopio: Views) -> None:
    """The five marks are scopes, and no text holds one."""
    matrix = kuopio.matrix
    assert {duty.id: duty.scopes for duty in matrix.duties if duty.scopes} == {
        "JOH-07": ("perusopetus",),
        "JOH-11": ("lukio",),
        "TEK-06": ("lukio",),
        "OPE-05": ("perusopetus",),
        "OPE-07": ("lukio",),
    }
    assert not [duty.id for duty in matrix.duties if re.search(r"\((perusopetus|lukio)\)", duty.text)]


def test_responsible_persons_and_supporters(kuopio: Views) -> None:
    """Responsible persons and supporters are the city's, one role under two spellings being one role."""
    matrix = kuopio.matrix
    assert matrix.names(matrix.unit("palvelualue").supports) == (
        "opetusjohtaja",
        "kasvatusjohtaja",
        "varhaiskasvatuksen suunnittelija",
        "kehittämistyön koordinaattori",
        "lukiokoulutuksen ICT-koordinaattori",
        "ICT-kehittämisryhmä",
        "varhaiskasvatuksen hallintosihteeri",
    )
    assert matrix.names(matrix.unit("opetushenkilosto").leads) == (
        "luokanopettaja",
        "erityisopettaja",
        "erityisluokanopettaja",
        "aineenopettaja",
        "ohjaaja",
    )
    assert matrix.names(matrix.unit("huoltajat-ja-muut-aikuiset").leads) == (
        "huoltajat",
        "muut varhaiskasvatuksen ja koulun aikuiset",
    )
    assert "kehittamistyon-koordinaattori" in matrix.unit("koulun-johto").supports
    assert "tietohallintokoordinaattorit" in matrix.unit("varhaiskasvatuksen-johto").supports
    assert "atk-tukihenkilo" in matrix.unit("varhaiskasvatuksen-johto").supports


def test_role_registry_has_no_second_spelling(kuopio: Views) -> None:
    """No two roles share a name or an alias, and every role is used."""
    matrix = kuopio.matrix
    spellings = [spelling for role in matrix.roles for spelling in (role.name, *role.aliases)]
    assert len(spellings) == len(set(spellings))
    used = {actor for unit in matrix.units for actor in (*unit.leads, *unit.supports)}
    used |= {actor for duty in matrix.duties for actor in duty.cooperates}
    assert {role.id for role in matrix.roles} <= used


def test_introduction(kuopio: Views) -> None:
    """The introduction holds its purpose, its basis and the three levels as a list."""
    blocks = kuopio.matrix.introduction
    assert [block.kind for block in blocks] == ["paragraph", "numbered", "numbered", "numbered", "paragraph"]
    assert "yhdenvertaisesta jakautumisesta eri yksiköiden välillä" in blocks[-1].text
    assert "Perusopetuksen digitalisaation yhteinen suunta" in blocks[-1].text


def test_every_duty_has_a_theme(kuopio: Views) -> None:
    """Six to ten themes cover all duties, and none is empty."""
    matrix = kuopio.matrix
    used = {duty.theme for duty in matrix.duties}
    assert used == {theme.id for theme in matrix.themes}
    assert 6 <= len(used) <= 10


def test_counterparts_and_partners(kuopio: Views) -> None:
    """The shared undertakings are joined both ways; the partners are those that the texts name."""
    matrix = kuopio.matrix
    assert matrix.duty("KOP-04").counterparts == ("TIH-06", "IST-03")
    assert matrix.duty("IST-03").counterparts == ("KOP-04", "TIH-06")
    assert matrix.duty("PED-08").cooperates == ("rehtori", "tekninen-tuki")
    assert matrix.duty("KOP-13").cooperates == ()


def test_letters_follow_the_rule_table(kuopio: Views) -> None:
    """All letters are derived: an owner where one person leads, open elsewhere."""
    matrix = kuopio.matrix
    assert not matrix.has_stated
    owners = {unit.id: {matrix.ownership[code].owners for code in unit.duties} for unit in matrix.duty_units}
    assert owners["tekninen-tuki"] == {("tekninen-tukihenkilo",)}
    assert owners["palvelualue"] == {()}
    assert sum(bool(matrix.ownership[duty.id].open) for duty in matrix.duties) == 14 + 9 + 6 + 8 + 7 + 4 + 3
