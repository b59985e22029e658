"""The words of the command line.

Without options everything lies in one folder, the *home*: that of ``generate.py``, or the current one for
``vastuumatriisi``, which is installed where nobody keeps data.
"""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from vastuumatriisi import __version__
from vastuumatriisi.cli.option_values import FORMATS, count, formats, millimetres, port

PAPERS = ("A4", "A3", "A2")


def parser(home: Path | None = None, command: str = "") -> argparse.ArgumentParser:
    """Return the parser of the whole command, or of one command alone, which is quicker.

    ``home`` is the folder of ``generate.py`` where that was started.
    """
    program, home = ("generate.py", home) if home else ("vastuumatriisi", Path())
    top = argparse.ArgumentParser(
        prog=program,
        description="Makes the documents of a responsibility matrix, from workbook to posters, from one data file.",
        epilog=f"Without a command it builds. “{program} build --help” tells its options.",
    )
    top.add_argument("--version", action="version", version=f"vastuumatriisi {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (explanation, add) in COMMANDS.items():
        if command in ("", name):
            known = commands.add_parser(name, help=explanation)
            if add:
                add(known, home)
    return top


def _add_build(build: argparse.ArgumentParser, home: Path) -> None:
    build.description = "Makes the documents and replaces the output folder as a whole, or leaves it as it was."
    _add_documents(build, home)
    build.add_argument("--force", action="store_true", help="make all anew, in place of what was changed by hand too")


def _add_watch(watch: argparse.ArgumentParser, home: Path) -> None:
    watch.description = "Makes the documents, and makes them again whenever a source is saved, until Ctrl-C."
    _add_documents(watch, home)
    watch.set_defaults(force=False)
    told = "show the documents, what is wrong and what is open on a page that only this machine can open"
    watch.add_argument("--serve", action="store_true", help=told)
    watch.add_argument("--port", metavar="N", type=port, help="where --serve serves it; if not given a free one")


def _add_documents(command: argparse.ArgumentParser, home: Path) -> None:
    command.add_argument("--source", metavar="FILE", type=Path, default=source_in(home), help="the data file")
    command.add_argument("--output", metavar="DIR", type=Path, default=home / "build", help="where documents go")
    _add_templates(command, home)
    command.add_argument(
        "--only", metavar="KINDS", type=formats, default=(), help="make only these, with commas: " + ",".join(FORMATS)
    )
    command.add_argument(
        "--unit", metavar="ID", action="append", default=[], help="make only this unit's poster; may be repeated"
    )
    command.add_argument(
        "--role", metavar="ID", action="append", default=[], help="make only this role's sheet; may be repeated"
    )
    command.add_argument(
        "--site",
        metavar="ID",
        action="append",
        default=[],
        help="make only this site's page; with --role that sheet there",
    )
    _add_roster(command)
    since = "what changes are marked against; if not given the newest frozen edition of the history"
    command.add_argument("--since", metavar="EDITION|FILE|none", default="", help=since)
    command.add_argument("--template", metavar="FILE", type=Path, help="the handbook's Word template: a letterhead")
    paper = "the posters' paper; if not given A3, for whole houses A2; with A4 the workbook prints on A4, too"
    command.add_argument("--paper", choices=PAPERS, help=paper)
    command.add_argument("--bleed", metavar="3mm", type=millimetres, default=0.0, help="let colours run over the edge")
    command.add_argument("--marks", action="store_true", help="crop marks round the posters, with 3 mm of bleed")
    command.add_argument("--collection", action="store_true", help="all posters, and all role sheets, in one more PDF")
    command.add_argument("--previews", action="store_true", help="a PNG picture of each poster, too")
    told = "the handbook once more, with tracked changes since the edition that changes are marked against"
    command.add_argument("--redline", action="store_true", help=told)
    cores = os.cpu_count() or 1
    command.add_argument(
        "--jobs", metavar="N", type=count, default=cores, help=f"processes at once, if not given {cores}"
    )
    amount = command.add_mutually_exclusive_group()
    amount.add_argument("-q", "--quiet", action="store_true", help="say nothing but what is wrong")
    amount.add_argument("-v", "--verbose", action="store_true", help="a line for each document")


def _add_roster(command: argparse.ArgumentParser) -> None:
    told = "the roster: sites.yaml, .csv or .xlsx; if not given sites.yaml beside the data file, where there is one"
    command.add_argument("--sites", metavar="FILE", type=Path, help=told)


def _add_templates(command: argparse.ArgumentParser, home: Path) -> None:
    # Which it is without the option is told by ``request_of``, not here: to look for the packaged ones takes time.
    command.set_defaults(home=home)
    command.add_argument(
        "--templates",
        metavar="DIR",
        type=Path,
        help="what the documents look like; if not given templates/, where there is none that of the program",
    )


def _add_check(check: argparse.ArgumentParser, home: Path) -> None:
    check.description = "Shows what is wrong in a data file, and the questions that the matrix leaves open."
    check.add_argument("source", metavar="FILE", type=Path, nargs="?", default=source_in(home), help="the data file")
    _add_templates(check, home)
    _add_roster(check)
    check.add_argument("--strict", action="store_true", help="findings that are not answered fail too")
    check.add_argument("--json", action="store_true", help="print the findings as JSON, for machines")


def _add_diff(diff: argparse.ArgumentParser, home: Path) -> None:
    diff.description = "Tells what has changed between two editions, by unit and in words, and which prints to replace."
    side = "a data file, the label of an edition or a workbook of ours"
    diff.add_argument("old", metavar="OLD", nargs="?", help=f"{side}; if not given the last one that was frozen")
    diff.add_argument("new", metavar="NEW", nargs="?", help=f"{side}; if not given the data file as it is")
    diff.add_argument("--source", metavar="FILE", type=Path, default=source_in(home), help="whose editions are meant")
    diff.add_argument("--json", action="store_true", help="print the changes as JSON, for machines")
    diff.add_argument("--exit-code", action="store_true", help="end with 1 where something has changed")


def _add_release(release: argparse.ArgumentParser, home: Path) -> None:
    release.description = "Freezes the edition that the data file is, as a copy in editions/ beside it, for good."
    release.add_argument("--source", metavar="FILE", type=Path, default=source_in(home), help="the data file")
    release.add_argument(
        "--next",
        metavar="LABEL",
        help="begin the next edition: the present one goes into “history”, LABEL into “edition”",
    )


def _add_review(review: argparse.ArgumentParser, home: Path) -> None:
    review.description = "Tells what a returned workbook proposes, and puts into the data file what is accepted."
    review.add_argument("workbook", metavar="FILE", type=Path, help="the workbook that was sent back")
    review.add_argument("--source", metavar="FILE", type=Path, default=source_in(home), help="the data file")
    review.add_argument("--accept", metavar="NUMBERS", default="", help="all that nothing speaks against, or 1,3-5")
    review.add_argument("--reject", metavar="NUMBERS", default="", help="all that are open, or 1,3-5")
    review.add_argument("--reason", metavar="TEXT", default="", help="why, for the record and the reply")
    owners = "how to write a decided owner of all duties of a unit; if not given leads"
    review.add_argument("--owners", choices=("leads", "assign"), default="leads", help=owners)
    review.add_argument("--reply", metavar="FILE", type=Path, help="a workbook with what became of each proposal")
    review.add_argument("--json", action="store_true", help="print the proposals as JSON, for machines")


def _add_import(command: argparse.ArgumentParser, _home: Path) -> None:
    command.description = (
        "Makes a data file of a matrix that stands in a sheet, a table or a text, and accounts for it."
    )
    command.add_argument("file", metavar="FILE", type=Path, help="what holds the matrix: .xlsx, .csv, .docx, .txt, …")
    command.add_argument(
        "-o", "--output", metavar="DATA.yaml", type=Path, help="the data file, which must not be there"
    )
    where = "what each part was taken as: read where there is such a file, else written"
    command.add_argument("--map", metavar="MAP.yaml", type=Path, help=where)
    command.add_argument("--sheet", metavar="NAME", default="", help="this sheet alone")
    command.add_argument("--dry-run", action="store_true", help="tell the account, and write nothing")
    command.add_argument("--json", action="store_true", help="print the account as JSON, for machines")


def _add_verify(verify: argparse.ArgumentParser, home: Path) -> None:
    verify.description = "Tells whether documents are current, by what they say, and if not, what has changed since."
    verify.add_argument("what", metavar="FILE|MARK", nargs="+", help="a document, or the mark that stands on a print")
    verify.add_argument("--source", metavar="FILE", type=Path, default=source_in(home), help="whose documents they are")
    verify.add_argument("--json", action="store_true", help="print the answers as JSON, for machines")


COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser, Path], None] | None]] = {
    "build": ("make every document (this is what happens without a command)", _add_build),
    "watch": ("make the documents again whenever the data or a template is saved", _add_watch),
    "check": ("show the problems and the open questions of a data file", _add_check),
    "import": ("make a data file of a sheet, a table or a text", _add_import),
    "diff": ("tell what has changed since another edition", _add_diff),
    "review": ("decide what a workbook that was sent back proposes", _add_review),
    "release": ("freeze the present edition", _add_release),
    "verify": ("tell whether documents or prints are current", _add_verify),
    "schema": ("print the JSON Schema of the data file, for editors", None),
    "doctor": ("show what this machine has and lacks, and what mends it", None),
}


def source_in(home: Path) -> Path:
    """Return the data file of a folder that somebody works in."""
    return home / "source" / "vastuumatriisi.yaml"
