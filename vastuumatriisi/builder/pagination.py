"""The page numbers in a document's contents: a stage of its own, since they need a layout engine, LibreOffice.

The document is rendered with guessed numbers, LibreOffice turns it into a PDF with bookmarks, the bookmarks tell the
page of each heading, and it is rendered again with these, until they come out as they went in. What LibreOffice writes
is only read: its own docx would be another document.
"""

import io
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators import FORMATS
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.system.libreoffice import end, find_program, office_identity, start, version_output

if TYPE_CHECKING:
    import pypdf

    from vastuumatriisi.generators.job import NumberedGenerator

ROUNDS = 4  # two are enough unless numbers change how long the contents is
SECONDS_TO_START = 60
BYTES_PER_SECOND = 4096  # LibreOffice 7.4 lays out twice as much even on a slow machine
# Bookmarks of the document become places in the PDF that have a name.
TO_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
# Fonts that readers have, and free ones whose letters are as wide, which LibreOffice takes in their place.
METRIC_COMPATIBLE_FONTS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}


class LayoutFailed(Exception):
    """LibreOffice did not lay the document out; the message says why."""


class Cancelled(Exception):
    """The layout was cancelled."""


class LayoutRunner:
    """The layouts of one build; ``cancel`` ends the one under way, from whichever thread, and forbids later ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._cancelled = False

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            if self._process:
                end(self._process)

    def run(self, command: list[str], seconds: float) -> None:
        """Run a command for so many seconds at most. Raises LayoutFailed, Cancelled; nothing is left running."""
        with self._started(command) as process:
            try:
                process.communicate(timeout=seconds)  # notices the end at once, which ``wait`` with a limit does not
            except subprocess.TimeoutExpired:
                raise LayoutFailed(f"LibreOffice did not answer within {seconds} seconds") from None
            finally:
                with self._lock:
                    self._process = None
                end(process)
        if self._cancelled:
            raise Cancelled
        if process.returncode:
            raise LayoutFailed(f"LibreOffice ended with status {process.returncode}")

    def _started(self, command: list[str]) -> "subprocess.Popen[bytes]":
        with self._lock:  # so that ``cancel`` comes either before and nothing is started, or finds the process
            if self._cancelled:
                raise Cancelled
            try:
                self._process = start(command)
            except OSError as error:
                raise LayoutFailed(f"LibreOffice cannot be started ({error.strerror})") from None
            return self._process


@dataclass(frozen=True, slots=True)
class Office:
    """The LibreOffice of this machine; another ``identity`` may lay pages out differently."""

    program: str
    identity: str


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The page of each bookmark, how many pages there are, and the names of the fonts on them, without spaces."""

    pages: Mapping[str, int]
    count: int
    fonts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Paginated:
    """The finished handbook; ``counted`` tells whether its contents has page numbers.

    They are ``doubtful`` where they may be others in Word, since a font is lacking here; ``notes`` say why.
    """

    document: Rendered
    counted: bool = True
    doubtful: bool = False
    notes: tuple[str, ...] = ()


@cache
def find_office() -> Office | None:
    """Return the LibreOffice of this machine, None where there is none or where it cannot be identified."""
    program = find_program()
    identity = office_identity(program) if program else None
    return Office(program, identity) if program and identity else None


@cache
def version_of(office: Office) -> str:
    """Return its version number, or its identity where it tells none. Starts LibreOffice, which takes 0.1 s."""
    version = re.search(r"\d+(?:\.\d+)+", version_output(office.program) or "")
    return version[0] if version else office.identity


def paginate(job: Job, design: Design, office: Office | None, layouts: LayoutRunner | None = None) -> Paginated:
    """Return a document with the page numbers of its contents, as far as LibreOffice tells them.

    Raises Cancelled once ``layouts`` are cancelled, from another thread; nothing is then left running or on the disk.
    """
    generator = cast("NumberedGenerator", FORMATS[job.format].generator)
    try:
        document, layout = _numbered(generator, job, design, office, layouts or LayoutRunner())
    except LayoutFailed as failure:
        note = f"{job.path}: the contents has links but no page numbers, since {failure}."
        return Paginated(generator.render(job, design), counted=False, notes=(note,))
    notes = tuple(_doubts(job, generator.font(design), layout))
    return Paginated(document, doubtful=bool(notes), notes=notes)


