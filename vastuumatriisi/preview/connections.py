"""The connections of browsers: so many at once, and whoever has named the token is not driven out by others."""

import socket
from collections.abc import Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import add_accept_handler

MOST = 64  # a browser keeps six to one server
MOST_READ = 16 * 1024  # bytes of a request that are held, header and body

# What a request may take of this machine; ours are short, and come at once.
LIMITS = {
    "max_header_size": 8 * 1024,  # bytes, with the request line
    "max_body_size": 1024,  # bytes; none of ours has a body
    "idle_connection_timeout": 10.0,  # s, for a whole header too, however slowly it comes
    "body_timeout": 2.0,  # s
}


class Connections:
    """What is connected, oldest first. A new one takes the place of the oldest that has not named the token."""

    def __init__(self, server: HTTPServer) -> None:
        self._server = server
        self._open: dict[IOStream, bool] = {}  # whether it has named the token

    def listen(self, listening: socket.socket) -> Callable[[], None]:
        """Accept connections from now on; return what ends that."""
        return add_accept_handler(listening, self._accept)

    def trust(self, stream: IOStream) -> None:
        """Keep a connection that has named the token."""
        if stream in self._open:
            self._open[stream] = True

    def close(self) -> None:
        for stream in list(self._open):
            stream.close()

    def _accept(self, connection: socket.socket, address: Any) -> None:
        self._open = {stream: trusted for stream, trusted in self._open.items() if not stream.closed()}
        if len(self._open) >= MOST:
            oldest = next((stream for stream, trusted in self._open.items() if not trusted), None)
            if oldest is None:
                connection.close()
                return
            oldest.close()
            self._open.pop(oldest, None)
        stream = IOStream(connection, max_buffer_size=MOST_READ)
        self._open[stream] = False
        self._server.handle_stream(stream, address)
