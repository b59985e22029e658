"""Arguments, progress and exit codes.

Exit status: 0 done, 1 the input (or the place where documents belong, or this machine) is at fault, 2 wrong usage,
3 a bug of ours, 130 interrupted.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from vastuumatriisi import __version__
from vastuumatriisi.errors import Refusal, SourceError, WrongUsage

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "source" / "vastuumatriisi.yaml"
COMMANDS = ("build", "check", "schema")
GROUPS = ("workbook", "handbook", "posters")
PAPERS = ("A4", "A3", "A2")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        options = parser().parse_args(_with_command(words))
        return int(options.run(options))
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    except SourceError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' * (count != 1)}; nothing was changed.", file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2 if isinstance(refusal, WrongUsage) else 1
    except KeyboardInterrupt:
        print("Interrupted; nothing was changed.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "vastuumatriisi":
            raise
        print(_lacking_package(error.name.split(".")[0]), file=sys.stderr)
        return 1
    except Exception:  # noqa: BLE001 -- the one place where whatever is our own fault ends
        traceback.print_exc()
        print("This is a fault of the program, not of your data; please report the lines above.", file=sys.stderr)
        return 3


def _with_command(words: list[str]) -> list[str]:
    """Return the words with "build" put first where no command is named."""
    if words and (words[0] in COMMANDS or words[0] in ("-h", "--help", "--version")):
        return words
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
    _add_check(commands.add_parser("check", help="show the problems and the open questions of a data file"))
    schema = commands.add_parser("schema", help="print the JSON Schema of the data file, for editors")
    schema.set_defaults(run=_schema)
    return top


def _add_build(build: argparse.ArgumentParser) -> None:
    build.description = "Makes the documents and replaces the output folder as a whole, or leaves it as it was."
    build.add_argument("--source", metavar="FILE", type=Path, default=SOURCE, help="the data file")
    build.add_argument("--output", metavar="DIR", type=Path, default=ROOT / "build", help="where documents go (build/)")
    build.add_argument(
        "--only", metavar="KINDS", type=_groups, default=(), help="make only these, with commas: " + ",".join(GROUPS)
    )
    build.add_argument(
        "--unit", metavar="ID", action="append", default=[], help="make only this unit's poster; may be repeated"
    )
    build.add_argument("--paper", choices=PAPERS, default="A3", help="the posters' paper, A3 if not given")
    build.add_argument("--jobs", metavar="N", type=_count, default=os.cpu_count() or 1, help="processes at once")
    build.add_argument("--force", action="store_true", help="replace documents that were changed by hand, too")
    build.set_defaults(run=_build)


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


def _shown(path: Path) -> str:
    """Return the path as messages show it: from the current folder where it is below that."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def _build(options: argparse.Namespace) -> int:
    from vastuumatriisi.build import Request, build
    from vastuumatriisi.generators import Options
    from vastuumatriisi.report import TerminalReporter, closing_lines

    with TerminalReporter() as reporter:
        request = Request(
            source=options.source,
            source_name=_shown(options.source),
            output=options.output,
            templates=ROOT / "templates",
            groups=options.only,
            units=tuple(options.unit),
            options=Options(paper=options.paper),
            workers=options.jobs,
            force=options.force,
        )
        result = build(request, reporter)
    closing_lines(result, _shown(options.output))
    return 0


def _lacking_package(name: str) -> str:
    return (
        f"The Python package “{name}” is missing; run “make”, which sets everything up, or "
        "“python -m pip install --require-hashes -r requirements.txt”."
    )


def _check(options: argparse.Namespace) -> int:
    from vastuumatriisi.check import as_json, show
    from vastuumatriisi.findings import find
    from vastuumatriisi.read import read_matrix
    from vastuumatriisi.wording import wording

    name = _shown(options.source)
    matrix = read_matrix(options.source, name)
    findings = find(matrix, wording(matrix.language))
    if options.json:
        print(as_json(findings))
    else:
        show(findings, name, len(matrix.duties), len(matrix.duty_units))
    return int(options.strict and any(not finding.answered for finding in findings))


def _schema(_options: argparse.Namespace) -> int:
    from vastuumatriisi.schema import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return 0
