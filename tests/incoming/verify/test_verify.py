"""``verify`` tells of every kind of document whether it is current, whoever has saved or signed it since."""

import io
import itertools
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pikepdf
import pypdf
import pytest

from tests.support.command import run
from tests.support.making import all_jobs, jobs_of, render
from tests.support.matrices import matrix_of
from tests.support.web import design, views_with
from vastuumatriisi.cli.verify import verify
from vastuumatriisi.generators import GENERATORS, printed
from vastuumatriisi.generators.job import Format, Job, Marked
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import messages, spoken
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.matrix import mark_of
from vastuumatriisi.matrix.rosters import Roster, Site
from vastuumatriisi.options import Options

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
PERSON = "Maija Mallikas"
ROSTER = Roster((Site("esimerkin-koulu", "Esimerkin koulu", "koulu", "", (("rehtori", (PERSON,)),), 1),))
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
    """Return the documents of an edition; one with an earlier edition has a redline, too."""
    views = replace(views_with(matrix, *issued), roster=ROSTER)
    options = Options(redline=bool(issued), collection=True, site_sheets=(("esimerkin-koulu", "apulainen"),))
    jobs = all_jobs(views, design("fi"), options)
    return Made({_key(job): render(job, design("fi")).data for job in jobs})


def _key(job: Job) -> tuple[str, str]:
    return job.kind, job.unit or job.role or job.site_type or ""


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


WORKBOOK, HANDBOOK, WEB, REDLINE = ("workbook", ""), ("handbook", ""), ("web", ""), ("redline", "")
JOHTO, TUKI, KOULU = ("poster", "johto"), ("poster", "tuki"), ("site-poster", "koulu")
REHTORI, APULAINEN, TUKIJA = ("role-sheet", "rehtori"), ("role-sheet", "apulainen"), ("role-sheet", "tukija")
PAGE, PLACE = ("site", "koulu"), ("site", "apulainen")
WHOLE = (WORKBOOK, HANDBOOK, WEB)
PDFS = (JOHTO, KOULU, REHTORI, APULAINEN, PAGE, PLACE)
ENDINGS = {"workbook": "xlsx", "handbook": "docx", "redline": "docx", "web": "html"}

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


def in_word_styled(style: str, letter: str, where: str = "") -> Change:
    """Put another letter into the last run of a character style, in paragraphs of the style ``where`` if given."""

    def changed(data: bytes) -> bytes:
        document = docx.Document(io.BytesIO(data))
        cells = [paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs]
        found = [one for one in document.paragraphs if one.style.style_id == where] if where else cells
        runs = [part for paragraph in found for part in paragraph.runs]
        [*_, last] = [part for part in runs if part.style.style_id == style]
        last.text = letter
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return changed


def in_page(old: str, new: str) -> Change:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def without(word: str) -> Change:
    """Take the line with a word off the pages of a PDF, as somebody does who paints over it."""

    def changed(data: bytes) -> bytes:
        for number in itertools.count():
            with pikepdf.open(io.BytesIO(data)) as pdf:
                page = pdf.pages[0]
                orders = list(pikepdf.parse_content_stream(page))
                shown = [at for at, one in enumerate(orders) if str(one.operator) in ("TJ", "Tj")]
                del orders[shown[number]]
                page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(orders))
                out = io.BytesIO()
                pdf.save(out)
                if word not in pypdf.PdfReader(io.BytesIO(out.getvalue())).pages[0].extract_text():
                    return out.getvalue()
        raise AssertionError

    return changed


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


def appended(data: bytes) -> bytes:
    """Add a page behind those that are there, as an archive adds its receipt."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 3]


def locked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def bomb(data: bytes) -> bytes:
    """Put into an office file a part that unpacks to half a gigabyte."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package, package.open("docProps/x.xml", "w") as part:
        for _ in range(500):
            part.write(bytes(1024 * 1024))
    return out.getvalue()


def empty(_data: bytes) -> bytes:
    return b""


