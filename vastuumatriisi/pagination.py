"""The page numbers in the handbook's contents: a stage of its own, since they need a layout engine, LibreOffice.

The handbook is rendered with guessed numbers, LibreOffice turns it into a PDF with bookmarks, the bookmarks tell the
page of each heading, and it is rendered again with these, until they come out as they went in. What LibreOffice writes
is only read: its own docx would be another document.
"""

import contextlib
import io
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast

import pypdf

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators import Job, handbook
from vastuumatriisi.machine.office import find_program
from vastuumatriisi.publish import Artifact

ROUNDS = 4  # two are enough unless numbers change how long the contents is
SECONDS_TO_START = 60
BYTES_PER_SECOND = 4096  # LibreOffice 7.4 lays out twice as much even on a slow machine
SECONDS_TO_ANSWER = 20
# Fonts that readers have, and free ones whose letters are as wide, which LibreOffice takes in their place.
TWINS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}


class LayoutFailed(Exception):
    """LibreOffice did not lay the document out; says why."""


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice that answers."""

    program: str
    version: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The page of each heading, how many pages there are, and the names of the fonts on them, without spaces."""

    pages: tuple[int, ...]
    count: int
    fonts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paginated:
    """The jobs, handbooks with page numbers; ``notes`` tell which have none (``unnumbered``) or doubtful ones."""

    jobs: tuple[Job, ...]
    unnumbered: frozenset[str]
    notes: tuple[str, ...]


@cache
def find_office() -> Office | None:
    """Return the LibreOffice of this machine, None where there is none or where it does not tell its version."""
    program = find_program()
    if not program:
        return None
    try:
        told = _run([program, "--version"], SECONDS_TO_ANSWER)
    except LayoutFailed:
        return None
    version = re.search(r"\d+(?:\.\d+)+", told)
    return Office(program, version[0]) if version else None


def needs_pages(document: Job | Artifact) -> bool:
    return document.kind == "handbook"


def paginate(jobs: list[Job], dress: Dress, office: Office | None) -> Paginated:
    """Return the jobs with the page numbers of handbooks filled in, as far as LibreOffice tells them."""
    ready: list[Job] = []
    unnumbered: list[str] = []
    notes: list[str] = []
    for job in jobs:
        if not needs_pages(job):
            ready.append(job)
            continue
        try:
            numbered, layout = _numbered(job, dress, office)
        except LayoutFailed as failure:
            notes.append(f"{job.path}: the contents has links but no page numbers, since {failure}.")
            unnumbered.append(job.path)
            ready.append(job)
        else:
            notes.extend(_doubts(job, handbook.font(dress), layout))
            ready.append(numbered)
    return Paginated(tuple(ready), frozenset(unnumbered), tuple(notes))


def _doubts(job: Job, font: str, layout: Layout) -> Iterator[str]:
    """Yield a note if the pages were laid out in a font whose letters are not as wide as those that readers have."""
    known = [name for name in (font, TWINS.get(font, "")) if name]
    if known and not any(shown.startswith(name.replace(" ", "")) for shown in layout.fonts for name in known):
        lacking = " or ".join(known)
        yield f"{job.path}: the page numbers may differ in Word, since LibreOffice lacks the font {lacking} here."


def _numbered(job: Job, dress: Dress, office: Office | None) -> tuple[Job, Layout]:
    """Return the job with page numbers, and the layout that gave them. Raises LayoutFailed."""
    if office is None:
        raise LayoutFailed("LibreOffice (soffice) was not found")
    titles = [f"{heading.number} {heading.text}" for heading in job.content.headings]
    # As wide as most numbers will be, so that the contents is as long as in the end.
    guess = _with_pages(job, (10,) * len(titles), 10)
    with tempfile.TemporaryDirectory(prefix="vastuumatriisi-") as folder:
        for _ in range(ROUNDS):
            layout = _laid_out(handbook.render(guess, dress).data, titles, office, Path(folder))
            found = _with_pages(job, layout.pages, layout.count)
            if found == guess:
                return found, layout
            guess = found
    raise LayoutFailed(f"they did not settle in {ROUNDS} rounds")


def _with_pages(job: Job, pages: tuple[int, ...], count: int) -> Job:
    return replace(job, content=replace(job.content, pages=pages, page_count=count))


def _laid_out(document: bytes, titles: list[str], office: Office, folder: Path) -> Layout:
    source, result = folder / "handbook.docx", folder / "handbook.pdf"
    source.write_bytes(document)
    result.unlink(missing_ok=True)
    # A profile of its own: LibreOffice hands work to a running one of the same profile, and locks it.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office.program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf"]
    _run([*command, "--outdir", str(folder), str(source)], SECONDS_TO_START + len(document) // BYTES_PER_SECOND)
    if not result.is_file():
        raise LayoutFailed("LibreOffice made no PDF of it")
    try:
        reader = pypdf.PdfReader(io.BytesIO(result.read_bytes()))
        bookmarks = [(_tight(title), page) for title, page in _bookmarks(reader, reader.outline)]
    except pypdf.errors.PyPdfError as error:
        raise LayoutFailed(f"LibreOffice’s PDF cannot be read ({error})") from None
    return Layout(_pages(titles, bookmarks), len(reader.pages), frozenset(_fonts(reader)))


def _fonts(reader: pypdf.PdfReader) -> Iterator[str]:
    """Yield the names of the fonts on the title page, such as "Carlito-Bold"."""
    resources = cast("dict[str, Any]", reader.pages[0].get("/Resources", {}))
    for font in resources.get("/Font", {}).values():
        yield str(font.get_object().get("/BaseFont", "")).lstrip("/").partition("+")[2]


def _bookmarks(reader: pypdf.PdfReader, outline: list[Any]) -> Iterator[tuple[str, int]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _bookmarks(reader, entry)
        else:
            page = reader.get_destination_page_number(entry)
            if page is None:
                raise LayoutFailed(f"LibreOffice’s bookmark “{entry.title}” leads nowhere")
            yield str(entry.title), page + 1


def _pages(titles: list[str], bookmarks: list[tuple[str, int]]) -> tuple[int, ...]:
    """Return the page of each title; bookmarks may hold more, such as headings in a letterhead, in the same order."""
    rest = iter(bookmarks)
    pages = []
    for title in titles:
        found = next((page for name, page in rest if name == _tight(title)), None)
        if found is None:
            raise LayoutFailed(f"LibreOffice shows no heading “{title}”")
        pages.append(found)
    return tuple(pages)


def _tight(title: str) -> str:
    """Return a title without what typography and bookmarks write differently: white space and kinds of hyphens."""
    return re.sub(r"[\s\u00ad\u2060]+", "", title).replace("\u2011", "-").replace("\u2010", "-")


def _run(command: list[str], seconds: int) -> str:
    """Run a command and return what it prints. Raises LayoutFailed; nothing that it started is left behind."""
    own_group = {"start_new_session": True} if sys.platform != "win32" else {}
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        # soffice is a script that starts the program proper: ending the script alone would leave that running.
        process = subprocess.Popen(command, text=True, errors="replace", **own_group, **quiet)  # type: ignore[call-overload]  # noqa: S603
    except OSError as error:
        raise LayoutFailed(f"LibreOffice cannot be started ({error.strerror})") from None
    try:
        told, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise LayoutFailed(f"LibreOffice did not answer within {seconds} seconds") from None
    finally:
        _end(process)
    if process.returncode:
        raise LayoutFailed(f"LibreOffice ended with status {process.returncode}")
    return str(told)


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
