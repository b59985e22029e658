"""The layout engine, closed off: it opens no file and no address, its fonts and templates come from memory.

The modules that import WeasyPrint are this one and ``weasyprint_hooks``. Raises UserError at import if Pango
is missing.
"""

import atexit
import contextlib
import gc
import hashlib
import io
import logging
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from vastuumatriisi.design.fonts import Face
from vastuumatriisi.errors import MAX_LISTED, UserError
from vastuumatriisi.locales.library_words import in_words, one_after_another
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.system import packages
from vastuumatriisi.system.libraries import variables
from vastuumatriisi.system.library_search import found_by_stem, is_needed
from vastuumatriisi.system.libreoffice import FONTS_VARIABLE
from vastuumatriisi.system.process import threads

_loaded_before = "weasyprint" in sys.modules
try:
    # Warnings that the system has no fonts or lacks HarfBuzz-Subset are no matter here; the long advice of a missing
    # library goes to stdout.
    with (
        warnings.catch_warnings(),
        contextlib.redirect_stdout(io.StringIO()),
        found_by_stem() as searched,
    ):
        warnings.simplefilter("ignore")
        import weasyprint
        from weasyprint.formatting_structure.boxes import LineBox
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    from . import weasyprint_hooks
except OSError as error:
    raise UserError(packages.why_not_loaded(error)) from None

weasyprint_hooks.install()

# Whether the search that stands in for that of ctypes has found anything; if not, WeasyPrint has asked for nothing.
SEARCH_IS_NEEDED = _loaded_before or is_needed(searched)

__all__ = [
    "PDF",
    "EngineWarnings",
    "LineBox",
    "PdfEngine",
    "URLFetchingError",
    "collected_warnings",
    "merged",
    "pdf_bytes",
    "pdf_engine",
]

# Addresses in templates are relative to this one, which leads nowhere (RFC 6761, 6.4).
TEMPLATES = "https://templates.invalid/"
FONTS = "font:"
SECONDS_TO_END = 2.0


@dataclass(frozen=True, slots=True)
class PdfEngine:
    """What documents share: a fresh font configuration for each would cost a quarter more time, and leaks."""

    fonts: Any
    style: Any
    fetcher: Any

    def layout(self, html: str) -> Any:
        """Return the pages of a document as weasyprint.Document. Raises UserError for a picture that is none."""
        page = weasyprint.HTML(string=html, base_url=TEMPLATES, url_fetcher=self.fetcher)
        document = page.render(font_config=self.fonts, stylesheets=[self.style], **PDF)
        if self.fetcher.faults:
            raise UserError(*sorted(self.fetcher.faults, key=str))
        return document


# PDF/A-2a; ``weasyprint_hooks.finish`` adds the identification as PDF/UA-1 (ISO 14289-1). For an identifier the engine
# would write everything twice.
PDF: Mapping[str, Any] = {"pdf_variant": "pdf/a-2a", "pdf_identifier": False}
XREF = b"/Type /XRef"


def merged(documents: Sequence[Any], title: str) -> Any:
    """Return one document of that title with the pages of all."""
    document = documents[0].copy([page for document in documents for page in document.pages])
    document.metadata = copy(document.metadata)
    document.metadata.title = title
    return document


def pdf_bytes(document: Any, bleed: float = 0.0) -> bytes:
    """Return the PDF file of a document that was laid out; ``bleed`` in points."""
    with warnings.catch_warnings():
        # The engine leaves it to the garbage collector to close the colour profile.
        warnings.simplefilter("ignore", ResourceWarning)
        return _identified(document.write_pdf(finisher=partial(weasyprint_hooks.finish, bleed=bleed), **PDF))