def other_type(_data: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


def together(*changes: Change) -> Change:
    def changed(data: bytes) -> bytes:
        for change in changes:
            data = change(data)
        return data

    return changed


def label(key: tuple[str, str]) -> str:
    return " ".join(filter(None, key))


Case = tuple[str, tuple[str, str], Change, str, tuple[str, ...]]
JOINTLY = in_workbook("Johdamme koulua yhteistyössä apulaisen kanssa.", "Johdamme koulua.")
# Edition, document, what happened to it, the state, and the changes that are told.
TABLE: dict[str, Case] = {
    **{f"current {label(key)}": ("second", key, plain, "current", ()) for key in (*WHOLE, REDLINE, TUKI, *PDFS)},
    **{f"same in an older edition: {label(key)}": ("first", key, plain, "unchanged", ()) for key in (TUKI, TUKIJA)},
    **{
        f"outdated {label(key)}": ("first", key, plain, "superseded", ("JOH-01",))
        for key in (*WHOLE, JOHTO, KOULU, REHTORI, APULAINEN, PAGE, PLACE)
    },
    "text in workbook": ("second", WORKBOOK, JOINTLY, "altered", ("JOH-02",)),
    "letter in workbook": ("second", WORKBOOK, letter_in_workbook, "altered", ("TEK-02",)),
    "row in workbook": ("second", WORKBOOK, row_in_workbook, "altered", ("TEK-03",)),
    "text in old workbook": ("first", WORKBOOK, JOINTLY, "altered", ("JOH-02",)),
    "text in handbook": ("second", HANDBOOK, in_word("koulua yhteistyössä", "koulua yksin"), "altered", ("JOH-02",)),
    "sentence in handbook": (
        "second",
        HANDBOOK,
        in_word("laitteita turvallisesti.", "laitteita turvallisesti. Ja kotona."),
        "altered",
        ("TEK-01",),
    ),
    "partner in handbook": (
        "second",
        HANDBOOK,
        in_word("Yhteistyössä: ", "Yhteistyössä: rehtori, "),
        "altered",
        ("JOH-02",),
    ),
    "stated letter in handbook": ("second", HANDBOOK, in_word_styled("LetterStated", "S"), "altered", ("TEK-01",)),
    "name in handbook": ("second", HANDBOOK, in_word("tukihenkilö", "tukija"), "altered", ("Tekninen tuki",)),
    "text in redline": ("second", REDLINE, in_word("koulua yhteistyössä", "koulua yksin"), "altered", ("JOH-02",)),
    "text in page": ("second", WEB, in_page("Neuvomme kaikkia", "Neuvomme monia"), "altered", ("TEK-02",)),
    "letter in page": (
        "second",
        WEB,
        in_page('<b class="c u">C</b> <a href=#apu', '<b class="c u">S</b> <a href=#apu'),
        "altered",
        ("TEK-01",),
    ),
    "letter gone from page": (
        "second",
        WEB,
        in_page('<b class="c u">C</b> <a href=#apulainen>', '<b class="c u">C</b> <a>'),
        "altered",
        ("TEK-01",),
    ),
    **{
        f"words taken off {label(key)}": ("second", key, without("luetteloa"), "altered", ("JOH-01",))
        for key in (JOHTO, KOULU, REHTORI, PAGE, PLACE)
    },
    **{f"signed {label(key)}": ("second", key, signed, "current", ()) for key in (TUKI, REHTORI, PAGE)},
    **{f"signed outdated {label(key)}": ("first", key, signed, "superseded", ("JOH-01",)) for key in (JOHTO, REHTORI)},
    "page added to a poster": ("second", TUKI, appended, "current", ()),
    "shared workbook": ("second", WORKBOOK, shared, "current", ()),
    "shared handbook": ("second", HANDBOOK, shared, "current", ()),
    **{f"another matrix {label(key)}": ("other", key, plain, "unknown", ()) for key in (*WHOLE, JOHTO, REHTORI, PAGE)},
    **{f"cut {label(key)}": ("second", key, cut, "unknown", ()) for key in (WORKBOOK, HANDBOOK, TUKI, REHTORI, PAGE)},
    **{f"empty {label(key)}": ("second", key, empty, "unknown", ()) for key in (WORKBOOK, TUKI)},
    **{f"a picture called {label(key)}": ("second", key, other_type, "unknown", ()) for key in (HANDBOOK, WEB, TUKI)},
    **{f"a bomb {label(key)}": ("second", key, bomb, "unknown", ()) for key in (WORKBOOK, HANDBOOK)},
    "a poster with a password": ("second", TUKI, locked, "unknown", ()),
}


@pytest.fixture(scope="module")
def answers(editions: dict[str, Made], source: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("asiakirjat")
    files = {}
    for number, (name, (edition, key, change, *_)) in enumerate(TABLE.items()):
        # The ending is no part of what a file says.
        path = folder / (f"{number}.{ENDINGS.get(key[0], 'pdf')}" if number % 2 else f"{number}")
        path.write_bytes(change(editions[edition][key]))
        files[name] = path
    done = run("verify", "--source", source, "--json", *files.values())
    assert done.stderr == ""
    assert done.returncode == 1
    assert PERSON.split()[1] not in done.stdout
    return dict(zip(files, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("name", list(TABLE))
def test_each_file_gets_the_right_answer(name: str, answers: dict[str, dict]) -> None:  # type: ignore[type-arg]
    """Sixty files: current, older, outdated, altered by hand, signed, shared, of another matrix, damaged."""
    edition, (kind, of), _, state, changes = TABLE[name]
    answer = answers[name]
    assert (answer["state"], tuple(answer["changes"])) == (state, changes), answer
    if state != "unknown":
        assert answer["document"]["kind"] == kind
        document = answer["document"]
        assert (document["unit"] or document["role"] or document["site_type"] or "") == of
        assert answer["edition"] == {"first": "1", "second": "2"}[edition]
    else:
        assert answer["why"]


@pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("key", "ending", "change", "state", "changes"),
    [
        (WORKBOOK, "xlsx", plain, "current", []),
        (WORKBOOK, "ods", plain, "current", []),
        (HANDBOOK, "docx", plain, "current", []),
        (HANDBOOK, "pdf", plain, "current", []),
        (HANDBOOK, "pdf", in_word("Johdamme koulua", "Ohjaamme koulua"), "altered", ["JOH-02"]),
        (WORKBOOK, "xlsx", letter_in_workbook, "altered", ["TEK-02"]),
    ],
)
def test_what_libreoffice_has_saved(
    key: tuple[str, str],
    ending: str,
    change: Change,
    state: str,
    changes: list[str],
    editions: dict[str, Made],
    source: Path,
    tmp_path: Path,
) -> None:
    """What LibreOffice has opened and saved, or made a PDF of, says what it said."""
    name = f"kirja.{ENDINGS[key[0]]}"
    (tmp_path / name).write_bytes(change(editions["second"][key]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profiili"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", tmp_path / "uusi"]
    subprocess.run([*command, tmp_path / name], check=True, capture_output=True, timeout=120)
    done = run("verify", "--source", source, "--json", tmp_path / "uusi" / f"kirja.{ending}")
    [answer] = json.loads(done.stdout)
    kind = "handbook-pdf" if ending == "pdf" else key[0]
    assert (answer["document"]["kind"], answer["state"], answer["changes"]) == (kind, state, changes)


LONG = FIRST.replace(
    "site_types:",
    "      - {id: pitka, name: Pitkä yksikkö, leads: [rehtori], duties: ["
    + ", ".join(f"{{id: P-{n:02}, text: Teemme asian {n}., assign: {{apulainen: C}}}}" for n in range(1, 45))
    + "]}\nsite_types:",
)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (plain, []),
        (in_word("P-44", "P-43"), ["P-44"]),
        (in_word_styled("LetterStated", "S", where="IndexLine"), ["apulainen"]),
    ],
)
def test_a_long_handbook_is_held_to_its_index(change: Change, told: list[str], tmp_path: Path) -> None:
    """Where an index says who has which letter, a letter that was changed there alone is found by its name."""
    (tmp_path / "pitkä.yaml").write_text(LONG, encoding="utf-8")
    [job, *_] = jobs_of("handbook", views_with(matrix_of(LONG)), design("fi"))
    (tmp_path / "kirja.docx").write_bytes(change(render(job, design("fi")).data))
    done = run("verify", "--source", tmp_path / "pitkä.yaml", "--json", tmp_path / "kirja.docx")
    [answer] = json.loads(done.stdout)
    assert answer["changes"] == told
    assert answer["state"] == ("altered" if told else "current")


def test_an_edition_that_does_not_read_is_told(source: Path, editions: dict[str, Made], tmp_path: Path) -> None:
    """What its documents are is unknown then, and nobody takes silence for an answer."""
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "1.yaml").write_text(FIRST.replace("id: tuki\n", "id: tuki, x\n"), encoding="utf-8")
    (tmp_path / "esimerkki.yaml").write_bytes(source.read_bytes())
    (tmp_path / "juliste.pdf").write_bytes(editions["first"][JOHTO])
    done = run("verify", "--source", tmp_path / "esimerkki.yaml", "--json", tmp_path / "juliste.pdf")
    [answer] = json.loads(done.stdout)
    assert answer["state"] == "unknown"
    assert "an edition that does not read any more" in answer["why"]
    assert "Documents of one edition are not known" in done.stderr
    assert "1.yaml" in done.stderr


def test_the_mark_of_a_page_with_people_is_enough(source: Path) -> None:
    """The page of a house is told by its type, and a sheet there by its role; nobody is named."""
    views = replace(views_with(matrix_of(SECOND)), roster=ROSTER)
    options = Options(site_sheets=(("esimerkin-koulu", "apulainen"),))
    marks = [job.mark for job in jobs_of("sites", views, design("fi"), options)]
    done = run("verify", "--source", source, "--json", *marks)
    found = [(one["state"], one["document"]["site_type"], one["document"]["role"]) for one in json.loads(done.stdout)]
    assert found == [("current", "koulu", None), ("current", "koulu", "apulainen")]
    for language, words in (
        ("en", ("house page of Koulu, edition 2: current", "role sheet of apulainen, edition 2: current")),
        ("fi", ("talon sivu: Koulu, painos 2: ", "roolin tehtävälista: apulainen, painos 2: ")),
        ("sv", ("sida för ett hus: Koulu, utgåva 2: ", "rollens uppgifter: apulainen, utgåva 2: ")),
    ):
        done = run("verify", "--source", source, "--messages", language, *marks)
        assert (done.returncode, done.stderr) == (0, "")
        assert [word for word in words if word not in done.stdout] == [], done.stdout


def test_what_is_typed_off_a_print_is_its_mark(source: Path, editions: dict[str, Made]) -> None:
    """The address in the QR code, the line at the foot and signs that were misread stand for the mark."""
    del editions
    first, second = (matrix_of(text).fingerprint for text in (FIRST, SECOND))
    here = "https://example.org/?unit=johto&mark="
    typed = {
        f"{here}{first}&edition=1": ("superseded", "1"),
        f"{here}{second}&edition=1": ("unchanged", "1"),
        f"{here}{second}&edition=neverheardof": ("current", "2"),
        f"Edition 1 · 2026-01-01 · {first} · 1/2": ("superseded", "1"),
        f"{here.removeprefix('https://')}{first.replace('0', 'O').replace('1', 'l')}": ("superseded", "1"),
        f"({first}).": ("superseded", "1"),
        f" {first.replace('-', ' ').replace('0', 'O').replace('1', 'l')} ": ("superseded", "1"),
    }
    done = run("verify", "--source", source, "--json", *typed)
    assert [(one["state"], one["edition"]) for one in json.loads(done.stdout)] == list(typed.values())


@pytest.mark.parametrize("words", ["official", "raportti 2023-2024", "https://example.org/?unit=johto", "cafe"])
def test_words_are_no_marks(words: str, source: Path) -> None:
    """What only looks like a mark is the name of a file that is not there."""
    done = run("verify", "--source", source, words)
    assert "There is no such file" in done.stdout, done.stdout


@pytest.mark.parametrize("language", sorted(spoken()))
def test_each_kind_of_document_has_its_words(language: str) -> None:
    """Whatever a build makes can be verified, in every language, and is called by no name of the program's own."""
    kinds = {kind for known in GENERATORS for kind in known.kinds if kind != "preview"} | {"matrix"}
    words = {kind: messages(language).told(message(f"verify.kind.{kind}")) for kind in kinds}
    assert len({*words.values()}) == len(kinds) > 8, words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("house page of Koulu", "role sheet of apulainen", "handbook with tracked changes")),
        ("fi", ("talon sivu: Koulu", "roolin tehtävälista: apulainen", "käsikirja muutosmerkinnöin")),
        ("sv", ("sida för ett hus: Koulu", "rollens uppgifter: apulainen", "handbok med ändringsmarkeringar")),
    ],
)
def test_each_kind_has_its_words(
    language: str, words: tuple[str, ...], source: Path, editions: dict[str, Made], tmp_path: Path
) -> None:
    """Whatever a document is, people are told so in their language."""
    for number, (key, data) in enumerate(editions["second"].files.items()):
        (tmp_path / f"{number}.{ENDINGS.get(key[0], 'pdf')}").write_bytes(data)
    done = run("verify", "--source", source, "--messages", language, *sorted(tmp_path.iterdir()))
    assert (done.returncode, done.stderr) == (0, "")
    assert [word for word in words if word not in done.stdout] == []


