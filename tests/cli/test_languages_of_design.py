"""What a person reads of templates, pictures and letterheads in Finnish and in Swedish, worker processes included."""

import io
import re
import shutil
from pathlib import Path

import docx
import pytest

from tests.support.command import SMALL, run
from tests.support.languages import ENGLISH, QUOTED
from tests.support.matrices import ROOT

# What is done to a folder of templates, and how what comes of it begins; each poster is made by a process of its own.
BROKEN = {
    "theme": ("theme.toml", b"[colours", {"fi": "{t}/theme.toml: teema ei ole", "sv": "{t}/theme.toml: temat är inte"}),
    "logo": ("logo.svg", b"<svg", {"fi": "{t}/logo.svg: se ei ole SVG-kuva", "sv": "{t}/logo.svg: det är ingen SVG"}),
    "picture": (
        "logo.png",
        b"GIF89a",
        {"fi": "{t}/logo.png: se ei ole PNG-kuva", "sv": "{t}/logo.png: det är ingen PNG-bild"},
    ),
    "template": (
        "poster.html.j2",
        b"\n{{ poster.titel }}",
        {"fi": "{t}/poster.html.j2:2: asiakirjapohjassa on", "sv": "{t}/poster.html.j2:2: det finns ett fel i mallen"},
    ),
    "style": (
        "poster.css.j2",
        b"p { colr: red }",
        {"fi": "Taitto-ohjelma varoittaa julisteesta ", "sv": "Layoutprogrammet varnar för affischen "},
    ),
    "font": (
        "fonts/oma.ttf",
        b"Ei",
        {"fi": "{t}/fonts/oma.ttf: se ei ole kirjasin", "sv": "{t}/fonts/oma.ttf: det är"},
    ),
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiedot.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def english(said: str) -> list[str]:
    return ENGLISH.findall(QUOTED.sub("", said))


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("kind", BROKEN)
def test_a_fault_that_a_worker_process_finds(kind: str, language: str, source: Path, tmp_path: Path) -> None:
    """It comes home as a message, and is told in the language of whoever has asked."""
    name, content, beginnings = BROKEN[kind]
    templates = tmp_path / "pohjat"
    shutil.copytree(ROOT / "templates", templates)
    (templates / name).parent.mkdir(exist_ok=True)
    (templates / name).write_bytes(content)
    words = ("--source", source, "--output", tmp_path / "build", "--templates", templates, "--only", "posters")
    done = run("build", *words, "--jobs", "2", "--messages", language)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(beginnings[language].format(t=templates))
    assert english(done.stderr) == [], done.stderr


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_notes_are_told_in_the_language_of_whoever_builds_next(language: str, source: Path, tmp_path: Path) -> None:
    """The manifest keeps messages: what was noted when the documents were made is told again, to whoever asks then."""
    letterhead = io.BytesIO()
    docx.Document().save(letterhead)
    (tmp_path / "kirje.docx").write_bytes(letterhead.getvalue())
    source.write_text(SMALL.replace("Teemme työtä.", "Teemme työtä \u0378 ✓."), encoding="utf-8")
    words = ("--source", source, "--output", tmp_path / "build", "--only", "posters,roles,handbook", "--jobs", "1")
    first = run("build", *words, "--template", tmp_path / "kirje.docx", "--messages", "en")
    assert "yksi: " in first.stdout
    assert "no font here has" in first.stdout
    assert "styles (" in first.stdout
    again = run("build", *words, "--template", tmp_path / "kirje.docx", "--messages", language)
    assert (again.returncode, again.stderr) == (0, "")
    expected = {
        "fi": (r"yksi: kirjasimesta Noto Sans \w+ otettiin ✓ eli U\+2713", "tyyliä puuttuu ("),
        "sv": (r"yksi: ur typsnittet Noto Sans \w+ togs ✓ = U\+2713", "formatmallar ("),
    }[language]
    assert re.search(expected[0], again.stdout), again.stdout
    assert expected[1] in again.stdout
    lines = [line for line in again.stdout.splitlines() if ": " in line]
    assert english("\n".join(lines)) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--templates", "puuttuu"),
            {"fi": "puuttuu: asiakirjapohjien kansiota ei ole", "sv": "puuttuu: mappen med mallarna saknas"},
        ),
        (
            ("--template", "puuttuu.docx"),
            {"fi": "puuttuu.docx: Word-pohjaa ei voi lukea", "sv": "puuttuu.docx: Word-mallen kan inte läsas"},
        ),
        (
            ("--template", "vanha.doc"),
            {"fi": "vanha.doc: Word-pohjaa ei voi lukea: se on", "sv": "vanha.doc: Word-mallen kan inte läsas: den är"},
        ),
    ],
)
def test_what_is_named_and_cannot_serve(
    words: tuple[str, str], told: dict[str, str], source: Path, tmp_path: Path
) -> None:
    """A folder, a file that is not there, and one of another kind."""
    (tmp_path / "vanha.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    option, name = words
    for language, beginning in told.items():
        output = ("--output", tmp_path / "build", "--only", "handbook", "--jobs", "1")
        done = run("build", "--source", source, option, tmp_path / name, *output, "--messages", language)
        assert (done.returncode, done.stdout) == (1, "")
        assert beginning in done.stderr
        assert english(done.stderr) == [], done.stderr


@pytest.mark.parametrize(
    ("manifest", "finnish", "swedish"),
    [
        (
            '{"documents": [',
            "se ei ole JSONia rivistä 1, sarakkeesta 16 alkaen",
            "det är inte JSON från rad 1, kolumn 16",
        ),
        ("[]", "tiedostossa ei ole kenttiä arvoineen", "filen har inte fält med värden"),
        ("{}", "siinä ei ole luetteloa asiakirjoista", "den har ingen lista över dokument"),
        ('{"documents": [{"sha256": "x"}]}', "asiakirjalta puuttuu tiiviste", "ett dokument saknar kontrollsumma"),
    ],
)
def test_a_manifest_that_is_none_of_ours(
    manifest: str, finnish: str, swedish: str, source: Path, tmp_path: Path
) -> None:
    """Why, in the language of whoever wants to build there."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "manifest.json").write_text(manifest, encoding="utf-8")
    for language, why in (("fi", finnish), ("sv", swedish)):
        done = run("build", "--source", source, "--output", tmp_path / "build", "--jobs", "1", "--messages", language)
        assert done.returncode == 1
        assert f"({why})" in done.stderr
        assert english(done.stderr) == [], done.stderr
