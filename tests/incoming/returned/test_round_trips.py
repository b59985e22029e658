"""A workbook that nobody has edited proposes nothing, whichever program has saved it; edits come through as well."""

import io
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.support.matrices import ROOT
from tests.support.returned import Book, changed
from tests.support.workbooks import MIXED, PLAIN, hostile_matrix, many_roles, render, without_values
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.incoming.returned.review import Review, review_of
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]
LONG = MIXED.replace("Teemme.", "Teemme paljon ja usein. " * 500)
SWEDISH = "format: 1\ntitle: Exempel\norganisation: Exempelstad\nlanguage: sv\nedition: '1'\ndate: 2026-01-31\n" + MIXED
SOURCES = ["kuopio", MIXED, PLAIN, LONG, hostile_matrix(), many_roles(4, 30), SWEDISH]


def views_of(source: str, kuopio: Views, build_views: Build) -> Views:
    return kuopio if source == "kuopio" else build_views(source)


def workbook(views: Views) -> bytes:
    return render(views, read_design(ROOT / "templates", views.matrix.language))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Save a workbook with LibreOffice in another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def save(data: bytes, form: str) -> bytes:
        folder = tmp_path_factory.mktemp("office")
        source = folder / "kirja.xlsx"
        source.write_bytes(data)
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", form]
        subprocess.run(
            [*command, "--outdir", str(folder / "tehty"), str(source)], check=True, capture_output=True, timeout=100
        )
        return next(Path(folder / "tehty").iterdir()).read_bytes()

    return save


def saved_by_openpyxl(data: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        result = io.BytesIO()
        book.save(result)
    return result.getvalue()


def nothing(data: bytes, views: Views) -> Review:
    """Return the review of an unedited workbook; fails where it proposes or remarks anything."""
    found = review_of(data, "kirja.xlsx", views.matrix)
    assert found.base.found == "embedded"
    assert found.proposals == ()
    assert found.remarks == ()
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_unedited(source: str, kuopio: Views, build_views: Build) -> None:
    """As it was made, without the values of its formulas and saved by openpyxl, a workbook proposes nothing."""
    views = views_of(source, kuopio, build_views)
    data = workbook(views)
    for saved in (data, without_values(data), saved_by_openpyxl(data)):
        assert nothing(saved, views).base.matrix.fingerprint == views.matrix.fingerprint


@pytest.mark.parametrize("source", SOURCES)
def test_unedited_by_way_of_libreoffice(
    source: str, kuopio: Views, build_views: Build, office: Callable[[bytes, str], bytes]
) -> None:
    """Saved by LibreOffice as .xlsx, and as .ods, it proposes nothing."""
    views = views_of(source, kuopio, build_views)
    data = workbook(views)
    nothing(office(data, "xlsx"), views)
    assert "OpenDocument" in str(nothing(office(data, "ods"), views).notes[0])


def test_edits_come_through_libreoffice(kuopio: Views, design: Design, office: Callable[[bytes, str], bytes]) -> None:
    """Letters, a text, a new row, a comment and a decision are the same proposals after saving as .xlsx and .ods."""

    def edit(book: Book) -> None:
        sheet = book["Koulut"]
        sheet.put("JOH-01", "Rehtori", "S")
        sheet.put("JOH-02", "Tehtävä", "Uusi teksti.")
        sheet.put("JOH-02", "Kommentti", "Miksi?")
        sheet.insert_row("JOH-03", {"Tehtävä": "Aivan uusi.", "Yksikkö": "Koulun johto"})
        sheet.sort("Vastaava")
        book["Avoimet päätökset"].put("palvelualue owner-undecided", "Päätös", "Opetusjohtaja")
        book.note("Koulut", "F9", "Onko näin?", "Eeva")

    data = changed(render(kuopio, design), edit)
    expected = [one.fact for one in review_of(data, "kirja.xlsx", kuopio.matrix).proposals]
    assert len(expected) == 6
    for form in ("xlsx", "ods"):
        found = review_of(office(data, form), "kirja.xlsx", kuopio.matrix)
        assert [one.fact for one in found.proposals] == expected
        assert found.remarks == ()


def test_a_note_keeps_its_author_whatever_the_part_of_it_is_called(kuopio: Views, design: Design) -> None:
    data = changed(render(kuopio, design), lambda book: book.note("Koulut", "F9", "Onko näin?", "Eeva"))
    [comment] = review_of(saved_by_openpyxl(data), "kirja.xlsx", kuopio.matrix).proposals
    assert (comment.fact.kind, comment.theirs, comment.by) == ("comment", "Onko näin?", "Eeva")


def test_a_workbook_of_yesterday_proposes_nothing_of_ours(build_views: Build) -> None:
    """What only the data file has changed since is no proposal."""
    old = build_views(MIXED)
    now = build_views(MIXED.replace("Teemme.", "Teemme kaiken.").replace("assign: {toinen-olli: A", "assign: {eeva: A"))
    found = review_of(workbook(old), "kirja.xlsx", now.matrix)
    assert found.proposals == ()
