"""``verify`` tells of every kind of document whether it is current, whoever has saved or signed it since."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdf
import pytest

from tests.support.command import run
from tests.support.making import all_jobs, render
from tests.support.matrices import matrix_of
from tests.support.web import design, views_with
from vastuumatriisi.matrix import Matrix

FIRST = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
themes: [{id: tuki, name: Tuki ja apu}]
roles:
  - {id: rehtori, name: rehtori}
  - {id: tukija, name: tukihenkilö}
  - {id: apulainen, name: apulainen}
levels:
  - id: taso
    name: Esimerkkitaso
    units:
      - id: johto
        name: Koulun johto
        leads: [rehtori]
        supports: [apulainen]
        duties:
          - id: JOH-01
            text: Pidämme laitteista kirjaa koulussa ja kerromme niistä kaikille, jotka niitä tarvitsevat.
            theme: tuki
          - {id: JOH-02, text: Johdamme koulua yhteistyössä apulaisen kanssa., cooperates: [apulainen]}
      - id: tuki
        name: Tekninen tuki
        leads: [tukija]
        duties:
          - {id: TEK-01, text: Autamme muita käyttämään laitteita turvallisesti., assign: {apulainen: C}}
          - {id: TEK-02, text: "Neuvomme kaikkia – opettajia ja oppilaita – arjessa."}
site_types: [{id: koulu, name: Koulu, units: [johto, tuki]}]
"""
SECOND = (
    FIRST.replace('edition: "1"', 'edition: "2"')
    .replace("2026-01-31", "2027-01-31")
    .replace("kirjaa koulussa", "luetteloa koulussa")
    + 'history: [{edition: "1", date: 2026-01-31, note: Ensimmäinen.}]\n'
)
OTHER = FIRST.replace("Esimerkkimatriisi", "Toinen matriisi")
OFFICE = shutil.which("soffice")


@dataclass(frozen=True)
class Made:
    """The documents of an edition by kind and unit or house."""

    files: dict[tuple[str, str], bytes]

    def __getitem__(self, key: tuple[str, str]) -> bytes:
        return self.files[key]


def made(matrix: Matrix, *issued: Matrix) -> Made:
    views = views_with(matrix, *issued)
    jobs = all_jobs(views, design("fi"))
    return Made({(job.kind, job.unit or job.site_type or ""): render(job, design("fi")).data for job in jobs})


@pytest.fixture(scope="module")
def editions() -> dict[str, Made]:
    first, second, other = map(matrix_of, (FIRST, SECOND, OTHER))
    return {"first": made(first), "second": made(second, first), "other": made(other)}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lähde")
    (folder / "editions").mkdir()
    (folder / "editions" / "1.yaml").write_text(FIRST, encoding="utf-8")
    (folder / "esimerkki.yaml").write_text(SECOND, encoding="utf-8")
    return folder / "esimerkki.yaml"


WORKBOOK, HANDBOOK, WEB = ("workbook", ""), ("handbook", ""), ("web", "")
JOHTO, TUKI, KOULU = ("poster", "johto"), ("poster", "tuki"), ("site-poster", "koulu")
WHOLE = (WORKBOOK, HANDBOOK, WEB)
ENDINGS = {"workbook": "xlsx", "handbook": "docx", "web": "html", "poster": "pdf", "site-poster": "pdf"}

Change = Callable[[bytes], bytes]


