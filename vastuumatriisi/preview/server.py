"""The server: it listens on 127.0.0.1 alone, answers in a thread of its own, and tells pages that there is news."""

import asyncio
import json
import logging
import secrets
import socket
import threading
from collections.abc import Coroutine
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any, cast

from tornado.http1connection import HTTP1Connection
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError

from vastuumatriisi.design.fonts import face
from vastuumatriisi.errors import UsageError, reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.preview.access import HOSTS, Access, asked_for, refused
from vastuumatriisi.preview.connections import LIMITS, Connections
from vastuumatriisi.preview.documents import content_of
from vastuumatriisi.preview.page.content import EDITION, FRAMES, picture_digest
from vastuumatriisi.preview.page.html import asset, edition_page, framed, page
from vastuumatriisi.preview.pictures import Pictures, Sizes
from vastuumatriisi.preview.responses import (
    DOCUMENT_POLICY,
    HTML,
    JPEG,
    SHOWN,
    TYPES,
    WEB_POLICY,
    begin_events,
    refuse,
    respond,
)
from vastuumatriisi.preview.state import State
from vastuumatriisi.publish import ManifestEntry

HEARTBEAT = 15.0  # s; a page that nobody looks at any more is noticed by what it does not take
MOST_LISTENING = 24  # pages that are told of news
MOST_AHEAD = 4  # documents that are new at once whose pages are told of by name, and made before they are asked for
SWAP = 0.05  # s; while the output folder is replaced its documents are not there for a moment
TRIES = 6  # so many times that long
FAREWELL = 5.0  # s, for the thread to end
ASSETS = ("page.css", "page.js", "edition.js")
FONTS = {"regular.ttf": False, "bold.ttf": True}


