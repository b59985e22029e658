"""The page numbers in a document's contents: a stage of its own, since they need a layout engine, LibreOffice.

The document is rendered with guessed numbers, LibreOffice turns it into a PDF with bookmarks, the bookmarks tell the
page of each heading, and it is rendered again with these, until they come out as they went in. Then the PDF shows the
very pages that were counted, and is finished to be a document too. LibreOffice’s own docx would be another document.
The first guess is what the last build counted: after a changed word one layout mostly proves it.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from vastuumatriisi.builder.layouts import WORD, LayoutRunner, Office
from vastuumatriisi.builder.page_layout import LayoutFailed, PageLayout, read_layout
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators import FORMATS
from vastuumatriisi.generators.job import Job, Rendered, Unprintable
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.system import limits
from vastuumatriisi.system.bounds import TooLarge, content_within

if TYPE_CHECKING:
    from vastuumatriisi.generators.job import NumberedGenerator

# Bookmarks of the Word file become places in the PDF that have a name.
NAMED = {"ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"}}
# Tagged for screen readers, with bookmarks, fonts and colours as archives want them: PDF/UA and, 2, PDF/A-2.
TAGS = {
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "SelectPdfVersion": {"type": "long", "value": "2"},
}
COUNTED, TAGGED = (f"pdf:writer_pdf_Export:{json.dumps(options)}" for options in (NAMED, NAMED | TAGS))
LIKELY_PAGE = 10  # before anything is counted: of two digits, as most pages are
ROUNDS = 4  # two are enough unless numbers change how long the contents is
SECONDS_TO_START = 60  # of LibreOffice, on a machine that has much else to do
BYTES_PER_SECOND = 4096  # LibreOffice 7.4 lays out twice as much even on a slow machine
MOST_SECONDS = 900  # three times what a handbook of 10,500 duties takes
MEMORY = 2 * limits.MEMORY  # that reading a PDF may take
# How large the PDF of a document may be: Kuopio's has twice its size, and what is larger by far is something else.
MOST_BYTES, MOST_TIMES = 32 << 20, 40
# Fonts that readers have, and free ones whose letters are as wide, which LibreOffice takes in their place.
METRIC_COMPATIBLE_FONTS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Courier New": "Liberation Mono",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """The page of each bookmark of a document, and how many pages it has."""

    pages: Mapping[str, int]
    count: int


@dataclass(frozen=True, slots=True)
class Paginated:
    """The finished handbook; ``counted`` tells whether its contents has page numbers; ``printed`` is it as a PDF.

    ``job`` is what it was made from, with its numbers, and ``places`` are those of its bookmarks. They are ``doubtful``
    where they may be others in Word, since a font is lacking here; ``notes`` say why, and why there is no PDF.
    """

    job: Job
    document: Rendered
    printed: Rendered | None = None
    places: Mapping[str, int] = field(default_factory=dict)
    counted: bool = True
    doubtful: bool = False
    notes: tuple[Text, ...] = ()


def paginate(
    job: Job,
    design: Design,
    office: Office | None,
    layouts: LayoutRunner | None = None,
    last: Counted | None = None,
) -> Paginated:
    """Return a document with the page numbers of its contents, as far as LibreOffice tells them.

    ``last`` is what was counted in the last build: a guess, which saves a layout where it holds.
    Raises Cancelled once ``layouts`` are cancelled, from another thread; nothing is then left running or on the disk.
    """
    generator = cast("NumberedGenerator", FORMATS[job.format].generator)
    layouts = layouts or LayoutRunner()
    try:
        settled, document, layout = _numbered(generator, job, design, office, layouts, last)
    except LayoutFailed as failure:
        key = "build.no_numbers_no_pdf" if FORMATS[job.format].printed else "build.no_numbers"
        note = message(key, path=job.path, reason=failure.args[0])
        with layouts.endable():
            return Paginated(job, generator.render(job, design), counted=False, notes=(note,))
    doubts = tuple(_doubts(job, generator.font(design), layout))
    try:
        printed = _printed(generator, job, layout, layouts) if FORMATS[job.format].printed else None
    except Unprintable as failure:
        note = message("build.no_pdf", path=job.path, reason=failure.args[0])
        return Paginated(settled, document, None, layout.pages, doubtful=bool(doubts), notes=(*doubts, note))
    return Paginated(settled, document, printed, layout.pages, doubtful=bool(doubts), notes=doubts)


def _printed(generator: "NumberedGenerator", job: Job, layout: PageLayout, layouts: LayoutRunner) -> Rendered:
    """Return the PDF of the pages that were counted. Raises Unprintable, Cancelled."""
    try:
        with layouts.endable(), limits.bounded(_seconds_for(layout.pdf), MEMORY):
            return generator.printed(job, layout.pdf)
    except limits.Exceeded:
        raise Unprintable(message("office.too_much")) from None


def _seconds_for(content: bytes) -> int:
    """Return how long LibreOffice, or who reads what it has made, may take for so much."""
    return min(SECONDS_TO_START + len(content) // BYTES_PER_SECOND, MOST_SECONDS)


def _doubts(job: Job, font: str, layout: PageLayout) -> Iterator[Text]:
    """Yield a note if the pages are in a font whose letters are not as wide as readers' ones."""
    known = [name for name in (font, METRIC_COMPATIBLE_FONTS.get(font, "")) if name]
    if known and not any(shown.startswith(name.replace(" ", "")) for shown in layout.fonts for name in known):
        yield message("build.doubtful", path=job.path, fonts=known)