def in_workbook(value: str, new: str) -> Change:
    def changed(data: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        [found, *_] = [cell for cell in cells if str(cell.value) == value]
        found.value = new
        return _saved(book)

    return changed


def letter_in_workbook(data: bytes) -> bytes:
    """Give the head teacher another letter for a duty."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[0].value == "TEK-02":
                [cell] = [cell for cell in row[2:] if cell.value == "A"]
                cell.value = "S"
    return _saved(book)


def row_in_workbook(data: bytes) -> bytes:
    """Add a duty below the last one."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            if row[0].value == "TEK-02":
                sheet.cell(row[0].row + 1, 1).value = "TEK-03"
                sheet.cell(row[0].row + 1, 2).value = "Teemme kaiken muun."
                return _saved(book)
    raise AssertionError


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_word(old: str, new: str) -> Change:
    def changed(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        tables = [paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs]
        for paragraph in (*document.paragraphs, *tables):
            for part in paragraph.runs:
                if old in part.text:
                    part.text = part.text.replace(old, new)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return changed


def in_page(old: str, new: str) -> Change:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def without_words(data: bytes) -> bytes:
    """Take the first line of a poster's first duty off its page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        instructions = list(pikepdf.parse_content_stream(page))
        for number, one in enumerate(instructions):
            if str(one.operator) in ("TJ", "Tj"):
                page.Contents = pdf.make_stream(
                    pikepdf.unparse_content_stream([*instructions[:number], *instructions[number + 1 :]])
                )
                out = io.BytesIO()
                pdf.save(out)
                if "luetteloa" not in pypdf.PdfReader(io.BytesIO(out.getvalue())).pages[0].extract_text():
                    return out.getvalue()
    raise AssertionError


def signed(data: bytes) -> bytes:
    """Add to a PDF what a signature adds: another revision behind the first one, which it leaves as it is."""
    writer = pypdf.PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/SignedBy": "Eeva Esimerkki"})
    out = io.BytesIO()
    writer.write(out)
    assert out.getvalue().startswith(data[:1000])
    return out.getvalue()


def shared(data: bytes) -> bytes:
    """Do to an office file what SharePoint does: further parts, other bytes."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("customXml/item9.xml", "<p:properties xmlns:p='urn:esimerkki'/>")
    return out.getvalue()


def plain(data: bytes) -> bytes:
    return data


def cut(data: bytes) -> bytes:
    return data[: len(data) // 3]


Case = tuple[str, tuple[str, str], Change, str, tuple[str, ...]]
# Edition, document, what happened to it, the state, and the changes that are told.
TABLE: dict[str, Case] = {
    **{
        f"current {kind} {of}": ("second", (kind, of), plain, "current", ())
        for kind, of in (*WHOLE, JOHTO, TUKI, KOULU)
    },
    "the same in an older edition": ("first", TUKI, plain, "unchanged", ()),
    **{
        f"outdated {kind} {of}": ("first", (kind, of), plain, "superseded", ("JOH-01",))
        for kind, of in (*WHOLE, JOHTO, KOULU)
    },
    "text in workbook": (
        "second",
        WORKBOOK,
        in_workbook("Johdamme koulua yhteistyössä apulaisen kanssa.", "Johdamme koulua."),
        "altered",
        ("JOH-02",),
    ),
    "letter in workbook": ("second", WORKBOOK, letter_in_workbook, "altered", ("TEK-02",)),
    "row in workbook": ("second", WORKBOOK, row_in_workbook, "altered", ("TEK-03",)),
    "text in old workbook": (
        "first",
        WORKBOOK,
        in_workbook("Johdamme koulua yhteistyössä apulaisen kanssa.", "Johdamme koulua."),
        "altered",
        ("JOH-02",),
    ),
    "text in handbook": ("second", HANDBOOK, in_word("koulua yhteistyössä", "koulua yksin"), "altered", ("JOH-02",)),
    "sentence in handbook": (
        "second",
        HANDBOOK,
        in_word("laitteita turvallisesti.", "laitteita turvallisesti. Ja kotona."),
        "altered",
        ("TEK-01",),
    ),
    "name in handbook": ("second", HANDBOOK, in_word("tukihenkilö", "tukija"), "altered", ("Tekninen tuki",)),
    "text in page": ("second", WEB, in_page("Neuvomme kaikkia", "Neuvomme monia"), "altered", ("TEK-02",)),
    "letter in page": (
        "second",
        WEB,
        in_page("<b class=c>C</b> <a href=#apu", "<b class=c>S</b> <a href=#apu"),
        "altered",
        ("TEK-01",),
    ),
    "words taken off a poster": ("second", JOHTO, without_words, "altered", ("JOH-01",)),
    "signed poster": ("second", TUKI, signed, "current", ()),
    "signed old poster": ("first", JOHTO, signed, "superseded", ("JOH-01",)),
    "shared workbook": ("second", WORKBOOK, shared, "current", ()),
    "shared handbook": ("second", HANDBOOK, shared, "current", ()),
    **{f"another matrix {kind}": ("other", (kind, of), plain, "unknown", ()) for kind, of in (*WHOLE, JOHTO)},
    **{f"damaged {kind}": ("second", (kind, of), cut, "unknown", ()) for kind, of in (WORKBOOK, HANDBOOK, TUKI)},
}


@pytest.fixture(scope="module")
def answers(editions: dict[str, Made], source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("asiakirjat")
    files = {}
    for number, (name, (edition, key, change, *_)) in enumerate(TABLE.items()):
        # The ending is no part of what a file says.
        path = folder / (f"{number}.{ENDINGS[key[0]]}" if number % 2 else f"{number}")
        path.write_bytes(change(editions[edition][key]))
        files[name] = path
    done = run("verify", "--source", source, "--json", *files.values())
    assert done.stderr == ""
    assert done.returncode == 1
    return dict(zip(files, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", list(TABLE))
def test_each_file_gets_the_right_answer(name: str, answers: dict[str, dict]) -> None:  # type: ignore[type-arg]
    """Thirty files: current, older, outdated, altered by hand, signed, shared, of another matrix, damaged."""
    edition, (kind, of), _, state, changes = TABLE[name]
    answer = answers[name]
    assert (answer["state"], tuple(answer["changes"])) == (state, changes), answer
    if state != "unknown":
        assert answer["document"]["kind"] == kind
        assert (answer["document"]["unit"] or answer["document"]["site_type"] or "") == of
        assert answer["edition"] == {"first": "1", "second": "2"}[edition]
    else:
        assert answer["why"]


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_what_libreoffice_has_saved_is_current(
    ending: str, editions: dict[str, Made], source: Path, tmp_path: Path
) -> None:
    """A workbook and a handbook that LibreOffice has opened and saved say what they said."""
    key = WORKBOOK if ending == "xlsx" else HANDBOOK
    (tmp_path / f"kirja.{ending}").write_bytes(editions["second"][key])
    profile = f"-env:UserInstallation=file://{tmp_path}/profiili"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", tmp_path / "uusi"]
    subprocess.run([*command, tmp_path / f"kirja.{ending}"], check=True, capture_output=True, timeout=120)
    done = run("verify", "--source", source, "--json", tmp_path / "uusi" / f"kirja.{ending}")
    [answer] = json.loads(done.stdout)
    assert (done.returncode, answer["state"], answer["changes"]) == (0, "current", [])


def test_a_mark_is_enough(source: Path, editions: dict[str, Made]) -> None:
    """What stands on a print can be typed, in capitals and without its hyphen; the answer is that of the file."""
    del editions
    first, second = matrix_of(FIRST), matrix_of(SECOND)
    done = run("verify", "--source", source, "--json", second.fingerprint.upper(), first.fingerprint.replace("-", ""))
    assert [answer["state"] for answer in json.loads(done.stdout)] == ["current", "superseded"]
    assert done.returncode == 1
    assert run("verify", "--source", source, second.fingerprint).returncode == 0
    assert "neither of the present matrix" in run("verify", "--source", source, "0000-0000").stdout


def test_what_is_no_document_is_unknown(source: Path, tmp_path: Path) -> None:
    """Any other file is answered, and no file stops the answers for the others."""
    (tmp_path / "teksti.txt").write_text("Muistio", encoding="utf-8")
    (tmp_path / "tyhjä.pdf").write_bytes(b"")
    (tmp_path / "kuva.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "sivu.html").write_text("<!DOCTYPE html><p>Muu sivu 1234-abcd", encoding="utf-8")
    (tmp_path / "arkisto.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    done = run("verify", "--source", source, "--json", *sorted(tmp_path.iterdir()))
    assert (done.returncode, done.stderr) == (1, "")
    assert {answer["state"] for answer in json.loads(done.stdout)} == {"unknown"}


def test_a_file_that_is_not_there_is_said(source: Path, tmp_path: Path) -> None:
    """A name that is mistyped is an error with a remedy."""
    done = run("verify", "--source", source, tmp_path / "ei ole.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be read" in done.stderr
    assert run("verify", "--source", source, tmp_path).returncode == 2


def test_people_read_a_sentence(source: Path, editions: dict[str, Made], tmp_path: Path) -> None:
    """The answer names the file, the document, its edition and what has changed, and what a mark is good for."""
    (tmp_path / "juliste.pdf").write_bytes(editions["first"][JOHTO])
    done = run("verify", "--source", source, tmp_path / "juliste.pdf")
    assert "juliste.pdf, poster of Koulun johto, edition 1: outdated (JOH-01)." in done.stdout
    assert "guards against accident" in done.stdout