def test_a_format_that_has_no_words_goes_by_its_own(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A kind of document that no table knows is called as in the manifest, and its unit is told."""
    marks = ModuleType("marks_of_lists")
    marks.marks = lambda views: [  # type: ignore[attr-defined]
        Marked("unit-list", mark_of(unit.name), unit=unit.id) for unit in views.matrix.duty_units
    ]
    monkeypatch.setitem(sys.modules, marks.__name__, marks)
    lists = Format("lists", {"unit-list": "next"}, "", (), "", (), (), marks=marks.__name__)
    monkeypatch.setattr(printed, "GENERATORS", (*GENERATORS, lists))
    for for_machines in (False, True):
        assert verify([mark_of("Tekninen tuki")], source, "", messages("en"), for_machines=for_machines) == 0
    told, answer = capsys.readouterr().out.split("forgery.")
    assert "unit-list of Tekninen tuki, edition 2: current." in told
    assert json.loads(answer)[0]["document"]["unit"] == "tuki"


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
    (tmp_path / "kansio").mkdir()
    (tmp_path / "arkisto.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    done = run("verify", "--source", source, "--json", *sorted(tmp_path.iterdir()))
    assert (done.returncode, done.stderr) == (1, "")
    assert {answer["state"] for answer in json.loads(done.stdout)} == {"unknown"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("kuva.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a picture (PNG)"),
        ("kuva.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "this is a picture (JPEG)"),
        ("kuva.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "this is a picture"),
        ("kuva.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "this is a picture (SVG)"),
    ],
)
def test_whoever_gives_a_picture_of_a_print_is_told_what_to_give(
    name: str, content: bytes, words: str, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody reads the mark off a photograph; but who has the print can type it."""
    (tmp_path / name).write_bytes(content)
    (tmp_path / "pakattu.gz").write_bytes(b"\x1f\x8b\x08")
    files = [str(tmp_path / name), str(tmp_path / "pakattu.gz")]
    assert verify(files, source, "", messages("en"), for_machines=False) == 1
    [picture, other] = capsys.readouterr().out.splitlines()[:2]
    assert f"{words}. Give the mark at the foot of the print, such as 2d5a-079d" in picture
    assert "the address in its QR code" in picture
    assert "the mark at the foot" not in other


def test_a_file_that_is_not_there_is_said(source: Path, editions: dict[str, Made], tmp_path: Path) -> None:
    """A name that is mistyped is told with a remedy, and the others are answered all the same."""
    (tmp_path / "juliste.pdf").write_bytes(editions["second"][JOHTO])
    done = run("verify", "--source", source, tmp_path / "ei ole.pdf", tmp_path / "juliste.pdf")
    assert done.returncode == 1
    [missing, poster] = done.stdout.splitlines()[:2]
    assert "ei ole.pdf: unknown. " in missing
    assert "the mark at the foot of a print" in missing
    assert poster.endswith(": current.")


def test_people_read_a_sentence(source: Path, editions: dict[str, Made], tmp_path: Path) -> None:
    """The answer names the file, the document, its edition and what has changed, and what a mark is good for."""
    (tmp_path / "juliste.pdf").write_bytes(editions["first"][JOHTO])
    done = run("verify", "--source", source, tmp_path / "juliste.pdf")
    assert "juliste.pdf, poster of Koulun johto, edition 1: outdated (JOH-01)." in done.stdout
    assert "guards against accident" in done.stdout
