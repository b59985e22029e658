"""Pages of houses: their people by name, and those names nowhere else."""

import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tests.support.command import Silent, files_in, run
from tests.support.matrices import ROOT, matrix_of
from tests.support.reading import poster_text, tight
from tests.support.requirements import needs_java
from tests.support.rosters import MATRIX, NAMES, ROSTER
from tests.support.sheets import faults
from tests.support.verapdf import ALL_HOLD, verdicts
from vastuumatriisi.builder.executor import ExecutorRenderer, InProcessRenderer, Renderer
from vastuumatriisi.builder.pipeline import BuildResult, build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.datafile.roster.read import read_roster
from vastuumatriisi.design.design import read_design
from vastuumatriisi.errors import SourceError
from vastuumatriisi.generators.pdf.fitting import render_poster
from vastuumatriisi.generators.sites.generator import plan
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

SCHOOL, LUKIO = "kohteet/esimerkin-koulu.pdf", "kohteet/esimerkin-lukio.pdf"


class Desk:
    """A data file and a roster, and the folder that their documents go to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source, self.roster, self.output = folder / "m.yaml", folder / "sites.yaml", folder / "build"
        self.source.write_text(MATRIX, encoding="utf-8")
        self.roster.write_text(ROSTER, encoding="utf-8")

    def build(self, renderer: Renderer | None = None, **asked: object) -> BuildResult:
        usual = {"output": self.output, "formats": ("sites",), "roster": self.roster, "roster_name": "sites.yaml"}
        request = Request(self.source, "m.yaml", templates=ROOT / "templates", **usual | asked)  # type: ignore[arg-type]
        return build(request, Silent(), renderer or InProcessRenderer())

    def text(self, path: str) -> str:
        return poster_text((self.output / path).read_bytes())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole build with a roster beside the data file, and the sheet of one role with its names."""
    desk = Desk(tmp_path_factory.mktemp("koko"))
    done = run("--source", desk.source, "--output", desk.output, "--collection", "-v")
    assert done.returncode == 0, done.stderr
    place = ("--source", desk.source, "--output", desk.output)
    more = run(*place, "--site", "esimerkin-koulu", "--role", "rehtori", "--collection", "-v")
    assert more.returncode == 0, more.stderr
    (desk.folder / "sanottu.txt").write_text(done.stdout + done.stderr + more.stdout + more.stderr, encoding="utf-8")
    return desk.folder


def test_people_stand_beside_what_they_own(desk: Desk) -> None:
    """Each unit names who holds its role, a vacant place whom to ask, and a unit of all says so."""
    desk.build()
    school, lukio = desk.text(SCHOOL), desk.text(LUKIO)
    for words in (
        "Esimerkin koulu",
        "Johto Maija Mallikas Rehtori",
        "Анна Приклад ja Åke Øvrebø Apulainen, tukena",
        "Tuki Ei vielä nimetty Tekninen tukihenkilö. Kysy: esimerkin.koulu@example.org",
        "Johdamme koulua.",
        "Yhteys esimerkin.koulu@example.org",
        "Nimet 26.11.2026",
    ):
        assert tight(words) in school, words
    assert tight("Järjestämme kokeet.") not in school
    assert tight("Tutkinto Ei vielä nimetty Tutkintovastaava. Kysy: apu@example.org") in lukio
    assert tight("Νίκος Μάλλης Apulainen Vastuuhenkilö päällikkö") in lukio


def test_a_roster_is_needed(desk: Desk) -> None:
    """Without one there is no page, and whoever asks for one is told."""
    desk.roster.unlink()
    for asked in (("--only", "sites"), ("--site", "esimerkin-koulu")):
        done = run("--source", desk.source, "--output", desk.output, *asked)
        assert (done.returncode, "there is no roster; write sites.yaml beside" in done.stderr) == (2, True), done.stderr
    assert not desk.output.exists()


def test_a_site_that_is_not_there_is_told(desk: Desk) -> None:
    """With the one that may have been meant, and nothing is made."""
    done = run("--source", desk.source, "--output", desk.output, "--site", "esimerkin-kolu")
    assert (done.returncode, "did you mean “esimerkin-koulu”?" in done.stderr) == (2, True), done.stderr


