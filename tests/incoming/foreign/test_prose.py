"""A text with headings, duties as items and lines of those in charge gives the matrix that it tells."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.support.matrices import ROOT
from tests.support.prose import write_document, write_text
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.incoming.foreign.finding.found import Found
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.matrix import Matrix, Unit

KUOPIO = read_matrix(ROOT / "source" / "vastuumatriisi.yaml")

TEXT = """\
Esimerkkilän kunnan vastuut

Tässä kerrotaan, mitä kukin tekee.

Koulun johto

• Ostamme laitteet yhdessä teknisen tuen kanssa.
• Sovimme työnjaosta. (lukio)
• Kuvaamme työnjaon
  ja julkaisemme sen. (perusopetus)

Vastuuhenkilö: rehtori
Tukena: koulun sihteeri, tietohallinto-koordinaattori

Tekninen tuki

• Korjaamme laitteet.

Vastuuhenkilöt: tietohallintokoordinaattorit
Tukena:
• rehtori
• koulun sihteri

Oppilaat

• Käytämme laitteita.
"""


def imported(path: Path) -> Found:
    found = import_matrix(path, path.name).found
    assert found is not None
    assert found.read == found.used + len(found.ignored)
    return found


def named(matrix: Matrix, unit: Unit) -> tuple[object, ...]:
    """Return what a text tells of a unit, by names, since its ids are given by the program."""
    duties = [
        (duty.text, matrix.scope_names(duty.stated_scopes), matrix.names(duty.cooperates))
        for duty in map(matrix.duty, unit.duties)
    ]
    path = [matrix.unit(one).name for one in unit.path]
    return unit.name, path, unit.performs, matrix.names(unit.leads), matrix.names(unit.supports), duties


@pytest.mark.parametrize("write", [write_text, write_document])
def test_kuopio(tmp_path: Path, write: Callable[[Path, Matrix], Path]) -> None:
    """Kuopio's matrix as a text, plain or with styles, gives all its units, duties, leads, supporters and partners."""
    path = write(tmp_path / ("a.docx" if write is write_document else "a.txt"), KUOPIO)
    matrix = import_matrix(path, path.name).matrix
    assert matrix is not None
    assert [level.name for level in matrix.levels] == [level.name for level in KUOPIO.levels]
    assert (len(matrix.duty_units), len(matrix.duties)) == (13, 105)
    for unit, original in zip(matrix.units, KUOPIO.units, strict=True):
        assert named(matrix, unit) == named(KUOPIO, original)
    collective = {role.name for role in KUOPIO.roles if role.collective}
    assert {role.name for role in matrix.roles if role.collective} == collective
    assert [scope.name for scope in matrix.scopes] == ["Perusopetus", "Lukio"]
    assert len(matrix.introduction) == len(KUOPIO.introduction)


