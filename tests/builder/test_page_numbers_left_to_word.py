"""Page numbers that nobody here shall count; and how long it is expected to take where they are counted."""

import io
import os
import shutil
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.support.command import SMALL, files_in, run
from vastuumatriisi.builder.layouts import expected_seconds
from vastuumatriisi.cli import progress
from vastuumatriisi.cli.progress import TerminalReporter
from vastuumatriisi.locales.wording import messages

UNIT = "      - {{id: uusi-{0}, name: Uusi {0}, leads: [eeva], duties: [{{id: U-{0}, text: Teemme.}}]}}\n"
HANDBOOK, PDF = "vastuukasikirja.docx", "vastuukasikirja.pdf"


@pytest.mark.skipif(os.name == "nt", reason="Windows starts no script by its first line")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_they_are_left_to_word(tmp_path: Path) -> None:
    """LibreOffice is not started, Word can fill the contents, and it is current as long as it is asked for."""
    program, calls = tmp_path / "bin" / "soffice", tmp_path / "calls"
    program.parent.mkdir()
    real = shutil.which("soffice")
    script = f"import os, sys\nopen({str(calls)!r}, 'a').write('x')\nos.execv({real!r}, [{real!r}, *sys.argv[1:]])\n"
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "matriisi.yaml").write_text(SMALL + "".join(map(UNIT.format, range(40))), encoding="utf-8")

    def built(*options: str) -> str:
        words = ("--source", tmp_path / "matriisi.yaml", "--output", tmp_path / "build", "--only", "handbook", *options)
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        done = run("build", *words, "--messages", "en", PATH=path)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    assert "page numbers are left to Word" in " ".join(built("--no-page-numbers").split())
    assert not calls.exists()
    made = files_in(tmp_path / "build")
    assert PDF not in made
    body = docx.Document(io.BytesIO(made[HANDBOOK])).element.body
    assert any(field.text.split()[0] == "TOC" for field in body.iter(qn("w:instrText")))
    assert "unchanged" in built("--no-page-numbers")
    assert files_in(tmp_path / "build") == made
    counted = built()
    assert "left to Word" not in counted
    assert calls.exists()
    assert PDF in files_in(tmp_path / "build")
    # What was counted is given up for it again, as for any option.
    assert "left to Word" in " ".join(built("--no-page-numbers").split())
    assert files_in(tmp_path / "build") == made


def test_what_is_expected_grows_with_the_duties_and_is_corrected_by_what_was_seen() -> None:
    """Before the first layout it is by their number; after it by how long that one took."""
    small, large, largest = (expected_seconds(duties, 1, ()) for duties in (105, 1050, 10500))
    assert 1 < small < 3
    assert 10 < large < 16
    assert 250 < largest < 350
    assert expected_seconds(1050, 2, ()) == 2 * large
    assert expected_seconds(1050, 2, (40.0,)) == 80
    assert expected_seconds(1050, 2, (40.0, 38.0, 39.0)) == 117


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Counting the pages of kirja.docx takes about 5 minutes; --no-page-numbers leaves that to Word.\n"),
        ("fi", "Tiedoston kirja.docx sivujen laskeminen kestää noin 5 minuuttia; valitsin --no-page-numbers jättää "),
        ("sv", "Att räkna sidorna i kirja.docx tar ungefär 5 minuter; --no-page-numbers lämnar det åt Word.\n"),
    ],
)
def test_what_takes_long_says_so_once(capsys: pytest.CaptureFixture[str], language: str, told: str) -> None:
    """One line before it begins, none for what is soon done, none for who wants none."""
    with TerminalReporter(messages(language)) as reporter:
        reporter.counting("kirja.docx", 0.0, progress.LONG - 1)
        assert capsys.readouterr().err == ""
        for elapsed in (0.0, 100.0, 500.0):
            reporter.counting("kirja.docx", elapsed, 300.0)
    found = capsys.readouterr().err
    assert found.startswith(told)
    assert found.count("\n") == 1
    with TerminalReporter(messages(language), quiet=True) as reporter:
        reporter.counting("kirja.docx", 0.0, 300.0)
    assert capsys.readouterr().err == ""


def test_the_bar_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On a terminal the seconds go by against those expected, and never come to their end before it is there."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with TerminalReporter(messages("en")) as reporter:
        reporter.planned(2, 0)
        for elapsed in (0.0, 100.0, 500.0):
            reporter.counting("kirja.docx", elapsed, 300.0)
            reporter.working(("kirja.docx",))
        assert reporter._bar
        _, counting = reporter._bar.tasks
        assert (counting.description, counting.completed, counting.total) == ("kirja.docx, s", 297.0, 300.0)
    assert capsys.readouterr().err
