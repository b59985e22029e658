"""What the preview shows at a moment: values, which the build's thread makes and the server's thread reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from vastuumatriisi.errors import SourceError, UserError
from vastuumatriisi.findings import Finding
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.publish import ManifestEntry


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong; ``place`` is "source/vastuumatriisi.yaml:231:17", "" where the text itself names it."""

    place: str
    text: Text


@dataclass(frozen=True, slots=True)
class Update:
    """Which documents became others, and when: hour and minute of the clock on the wall."""

    paths: frozenset[str]
    hour: int
    minute: int


@dataclass(frozen=True, slots=True)
class State:
    """``version`` grows with each change; ``names`` are those of units, roles and kinds of houses by their ids.

    ``source`` is how the data file is called, ``language`` that of the matrix. ``busy`` tells whether a build is at
    work, ``gathered`` the paths of what has become new since it, or the last one, began. While there are ``problems``
    all the rest is as it was before.
    """

    source: str
    version: int = 0
    language: str = ""
    title: str = ""
    organisation: str = ""
    edition: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    documents: tuple[ManifestEntry, ...] = ()
    update: Update | None = None
    gathered: frozenset[str] = frozenset()
    busy: bool = True


def begun(state: State) -> State:
    """Return the state in which a build is at work that has made nothing yet."""
    return replace(state, busy=True, gathered=frozenset())


def with_matrix(
    state: State, matrix: Matrix, findings: tuple[Finding, ...], sites: Mapping[str, str] | None = None
) -> State:
    """Return the state of a matrix that reads; ``sites`` are the names of houses by their ids."""
    names = {
        **{role.id: role.name for role in matrix.roles},
        **{unit.id: unit.short or unit.name for unit in matrix.units},
        **(sites or {}),
        **{site_type.id: site_type.name for site_type in matrix.site_types},
    }
    return replace(
        state,
        language=matrix.language,
        title=matrix.title,
        organisation=matrix.organisation,
        edition=matrix.edition,
        names=names,
        findings=findings,
        problems=(),
    )


def with_documents(state: State, documents: tuple[ManifestEntry, ...], hour: int, minute: int) -> State:
    """Return the state in which these documents stand.

    Those that were not there, or were others, are the update, with what else the same build has made. What stands
    before anything has been made is none.
    """
    if state.version == 0:
        return replace(state, documents=documents)
    before = {entry.path: entry.sha256 for entry in state.documents}
    changed = frozenset(entry.path for entry in documents if before.get(entry.path) != entry.sha256)
    gathered = state.gathered | changed
    update = Update(gathered, hour, minute) if changed else state.update
    return replace(state, documents=documents, update=update, gathered=gathered)


def with_error(state: State, error: UserError) -> State:
    """Return the state in which something is to be mended."""
    return replace(state, problems=tuple(_problems(error)), busy=False)


def _problems(error: UserError) -> Iterable[Problem]:
    if isinstance(error, SourceError):
        for one in error.diagnostics:
            yield Problem(one.place, message("source.problem", what=one.what, remedy=one.remedy))
    else:
        yield from (Problem("", line) for line in error.args)
