"""PDFs that would hold PDFium for ever or fill the memory: ``verify`` gives them up, and answers for all others."""

import io
import os
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest

from tests.support.command import SMALL
from tests.support.languages import assert_in_every_language
from vastuumatriisi.cli.main import main
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming import pdf_text
from vastuumatriisi.incoming.pdf_text import NoText, PdfTexts
from vastuumatriisi.incoming.verify import read_ahead, reading
from vastuumatriisi.system import limits

SECONDS = 4.0  # here; enough for a sound PDF on a busy machine


def endless(depth: int = 28) -> bytes:
    """Return a PDF with a form that draws another one twice, and so on: what has to be read doubles with each."""
    with pikepdf.new() as pdf:
        inner = pdf.make_stream(b"q Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        for _ in range(depth):
            resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=inner))
            inner = pdf.make_stream(
                b"/A Do /A Do",
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 9, 9],
                Resources=resources,
            )
        page = pdf.add_blank_page()
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=inner))
        page.Contents = pdf.make_stream(b"/A Do")
        return saved(pdf)


def huge() -> bytes:
    """Return a PDF of some kilobytes whose page has a content of nearly a gigabyte."""
    with pikepdf.new() as pdf:
        packed = zlib.compress(zlib.compress(b" " * (1 << 26), 1), 9)
        streams = []
        for _ in range(12):
            stream = pdf.make_stream(b"")
            stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
            streams.append(stream)
        pdf.add_blank_page().Contents = pikepdf.Array(streams)
        return saved(pdf)


def plain(text: bytes = b"Muistio 1234-abcd") -> bytes:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(b"BT /F 9 Tf 9 9 Td (" + text + b") Tj ET")
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", SECONDS)


def test_one_that_does_not_end() -> None:
    """It is given up in good time, and the next one is read."""
    with PdfTexts() as pdfs:
        with pytest.raises(NoText) as raised:
            pdfs.pages(endless())
        assert raised.value.args[0].key in ("verify.pdf_over_time", "verify.pdf_over_memory")
        assert_in_every_language(raised.value.args[0])
        assert [page.strip() for page in pdfs.pages(plain())] == ["Muistio 1234-abcd"]


def test_what_is_read_ahead_is_not_taken_for_another_one() -> None:
    """The text is that of the PDF that is asked for, whatever was given before and whatever became of that."""
    with PdfTexts() as pdfs:
        for ahead in (plain(), plain(b"Toinen"), endless(), b"%PDF-1.7"):
            pdfs.ask_ahead(ahead)
            assert [page.strip() for page in pdfs.pages(plain())] == ["Muistio 1234-abcd"]
        pdfs.ask_ahead(endless())
        with pytest.raises(NoText):
            pdfs.pages(endless())


def test_a_process_that_has_ended_meanwhile() -> None:
    """Where it ended before anybody asked it for the next one, another one reads that."""
    with PdfTexts() as pdfs:
        pdfs.pages(plain())
        for ask in (pdfs.ask_ahead, pdfs.pages):
            assert pdfs._process is not None
            pdfs._process.kill()
            pdfs._process.wait()
            ask(plain(b"Toinen"))
            assert [page.strip() for page in pdfs.pages(plain(b"Toinen"))] == ["Toinen"]


def test_a_file_is_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that is not too large is given to the process, which then reads it once."""
    (tmp_path / "muistio.pdf").write_bytes(plain())
    (tmp_path / "muistio.txt").write_bytes(b"Muistio")
    given: list[bytes] = []
    takes = pdf_text._takes
    monkeypatch.setattr(pdf_text, "_takes", lambda process, content: given.append(content) or takes(process, content))
    with PdfTexts() as pdfs:
        assert not read_ahead(tmp_path / "muistio.txt", pdfs)
        assert not read_ahead(tmp_path, pdfs)
        assert not read_ahead(tmp_path / "ei ole.pdf", pdfs)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "MOST_AHEAD", 100)
            assert not read_ahead(tmp_path / "muistio.pdf", pdfs)
        assert given == []
        assert read_ahead(tmp_path / "muistio.pdf", pdfs)
        assert [page.strip() for page in pdfs.pages(plain())] == ["Muistio 1234-abcd"]
    assert given == [plain()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes of this kind")
def test_a_pipe_is_read_in_its_turn(tmp_path: Path) -> None:
    """Nothing of what somebody writes into one is taken before, since it comes only once."""
    os.mkfifo(tmp_path / "putki")
    with PdfTexts() as pdfs:
        assert not read_ahead(tmp_path / "putki", pdfs)
        assert pdfs._process is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
def test_one_that_fills_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """So is one that takes more memory than a document may, here a quarter of that."""
    monkeypatch.setattr(limits, "SECONDS", 60.0)
    script = "import vastuumatriisi.incoming.pdf_text as p; p.ADDRESSES >>= 2; p.answer()"
    monkeypatch.setattr(pdf_text, "SCRIPT", script)
    with PdfTexts() as pdfs:
        with pytest.raises(NoText) as raised:
            pdfs.pages(huge())
        assert raised.value.args[0].key == "verify.pdf_over_memory"
        assert_in_every_language(raised.value.args[0])
        assert [page.strip() for page in pdfs.pages(plain())] == ["Muistio 1234-abcd"]


def test_one_with_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no document of a matrix by its length alone is not compared with one."""
    script = "import vastuumatriisi.incoming.pdf_text as p; p.MOST_TEXT = 5; p.answer()"
    monkeypatch.setattr(pdf_text, "SCRIPT", script)
    with PdfTexts() as pdfs, pytest.raises(NoText) as raised:
        pdfs.pages(plain())
    assert raised.value.args[0].key == "verify.unpacks"


def test_a_process_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is told with the reason."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "ei ole"))
    with PdfTexts() as pdfs, pytest.raises(UserError, match="cannot be read"):
        pdfs.pages(plain())


def test_the_command_names_the_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """One line about it, and one for each of the others; nothing is left behind."""
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "paha.pdf").write_bytes(endless())
    (tmp_path / "muu.pdf").write_bytes(plain())
    words = [str(tmp_path / name) for name in ("paha.pdf", "muu.pdf")]
    assert main(["verify", "--source", str(tmp_path / "tiedot.yaml"), *words]) == 1
    said, complained = capfd.readouterr()
    bad, other, caveat = said.splitlines()
    assert bad.startswith(f"{words[0]}: unknown. Reading the PDF took over")
    assert other.startswith(f"{words[1]}: unknown. The mark 1234-abcd")
    assert "guards against accident" in caveat
    assert complained == ""
