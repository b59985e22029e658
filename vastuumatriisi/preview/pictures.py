"""Pages of PDFs as pictures, made in a process of its own: PDFium serves one thread, and may die of a broken file."""

import asyncio
import io
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from vastuumatriisi.builder.workers import ProcessPool
from vastuumatriisi.system.starting import cannot_start

LONGEST = 1600  # px, a side: a poster stands 700 px wide beside the editor, on a screen of two pixels to one
QUALITY = 92  # of JPEG, in all colours: four times as fast as PNG, and letters look the same
MOST = 96  # pictures that are kept, of about 400 kB each
MOST_PAGES = 400  # of a document that are shown

Sizes = tuple[tuple[int, int], ...]  # width and height of each page, in px
Answer = TypeVar("Answer")


class Pictures:
    """Makes pictures, and keeps the last ones. Its methods are for one thread, whose event loop awaits them."""

    def __init__(self) -> None:
        self._pool = ProcessPool(1)
        self._pool.submit(sizes_of, b"")  # so that it has loaded the library when it is wanted
        self._made: OrderedDict[tuple[str, int], asyncio.Task[bytes | None]] = OrderedDict()
        self._sizes: dict[str, Sizes] = {}
        self._closed = False

    async def sizes(self, digest: str, content: bytes) -> Sizes:
        """Return the sizes of the pages of a PDF, none where it is not one."""
        if digest not in self._sizes:
            self._sizes[digest] = await self._run(sizes_of, content) or ()
        return self._sizes[digest]

    def known_sizes(self, digest: str) -> Sizes | None:
        return self._sizes.get(digest)

    async def picture(self, digest: str, number: int, content: bytes) -> bytes:
        """Return a page, counted from 1, as a JPEG picture; no bytes where there is no such page."""
        key = digest, number
        if key not in self._made:
            self._made[key] = asyncio.ensure_future(self._run(picture_of, content, number))
        making = self._made[key]
        self._made.move_to_end(key)
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        # Whoever asked first may have gone by now, and others wait for the same picture.
        made = await asyncio.shield(making)
        if made is None:
            self._made.pop(key, None)
        return made or b""

    def close(self) -> None:
        self._closed = True
        self._pool.end()  # else the end of this process would wait for a picture that takes its time

    async def _run(self, work: Callable[..., Answer], *arguments: object) -> Answer | None:
        """Return what the process makes, None where that is lost; the next one then finds a new process."""
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(work, *arguments))
        except (BrokenProcessPool, RuntimeError, OSError) as error:
            if not isinstance(error, BrokenProcessPool) and not cannot_start(error):
                raise
            if self._pool is pool and not self._closed:
                pool.shutdown(wait=False)
                self._pool = ProcessPool(1)
            return None


def sizes_of(pdf: bytes) -> Sizes:
    """Return the sizes of the pictures of a PDF's pages, none where it is broken."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return ()
    try:
        sizes = [document.get_page_size(number) for number in range(min(len(document), MOST_PAGES))]
    finally:
        document.close()
    scaled = ((width, height, _scale(width, height)) for width, height in sizes)
    return tuple((round(width * scale), round(height * scale)) for width, height, scale in scaled)


def picture_of(pdf: bytes, number: int) -> bytes:
    """Return a page, counted from 1, as a JPEG picture; no bytes where there is no such page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return b""
    try:
        if not 1 <= number <= len(document):
            return b""
        page = document[number - 1]
        picture = page.render(scale=_scale(*page.get_size())).to_pil()
    finally:
        document.close()
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()


def _scale(width: float, height: float) -> float:
    return LONGEST / max(width, height, 1)
