"""Whoever is not the page of the preview gets nothing from it, and the watch goes on."""

import json
import os
import socket
import time
from pathlib import Path

import pytest

from tests.support.preview import Previewing

ONE = "julisteet/yksi.pdf"


@pytest.fixture(autouse=True)
def _goes_on(previewing: Previewing) -> object:
    """After each attack the page is there, and the watch still builds."""
    yield
    assert previewing.get("").status == 200
    assert previewing.get(f"documents/{ONE}").body.startswith(b"%PDF-")
    assert previewing.watch.process.poll() is None


def test_a_save_after_the_attacks_is_followed(previewing: Previewing) -> None:
    """The page of a saved word is another one; the digest of its poster stands in the address of its picture."""
    before = previewing.get("").body
    previewing.watch.save("Teemme työtä.", "Teemme paljon työtä.")
    previewing.watch.waiting()
    assert "paljon" in previewing.watch.text(ONE)
    assert previewing.get("").body != before
    previewing.watch.save("Teemme paljon työtä.", "Teemme työtä.")
    previewing.watch.waiting()


# What lies outside of the output folder, in it without being a document, or is no file.
TRAVERSALS = (
    "../esikatselu.yaml",
    "../../etc/passwd",
    "%2e%2e/esimerkki.yaml",
    "..%2fesimerkki.yaml",
    "%2e%2e%2fesimerkki.yaml",
    "%252e%252e%252fesimerkki.yaml",
    "..%5cesimerkki.yaml",
    "..\\esimerkki.yaml",
    "....//esimerkki.yaml",
    "julisteet/../../esimerkki.yaml",
    "julisteet/..;/../esimerkki.yaml",
    "julisteet/%00/../yksi.pdf",
    "julisteet/yksi.pdf%00.jpg",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "%c0%ae%c0%ae/esimerkki.yaml",
    "%uff0e%uff0e/esimerkki.yaml",
    "．．/esimerkki.yaml".encode().decode("latin-1"),
    "./julisteet/yksi.pdf",
    "julisteet//yksi.pdf",
    "julisteet/",
    "julisteet",
    "",
    "manifest.json",
    ".piilossa.pdf",
    "file:///etc/passwd",
)


@pytest.mark.parametrize("path", TRAVERSALS)
@pytest.mark.parametrize("place", ["documents/{}", "frames/{}", "pictures/{}/1.jpg", "{}"])
def test_only_documents_are_served(previewing: Previewing, place: str, path: str) -> None:
    """A path that is not exactly that of a document in the manifest is not found, however it is written."""
    asked = place.format(path)
    if asked:  # the page itself
        assert previewing.sent(request(previewing, asked)).startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))


def request(previewing: Previewing, asked: str, *lines: str, method: str = "GET", token: str | None = None) -> bytes:
    token = previewing.token if token is None else token
    host = () if any(line.startswith("Host") for line in lines) else (f"Host: 127.0.0.1:{previewing.port}",)
    head = (f"{method} /{token}/{asked} HTTP/1.1", *host, *lines, "Connection: close", "", "")
    return "\r\n".join(head).encode("latin-1")


@pytest.mark.parametrize("number", ["0", "2", "-1", "99999", "1e0", "١", "", "1.jpg"])
def test_pictures_are_of_pages_that_are_there(previewing: Previewing, number: str) -> None:
    """A page that the document does not have is not found."""
    asked = f"pictures/{ONE}/{number}.jpg".encode().decode("latin-1")
    assert previewing.sent(request(previewing, asked)).startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))
    assert previewing.get(f"pictures/{ONE}/1.jpg").body.startswith(b"\xff\xd8")


@pytest.mark.parametrize("token", ["", "x", "preview", "%2e", "julisteet", "../..", "a" * 32])
def test_without_the_token_there_is_nothing(previewing: Previewing, token: str) -> None:
    """Another token, none, or a part of the right one finds neither page nor document, and is not told why."""
    for tried in (token, previewing.token[:-1], previewing.token + "a", previewing.token.swapcase()):
        for asked in ("", "events", f"documents/{ONE}", "page.js"):
            found = previewing.sent(request(previewing, asked, token=tried))
            assert found.startswith((b"HTTP/1.1 404 ", b"HTTP/1.1 400 "))
            assert previewing.token.encode() not in found


