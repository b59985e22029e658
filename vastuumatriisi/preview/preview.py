"""What happens to documents and data -> the state that the server shows."""

import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from vastuumatriisi.builder.request import Request
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.design.design import read_design
from vastuumatriisi.design.fonts import Family
from vastuumatriisi.errors import UserError
from vastuumatriisi.findings import Finding, find
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.matrix.rosters import Roster
from vastuumatriisi.preview.documents import Named, documents_in
from vastuumatriisi.preview.server import Server
from vastuumatriisi.preview.state import State, begun, with_documents, with_error, with_matrix

# Of a data file that does not read: so much can be told of most.
LANGUAGE = re.compile(rb"^[ {]*[\"']?language[\"']? *: *[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)", re.MULTILINE)

# s; the server has a little to do many times over while threads of the build are busy, and would wait each time for as
# long as Python lets one of them go on: 5 ms.
SWITCH = 0.0005


class Preview:
    """Is told by ``watch`` what happens, and lets the server show it; ``address`` is the one to be opened."""

    def __init__(self, request: Request, named: Named, port: int = 0) -> None:
        self._request, self._named = request, named
        self._looked_at = ""
        self._state = State(request.source_name, language=_language(request.source))
        self._server = Server(request.output, self._state, port)
        self.address = self._server.access.address

    def begun(self) -> None:
        """A build begins. Before the first one the data tell the names, and what is wrong with them at once.

        Later ones say nothing: a page that becomes new would take the time that the documents need.
        """
        state = begun(self._state)
        self._state = state
        if not self._looked_at:
            state = self._with_documents(state)
            try:
                state = self._with_matrix(state, read_matrix(self._request.source, self._request.source_name))
            except UserError as error:
                state = replace(with_error(state, error), busy=True)
        self._show(state)

    def published(self) -> None:
        """Some documents are new. What they are made of has been read without a fault."""
        self._show(replace(self._with_documents(self._state), problems=()))

    def built(self, views: Views) -> None:
        """A build has ended well."""
        state = self._with_matrix(self._with_documents(self._state), views.matrix, views.roster)
        self._show(replace(state, busy=False))

    def failed(self, error: UserError) -> None:
        """A build has ended with something to mend."""
        self._show(with_error(self._with_documents(self._state), error))

    def close(self) -> None:
        self._server.close()

    def _show(self, state: State) -> None:
        self._state = replace(state, version=self._state.version + 1)
        self._server.show(self._state)

    def _with_documents(self, state: State) -> State:
        now = time.localtime()
        return with_documents(state, documents_in(self._request.output, self._named), now.tm_hour, now.tm_min)

    def _with_matrix(self, state: State, matrix: Matrix, roster: Roster | None = None) -> State:
        known = matrix.source_sha256 == self._looked_at
        self._looked_at = matrix.source_sha256
        sites = {site.id: site.name for site in roster.sites} if roster else {}
        return with_matrix(state, matrix, state.findings if known else self._findings(matrix), sites)

    def _findings(self, matrix: Matrix) -> tuple[Finding, ...]:
        families: tuple[Family, ...] = ()
        with suppress(UserError):  # the build tells what is wrong with the templates
            design = read_design(self._request.templates, matrix.language, name=self._request.templates_name)
            families = design.poster_fonts(matrix.fonts)
        return find(matrix, wording(matrix.language), families)


@contextmanager
def opened(request: Request, named: Named, say: Wording, port: int = 0) -> Iterator[Preview]:
    """Serve the preview of a request in the block, and print its address. Raises UsageError where the port is taken."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)
    preview = Preview(request, named, port)
    try:
        print(say("command.preview", address=preview.address), flush=True)
        yield preview
    finally:
        preview.close()
        sys.setswitchinterval(before)


def _language(source: Path) -> str:
    """Return the language that a data file names, "" where that cannot be told."""
    try:
        # What is read of a pipe would be missing later.
        written = LANGUAGE.search(source.read_bytes()) if source.is_file() else None
    except OSError:
        return ""
    return written[1].decode() if written else ""