def _identified(data: bytes) -> bytes:
    """Return a PDF file with the digest of its bytes as both halves of its identifier (ISO 32000-1, 14.4).

    It stands in the dictionary of the cross-reference stream, behind which no place in the file is counted.
    """
    start = data[data.rindex(b"startxref") :].split()[1]
    place = data.index(XREF, int(start)) + len(XREF)
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    return data[:place] + b"/ID [(%b) (%b)]" % (digest, digest) + data[place:]


class Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves fonts by name and templates by their path; everything else is refused."""

    def __init__(self, faces: Mapping[str, Face], templates: Mapping[str, bytes], folder: str) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.faces = faces
        self.templates = templates
        self.folder = folder
        self.faults: set[Message] = set()  # of pictures; the engine would only warn of them

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 -- the base has it
        if url.startswith(FONTS):
            return URLFetcherResponse(url, self.faces[url.removeprefix(FONTS)].content)
        name = url.removeprefix(TEMPLATES)
        if name == url or name not in self.templates:
            raise ValueError(f"{url} is not one of the templates")
        self._check(name)
        return URLFetcherResponse(url, self.templates[name])

    def _check(self, name: str) -> None:
        from vastuumatriisi.design import pictures  # most posters show none

        try:
            pictures.check(name, self.templates[name])
        except ValueError as error:
            self.faults.add(message("design.in_file", path=f"{self.folder}/{name}", fault=pictures.fault_of(error)))
            raise


@lru_cache(maxsize=8)
def pdf_engine(
    style: str, faces: tuple[Face, ...], files: tuple[tuple[str, bytes], ...], folder: str, *, system_fonts: bool
) -> PdfEngine:
    """Return the engine for a style sheet, and the fonts and files that it and the pages may name.

    Raises URLFetchingError, after a warning that says the same, for a colour profile that is none of the files.
    """
    fetcher = Fetcher({face.name: face for face in faces}, dict(files), folder)
    # Otherwise Fontconfig reads a file of ours as its whole configuration: the fonts of the machine do not matter.
    with variables({} if system_fonts else {FONTS_VARIABLE: _no_fonts()}):
        fonts = FontConfiguration()
    try:
        sheet = weasyprint.CSS(string=style, base_url=TEMPLATES, url_fetcher=fetcher, font_config=fonts)
    except URLFetchingError as error:
        weasyprint.LOGGER.warning("%s", error)
        raise
    return PdfEngine(fonts, sheet, fetcher)


# The configurations keep font files in a temporary folder each, which only their end removes.
atexit.register(pdf_engine.cache_clear)


def end_threads() -> None:
    """Let go of every engine, if there are threads besides this one, and wait until they have ended, 2 s at most.

    Newer releases of Pango have a thread for the fonts of each engine. A fork has the engine without its thread, and
    would wait for its answers for ever. Linux only.
    """
    if threads() == 1:
        return
    pdf_engine.cache_clear()
    gc.collect()
    end = time.monotonic() + SECONDS_TO_END
    while threads() > 1 and time.monotonic() < end:
        time.sleep(0.001)


def _no_fonts() -> str:
    return str(resources.files("vastuumatriisi.generators.pdf") / "no_fonts.conf")


class EngineWarnings(logging.Handler):
    """Collects what the engine warns of: ``messages``, and ``missing`` characters that no font could show."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []
        self.missing: set[str] = set()

    @property
    def told(self) -> Text:
        """Its messages, each once and of a flood the first, "" where there are none."""
        once = list(dict.fromkeys(self.messages))
        return one_after_another(map(in_words, once[:MAX_LISTED])) if once else ""

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))
        else:
            self.messages.append(record.getMessage())


@contextlib.contextmanager
def collected_warnings() -> Iterator[EngineWarnings]:
    """Collect the engine's warnings while the block runs, instead of showing them."""
    warned = EngineWarnings()
    logger = logging.getLogger("weasyprint")
    propagate = logger.propagate
    logger.addHandler(warned)
    logger.propagate = False
    try:
        yield warned
    finally:
        logger.removeHandler(warned)
        logger.propagate = propagate