class Server:
    """Serves what ``show`` was given last. Raises UsageError where the port is taken."""

    def __init__(self, output: Path, state: State, port: int = 0) -> None:
        self._output, self._state = output, state
        self._socket = _bound(port)
        self.access = Access(self._socket.getsockname()[1], secrets.token_urlsafe(24))
        # In this thread: what starts processes changes the environment for a moment.
        self._pictures = Pictures()
        self._news = asyncio.Event()
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="preview", daemon=True)
        self._thread.start()
        self._started.wait()

    def show(self, state: State) -> None:
        """Show another state, on pages that are open too; for any thread."""
        self._state = state
        self._soon(self._tell)

    def close(self) -> None:
        """End all connections, and the thread."""
        self._soon(self._stopped.set)
        self._thread.join(FAREWELL)

    def _soon(self, work: Any) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work)

    def _tell(self) -> None:
        state = self._state
        if self._listening and len(state.gathered) <= MOST_AHEAD:
            for path in state.gathered:
                self._start(self._ahead(path))
        news, self._news = self._news, asyncio.Event()
        news.set()

    def _run(self) -> None:
        # It warns of each request that makes no sense; those are refused, and that is all. Faults of ours are told.
        logging.getLogger("tornado").setLevel(logging.ERROR)
        try:
            with asyncio.Runner() as runner:
                self._loop = runner.get_loop()
                self._stopped = asyncio.Event()
                runner.run(self._serve())
        finally:
            self._started.set()  # nobody waits for a thread that could not begin

    async def _serve(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening = 0
        self._connections = Connections(HTTPServer(self._take, **LIMITS))
        stop_listening = self._connections.listen(self._socket)
        self._started.set()
        try:
            await self._stopped.wait()
        finally:
            stop_listening()
            self._socket.close()
            self._connections.close()
            self._pictures.close()

    def _take(self, request: HTTPServerRequest) -> None:
        """Answer a request, now or in a while."""
        status = refused(request.method or "", request.headers, self.access)
        asked = asked_for(request.path, self.access)
        if status or asked is None:
            refuse(request, status or HTTPStatus.NOT_FOUND)
            return
        self._connections.trust(_connection(request).stream)
        self._start(self._answered(request, asked))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)  # the loop itself does not hold it
        task.add_done_callback(self._tasks.discard)

    async def _answered(self, request: HTTPServerRequest, asked: str) -> None:
        try:
            await self._route(request, asked)
        except (StreamClosedError, TimeoutError):
            pass
        except Exception:
            logging.getLogger("tornado.application").exception("the preview has failed to answer")
            _connection(request).close()

    def _route(self, request: HTTPServerRequest, asked: str) -> Coroutine[Any, Any, None]:
        first, _, rest = asked.partition("/")
        if first in ("documents", FRAMES):
            return self._document(request, rest, is_framed=first == FRAMES)
        if first == "pictures":
            return self._picture(request, rest)
        return self._events(request) if asked == "events" else self._own(request, asked)

    async def _own(self, request: HTTPServerRequest, asked: str) -> None:
        if asked == "":
            respond(request, HTML, await self._page())
        elif asked == EDITION:
            respond(request, HTML, edition_page(self._state).encode())
        elif asked in ASSETS:
            respond(request, TYPES[PurePosixPath(asked).suffix], asset(asked))
        elif asked in FONTS:
            respond(request, TYPES[".ttf"], face(bold=FONTS[asked]).content)
        else:
            refuse(request, HTTPStatus.NOT_FOUND)

    async def _page(self) -> bytes:
        state = self._state
        sizes = {entry.path: await self._sizes(entry) for entry in state.documents if entry.path.endswith(".pdf")}
        return page(state, sizes).encode()

    async def _sizes(self, entry: ManifestEntry) -> Sizes:
        known = self._pictures.known_sizes(entry.sha256)
        if known is None:
            content = content_of(entry, self._output)
            return await self._pictures.sizes(entry.sha256, content) if content else ()
        return known

    async def _document(self, request: HTTPServerRequest, path: str, *, is_framed: bool) -> None:
        entry, content = await self._found(path)
        if entry is None:
            refuse(request, HTTPStatus.NOT_FOUND)
            return
        name = PurePosixPath(path)
        kind = TYPES.get(name.suffix, "application/octet-stream")
        if kind == HTML:
            respond(request, kind, framed(content) if is_framed else content, policy=WEB_POLICY)
        elif is_framed:
            refuse(request, HTTPStatus.NOT_FOUND)
        else:
            respond(request, kind, content, policy=DOCUMENT_POLICY, saved_as="" if kind in SHOWN else name.name)

    async def _picture(self, request: HTTPServerRequest, asked: str) -> None:
        """Answer with a page of a PDF: "julisteet/koulun-johto.pdf/1.jpg"."""
        path, _, name = asked.rpartition("/")
        number = name.removesuffix(".jpg")
        entry, content = await self._found(path) if number.isdecimal() and len(number) < 5 else (None, b"")
        picture = await self._pictures.picture(entry.sha256, int(number), content) if entry else b""
        if picture:
            respond(request, JPEG, picture)
        else:
            refuse(request, HTTPStatus.NOT_FOUND)

    async def _ahead(self, path: str) -> None:
        """Have the first page of a document made before a page asks for it."""
        entry, content = await self._found(path) if path.endswith(".pdf") else (None, b"")
        if entry:
            await self._pictures.picture(entry.sha256, 1, content)

    async def _found(self, path: str) -> tuple[ManifestEntry | None, bytes]:
        """Return the document of a path with its bytes, (None, b"") where none is shown there."""
        for _ in range(TRIES):
            entry = next((one for one in self._state.documents if one.path == path), None)
            if entry is None:
                break
            content = content_of(entry, self._output)
            if content is not None:
                return entry, content
            await asyncio.sleep(SWAP)
        return None, b""

    async def _events(self, request: HTTPServerRequest) -> None:
        """Tell a page what is new, and then again each time that something is."""
        if request.method == "HEAD" or self._listening >= MOST_LISTENING:
            answer = HTTPStatus.METHOD_NOT_ALLOWED if request.method == "HEAD" else HTTPStatus.SERVICE_UNAVAILABLE
            refuse(request, answer)
            return
        task = cast("asyncio.Task[None]", asyncio.current_task())

        def left() -> None:
            task.cancel()

        _connection(request).set_close_callback(left)
        self._listening += 1
        try:
            begin_events(request)
            while True:
                news, line = self._news, f"data: {_news_of(self._state)}\n\n".encode()
                await asyncio.wait_for(_connection(request).write(line), HEARTBEAT)
                with suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), HEARTBEAT)
        finally:
            self._listening -= 1


def _news_of(state: State) -> str:
    """Return the version of the state, and the digests of what has become new last, as JSON on one line."""
    fresh = {entry.path: picture_digest(entry) for entry in state.documents if entry.path in state.gathered}
    return json.dumps({"version": state.version, "fresh": fresh if len(fresh) <= MOST_AHEAD else {}})


def _connection(request: HTTPServerRequest) -> HTTP1Connection:
    return cast("HTTP1Connection", request.connection)  # what HTTPServer makes, as its documentation says


def _bound(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if not hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # elsewhere than on Windows it lets in nobody else
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOSTS[0], port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UsageError(message("usage.port_taken", port=port, reason=reason(error))) from None
    listening.setblocking(False)
    return listening
