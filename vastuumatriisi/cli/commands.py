"""What each command does; a function for each, which returns the exit status. They raise UserError."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vastuumatriisi.builder.fork_server import start_fork_server
from vastuumatriisi.cli.end_early import Stopped
from vastuumatriisi.cli.requests import request_of, roster_of, shown, templates_of
from vastuumatriisi.errors import UsageError, UserError, first_notes, reason
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.locales.wording import Wording, wording

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vastuumatriisi.builder.executor import Renderer
    from vastuumatriisi.builder.request import Request
    from vastuumatriisi.design.fonts import Family
    from vastuumatriisi.matrix import Matrix
    from vastuumatriisi.preview.preview import Preview

Handler = Callable[[argparse.Namespace, Wording], int]


def _build(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.builder.up_to_date import standing_manifest

    request = request_of(options)
    if manifest := standing_manifest(request):
        if not options.quiet:
            print("\n".join(map(say.told, _nothing_to_do(manifest, shown(options.output)))))
        return 0
    with _ready(request.workers):
        return _made(request, options, say)


def _made(request: "Request", options: argparse.Namespace, say: Wording) -> int:
    if request.several:
        start_fork_server()
    from vastuumatriisi.builder.pipeline import build
    from vastuumatriisi.cli.progress import TerminalReporter, closing_lines

    with (
        _renderer_for(request) as renderer,
        TerminalReporter(say, quiet=options.quiet, verbose=options.verbose) as reporter,
    ):
        result = build(request, reporter, renderer)
    if not options.quiet:
        closing_lines(result, options.output, shown(options.output), say)
    for one in result.given_up:
        print(one.told(say), file=sys.stderr)
    return int(bool(result.given_up))


def _renderer_for(request: "Request") -> "AbstractContextManager[Renderer]":
    """Return what makes the documents of a request: processes where there can be work for several."""
    if request.several:
        from vastuumatriisi.builder.workers import processes

        return processes(request.workers)
    from contextlib import nullcontext

    from vastuumatriisi.builder.executor import InProcessRenderer

    return nullcontext(InProcessRenderer())


def _nothing_to_do(manifest: Mapping[str, Any], output: str) -> list[Text]:
    """Return the lines about a build that is what it would be if it were made anew."""
    from vastuumatriisi.builder.up_to_date import notes_in

    of_edition = {"edition": manifest["edition"], "fingerprint": manifest["fingerprint"]}
    last = message("command.nothing_to_do", output=output, count=len(manifest["documents"]), **of_edition)
    return [*first_notes(notes_in(manifest)), last]


def _watch(options: argparse.Namespace, say: Wording) -> int:
    request = request_of(options)
    with _ready(request.workers):
        if request.several:
            start_fork_server()
        from vastuumatriisi.cli.watch import watch

        to_show, told = shown(options.output), {"quiet": options.quiet, "verbose": options.verbose}
        try:
            with _preview_for(options, request, say) as preview:
                watch(request, _renderer_for, to_show, say, **told, preview=preview)
        except KeyboardInterrupt:
            raise Stopped from None
    return 0


@contextmanager
def _ready(workers: int = 0) -> Iterator[None]:
    """Have what the limits of this process allow, and a folder for scratch files, in the block. Raises UserError."""
    from vastuumatriisi.system.bounds import FEWEST_FILES, files_allowed, make_room
    from vastuumatriisi.system.scratch import scratch_files

    if not make_room(workers):
        raise UserError(message("command.few_files", limit=files_allowed(), needed=FEWEST_FILES))
    with scratch_files():
        yield


def _in_readiness(handler: Handler) -> Handler:
    def handled(options: argparse.Namespace, say: Wording) -> int:
        with _ready():
            return handler(options, say)

    return handled


def _preview_for(
    options: argparse.Namespace, request: "Request", say: Wording
) -> "AbstractContextManager[Preview | None]":
    """Return the preview that is asked for, and print its address. Raises UsageError."""
    if not options.serve:
        if options.port:
            raise UsageError(message("usage.port_without_serve", port=options.port))
        from contextlib import nullcontext

        return nullcontext()
    from vastuumatriisi.preview.documents import Named
    from vastuumatriisi.preview.preview import opened

    every = bool(options.sites or request.formats_with_people) and not request.sites
    return opened(request, Named(request.sites, every=every), say, options.port or 0)


def _poster_fonts(matrix: "Matrix", templates: Path) -> "tuple[Family, ...]":
    from vastuumatriisi.design.design import read_design

    return read_design(templates, matrix.language, name=shown(templates)).poster_fonts(matrix.fonts)


def _check(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.check import as_json, show, show_roster, vacancies_of
    from vastuumatriisi.findings import find

    name = shown(options.source)
    if options.fix:
        from vastuumatriisi.cli.fix import fix

        matrix = fix(options.source, name, say, aside=options.json)
    else:
        from vastuumatriisi.datafile.read import read_matrix

        matrix = read_matrix(options.source, name)
    words = wording(say.language)
    findings = find(matrix, words, _poster_fonts(matrix, templates_of(options)))
    vacant, roster = vacancies_of(roster_of(options), matrix, words)
    if options.json:
        print(as_json(findings, vacant, roster))
    else:
        show(findings, name, (len(matrix.duties), len(matrix.duty_units)), say)
        show_roster(vacant, roster, say)
    answers = [*(one.answered for one in findings), *(one.answered for one in vacant)]
    return int(options.strict and not all(answers))


def _import(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.import_ import Wanted, run

    run(Wanted(options.file, options.output, options.map, options.sheet, options.dry_run, options.json), say)
    return 0


def _diff(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.diff import as_json, show, sides_of
    from vastuumatriisi.matrix.changes import compare

    old, new = sides_of(options.old, options.new, options.source, shown(options.source))
    changes = compare(old, new)
    if options.json:
        print(as_json(old, new, changes))
    else:
        show(old, new, changes, say)
    return int(options.exit_code and len(changes) > 0)


def _review(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.review import review
    from vastuumatriisi.cli.review_session import Asked

    review(Asked.of(options, shown), say)
    return 0


def _release(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.release import release

    print("\n".join(map(say.told, release(options.source, shown(options.source), options.next))))
    return 0


def _verify(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.verify import verify

    return verify(options.what, options.source, shown(options.source), say, for_machines=options.json)


def _schema(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.datafile.json_schema import schema_text

    text = schema_text(say)
    if options.output is None:
        print(text)
        return 0
    from vastuumatriisi.system.process import delayed_interrupts
    from vastuumatriisi.system.staged_file import staged, take_place

    try:
        with delayed_interrupts(), staged(options.output, f"{text}\n".encode(), 0o644) as fresh:
            take_place(fresh, options.output)
    except OSError as error:
        unwritten = message("command.schema_unwritable", path=shown(options.output), reason=reason(error))
        raise UserError(unwritten) from None
    print(say("command.schema_written", path=shown(options.output)))
    return 0


def _doctor(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.doctor import examine, possible, report

    findings = examine()
    print(report(findings, say, verbose=options.verbose))
    return int(not possible(findings))


def _new(options: argparse.Namespace, say: Wording) -> int:
    from vastuumatriisi.cli.new import Wanted, new, units_in

    texts = options.organisation.strip(), options.title.strip(), units_in(options.units), options.sheet
    wanted = Wanted(options.folder, shown(options.folder), options.language, *texts, options.with_templates)
    print("\n".join(map(say.told, new(wanted, say))))
    return 0


# A build and a watch see to it themselves: the one that has nothing to do needs none of it.
HANDLERS: Mapping[str, Handler] = {
    "build": _build,
    "watch": _watch,
    "check": _in_readiness(_check),
    "import": _in_readiness(_import),
    "diff": _in_readiness(_diff),
    "review": _in_readiness(_review),
    "release": _in_readiness(_release),
    "verify": _in_readiness(_verify),
    "schema": _in_readiness(_schema),
    "doctor": _in_readiness(_doctor),
    "new": _in_readiness(_new),
}
