"""A running ``watch --serve``, and requests to it as no browser would send them."""

import http.client
import re
import socket
from contextlib import closing
from pathlib import Path

from tests.support.command import SMALL
from tests.support.watching import Watching

ADDRESS = re.compile(r"preview: (http://127\.0\.0\.1:(\d+)/([\w-]{20,})/)")
TIMEOUT = 30.0  # s


class Previewing:
    """A watch with its preview."""

    def __init__(self, folder: Path, *options: str, text: str = SMALL) -> None:
        self.watch = Watching(folder, "--serve", *options, text=text)
        told = ADDRESS.fullmatch(self.watch.until("preview:")[-1])
        assert told
        self.address, self.port, self.token = told[1], int(told[2]), told[3]

    def get(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Return the answer to a request for a path below the token, its body read into ``body``."""
        return self.ask(f"/{self.token}/{path}", method, **headers)

    def ask(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        with closing(connection):
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            answer.body = answer.read()  # type: ignore[attr-defined]
            return answer

    def connected(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT)

    def sent(self, content: bytes) -> bytes:
        """Return all that comes back when these bytes are sent, b"" where the connection is ended without a word."""
        with self.connected() as connection:
            found = b""
            try:
                connection.sendall(content)
                while more := connection.recv(65536):
                    found += more
            except ConnectionError:
                pass
            return found