def _doubts(job: Job, font: str, layout: PageLayout) -> Iterator[str]:
    """Yield a note if the pages are in a font whose letters are not as wide as readers' ones."""
    known = [name for name in (font, METRIC_COMPATIBLE_FONTS.get(font, "")) if name]
    if known and not any(shown.startswith(name.replace(" ", "")) for shown in layout.fonts for name in known):
        lacking = " or ".join(known)
        yield f"{job.path}: the page numbers may differ in Word, since LibreOffice lacks the font {lacking} here."


def _numbered(
    generator: "NumberedGenerator", job: Job, design: Design, office: Office | None, layouts: LayoutRunner
) -> tuple[Rendered, PageLayout]:
    """Return the document with page numbers, and the layout that gave them. Raises LayoutFailed, Cancelled."""
    if office is None:
        raise LayoutFailed("LibreOffice (soffice) was not found")
    places = generator.places(job)
    # As wide as most numbers will be, so that the contents is as long as in the end.
    guess = generator.numbered(job, dict.fromkeys(places, 10), 10)
    with tempfile.TemporaryDirectory(prefix="vastuumatriisi-", ignore_cleanup_errors=True) as folder:
        for _ in range(ROUNDS):
            made = generator.render(guess, design)
            layout = _laid_out(made.data, places, office, Path(folder), layouts)
            found = generator.numbered(job, layout.pages, layout.count)
            if found == guess:
                return made, layout
            guess = found
    raise LayoutFailed(f"they did not settle in {ROUNDS} rounds")


def _laid_out(
    document: bytes, places: tuple[str, ...], office: Office, folder: Path, layouts: LayoutRunner
) -> PageLayout:
    source, result = folder / "handbook.docx", folder / "handbook.pdf"
    source.write_bytes(document)
    result.unlink(missing_ok=True)
    # A profile of its own: LibreOffice hands work to a running one of the same profile, and locks it.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office.program, profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", TO_PDF]
    seconds = SECONDS_TO_START + len(document) // BYTES_PER_SECOND
    layouts.run([*command, "--outdir", str(folder), str(source)], seconds)
    if not result.is_file():
        raise LayoutFailed("LibreOffice made no PDF of it")
    return _read(result.read_bytes(), places)


def _read(pdf: bytes, places: tuple[str, ...]) -> PageLayout:
    import pypdf  # a build that keeps its handbook has no PDF to read

    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        return PageLayout(_pages(reader, places), len(reader.pages), frozenset(_fonts(reader)))
    except pypdf.errors.PyPdfError as error:
        raise LayoutFailed(f"LibreOffice’s PDF cannot be read ({error})") from None


def _pages(reader: "pypdf.PdfReader", places: tuple[str, ...]) -> Mapping[str, int]:
    """Return the page of each bookmark. Raises LayoutFailed for one that LibreOffice does not show."""
    targets = reader.named_destinations
    found = {}
    for place in places:
        # LibreOffice writes what is no letter and no digit in hexadecimal.
        target = targets.get("/" + re.sub(r"[^A-Za-z0-9]", lambda sign: f"{ord(sign[0]):02X}", place))
        page = None if target is None else reader.get_destination_page_number(target)
        if page is None:
            raise LayoutFailed(f"LibreOffice shows nothing at the bookmark “{place}”")
        found[place] = page + 1
    return found


def _fonts(reader: "pypdf.PdfReader") -> Iterator[str]:
    """Yield the names of the fonts on the title page, such as "Carlito-Bold"."""
    resources = cast("dict[str, Any]", reader.pages[0].get("/Resources", {}))
    for font in resources.get("/Font", {}).values():
        yield str(font.get_object().get("/BaseFont", "")).lstrip("/").partition("+")[2]
