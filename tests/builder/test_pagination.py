"""Page numbers in the contents of the handbook: right where LibreOffice is, left out where it is not."""

import io
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.support.command import Silent
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT
from tests.support.validator import validate
from vastuumatriisi.builder import pagination
from vastuumatriisi.builder.executor import InProcessRenderer
from vastuumatriisi.builder.layouts import Cancelled, LayoutRunner, Office, find_office, version_of
from vastuumatriisi.builder.page_layout import LayoutFailed
from vastuumatriisi.builder.pagination import Paginated, paginate
from vastuumatriisi.builder.pipeline import BuildResult, build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.handbook import generator
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.publish import standing
from vastuumatriisi.system.libreoffice import USUAL_FONTS, office_identity, version_output

Build = Callable[[str], Views]
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
SOURCE = """\
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
roles: [{id: eeva, name: Eeva Esimerkki}]
levels:
  - id: taso
    name: Taso
    units:
      - {id: yksi, name: Yksi, leads: [eeva], duties: [{id: Y-1, text: Teemme.}]}
      - {id: kaksi, name: Kaksi, leads: [eeva], duties: [{id: K-1, text: Autamme.}]}
"""


def planned(views: Views, design: Design) -> Job:
    (job,) = jobs_of("handbook", views, design)
    return job


def numbered(views: Views, design: Design) -> Rendered:
    paginated = paginate(planned(views, design), design, find_office())
    assert (paginated.counted, paginated.doubtful, paginated.notes) == (True, False, ())
    return paginated.document