def test_the_token_alone_is_no_page(previewing: Previewing) -> None:
    assert previewing.ask("/").status == previewing.ask(f"/{previewing.token}").status == 404


@pytest.mark.parametrize(
    "lines",
    [
        ("Host: esimerkki.fi",),
        ("Host: 127.0.0.1",),
        ("Host: 127.0.0.1:1",),
        ("Host: localhost",),
        ("Host: esimerkki.fi:{port}",),
        ("Host: 127.0.0.1:{port}.esimerkki.fi",),
        ("Host: 127.0.0.1:{port}@esimerkki.fi",),
        ("Host: [::1]:{port}",),
        ("Host: 2130706433:{port}",),
        ("Host: ",),
        ("Host: 127.0.0.1:{port}", "Host: esimerkki.fi"),
        ("Origin: https://esimerkki.fi",),
        ("Origin: http://127.0.0.1:1",),
        ("Origin: https://127.0.0.1:{port}",),
        ("Origin: http://127.0.0.1:{port}.esimerkki.fi",),
        ("Origin: null",),
        ("Origin: ",),
        ("Sec-Fetch-Site: cross-site",),
        ("Sec-Fetch-Site: same-site",),
        ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"),
        ("Upgrade: websocket", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"),
        ("Upgrade: websocket", "Origin: https://esimerkki.fi"),
        ("Upgrade: h2c",),
    ],
)
@pytest.mark.parametrize("asked", ["", "events", "edition", f"documents/{ONE}", f"pictures/{ONE}/1.jpg"])
def test_other_places_are_refused(previewing: Previewing, asked: str, lines: tuple[str, ...]) -> None:
    """A request that comes from elsewhere, or believes to go elsewhere, is refused though it knows the token."""
    lines = tuple(line.format(port=previewing.port) for line in lines)
    found = previewing.sent(request(previewing, asked, *lines))
    assert found.startswith((b"HTTP/1.1 403 ", b"HTTP/1.1 400 "))
    assert b"Access-Control" not in found


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_its_own_names_are_answered(previewing: Previewing, name: str) -> None:
    """Both names of this machine serve the page, to requests of its own too."""
    own = f"{name}:{previewing.port}"
    assert previewing.get("", Host=own, Origin=f"http://{own}", Sec_Fetch_Site="same-origin").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_nothing_can_be_done_to_it(previewing: Previewing, method: str) -> None:
    """Every method but GET and HEAD is refused."""
    for lines in ((), ("Content-Length: 0",)):
        found = previewing.sent(request(previewing, f"documents/{ONE}", *lines, method=method))
        assert found.startswith((b"HTTP/1.1 405 ", b"HTTP/1.1 400 "))


def test_head_tells_and_sends_nothing(previewing: Previewing) -> None:
    """HEAD has the headers of GET and no body."""
    got, told = previewing.get(f"documents/{ONE}"), previewing.get(f"documents/{ONE}", "HEAD")
    assert told.status == 200
    assert told.body == b""
    assert dict(told.getheaders())["Content-Length"] == str(len(got.body))


@pytest.mark.parametrize(
    "content",
    [
        b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 100_000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n" + b"a" * 100_000,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n" + b"a" * 100_000,
        b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        b"GET http://esimerkki.fi/ HTTP/1.1\r\nHost: esimerkki.fi\r\nConnection: close\r\n\r\n",
        b"GET  / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500) + b"\r\n\r\n",
        b"\x00" * 100_000,
        b"\r\n\r\n",
    ],
    ids=lambda content: repr(content[:40]),
)
def test_senseless_requests_end_at_once(previewing: Previewing, content: bytes) -> None:
    """Requests that are far too large, or are none, are refused, and their connection ends."""
    began = time.monotonic()
    found = previewing.sent(content)
    assert found == b"" or found.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 403 "))
    assert time.monotonic() - began < 5


def test_a_hundred_idle_connections(previewing: Previewing) -> None:
    """While as many hang on it as the system lets in, the page is answered at once."""
    idle = [previewing.connected() for _ in range(150)]
    try:
        began = time.monotonic()
        assert previewing.get("").status == 200
        assert time.monotonic() - began < 2
    finally:
        for connection in idle:
            connection.close()


def test_slow_headers(previewing: Previewing) -> None:
    """A header that comes letter by letter is not waited for longer than the whole of one may take."""
    slow = [previewing.connected() for _ in range(20)]
    began = time.monotonic()
    ended = False
    while not ended and time.monotonic() - began < 25:
        for connection in slow:
            try:
                connection.send(b"G")
            except ConnectionError:
                ended = True
        assert previewing.get("page.css").status == 200
        time.sleep(0.3)
    for connection in slow:
        connection.close()
    assert ended


def test_readers_that_never_read(previewing: Previewing) -> None:
    """Pages that are told of news and take none of it let the others be told."""
    deaf = [previewing.connected() for _ in range(40)]
    for connection in deaf:
        connection.sendall(request(previewing, "events"))
    with previewing.connected() as last:
        last.sendall(request(previewing, ""))
        assert last.recv(12) == b"HTTP/1.1 200"
    for connection in deaf:
        connection.close()


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe", "changed", "gone"])
def test_what_was_put_in_place_of_a_document(previewing: Previewing, kind: str) -> None:
    """A link that leads out of the output folder, a pipe or other bytes in place of a document are not served."""
    document = previewing.watch.folder / "build" / "julisteet" / "kaksi.pdf"
    content = document.read_bytes()
    aside = previewing.watch.folder / "sivussa"
    place = document.parent if kind == "folder link" else document
    place.rename(aside)
    try:
        if kind == "link":
            document.symlink_to("/etc/passwd")
        elif kind == "folder link":
            (previewing.watch.folder / "muualla").mkdir()
            (previewing.watch.folder / "muualla" / "kaksi.pdf").write_bytes(b"%PDF-1.7")
            place.symlink_to(previewing.watch.folder / "muualla")
        elif kind == "pipe":
            os.mkfifo(document)
        elif kind == "changed":
            document.write_bytes(content[:-1])
        assert previewing.get("documents/julisteet/kaksi.pdf").status == 404
    finally:
        place.unlink(missing_ok=True)
        aside.rename(place)
    assert previewing.get("documents/julisteet/kaksi.pdf").body == content


def test_every_answer_keeps_the_browser_from_more(previewing: Previewing) -> None:
    """Nothing is kept, guessed, framed elsewhere or told to other sites, whatever is answered."""
    pages = (
        "",
        "page.js",
        "edition.js",
        "page.css",
        "edition",
        "documents/verkko/index.html",
        "frames/verkko/index.html",
    )
    for path in (*pages, f"documents/{ONE}", f"pictures/{ONE}/1.jpg"):
        headers = dict(previewing.get(path).getheaders())
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert dict(previewing.get("x").getheaders())["Cache-Control"] == "no-store"


def test_nobody_else_can_connect(previewing: Previewing) -> None:
    """It listens on 127.0.0.1, and on no address by which another machine could reach this one."""
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in (*others, "127.0.0.2"):
        with pytest.raises(OSError, match=r"refused|timed out|unreachable"):
            socket.create_connection((address, previewing.port), timeout=2).close()


def test_what_is_published_knows_nothing_of_it(previewing: Previewing) -> None:
    """No published file holds token, port or a word of the preview."""
    folder = previewing.watch.folder / "build"
    assert {entry["path"] for entry in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["documents"]}
    for file in (path for path in Path(folder).rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert previewing.token.encode() not in content
        assert b"EventSource" not in content
        assert f":{previewing.port}".encode() not in content
