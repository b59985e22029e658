"""Which requests are answered: those of the page that was opened with the printed address, and no others.

Any page of the web can make a browser ask 127.0.0.1 for something. It does not know the token; should it learn it, its
requests still bear where they come from, and a name of its own that leads here (DNS rebinding) is another ``Host``.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

METHODS = ("GET", "HEAD")
HOSTS = ("127.0.0.1", "localhost")
FROM_HERE = ("same-origin", "none")  # values of Sec-Fetch-Site: a page of ours, or somebody who typed the address
PLAIN_PORT = 80  # which browsers leave out of addresses


@dataclass(frozen=True, slots=True)
class Access:
    """What a request has to name: the port and the token of the address."""

    port: int
    token: str

    @property
    def address(self) -> str:
        return f"http://{HOSTS[0]}:{self.port}/{self.token}/"

    @property
    def hosts(self) -> frozenset[str]:
        """The values of Host, and of Origin without its scheme, that are this server."""
        plain = HOSTS if self.port == PLAIN_PORT else ()
        return frozenset((*(f"{host}:{self.port}" for host in HOSTS), *plain))


def refused(method: str, headers: Mapping[str, str], access: Access) -> int | None:
    """Return the HTTP status with which a request is refused whatever it asks for, None where it is not."""
    if headers.get("Host", "").lower() not in access.hosts:
        return 403
    if "Origin" in headers and headers["Origin"].lower() not in {f"http://{host}" for host in access.hosts}:
        return 403
    if headers.get("Sec-Fetch-Site", "none") not in FROM_HERE or "Upgrade" in headers:
        return 403
    return None if method in METHODS else 405


def asked_for(path: str, access: Access) -> str | None:
    """Return what a path names below the token, "" for the page itself; None where the token is not the right one.

    ``path`` is as the request has it. It is decoded once, so that what was encoded twice is no path of ours.
    """
    parts = path.split("/", 2)
    if len(parts) < 3 or parts[0]:
        return None
    _, token, rest = parts
    # In as long a time for a token that is nearly right as for any other.
    same = secrets.compare_digest(token.encode("utf-8", "replace"), access.token.encode())
    return unquote(rest, errors="replace") if same else None