def pdf_of(document: bytes, folder: Path) -> pypdf.PdfReader:
    (folder / "pages.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    LayoutRunner().run([*command, str(folder / "pages.docx")], 180)
    return pypdf.PdfReader(folder / "pages.pdf")


def outline(reader: pypdf.PdfReader, entries: list | None = None) -> Iterator[tuple[str, int]]:  # type: ignore[type-arg]
    for entry in reader.outline if entries is None else entries:
        if isinstance(entry, list):
            yield from outline(reader, entry)
        else:
            yield str(entry.title).replace("\u2011", "-"), reader.get_destination_page_number(entry) + 1


def contents(document: bytes) -> list[tuple[str, str, str]]:
    """Return (number, text, page) of each entry of the contents, as Word shows it without working anything out."""
    entries = []
    for paragraph in docx.Document(io.BytesIO(document)).element.body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and re.fullmatch(r"TOC\d", style.get(qn("w:val"))):
            link = paragraph.find(qn("w:hyperlink"))
            signs = {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
            text = "".join(signs.get(e.tag, e.text if e.tag == qn("w:t") else "") for e in link.iter())
            number, title, page = text.split("\t")
            entries.append((number, title, page))
    return entries


@needs_office
def test_each_number_is_the_real_page(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """The PDF has the headings as its bookmarks, and each number in the contents is the page its heading is on."""
    document = numbered(kuopio, design)
    reader = pdf_of(document.data, tmp_path)
    found = contents(document.data)
    assert [(f"{number} {title}", int(page)) for number, title, page in found] == list(outline(reader))
    assert document.pages == len(reader.pages)
    for number, title, page in found:
        text = re.sub(r"\s", "", reader.pages[int(page) - 1].extract_text()).replace("\u2011", "-")
        assert re.sub(r"\s", "", number + title) in text
    # A link over two lines is two of them in a PDF.
    words = docx.Document(io.BytesIO(document.data)).element.body.iter(qn("w:hyperlink"))
    assert sum(len(page.get("/Annots", ())) for page in reader.pages) >= len(list(words)) > 500


@needs_office
def test_numbered_handbook_is_valid_and_the_same_again(build_views: Build, design: Design, tmp_path: Path) -> None:
    """Two runs give the same bytes, a file of our own making that Word finds no fault with."""
    views = build_views(SOURCE)
    first, second = (numbered(views, design).data for _ in range(2))
    assert first == second
    (tmp_path / "handbook.docx").write_bytes(first)
    assert validate(tmp_path / "handbook.docx") == []
    fields = docx.Document(io.BytesIO(first)).element.body.iter(qn("w:instrText"))
    told = [field.text.split() for field in fields if "PAGEREF" in field.text]
    marks = {
        mark.get(qn("w:name")) for mark in docx.Document(io.BytesIO(first)).element.body.iter(qn("w:bookmarkStart"))
    }
    assert told
    assert {field[1] for field in told} <= marks


def test_without_libreoffice_the_contents_has_its_links(build_views: Build, design: Design) -> None:
    """Where there is no LibreOffice the handbook has none of its numbers, and one line says what was left out."""
    job = planned(build_views(SOURCE), design)
    paginated = paginate(job, design, None)
    assert paginated == Paginated(job, render(job, design), counted=False, notes=paginated.notes)
    [note] = paginated.notes
    assert "no page numbers" in str(note)
    assert paginated.document.pages is None
    body = docx.Document(io.BytesIO(paginated.document.data)).element.body
    assert not [code for code in body.iter(qn("w:instrText")) if "PAGEREF" in code.text]


@needs_office
def test_last_layout_is_of_the_document_itself(
    build_views: Build, design: Design, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document whose pages LibreOffice has confirmed is the finished one: it is not made once more."""
    made: list[Rendered] = []
    plainly = generator.render

    def counting(job: Job, design: Design) -> Rendered:
        made.append(plainly(job, design))
        return made[-1]

    monkeypatch.setattr(generator, "render", counting)
    document = numbered(build_views(SOURCE), design)
    assert len(made) == 2
    assert document is made[-1]


def script(path: Path, body: str) -> Office:
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Office(str(path), "1.2")


ANSWER = "import sys, pathlib; pathlib.Path(sys.argv[-2], 'handbook.pdf')"
OPENED = ANSWER.replace("pathlib.Path", "file = pathlib.Path") + ".open('wb')"


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("import sys; sys.exit(81)", "ended with status 81"),
        ("", "made no PDF"),
        (
            "import sys, pathlib; pathlib.Path(sys.argv[-2], 'handbook.pdf').write_bytes(b'no PDF')",
            "cannot be read",
        ),
        (f"{ANSWER}.write_bytes(b'%PDF-1.7 ' + b'x' * 5000 + b'%%EOF')", "cannot be read"),
        (f"{ANSWER}.write_bytes(b'%PDF-1.7 ' + b'x' * 5000)", "has no end"),
        # Without room on the disk: all of it but the last byte is a hole.
        (f"{OPENED}; file.truncate(450_000_000)", "far larger"),
        (f"{OPENED}; file.seek(3 << 30); file.write(b'0'); file.flush()", "ended with status"),
        ("import time; time.sleep(60)", "did not answer within 1 seconds"),
    ],
)
def test_failing_libreoffice_fails_no_build(
    build_views: Build, design: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    """Whatever LibreOffice does, the handbook is made, without numbers, and one line says why."""
    monkeypatch.setattr(pagination, "SECONDS_TO_START", 1)
    monkeypatch.setattr(pagination, "BYTES_PER_SECOND", 10**9)
    job = planned(build_views(SOURCE), design)
    paginated = paginate(job, design, script(tmp_path / "soffice", body))
    assert paginated == Paginated(job, render(job, design), counted=False, notes=paginated.notes)
    assert told in str(paginated.notes[0])


def busy(*_: object) -> Rendered:
    while True:
        sum(range(1000))


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_reading_that_takes_too_long(
    build_views: Build, design: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What LibreOffice gives back is read in a bounded time, and so it is made a document of."""
    monkeypatch.setattr(pagination, "_seconds_for", lambda _: 2)
    monkeypatch.setattr(pagination, "read_layout", busy)
    job = planned(build_views(SOURCE), design)
    paginated = paginate(job, design, script(tmp_path / "soffice", f"{ANSWER}.write_bytes(b'%PDF')"))
    assert not paginated.counted
    assert "to read LibreOffice’s PDF takes too much time or memory" in str(paginated.notes[0])


@needs_office
def test_finishing_that_takes_too_long(build_views: Build, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Word file has its numbers, and one line says why there is no PDF."""
    plainly = pagination._seconds_for
    monkeypatch.setattr(pagination, "_seconds_for", lambda content: 2 if content[:4] == b"%PDF" else plainly(content))
    monkeypatch.setattr(generator, "printed", busy)
    paginated = paginate(planned(build_views(SOURCE), design), design, find_office())
    assert (paginated.counted, paginated.printed) == (True, None)
    assert "to read LibreOffice’s PDF takes too much time or memory" in str(paginated.notes[-1])


def test_time_has_a_ceiling() -> None:
    """However large a letterhead is, LibreOffice gets no more than a quarter of an hour for a round."""
    assert pagination._seconds_for(bytes(4096 * 100)) == 160
    assert pagination._seconds_for(bytes(64 << 20)) == 900


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups")
def test_nothing_is_left_running(tmp_path: Path) -> None:
    """A program that does not answer is ended together with what it has started."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {NAP!r}, {str(tmp_path / 'late')!r}])"
    office = script(tmp_path / "soffice", child)
    with pytest.raises(LayoutFailed):
        LayoutRunner().run([office.program], 1)
    subprocess.run([sys.executable, "-c", "import time; time.sleep(2.5)"], check=True)
    assert not (tmp_path / "late").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups")
def test_what_a_program_leaves_running_ends_with_it(tmp_path: Path) -> None:
    """A wrapper that is done and whose child lives on is not waited for, and the child is ended."""
    child = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {NAP!r}, {str(tmp_path / 'late')!r}])"
    office = script(tmp_path / "soffice", f"{child}; print('done', flush=True)")
    LayoutRunner().run([office.program], 60)
    assert version_output(office.program) == "done"
    time.sleep(2.5)
    assert not (tmp_path / "late").exists()


NAP = "import pathlib, sys, time; time.sleep(2); pathlib.Path(sys.argv[1]).touch()"


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_cancelled_layout_ends_at_once(
    build_views: Build, design: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelling from another thread ends LibreOffice and what it started, and leaves no file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    begun = tmp_path / "begun"
    sleeper = f"import pathlib, time; pathlib.Path({str(begun)!r}).touch(); time.sleep(60)"
    office = script(
        tmp_path / "soffice", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {sleeper!r}])"
    )
    layouts = LayoutRunner()

    def cancel() -> None:
        while not begun.exists():
            time.sleep(0.01)
        layouts.cancel()

    started = time.monotonic()
    thread = threading.Thread(target=cancel)
    thread.start()
    with pytest.raises(Cancelled):
        paginate(planned(build_views(SOURCE), design), design, office, layouts)
    thread.join()
    assert time.monotonic() - started < 30
    assert list((tmp_path / "scratch").iterdir()) == []
    listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, check=True, text=True).stdout
    assert str(begun) not in listed


def test_cancelled_before_it_began_starts_nothing(build_views: Build, design: Design, tmp_path: Path) -> None:
    """Once layouts are cancelled, LibreOffice is not started."""
    office = script(tmp_path / "soffice", f"import pathlib; pathlib.Path({str(tmp_path / 'begun')!r}).touch()")
    layouts = LayoutRunner()
    layouts.cancel()
    with pytest.raises(Cancelled):
        paginate(planned(build_views(SOURCE), design), design, office, layouts)
    assert not (tmp_path / "begun").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_libreoffice_is_told_apart_without_being_started(tmp_path: Path) -> None:
    """Another build of LibreOffice is another identity, read from the files beside the program a link leads to."""
    program = script(tmp_path / "soffice", f"import pathlib; pathlib.Path({str(tmp_path / 'begun')!r}).touch()").program
    link = tmp_path / "link"
    link.symlink_to(program)
    (tmp_path / "versionrc").write_text("[Version]\nbuildid=40\n")
    identities = [office_identity(program), office_identity(str(link))]
    (tmp_path / "versionrc").write_text("[Version]\nbuildid=41\n")
    identities.append(office_identity(program))
    (tmp_path / "soffice.bin").write_bytes(b"program")
    identities.append(office_identity(program))
    assert identities[0] == identities[1]
    assert len(set(identities)) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", identity or "") for identity in identities)
    assert not (tmp_path / "begun").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_libreoffice_without_a_description_is_asked(tmp_path: Path) -> None:
    """Where nothing stands beside the program, what it answers to --version tells it apart; no answer is None."""
    answers = ["print('LibreOffice 7.4.7')", "print('LibreOffice 24.2.1')", "raise SystemExit(1)", ""]
    first, second, failing, silent = (
        office_identity(script(tmp_path / f"soffice-{number}", answer).program) for number, answer in enumerate(answers)
    )
    assert first
    assert second
    assert first != second
    assert failing is silent is office_identity(str(tmp_path / "nowhere")) is None


def built(
    folder: Path,
    office: Office | None,
    monkeypatch: pytest.MonkeyPatch,
    *formats: str,
    force: bool = False,
    text: str = SOURCE,
) -> BuildResult:
    monkeypatch.setattr("vastuumatriisi.builder.pipeline.find_office", lambda: office)
    (folder / "matrix.yaml").write_text(text)
    places = folder / "matrix.yaml", "matrix.yaml", folder / "build", ROOT / "templates"
    request = Request(*places, formats=formats, force=force)
    return build(request, Silent(), InProcessRenderer())


def kept(result: BuildResult) -> list[str]:
    return [document.path for document in result.documents if document.path not in result.made]


@needs_office
def test_handbook_without_numbers_is_not_current_where_libreoffice_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A handbook from a machine without LibreOffice is kept there, and made again where LibreOffice is."""
    without = built(tmp_path, None, monkeypatch, "handbook")
    assert "no page numbers" in "\n".join(map(str, without.notes))
    assert kept(built(tmp_path, None, monkeypatch, "workbook")) == ["vastuukasikirja.docx"]
    manifest = standing(tmp_path / "build")
    assert manifest
    assert [entry.page_numbers for entry in manifest.documents if entry.kind == "handbook"] == [""]
    assert "vastuukasikirja.docx" in built(tmp_path, find_office(), monkeypatch, "workbook").left_out


@needs_office
def test_manifest_names_pages_and_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manifest has the handbook's pages and the version of LibreOffice, also when the handbook is kept."""
    office = find_office()
    assert office
    built(tmp_path, office, monkeypatch, "handbook")
    result = built(tmp_path, office, monkeypatch, "workbook")
    assert kept(result) == ["vastuukasikirja.docx", "vastuukasikirja.pdf"]
    manifest = standing(tmp_path / "build")
    assert manifest
    word, printed = (entry for entry in manifest.documents if entry.kind.startswith("handbook"))
    assert word.page_numbers == printed.page_numbers == f"LibreOffice {version_of(office)}"
    assert (printed.kind, printed.pages, printed.mark) == ("handbook-pdf", word.pages, word.mark)
    assert printed.pages == 2
    assert word.cache_key != printed.cache_key != ""


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@needs_office
def test_the_last_pages_save_a_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a changed word one layout proves the pages; the documents are those that a first build makes of it."""
    calls = tmp_path / "calls"
    runs = f"""
import subprocess, sys
open({str(calls)!r}, "a").write("--convert-to" * ("--convert-to" in sys.argv) + chr(10))
sys.exit(subprocess.run([{shutil.which("soffice")!r}, *sys.argv[1:]]).returncode)
"""
    office = script(tmp_path / "soffice", runs)

    def layouts() -> int:
        found = calls.read_text(encoding="utf-8").count("--convert-to") if calls.exists() else 0
        calls.unlink(missing_ok=True)
        return found

    first = built(tmp_path, office, monkeypatch, "handbook")
    assert layouts() == 2
    changed = SOURCE.replace("text: Teemme.", "text: Toimimme.")
    again = built(tmp_path, office, monkeypatch, "handbook", text=changed)
    assert layouts() == 1
    pages = {entry.path: entry.places for entry in again.documents if entry.places}
    assert list(pages) == ["vastuukasikirja.docx"]
    assert pages == {entry.path: entry.places for entry in first.documents if entry.places}
    made = {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()}
    shutil.rmtree(tmp_path / "build")
    built(tmp_path, office, monkeypatch, "handbook", text=changed)
    assert {path.name: path.read_bytes() for path in (tmp_path / "build").iterdir()} == made
    # More units, more pages: what was counted is no more than a guess.
    unit = "      - {{id: uusi-{0}, name: Uusi {0}, leads: [eeva], duties: [{{id: U-{0}, text: Teemme.}}]}}\n"
    longer = changed + "".join(map(unit.format, range(40)))
    layouts()
    grown = built(tmp_path, office, monkeypatch, "handbook", text=longer)
    assert layouts() == 2
    assert max(max(entry.places.values()) for entry in grown.documents if entry.places) > 3


def test_handbook_whose_numbers_failed_is_never_current(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When LibreOffice failed, the next build does not take the handbook for current."""
    office = script(tmp_path / "soffice", "import sys; sys.exit(1)")
    built(tmp_path, office, monkeypatch, "handbook")
    result = built(tmp_path, office, monkeypatch, "workbook")
    assert "vastuukasikirja.docx" in result.left_out


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.parametrize("runs", [None, "import sys; sys.exit(1)"])
def test_without_pages_there_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: str | None) -> None:
    """Where LibreOffice is missing or fails, the Word file stands alone, and one line says what it lacks and why."""
    office = script(tmp_path / "soffice", runs) if runs else None
    result = built(tmp_path, office, monkeypatch, "handbook")
    assert (result.made, result.left_out) == ({"vastuukasikirja.docx"}, ())
    assert {path.name for path in (tmp_path / "build").iterdir()} == {"vastuukasikirja.docx", "manifest.json"}
    [note] = result.notes
    assert "no page numbers, and there is no PDF of it, since LibreOffice" in str(note)