def test_what_a_text_tells(tmp_path: Path) -> None:
    """Scopes, partners and other spellings are told from the text, and asked about."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = imported(tmp_path / "a.txt")
    (level,) = found.levels
    assert (found.title, found.organisation) == ("Esimerkkilän kunnan vastuut", "Esimerkkilän kunta")
    assert found.introduction == "Tässä kerrotaan, mitä kukin tekee."
    assert [(unit.name, unit.leads, unit.supports, unit.performs) for unit in level.units] == [
        ("Koulun johto", ("rehtori",), ("koulun sihteeri", "tietohallintokoordinaattorit"), None),
        ("Tekninen tuki", ("tietohallintokoordinaattorit",), ("rehtori", "koulun sihteeri"), None),
        ("Oppilaat", (), (), True),
    ]
    assert [(duty.text, duty.scopes, duty.cooperates) for duty in level.units[0].duties] == [
        ("Ostamme laitteet yhdessä teknisen tuen kanssa.", (), ("Tekninen tuki",)),
        ("Sovimme työnjaosta.", ("Lukio",), ()),
        ("Kuvaamme työnjaon ja julkaisemme sen.", ("Perusopetus",), ()),
    ]
    aliases = {role.name: role.aliases for role in found.roles if role.aliases}
    assert aliases == {
        "tietohallintokoordinaattorit": ("tietohallinto-koordinaattori",),
        "koulun sihteeri": ("koulun sihteri",),
    }
    assert {question.key for question in found.questions} == {"alias", "partner", "performs", "scope", "collective"}


def test_other_languages(tmp_path: Path) -> None:
    """Swedish and English texts are read as Finnish ones are."""
    swedish = "Skolans ledning\n\n- Vi köper utrustning i samarbete med Teknisk support.\n\nAnsvarig: rektor\n"
    swedish += "Stöd: sekreterare och lärare\n\nTeknisk support\n\n- Vi reparerar utrustningen.\n\nAnsvarig: tekniker\n"
    (tmp_path / "sv.txt").write_text(swedish, encoding="utf-8")
    (level,) = imported(tmp_path / "sv.txt").levels
    assert level.units[0].supports == ("sekreterare", "lärare")
    assert level.units[0].duties[0].cooperates == ("Teknisk support",)
    english = "# School\n\n## Management\n\n* We buy equipment.\n\nResponsible: principal\nSupported by: teachers\n"
    (tmp_path / "en.md").write_text(english, encoding="utf-8")
    (level,) = imported(tmp_path / "en.md").levels
    assert [(unit.name, unit.leads, unit.supports) for unit in level.units] == [
        ("Management", ("principal",), ("teachers",))
    ]


def test_a_heading_that_is_only_bold(tmp_path: Path) -> None:
    """Among styled headings, a bold line above who is in charge is one of theirs; any other bold line is none."""
    document = docx.Document()
    for text, level in (("Koulut", 1), ("Opetus", 2)):
        document.add_heading(text, level)
    for words in ("Vastuuhenkilö: opettaja", "- Opetamme kaikkia."):
        document.add_paragraph(words)
    document.add_paragraph().add_run("Muista tämä").bold = True
    document.add_paragraph("- Arvioimme työtä.")
    document.add_paragraph().add_run("Koulun johto").bold = True
    for words in ("Vastuuhenkilö: rehtori", "- Johdamme koulua."):
        document.add_paragraph(words)
    document.save(str(tmp_path / "a.docx"))
    (level,) = imported(tmp_path / "a.docx").levels
    told = [(unit.name, unit.leads, [duty.text for duty in unit.duties]) for unit in level.units]
    assert (level.name, told) == (
        "Koulut",
        [
            ("Opetus", ("opettaja",), ["Opetamme kaikkia.", "Arvioimme työtä."]),
            ("Koulun johto", ("rehtori",), ["Johdamme koulua."]),
        ],
    )


def test_numbers_and_paragraphs(tmp_path: Path) -> None:
    """Duties may be numbered; a paragraph that is no duty is told as left out."""
    text = "Johto\n\n1. Johdamme työtä.\n2. Sovimme asioista.\n\nTämä on selitys.\n\nVastuuhenkilö: johtaja\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = imported(tmp_path / "a.txt")
    assert [duty.text for duty in found.levels[0].units[0].duties] == ["Johdamme työtä.", "Sovimme asioista."]
    assert [(one.cell, one.why) for one in found.ignored] == [("6", "text-beside")]


def test_those_in_charge_above_their_duties(tmp_path: Path) -> None:
    """Who is in charge and who supports may stand between a heading and its duties, with names on the line or below."""
    text = "# Kunta\n\n## Johto\n\nVastuuhenkilö: johtaja\nTukena: sihteeri, talouspäällikkö\n\n* Johdamme työtä.\n\n"
    text += "## Tuki\n\nVastuuhenkilöt:\n* tukija\n* neuvoja\n\nTehtävät:\n* Autamme kaikkia.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    (level,) = imported(tmp_path / "a.md").levels
    told = [(unit.name, unit.leads, unit.supports, [duty.text for duty in unit.duties]) for unit in level.units]
    assert told == [
        ("Johto", ("johtaja",), ("sihteeri", "talouspäällikkö"), ["Johdamme työtä."]),
        ("Tuki", ("tukija", "neuvoja"), (), ["Autamme kaikkia."]),
    ]


def test_numbered_names_are_different_roles(tmp_path: Path) -> None:
    """A digit that one name has more than the other is no letter that was left out."""
    text = "Johto\n\n• Ostamme.\n\nVastuuhenkilö: aineenopettaja 1\nTukena: aineenopettaja 11\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert [role.name for role in imported(tmp_path / "a.txt").roles] == ["aineenopettaja 1", "aineenopettaja 11"]
