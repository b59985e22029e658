"""What the gold pages are made of: the documents, built by the command and turned into PDF once for all tests."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest
from filelock import FileLock

from tests.support.pictures import MOST_IN_A_WINDOW, MOST_ON_A_PAGE, Grey, deviation, side_by_side, write_picture

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "tests" / "gold"
ENVIRONMENT = GOLD / "environment.json"
DIFFERENCES = "GOLD_DIFFERENCES"  # the environment variable with the folder for pictures of differences

Make = Callable[[Path], None]


class Environment(NamedTuple):
    """What pictures depend on beside the lock; "" for what is not there."""

    pango: str
    libreoffice: str
    office_font: str  # what LibreOffice shows in place of Calibri


def once(factory: pytest.TempPathFactory, name: str, make: Make) -> Path:
    """Return the folder of that name, made by the first worker of pytest-xdist that needs it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, unfinished = shared / name, shared / f"{name}.unfinished"
    with FileLock(shared / f"{name}.lock"):
        if not folder.is_dir():
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


def build(folder: Path, *options: str) -> None:
    """Build documents by the command into a folder."""
    command = [sys.executable, ROOT / "generate.py", "build", "--quiet", "--jobs", "1", *options]
    done = subprocess.run([*command, "--output", folder], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def convert(folder: Path, *documents: Path) -> None:
    """Turn office documents into PDF files in a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, *documents]
    subprocess.run(command, capture_output=True, check=True, timeout=300)


def bookmarked(pdf: pypdfium2.PdfDocument, title: str) -> pypdfium2.PdfPage:
    """Return the page that the bookmark of a heading or a sheet leads to; its number does not count."""
    marks = [(re.sub(r"^[\d.]+ ", "", mark.get_title()), mark.get_dest().get_index()) for mark in pdf.get_toc()]
    pages = [number for told, number in marks if told == title]
    assert len(pages) == 1, f"{len(pages)} bookmarks “{title}”"
    return pdf[pages[0]]


def hold(name: str, now: Grey, gold: Grey, folder: Path) -> None:
    """Fail where a picture is not the gold one, with a picture of the difference in the folder."""
    found = deviation(gold, now) if gold.size == now.size else None
    if found and not found.is_seen:
        return
    path = Path(os.environ.get(DIFFERENCES) or folder) / f"{name}.png"
    write_picture(side_by_side(gold, now), path)
    measured = (
        f"{found.window:.2f} of the window at {found.place} differs ({MOST_IN_A_WINDOW} may), "
        f"{found.page:.2f} of the page ({MOST_ON_A_PAGE} may)"
        if found
        else f"it is {now.size} pixels large and not {gold.size}"
    )
    pytest.fail(
        f"The page “{name}” does not look as it did: {measured}.\n"
        f"Gold, now, difference: {path}\n"
        "If it is to look so: python -m pytest tests/test_gold_pages.py --update-gold, and look at what changed.",
        pytrace=False,
    )


@cache
def here() -> Environment:
    """Return what there is on this machine."""
    return Environment(_pango(), _libreoffice(), _office_font())


def recorded() -> Environment:
    """Return what the gold pictures were made with."""
    return Environment(**json.loads(ENVIRONMENT.read_text(encoding="utf-8")))


def record(environment: Environment) -> None:
    ENVIRONMENT.write_text(json.dumps(environment._asdict(), indent=2) + "\n", encoding="utf-8")


def why_no_posters(made: Environment, found: Environment) -> str:
    """Return why this machine's posters cannot be compared, "" where they can."""
    return "" if made.pango == found.pango else _other("Pango", made.pango, found.pango)


def why_no_office_pages(made: Environment, found: Environment) -> str:
    """Return why this machine's pages of the handbook and the workbook cannot be compared, "" where they can."""
    if made.libreoffice != found.libreoffice:
        return _other("LibreOffice", made.libreoffice, found.libreoffice)
    if made.office_font != found.office_font:
        return _other("the font", made.office_font, found.office_font)
    return ""


def _other(what: str, made: str, found: str) -> str:
    return f"gold pages were made with {what} {made}, here is {found or 'none'}"


def _pango() -> str:
    """Return the version of the Pango that lays out posters, "" where it does not load."""
    program = "from weasyprint.text.ffi import pango; print(pango.pango_version())"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout
    number = int(told.split()[-1]) if told else 0
    return f"{number // 10000}.{number // 100 % 100}" if number else ""


def _libreoffice() -> str:
    if not shutil.which("soffice"):
        return ""
    return _release(subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=False).stdout)


def _office_font() -> str:
    if not shutil.which("fc-match"):
        return ""
    command = ["fc-match", "--format=%{family}", "Calibri"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _release(told: str) -> str:
    """Return the first two numbers of a version."""
    found = re.search(r"\d+\.\d+", told)
    return found[0] if found else ""