@needs_office
def test_a_pdf_is_kept_made_and_given_up_as_any_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted or changed by hand it is made again alone, and is as it was; so is the Word file."""
    office = find_office()
    result = built(tmp_path, office, monkeypatch, "handbook")
    assert result.made == {"vastuukasikirja.docx", "vastuukasikirja.pdf"}
    word, printed = tmp_path / "build" / "vastuukasikirja.docx", tmp_path / "build" / "vastuukasikirja.pdf"
    before = word.read_bytes(), printed.read_bytes()
    printed.unlink()
    assert built(tmp_path, office, monkeypatch, "handbook").made == {"vastuukasikirja.pdf"}
    word.unlink()
    assert built(tmp_path, office, monkeypatch, "handbook").made == {"vastuukasikirja.docx"}
    printed.write_bytes(b"%PDF")
    with pytest.raises(UserError, match=r"changed by hand .*: vastuukasikirja\.pdf"):
        built(tmp_path, office, monkeypatch, "handbook")
    assert built(tmp_path, office, monkeypatch, "handbook", force=True).made >= {"vastuukasikirja.pdf"}
    assert (word.read_bytes(), printed.read_bytes()) == before
    assert built(tmp_path, None, monkeypatch, "handbook").made == {"vastuukasikirja.docx"}
    assert not printed.exists()


@needs_office
def test_missing_font_is_told(build_views: Build, design: Design) -> None:
    """Where the pages were laid out in another font than readers have, a line says that the numbers may differ."""
    font = "Esimerkkifontti"
    odd = replace(design, theme=replace(design.theme, fonts={**design.theme.fonts, "office": font}))
    job = planned(build_views(SOURCE), odd)
    paginated = paginate(job, odd, find_office())
    assert (paginated.counted, paginated.doubtful) == (True, True)
    [note] = paginated.notes
    assert f"may differ in Word, since LibreOffice lacks the font {font}" in str(note)


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
def test_libreoffice_has_the_fonts_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a poster hides the machine's fonts from its own engine, LibreOffice sees them nevertheless."""
    program = script(tmp_path / "soffice", "import os; print(os.environ.get('FONTCONFIG_FILE', 'as usual'))").program
    monkeypatch.setenv("FONTCONFIG_FILE", "no_fonts.conf")
    assert version_output(program) == USUAL_FONTS.get("FONTCONFIG_FILE", "as usual")