def test_only_the_page_whose_people_change_is_made(desk: Desk) -> None:
    """One name, one page; nothing changed, none; and all is as if it were made from nothing."""
    desk.build()
    assert desk.build().made == frozenset()
    desk.roster.write_text(ROSTER.replace("Νίκος Μάλλης", "Олена Приклад"), encoding="utf-8")
    assert desk.build().made == {LUKIO}
    desk.build(output=desk.folder / "afresh")
    assert files_in(desk.output) == files_in(desk.folder / "afresh")


def test_any_executor_gives_the_same_bytes(desk: Desk) -> None:
    """Threads, processes or a cluster: whatever is a concurrent.futures.Executor."""
    desk.build()
    with ThreadPoolExecutor(1) as executor:
        desk.build(ExecutorRenderer(executor, 1), output=desk.folder / "other")
    assert files_in(desk.output) == files_in(desk.folder / "other")


def test_sheet_of_a_role_names_the_people_there(whole: Path) -> None:
    """Who holds the role, where, and who the others are; the next build keeps it."""
    text = poster_text((whole / "build" / "kohteet/esimerkin-koulu/rehtori.pdf").read_bytes())
    for words in ("Esimerkin koulu Rehtori Maija Mallikas", "apulainen Анна Приклад, Åke Øvrebø", "Johdamme koulua."):
        assert tight(words) in text, words
    assert tight("Järjestämme kokeet.") not in text
    assert tight("tutkintovastaava") not in text
    done = run("--source", whole / "m.yaml", "--output", whole / "build", "--collection")
    assert "nothing to do" in done.stdout, done.stdout + done.stderr


def unpacked(path: Path) -> bytes:
    """Return all bytes of a file, those of its parts unpacked, and what readers extract from it."""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            return data + b"".join(archive.read(name) for name in archive.namelist())
    if data.startswith(b"%PDF"):
        with pikepdf.open(path) as document:
            streams = b"".join(
                item.read_bytes() for item in document.objects if isinstance(item, pikepdf.Stream) and "/Filter" in item
            )
        text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        return data + streams + text.encode() + tight(text).encode()
    return data


def test_names_are_in_documents_of_houses_alone(whole: Path) -> None:
    """Every byte of every other document, the manifest and all that the command says is searched for each name."""
    documents = json.loads((whole / "build" / "manifest.json").read_text(encoding="utf-8"))["documents"]
    kinds = {"build/" + entry["path"]: entry["kind"] for entry in documents}
    assert {"workbook", "handbook", "poster", "site-poster", "role-sheet", "collection", "site"} <= set(kinds.values())
    assert all((kind == "site") == path.startswith("build/kohteet/") for path, kind in kinds.items())
    others = [path for path in files_in(whole) if kinds.get(path) != "site" and path not in ("sites.yaml", "m.yaml")]
    assert {"build/manifest.json", "sanottu.txt", "build/vastuumatriisi.xlsx"} <= set(others)
    for path in others:
        content = unpacked(whole / path)
        for name in NAMES:
            for form in {name, tight(name)}:
                for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
                    assert form.encode(encoding) not in content, (path, name)
                assert json.dumps(form)[1:-1].encode() not in content, (path, name)
    assert any(name.encode() in unpacked(whole / "build" / SCHOOL) for name in map(tight, NAMES))


