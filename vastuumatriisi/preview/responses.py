"""Answers as HTTP has them: status, headers that keep the browser from doing more than showing, and the bytes."""

from http import HTTPStatus

from tornado.httputil import HTTPHeaders, HTTPServerRequest, ResponseStartLine

from vastuumatriisi.preview.page.content import SANDBOX

HTML, JPEG, PDF = "text/html; charset=utf-8", "image/jpeg", "application/pdf"
EVENTS = "text/event-stream"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": HTML,
    ".jpg": JPEG,
    ".js": "text/javascript; charset=utf-8",
    ".pdf": PDF,
    ".png": "image/png",
    ".ttf": "font/ttf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SHOWN = (HTML, JPEG, PDF, "image/png")  # what browsers show; everything else is saved

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The web page brings a stricter policy of its own, with the digests of what it may run; both have to allow it. The
# viewers of PDFs that browsers have are pages with a style sheet and an object.
DOCUMENT_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# Whatever a page among the documents runs has no origin: it can read no other document, wherever it is opened.
WEB_POLICY = f"{DOCUMENT_POLICY}; sandbox {SANDBOX}"
ALWAYS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address holds the token
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def respond(
    request: HTTPServerRequest, content_type: str, content: bytes, *, policy: str = PAGE_POLICY, saved_as: str = ""
) -> None:
    """Answer with what was asked for; ``saved_as`` is the name of a file that is no page."""
    headers = {"Content-Type": content_type, "Content-Security-Policy": policy}
    if saved_as:
        headers["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    _send(request, HTTPStatus.OK, headers, content)


def refuse(request: HTTPServerRequest, status: int) -> None:
    """Answer that there is nothing for this request, and end its connection: no page of ours asks so."""
    known = HTTPStatus(status)
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Security-Policy": "default-src 'none'"}
    headers |= {"Connection": "close"} | ({"Allow": "GET, HEAD"} if status == HTTPStatus.METHOD_NOT_ALLOWED else {})
    _send(request, known, headers, f"{known.value} {known.phrase}\n".encode())


def begin_events(request: HTTPServerRequest) -> None:
    """Begin an answer that goes on for as long as both sides live."""
    headers = {"Content-Type": EVENTS, "Content-Security-Policy": PAGE_POLICY}
    _begin(request, HTTPStatus.OK, headers, b"retry: 1000\n\n")


def _send(request: HTTPServerRequest, status: HTTPStatus, headers: dict[str, str], content: bytes) -> None:
    headers["Content-Length"] = str(len(content))
    _begin(request, status, headers, b"" if request.method == "HEAD" else content)
    if request.connection:
        request.connection.finish()


def _begin(request: HTTPServerRequest, status: HTTPStatus, headers: dict[str, str], content: bytes) -> None:
    if request.connection:
        start = ResponseStartLine("HTTP/1.1", status.value, status.phrase)
        request.connection.write_headers(start, HTTPHeaders({**ALWAYS, **headers}), content)
