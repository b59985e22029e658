"""Documents that follow their sources: made again whenever one of these is saved, until Ctrl-C."""

import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from watchfiles import watch as events_in

from vastuumatriisi.builder.documents import Outdated
from vastuumatriisi.builder.executor import Renderer, WorkerLost
from vastuumatriisi.builder.pipeline import BuildResult, build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.cli.causes import cause_of
from vastuumatriisi.cli.progress import TerminalReporter, last_line
from vastuumatriisi.cli.streams import refusal
from vastuumatriisi.design.templates import folders_in
from vastuumatriisi.errors import SourceError, UsageError, UserError, first_notes, listed_paths
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system.looking import is_folder
from vastuumatriisi.system.standing_office import StandingOffice

if TYPE_CHECKING:
    from vastuumatriisi.preview.preview import Preview

# ms: what is saved within so short a time is one change; no burst of changes is waited for longer than that.
PAUSE, LONGEST = 15, 400
LOOK = 1000  # ms; how often sources are looked at without an event
SHORTEST_LOOK = 0.05  # s between two looks at sources while documents are made
SECOND_LOOK = 0.15  # s: an editor may empty a file before it writes it, so a fault is looked at again before it is told

SourceState = Mapping[str, tuple[int, int, int]]  # path of a source -> what changes when it is saved


def watch(
    request: Request,
    renderer_for: Callable[[Request], AbstractContextManager[Renderer]],
    shown: str,
    say: Wording,
    *,
    quiet: bool = False,
    verbose: bool = False,
    preview: "Preview | None" = None,
) -> None:
    """Build, and again after each change of a source, until KeyboardInterrupt. Raises UsageError.

    ``renderer_for`` gives what makes the documents, anew where that is lost, and ``shown`` is how messages call the
    output folder. ``preview`` is told what happens.
    """
    with ExitStack() as stack:
        renderer = stack.enter_context(renderer_for(request))
        standing = stack.enter_context(StandingOffice())
        for number, saved in enumerate(_saves(request)):
            with _Watcher(request, say, quiet=quiet, verbose=verbose, preview=preview) as reporter:
                reporter.tell(message("command.saved", paths=listed_paths(saved)) if saved else "")
                reporter.begun()
                try:
                    result = _built(request, reporter, renderer, standing, posters_first=number > 0)
                except Outdated:
                    continue
                except UsageError:
                    raise
                except UserError as user_error:
                    print(user_error.told(say), file=sys.stderr, flush=True)
                    reporter.failed(user_error)
                    if isinstance(user_error, WorkerLost):
                        renderer = stack.enter_context(renderer_for(request))
                else:
                    reporter.tell(*first_notes(result.notes), last_line(result, shown))
                    reporter.built(result)
                    if result.given_up:
                        lacking = UserError(*(said for one in result.given_up for said in one.args))
                        print(lacking.told(say), file=sys.stderr, flush=True)
                        reporter.failed(lacking)
                reporter.tell(message("command.waiting", source=request.source_name))


class _Watcher(TerminalReporter):
    """Prints the paths of documents as they are published, and passes on what happens to a preview.

    What is ready first is made to the end, however quickly saves follow each other; what comes behind it is given up
    for the next save.
    """

    def __init__(
        self, request: Request, say: Wording, *, quiet: bool, verbose: bool, preview: "Preview | None"
    ) -> None:
        super().__init__(say, quiet=quiet, verbose=verbose)
        self._preview = preview
        self._request, self._begun_with = request, _state(request)
        self._has_published = False
        self._looked = time.monotonic()

    def outdated(self) -> bool:
        """Tell whether something has been saved since the build began, and it has published something by now."""
        now = time.monotonic()
        if not self._has_published or now - self._looked < SHORTEST_LOOK:
            return False
        self._looked = now
        return _state(self._request) != self._begun_with

    def begun(self) -> None:
        if self._preview:
            self._preview.begun()

    def failed(self, error: UserError) -> None:
        if self._preview:
            self._preview.failed(error)

    def built(self, result: BuildResult) -> None:
        if self._preview:
            self._preview.built(result.views)

    def published(self, paths: tuple[str, ...]) -> None:
        self._has_published = True
        if self._preview:
            self._preview.published()
        self.tell(message("command.stands", paths=listed_paths(paths)) if paths else "")

    def tell(self, *lines: Text) -> None:
        """Print lines, unless only problems are wanted; for those who read a pipe, at once."""
        for line in filter(None, () if self.quiet else lines):
            print(self.say.told(line), flush=True)


def _built(
    request: Request, reporter: TerminalReporter, renderer: Renderer, standing: StandingOffice, *, posters_first: bool
) -> BuildResult:
    """Build. Raises UserError, for what the machine refuses too: a full disk may have room at the next save."""
    try:
        return _built_whole(request, reporter, renderer, standing, posters_first=posters_first)
    except (UserError, Outdated):
        raise
    except Exception as error:
        # Where it is standard output that takes no more, nobody hears what there is to tell.
        cause = cause_of(error) if refusal() is None else None
        if cause is None:
            raise
        raise UserError(cause) from error


def _built_whole(
    request: Request, reporter: TerminalReporter, renderer: Renderer, standing: StandingOffice, *, posters_first: bool
) -> BuildResult:
    """Build; a source that is wrong may be half written, and is then read once more."""
    state = _state(request)
    try:
        return build(request, reporter, renderer, posters_first=posters_first, standing=standing)
    except SourceError:
        time.sleep(SECOND_LOOK)
        if _state(request) == state:
            raise
    return build(request, reporter, renderer, posters_first=posters_first, standing=standing)


def _saves(request: Request) -> Iterator[list[str]]:
    """Yield the names of the sources that were saved since the last time, none the first time.

    Sources are compared at each event in their folders, so that neither other files there nor an event that got lost
    matter.
    """
    seen = _state(request)
    yield []
    while True:
        folders = _folders(request)
        for _ in _events(folders):
            state = _state(request)
            saved = sorted(path for path in {*seen, *state} if seen.get(path) != state.get(path))
            seen = state
            if saved:
                yield [Path(path).name for path in saved]
            if _folders(request) != folders:
                break
        else:
            raise KeyboardInterrupt  # the events end only where something else than this took Ctrl-C


def _events(folders: list[Path]) -> Iterator[object]:
    """Yield on each event in the folders, and every second without one: network file systems report none."""
    try:
        yield from events_in(
            *folders,
            watch_filter=None,
            step=PAUSE,
            debounce=LONGEST,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            recursive=False,
        )
    except (OSError, UnicodeError):  # a folder is gone or no UTF-8, or the system watches no more of them
        while True:
            time.sleep(LOOK / 1000)
            yield None


def _folders(request: Request) -> list[Path]:
    """Return the folders that hold sources; a missing one is waited for in what is left of its path."""
    templates = [place for place, _ in folders_in(request.templates)]
    wanted = [*(file.absolute().parent for file in request.files), request.templates.parent, *templates]
    return sorted({next(place for place in (folder, *folder.parents) if is_folder(place)) for folder in wanted})


def _state(request: Request) -> SourceState:
    templates = (place / name for place, names in folders_in(request.templates) for name in names)
    return dict(_looks([*request.files, *templates]))


def _looks(files: list[Path]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for file in files:
        try:
            found = file.stat()
            if stat.S_ISDIR(found.st_mode):  # of a folder elsewhere nothing but the link to it matters
                found = file.lstat()
        except OSError:
            continue
        yield str(file), (found.st_mtime_ns, found.st_size, found.st_ino)
