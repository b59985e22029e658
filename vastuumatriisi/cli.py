"""Arguments, progress and exit codes.

Exit status: 0 done, 1 the input (or the place where documents belong, or this machine) is at fault, 2 wrong usage,
3 a bug of ours, 130 interrupted.
"""

import argparse
import errno
import io
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vastuumatriisi import __version__
from vastuumatriisi.errors import Refusal, WrongUsage, told
from vastuumatriisi.notes import nothing_to_do
from vastuumatriisi.request import Options, Request
from vastuumatriisi.warming import several, start_warming

if TYPE_CHECKING:
    from vastuumatriisi.fonts import Family
    from vastuumatriisi.model import Matrix

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "source" / "vastuumatriisi.yaml"
COMMANDS = ("build", "watch", "check", "schema", "doctor")
GROUPS = ("workbook", "handbook", "posters")
PAPERS = ("A4", "A3", "A2")
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _speak_anywhere()
    try:
        options = parser().parse_args(_with_command(words))
        return int(options.run(options))
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    except Refusal as refusal:
        print(told(refusal), file=sys.stderr)
        return 2 if isinstance(refusal, WrongUsage) else 1
    except KeyboardInterrupt:
        print("Interrupted; nothing was changed.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "vastuumatriisi":
            return _unexpected(error)
        print(_lacking_package(error.name.split(".")[0]), file=sys.stderr)
        return 1
    except Exception as error:  # noqa: BLE001 -- the one place where whatever is our own fault ends
        return _unexpected(error)


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
        from vastuumatriisi.similar import similar

        raise WrongUsage(f"{words[0]}: there is no such command; {similar(words[0], COMMANDS, 'known are ')}")
    return ["build", *words]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command."""
    top = argparse.ArgumentParser(
        prog="generate.py",
        description="Makes the workbook, the handbook and the posters of a responsibility matrix from one data file.",
        epilog="Without a command it builds. “generate.py build --help” tells its options.",
    )
    top.add_argument("--version", action="version", version=f"vastuumatriisi {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_build(commands.add_parser("build", help="make every document (this is what happens without a command)"))
    _add_watch(commands.add_parser("watch", help="make the documents again whenever the data or a template is saved"))
    _add_check(commands.add_parser("check", help="show the problems and the open questions of a data file"))
    schema = commands.add_parser("schema", help="print the JSON Schema of the data file, for editors")
    schema.set_defaults(run=_schema)
    doctor = commands.add_parser("doctor", help="show what this machine has and lacks, and what mends it")
    doctor.set_defaults(run=_doctor)
    return top


def _add_build(build: argparse.ArgumentParser) -> None:
    build.description = "Makes the documents and replaces the output folder as a whole, or leaves it as it was."
    _add_documents(build)
    build.add_argument("--force", action="store_true", help="make all anew, in place of what was changed by hand too")
    build.set_defaults(run=_build)


def _add_watch(watch: argparse.ArgumentParser) -> None:
    watch.description = "Makes the documents, and makes them again whenever a source is saved, until Ctrl-C."
    _add_documents(watch)
    watch.set_defaults(run=_watch, force=False)


def _add_documents(command: argparse.ArgumentParser) -> None:
    command.add_argument("--source", metavar="FILE", type=Path, default=SOURCE, help="the data file")
    command.add_argument("--output", metavar="DIR", type=Path, default=ROOT / "build", help="where documents go")
    command.add_argument(
        "--only", metavar="KINDS", type=_groups, default=(), help="make only these, with commas: " + ",".join(GROUPS)
    )
    command.add_argument(
        "--unit", metavar="ID", action="append", default=[], help="make only this unit's poster; may be repeated"
    )
    command.add_argument("--template", metavar="FILE", type=Path, help="the handbook's Word template: a letterhead")
    command.add_argument("--paper", choices=PAPERS, help="the posters' paper; if not given A3, for whole houses A2")
    command.add_argument("--bleed", metavar="3mm", type=_millimetres, default=0.0, help="let colours run over the edge")
    command.add_argument("--marks", action="store_true", help="crop marks round the posters, with 3 mm of bleed")
    command.add_argument("--collection", action="store_true", help="all posters in one more PDF, with bookmarks")
    command.add_argument("--previews", action="store_true", help="a PNG picture of each poster, too")
    cores = os.cpu_count() or 1
    command.add_argument(
        "--jobs", metavar="N", type=_count, default=cores, help=f"processes at once, if not given {cores}"
    )
    amount = command.add_mutually_exclusive_group()
    amount.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    amount.add_argument("-v", "--verbose", action="store_true", help="a line for each document")


def _add_check(check: argparse.ArgumentParser) -> None:
    check.description = "Shows what is wrong in a data file, and the questions that the matrix leaves open."
    check.add_argument("source", metavar="FILE", type=Path, nargs="?", default=SOURCE, help="the data file")
    check.add_argument("--strict", action="store_true", help="findings that are not answered fail too")
    check.add_argument("--json", action="store_true", help="print the findings as JSON, for machines")
    check.set_defaults(run=_check)


def _groups(text: str) -> tuple[str, ...]:
    groups = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [group for group in groups if group not in GROUPS]
    if unknown or not groups:
        raise argparse.ArgumentTypeError(f"{text!r}: name one or more of {', '.join(GROUPS)}, with commas")
    return groups


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 on")
    return int(text)


def _millimetres(text: str) -> float:
    """Return the length that "3mm" or "3" stands for. No print shop asks for more than 20 mm."""
    written = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?) ?(?:mm)?", text.strip())
    length = float(written[1].replace(",", ".")) if written else -1.0
    if not 0 <= length <= 20:
        raise argparse.ArgumentTypeError(f"{text!r} is not a length from 0mm to 20mm; 3mm is usual")
    return length


def _shown(path: Path) -> str:
    """Return the path as messages show it: from the current folder where it is below that."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _request(options: argparse.Namespace) -> Request:
    return Request(
        source=options.source,
        source_name=_shown(options.source),
        output=options.output,
        templates=ROOT / "templates",
        letterhead=options.template,
        groups=options.only,
        units=tuple(options.unit),
        options=Options(
            paper=options.paper or "A3",
            site_paper=options.paper or "A2",
            bleed=max(options.bleed, 3.0) if options.marks else options.bleed,
            marks=options.marks,
            collection=options.collection,
            previews=options.previews,
        ),
        workers=options.jobs,
        force=options.force,
    )


def _build(options: argparse.Namespace) -> int:
    from vastuumatriisi.current import standing_manifest

    request = _request(options)
    if manifest := standing_manifest(request):
        if not options.quiet:
            print("\n".join(nothing_to_do(manifest, _shown(options.output))))
        return 0
    if several(request):
        start_warming()
    from vastuumatriisi.build import build
    from vastuumatriisi.processes import renderer_for
    from vastuumatriisi.report import TerminalReporter, closing_lines

    with (
        renderer_for(request) as renderer,
        TerminalReporter(quiet=options.quiet, verbose=options.verbose) as reporter,
    ):
        result = build(request, reporter, renderer)
    if not options.quiet:
        closing_lines(result, options.output, _shown(options.output))
    return 0


def _watch(options: argparse.Namespace) -> int:
    request = _request(options)
    if several(request):
        start_warming()
    from vastuumatriisi.watch import watch

    watch(request, _shown(options.output), quiet=options.quiet, verbose=options.verbose)
    return 0


def _lacking_package(name: str) -> str:
    return (
        f"The Python package “{name}” is missing; run “make”, which sets everything up, or "
        "“python -m pip install --require-hashes -r requirements.txt”."
    )


def _poster_fonts(matrix: "Matrix") -> "tuple[Family, ...]":
    from vastuumatriisi.dress import read_dress

    return read_dress(ROOT / "templates", matrix.language).poster_fonts(matrix.fonts)


def _check(options: argparse.Namespace) -> int:
    from vastuumatriisi.check import as_json, show
    from vastuumatriisi.findings import find
    from vastuumatriisi.read import read_matrix
    from vastuumatriisi.wording import wording

    name = _shown(options.source)
    matrix = read_matrix(options.source, name)
    findings = find(matrix, wording(matrix.language), _poster_fonts(matrix))
    if options.json:
        print(as_json(findings))
    else:
        show(findings, name, len(matrix.duties), len(matrix.duty_units))
    return int(options.strict and any(not finding.answered for finding in findings))


def _schema(_options: argparse.Namespace) -> int:
    from vastuumatriisi.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0


def _doctor(_options: argparse.Namespace) -> int:
    from vastuumatriisi.doctor import examine, possible, report

    findings = examine()
    print(report(findings))
    return int(not possible(findings))
