"""docs/upstream.md is true: what it says of other libraries is so in the versions of the lock."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import gold
from tests.support.locked import BUILD, pins
from tests.support.matrices import ROOT
from tests.support.upstream import DOCUMENTS, Entry, entries, weasyprint_of_sonames

ENTRIES = {entry.name: entry for entry in entries()}
SONAMES = "WeasyPrint: Load system libraries by their sonames first"
linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no sonames")


def run(code: str, folder: Path, *, with_path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a reproduction as it stands, in a folder of its own; modules come from ``with_path`` first."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if with_path:
        environment["PYTHONPATH"] = str(with_path)
    command = [sys.executable, "-W", "ignore", "-c", code]
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", timeout=120, cwd=folder, env=environment
    )


@pytest.mark.parametrize("name", ENTRIES)
def test_reproduction(name: str, tmp_path: Path) -> None:
    """It shows with the installed version what its entry says; if not, the entry and what stands in for it can go."""
    entry = ENTRIES[name]
    if reason := why_not(entry):
        pytest.skip(reason)
    done = run(entry.reproduction, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "it tells what it has found"


def why_not(entry: Entry) -> str:
    """Return why a reproduction is not for this machine: what it is about is no library of the lock, or not there."""
    if entry.name == SONAMES and sys.platform != "linux":
        return "other systems have no sonames"
    if "soffice" in entry.reproduction:
        return gold.why_no_office_pages(gold.recorded(), gold.here())
    # Which font Pango gives where there is none is its own affair.
    return gold.why_no_posters(gold.recorded(), gold.here()) if "FONTCONFIG_FILE" in entry.reproduction else ""


@linux
def test_reproduction_of_what_has_changed(tmp_path: Path) -> None:
    """It fails where a library has taken the change up, and says what is so now."""
    done = run(ENTRIES[SONAMES].reproduction, tmp_path, with_path=weasyprint_of_sonames(tmp_path))
    assert done.returncode == 1
    assert "it finds its libraries without a search" in done.stderr


@pytest.mark.parametrize("name", ENTRIES)
def test_entry(name: str) -> None:
    """It has one reproduction that can fail, says what the change would gain and what could go, and that is there."""
    entry = ENTRIES[name]
    assert entry.text.count("```python") == 1
    assert re.search(r'^(?: {4}raise |assert ).*"[^"]+"\)?$', entry.reproduction, re.MULTILINE)
    _, _, after = entry.text.rpartition("```\n")
    gain, ours = re.fullmatch(r"\s*Gain: (.+?\.)\sOurs:\s(.+)\s*", after, re.DOTALL).groups()  # type: ignore[union-attr]
    assert gain
    paths = re.findall(r"`(vastuumatriisi/[^`]+)`", ours)
    assert paths or ours.startswith("nothing")
    assert [path for path in paths if not (ROOT / path).is_file()] == []
    for path in paths:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert [word for word in named_in(ours, path) if word not in text] == []


def named_in(text: str, path: str) -> list[str]:
    """Return the functions and classes that a text says are in a file: those named in the phrase before it."""
    before = text.split(f"`{path}`", maxsplit=1)[0]
    phrase = re.split(r"`vastuumatriisi/[^`]+`", before)[-1]
    return re.findall(r"`(\w+)`", phrase) if phrase.rstrip().endswith(("of", "in")) else []


def test_versions() -> None:
    """They are those of the lock, and for LibreOffice the one that the gold pages are made with."""
    locked = {str(pin.name): str(pin.version) for pin in pins(BUILD)}
    told = {entry.library: entry.version for entry in ENTRIES.values()}
    assert set(told) == {"WeasyPrint", "openpyxl", "python-docx", "LibreOffice"}
    assert told == {
        name: gold.recorded().libreoffice if name == "LibreOffice" else locked[name.lower()] for name in told
    }


def test_they_are_found() -> None:
    """CONTRIBUTING leads to the first document, and that to the other ones."""
    texts = [(ROOT / path).read_text(encoding="utf-8") for path in ("CONTRIBUTING.md", DOCUMENTS[0])]
    assert f"]({DOCUMENTS[0]})" in texts[0]
    assert all(f"]({Path(path).name})" in texts[1] for path in DOCUMENTS[1:])


def test_entries_are_complete() -> None:
    """None is lost by the way in which they are read here."""
    headings = [
        line for path in DOCUMENTS for line in (ROOT / path).read_text().splitlines() if line.startswith("### ")
    ]
    assert [f"### {entry.title}" for entry in entries()] == headings
    assert len(ENTRIES) == len(headings) >= 15