def test_marks_and_fingerprint_do_not_depend_on_people(desk: Desk) -> None:
    """Other people change no mark; the fingerprint is that of the matrix."""
    before = {entry.path: entry.mark for entry in desk.build().documents}
    desk.roster.write_text(ROSTER.replace("Maija Mallikas", "Muu Malli"), encoding="utf-8")
    assert {entry.path: entry.mark for entry in desk.build().documents} == before
    manifest = json.loads((desk.output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["fingerprint"] == matrix_of(MATRIX).fingerprint
    assert [(entry["site"], entry["site_type"]) for entry in manifest["documents"]] == [
        ("esimerkin-koulu", "peruskoulu"),
        ("esimerkin-lukio", "lukio"),
    ]


KUOPIO = """\
format: 1
sites:
  - {id: koulu, name: Esimerkin koulu, type: peruskoulu, contact: "koulusihteeri, koulu@example.org", people:
     {rehtori: [Maija Esimerkki], pedagoginen-tukihenkilo: [Anna Esimerkki, Juha Esimerkki]}}
  - {id: paivakoti, name: Päiväkoti Esimerkki, type: paivakoti}
  - {id: lukio, name: Esimerkin lukio, type: lukio, people: {rehtori: [Олена Приклад]}}
"""


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_kuopio_is_legible(paper: str, tmp_path: Path) -> None:
    """All duties at 10 points or more, on one A3 or two A4 sheets, nothing over anything else."""
    roster = tmp_path / "sites.yaml"
    roster.write_text(KUOPIO, encoding="utf-8")
    source, output = ROOT / "source" / "vastuumatriisi.yaml", tmp_path / "build"
    options = Options(paper=paper)  # type: ignore[arg-type]
    request = Request(source, "k", output, ROOT / "templates", formats=("sites",), roster=roster, options=options)
    for entry in build(request, Silent(), InProcessRenderer()).documents:
        assert float(entry.remark.split()[0]) >= 10, entry.remark
        assert (entry.pages or 9) <= {"A3": 1, "A4": 2}[paper]
        data = (output / entry.path).read_bytes()
        assert faults(data) == []
        assert paper == "A4" or "(jatkuu)" not in poster_text(data)


def test_no_duty_stands_alone_below_a_band_that_goes_on(tmp_path: Path) -> None:
    """Where a unit goes on in the next column, at least two of its duties are on each side."""
    roster = tmp_path / "sites.yaml"
    roster.write_text(KUOPIO, encoding="utf-8")
    source = ROOT / "source" / "vastuumatriisi.yaml"
    matrix = read_matrix(source, "k")
    views = Views(matrix, roster=read_roster(roster, "sites.yaml", matrix))
    design = read_design(ROOT / "templates", matrix.language)
    for job in plan(views, (), design, Options(paper="A4")):
        sheets = render_poster(job.content, design).layout.sheets
        parts = [part for sheet in sheets for column in sheet for part in column.blocks]
        assert all(len(part.entries) >= min(2, len(part.group.entries)) for part in parts), job.site


def test_names_may_hold_a_number(tmp_path: Path) -> None:
    """A number that tells two of one name apart is no mistake, a telephone number is."""
    matrix = matrix_of(MATRIX)
    roster = tmp_path / "sites.yaml"
    roster.write_text(ROSTER.replace("Maija Mallikas", "Maija Mallikas 2", 1), encoding="utf-8")
    assert read_roster(roster, "sites.yaml", matrix).sites[0].holders("rehtori") == ("Maija Mallikas 2",)
    roster.write_text(ROSTER.replace("Maija Mallikas", "Maija 040-12 34", 1), encoding="utf-8")
    with pytest.raises(SourceError, match="telephone"):
        read_roster(roster, "sites.yaml", matrix)


@needs_java
def test_pages_are_pdf_ua_1_and_pdf_a_2a(whole: Path, tmp_path: Path) -> None:
    """All rules hold for pages and for the sheet with names."""
    files = {path: data for path, data in files_in(whole).items() if "kohteet/" in path}
    assert len(files) == 3
    for name, by_profile in verdicts(files, tmp_path).items():
        assert by_profile == ALL_HOLD, name


PLAIN = """
format: 1
title: Taulukko
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
roles: [{id: rehtori, name: rehtori}, {id: sihteeri, name: sihteeri}, {id: johtaja, name: johtaja}]
levels:
  - id: koulu
    name: Koulu
    units:
      - {id: tuki, name: Tuki, duties: [{id: T-1, text: Autamme., assign: {rehtori: A, sihteeri: R, johtaja: A}}]}
      - {id: tieto, name: Tieto, duties: [{id: I-1, text: Kerromme., assign: {rehtori: R/A, sihteeri: I}}]}
site_types: [{id: talo, name: Talo, units: [tuki, tieto]}]
"""


def test_people_of_a_plain_table(desk: Desk) -> None:
    """Where nobody leads a unit, those are named who own and do its duties; a place that the house has not is none."""
    desk.source.write_text(PLAIN, encoding="utf-8")
    people = "{rehtori: [Maija Mallikas], sihteeri: []}"
    desk.roster.write_text(
        f"format: 1\nsites: [{{id: a, name: Esimerkin talo, type: talo, people: {people}}}]\n", encoding="utf-8"
    )
    desk.build()
    told = desk.text("kohteet/a.pdf")
    assert tight("Tuki Maija Mallikas Rehtori Ei vielä nimetty Sihteeri") in told
    assert tight("Tieto Maija Mallikas Rehtori I-1") in told
    assert tight("Johtaja") not in told
