"""A LibreOffice that stays makes what one of its own makes, ends with its block, and is missed by nobody."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import docx
import pypdf
import pytest

from vastuumatriisi.builder.layouts import Cancelled, LayoutRunner, Office
from vastuumatriisi.builder.page_layout import LayoutFailed
from vastuumatriisi.system import standing_office
from vastuumatriisi.system.office_socket import sockets_of
from vastuumatriisi.system.standing_office import StandingOffice

SOFFICE = shutil.which("soffice") or ""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="it is not tried on Windows")
needs_office = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where scratch folders are made: a path with a space and other letters, to which a link leads."""
    real, link = tmp_path / "työ tila", tmp_path / "tila"
    real.mkdir()
    link.symlink_to(real)
    monkeypatch.setattr(tempfile, "tempdir", str(link))
    return real


def recording(tmp_path: Path, then: str = "") -> Office:
    """Return a LibreOffice whose runs are written down; ``then`` is what it does before it runs, in Python."""
    program, calls = tmp_path / "soffice", tmp_path / "calls"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys, time\n"
        f"open({str(calls)!r}, 'a').write(repr(sys.argv[1:]) + chr(10))\n{then}\n"
        f"os.execv({SOFFICE!r}, [{SOFFICE!r}, *sys.argv[1:]])\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Office(str(program), "esimerkki")


def converted(layouts: LayoutRunner, office: Office, folder: Path, text: str, seconds: float = 60) -> str:
    """Return the text of the PDF that LibreOffice makes of a document with a text."""
    folder.mkdir(exist_ok=True)
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(folder / "pages.docx"))
    layouts.convert(office, folder / "pages.docx", folder / "pages.pdf", "pdf:writer_pdf_Export", seconds)
    return pypdf.PdfReader(folder / "pages.pdf").pages[0].extract_text()


def running(mark: Path) -> bool:
    """Return whether a process runs whose command names a folder."""
    return str(mark) in subprocess.run(["ps", "-ewwo", "args"], capture_output=True, check=True, text=True).stdout


def profiles(tmp_path: Path) -> list[str]:
    """Return the profile of each run, in order."""
    found = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    return [line.split("-env:UserInstallation=")[1].split("'")[0] for line in found]


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let LibreOffice take its time to get ready, as on a busy machine."""
    monkeypatch.setattr(standing_office, "SECONDS_TO_STAND", 60.0)


@needs_office
@pytest.mark.usefixtures("patient")
def test_it_serves_several_documents_and_leaves_nothing(tmp_path: Path, scratch: Path) -> None:
    """Documents are converted by one process, which is there before them and ends with the block."""
    office = recording(tmp_path)
    with StandingOffice() as standing:
        layouts = LayoutRunner(standing)
        layouts.begin(office)
        assert converted(layouts, office, tmp_path / "one", "Ensimmäinen") == "Ensimmäinen"
        layouts.begin(office)
        assert converted(layouts, office, tmp_path / "two", "Toinen") == "Toinen"
        assert running(tmp_path)
        pipe = sockets_of(standing._profile)[0]
        assert pipe.exists()
    assert len(set(profiles(tmp_path))) == 1
    assert len(profiles(tmp_path)) == 3
    assert not (tmp_path / "one" / "profile").exists()
    assert not running(tmp_path)
    assert not pipe.exists()
    assert list(scratch.iterdir()) == []


@needs_office
@pytest.mark.usefixtures("patient")
def test_one_that_ends_or_breaks_is_done_without(tmp_path: Path, scratch: Path) -> None:
    """What the one that stays does not do is done by one of its own, and the next build may have one again."""
    office = recording(tmp_path)
    with StandingOffice() as standing:
        layouts = LayoutRunner(standing)
        layouts.begin(office)
        assert converted(layouts, office, tmp_path / "one", "Ensimmäinen") == "Ensimmäinen"
        assert standing._process
        os.killpg(standing._process.pid, 9)
        assert converted(layouts, office, tmp_path / "two", "Toinen") == "Toinen"
        assert (tmp_path / "two" / "profile").exists()
        layouts.begin(office)
        assert converted(layouts, office, tmp_path / "three", "Kolmas") == "Kolmas"
        assert not (tmp_path / "three" / "profile").exists()
    assert list(scratch.iterdir()) == []


@needs_office
@pytest.mark.parametrize("then", ["sys.exit(1) if '--accept=none' in sys.argv else 0", "sys.exit(1) if seen else 0"])
def test_where_it_cannot_stay_each_run_has_its_own(tmp_path: Path, scratch: Path, then: str) -> None:
    """One that ends at once, or a second run that its profile makes fail, costs no document."""
    seen = f"seen = '--convert-to' in sys.argv and {str(scratch)!r} in str(sys.argv)\n"
    office = recording(tmp_path, seen + then)
    with StandingOffice() as standing:
        layouts = LayoutRunner(standing)
        layouts.begin(office)
        assert converted(layouts, office, tmp_path / "one", "Ensimmäinen") == "Ensimmäinen"
    assert list(scratch.iterdir()) == []


@needs_office
def test_one_that_never_gets_ready_is_given_up(tmp_path: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it does not get ready it is ended, and not tried again."""
    monkeypatch.setattr(standing_office, "SECONDS_TO_STAND", 0.5)
    office = recording(tmp_path, "time.sleep(600) if '--accept=none' in sys.argv else 0")
    with StandingOffice() as standing:
        layouts = LayoutRunner(standing)
        for text in ("Ensimmäinen", "Toinen"):
            layouts.begin(office)
            assert converted(layouts, office, tmp_path / "one", text) == text
        assert not running(tmp_path)
        assert len(profiles(tmp_path)) == 3


@needs_office
@pytest.mark.usefixtures("patient")
def test_giving_up_ends_what_it_has_in_work(tmp_path: Path, scratch: Path) -> None:
    """A conversion that takes too long or is cancelled ends at once, and so does the one that stays."""
    office = recording(tmp_path, "time.sleep(600) if '--convert-to' in sys.argv else 0")
    with StandingOffice() as standing:
        layouts = LayoutRunner(standing)
        layouts.begin(office)
        begun = time.monotonic()
        with pytest.raises(LayoutFailed):
            converted(layouts, office, tmp_path / "one", "Ensimmäinen", 1)
        assert time.monotonic() - begun < 20
        assert not running(tmp_path)
        layouts.cancel()
        with pytest.raises(Cancelled):
            converted(layouts, office, tmp_path / "one", "Ensimmäinen")
        layouts.begin(office)
        assert standing.profile() is None


def test_a_program_that_is_not_there_costs_nothing(scratch: Path) -> None:
    """Nothing is started, nothing raised."""
    with StandingOffice() as standing:
        standing.begin(str(scratch / "no-such-program"))
        assert standing.profile() is None
    assert list(scratch.iterdir()) == []


def test_on_windows_it_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is started there that stays, and each conversion has a LibreOffice of its own."""
    monkeypatch.setattr(standing_office, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(standing_office, "start", lambda *_: pytest.fail("it was started"))
    with StandingOffice() as standing:
        standing.begin("soffice.com")
        assert standing.profile() is None
        standing.give_up()
