"""What each command does, and how it ends.

Exit status: 0 done, 1 the input (or the place where documents belong, or this machine) is at fault, 2 wrong usage,
3 a bug of ours, 130 interrupted.
"""

import argparse
import errno
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vastuumatriisi.builder.fork_server import start_fork_server
from vastuumatriisi.cli.arguments import COMMANDS, parser, request_of, shown, templates_of
from vastuumatriisi.errors import UsageError, UserError, error_message, first_notes
from vastuumatriisi.system.process import answered_between_imports

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from vastuumatriisi.builder.executor import Renderer
    from vastuumatriisi.builder.request import Request
    from vastuumatriisi.design.fonts import Family
    from vastuumatriisi.matrix import Matrix

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command and return its exit status.

    ``home`` is the folder where data, templates and documents lie if no option says otherwise, the current one if None.
    """
    with answered_between_imports() as interrupt:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments), home)
        except KeyboardInterrupt:  # while something else is being told, too
            return _interrupted()
        except Exception as error:  # noqa: BLE001 -- the one place where whatever is our own fault ends
            # A library may have made a fault of its own of it.
            return _interrupted() if interrupt.came else _unexpected(error)


def _run(words: list[str], home: Path | None) -> int:
    _open_streams()
    _speak_anywhere()
    try:
        words = _with_command(words)
        options = parser(home, words[0] if words[0] in COMMANDS else "").parse_args(words)
        return HANDLERS[options.command](options)
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    except UserError as user_error:
        print(error_message(user_error), file=sys.stderr)
        return 2 if isinstance(user_error, UsageError) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "vastuumatriisi":
            raise
        print(_lacking_package(error.name.split(".")[0]), file=sys.stderr)
        return 1


def _interrupted() -> int:
    print("Interrupted; nothing was changed.", file=sys.stderr)
    return 130


def _unexpected(error: Exception) -> int:
    """Tell what nobody foresaw: a disk without room for the scratch files of a library, or a fault of ours."""
    if _lacks_room(error):
        place = getattr(error, "filename", None) or "scratch files"
        print(f"There is no room left on the disk for {place}; free some space and try again.", file=sys.stderr)
        return 1
    import traceback

    traceback.print_exception(error)
    print("This is a fault of the program, not of your data; please report the lines above.", file=sys.stderr)
    return 3


def _lacks_room(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM or "temporary directory" in str(error)
    # lxml tells in its own words what the system has refused.
    return any(f"IO_{errno.errorcode[number]}" in str(error) for number in NO_ROOM)


def _open_streams() -> None:
    """Let nobody hear what goes to a stream that is closed; what is opened later must not take its place."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- for as long as we live


def _speak_anywhere() -> None:
    """Let what the terminal's encoding lacks be shown as an escape: a file name is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _with_command(words: list[str]) -> list[str]:
    """Return the words with "build" put first where no command is named."""
    if words and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version")):
        return words
    if words and not words[0].startswith("-"):
        from vastuumatriisi.text.did_you_mean import similar

        raise UsageError(f"{words[0]}: there is no such command; {similar(words[0], COMMANDS, 'known are ')}")
    return ["build", *words]


def _build(options: argparse.Namespace) -> int:
    from vastuumatriisi.builder.up_to_date import standing_manifest

    request = request_of(options)
    if manifest := standing_manifest(request):
        if not options.quiet:
            print("\n".join(_nothing_to_do(manifest, shown(options.output))))
        return 0
    if request.several:
        start_fork_server()
    from vastuumatriisi.builder.pipeline import build
    from vastuumatriisi.cli.progress import TerminalReporter, closing_lines

    with (
        _renderer_for(request) as renderer,
        TerminalReporter(quiet=options.quiet, verbose=options.verbose) as reporter,
    ):
        result = build(request, reporter, renderer)
    if not options.quiet:
        closing_lines(result, options.output, shown(options.output))
    return 0


def _renderer_for(request: "Request") -> "AbstractContextManager[Renderer]":
    """Return what makes the documents of a request: processes where there can be work for several."""
    if request.several:
        from vastuumatriisi.builder.workers import processes

        return processes(request.workers)
    from contextlib import nullcontext

    from vastuumatriisi.builder.executor import InProcessRenderer

    return nullcontext(InProcessRenderer())


def _nothing_to_do(manifest: Mapping[str, Any], output: str) -> list[str]:
    """Return the lines about a build that is what it would be if it were made anew."""
    notes = [*manifest["notes"], *(note for document in manifest["documents"] for note in document.get("notes", ()))]
    count = len(manifest["documents"])
    current = f"{output}: nothing to do, {count} document{'s are' if count != 1 else ' is'} current"
    return [*first_notes(notes), f"{current}; edition {manifest['edition']}, {manifest['fingerprint']}."]


def _watch(options: argparse.Namespace) -> int:
    request = request_of(options)
    if request.several:
        start_fork_server()
    from vastuumatriisi.cli.watch import watch

    try:
        watch(request, _renderer_for, shown(options.output), quiet=options.quiet, verbose=options.verbose)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    return 130


def _lacking_package(name: str) -> str:
    from vastuumatriisi.system.packages import remedy_for_python_packages

    return f"The Python package “{name}” is missing; run {remedy_for_python_packages()}."


def _poster_fonts(matrix: "Matrix", templates: Path) -> "tuple[Family, ...]":
    from vastuumatriisi.design.design import read_design

    return read_design(templates, matrix.language, name=shown(templates)).poster_fonts(matrix.fonts)


def _check(options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.check import as_json, show
    from vastuumatriisi.datafile.read import read_matrix
    from vastuumatriisi.findings import find
    from vastuumatriisi.locales.wording import wording

    name = shown(options.source)
    matrix = read_matrix(options.source, name)
    findings = find(matrix, wording(matrix.language), _poster_fonts(matrix, templates_of(options)))
    if options.json:
        print(as_json(findings))
    else:
        show(findings, name, len(matrix.duties), len(matrix.duty_units))
    return int(options.strict and any(not finding.answered for finding in findings))


def _import(options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.import_ import Wanted, run

    run(Wanted(options.file, options.output, options.map, options.sheet, options.dry_run, options.json))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.diff import as_json, show, sides_of
    from vastuumatriisi.matrix.changes import compare

    old, new = sides_of(options.old, options.new, options.source, shown(options.source))
    changes = compare(old, new)
    if options.json:
        print(as_json(old, new, changes))
    else:
        show(old, new, changes)
    return int(options.exit_code and len(changes) > 0)


def _review(options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.review import review
    from vastuumatriisi.cli.review_session import Asked

    review(Asked.of(options, shown))
    return 0


def _release(options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.release import release

    print("\n".join(release(options.source, shown(options.source), options.next)))
    return 0


def _schema(_options: argparse.Namespace) -> int:
    from vastuumatriisi.datafile.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0


def _doctor(_options: argparse.Namespace) -> int:
    from vastuumatriisi.cli.doctor import examine, possible, report

    findings = examine()
    print(report(findings))
    return int(not possible(findings))


HANDLERS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "watch": _watch,
    "check": _check,
    "import": _import,
    "diff": _diff,
    "review": _review,
    "release": _release,
    "schema": _schema,
    "doctor": _doctor,
}