def _numbered(
    generator: "NumberedGenerator",
    job: Job,
    design: Design,
    office: Office | None,
    layouts: LayoutRunner,
    last: Counted | None,
) -> tuple[Job, Rendered, PageLayout]:
    """Return the job and the document with page numbers, and the layout that gave them.

    Raises LayoutFailed, Cancelled.
    """
    if office is None:
        raise LayoutFailed(message("office.not_found"))
    if office is WORD:
        raise LayoutFailed(message("office.left_to_word"))
    layouts.begin(office)  # it gets ready while the document is made
    with layouts.endable():
        places = generator.places(job)
    # As wide as most numbers will be, so that the contents is as long as in the end.
    known, count = (last.pages, last.count) if last else ({}, LIKELY_PAGE)
    guess = generator.numbered(job, {place: known.get(place, LIKELY_PAGE) for place in places}, count)
    with tempfile.TemporaryDirectory(prefix="vastuumatriisi-", ignore_cleanup_errors=True) as folder:
        for number in range(ROUNDS):
            with layouts.endable():
                made = generator.render(guess, design)
            # Without a guess the first round only counts: nobody will see its pages, and tags take their time.
            layout = _laid_out(made.data, places, office, Path(folder), layouts, TAGGED if number or last else COUNTED)
            found = generator.numbered(job, layout.pages, layout.count)
            if (number or last) and found == guess:
                return guess, made, layout
            guess = found
    raise LayoutFailed(message("office.unsettled", rounds=ROUNDS))


def _laid_out(
    document: bytes, places: tuple[str, ...], office: Office, folder: Path, layouts: LayoutRunner, kind: str
) -> PageLayout:
    source, result = folder / "handbook.docx", folder / "handbook.pdf"
    source.write_bytes(document)
    layouts.convert(office, source, result, kind, _seconds_for(document))
    try:
        pdf = content_within(result, MOST_BYTES + MOST_TIMES * len(document))
        with layouts.endable(), limits.bounded(_seconds_for(pdf), MEMORY):
            return read_layout(pdf, places)
    except TooLarge:
        raise LayoutFailed(message("office.too_large")) from None
    except limits.Exceeded:
        raise LayoutFailed(message("office.too_much")) from None
