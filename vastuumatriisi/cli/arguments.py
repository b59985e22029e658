"""The words of the command line.

Without options everything lies in one folder, the *home*: that of ``generate.py``, or the current one for
``vastuumatriisi``, which is installed where nobody keeps data.
"""

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from vastuumatriisi import __version__
from vastuumatriisi.cli.argparse_words import Parser, speak
from vastuumatriisi.cli.language import OPTION
from vastuumatriisi.cli.option_values import FORMATS, count, formats, millimetres, new_path, port
from vastuumatriisi.locales.wording import FALLBACK, Wording, messages

PAPERS = ("A4", "A3", "A2")


def parser(home: Path | None = None, command: str = "", say: Wording | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command, or of one command alone, which is quicker.

    ``home`` is the folder of ``generate.py`` where that was started; without ``say`` it speaks English.
    """
    program, home = ("generate.py", home) if home else ("vastuumatriisi", Path())
    say = say or messages(FALLBACK)
    speak(say)
    top = Parser(prog=program, description=say("help.program"), epilog=say("help.without_command", program=program))
    top.add_argument("--version", action="version", version=f"vastuumatriisi {__version__}", help=say("usage.version"))
    _add_messages(top, say)
    commands = top.add_subparsers(dest="command", metavar=say("help.COMMAND"), required=True)
    for name, add in COMMANDS.items():
        if command in ("", name):
            known = commands.add_parser(name, help=say(f"help.commands.{name}"), description=say(f"help.about.{name}"))
            add(known, home, say)
            _add_messages(known, say)
    return top


def _add_messages(command: argparse.ArgumentParser, say: Wording) -> None:
    # It is taken out of the words before; here it is for those who ask what there is.
    command.add_argument(OPTION, metavar=say("help.LANG"), default="", help=say("help.messages"))


def _add_build(build: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    _add_documents(build, home, say)
    build.add_argument("--force", action="store_true", help=say("help.force"))


def _add_watch(watch: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    _add_documents(watch, home, say)
    watch.set_defaults(force=False)
    watch.add_argument("--serve", action="store_true", help=say("help.serve"))
    watch.add_argument("--port", metavar=say("help.NUMBER"), type=port, help=say("help.port"))


def _add_documents(command: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    _add_source(command, home, say)
    command.add_argument(
        "--output", metavar=say("help.DIR"), type=new_path, default=home / "build", help=say("help.output")
    )
    _add_templates(command, home, say)
    only = say("help.only", kinds=",".join(FORMATS))
    command.add_argument("--only", metavar=say("help.KINDS"), type=formats, default=(), help=only)
    for name in ("unit", "role", "site"):
        told = say(f"help.{name}")
        command.add_argument(f"--{name}", metavar=say("help.ID"), action="append", default=[], help=told)
    _add_roster(command, say)
    command.add_argument("--since", metavar=say("help.SINCE"), default="", help=say("help.since"))
    command.add_argument("--template", metavar=say("help.FILE"), type=Path, help=say("help.template"))
    command.add_argument("--paper", choices=PAPERS, help=say("help.paper"))
    command.add_argument("--bleed", metavar="3mm", type=millimetres, default=0.0, help=say("help.bleed"))
    for name in ("marks", "collection", "previews", "redline", "no-page-numbers"):
        command.add_argument(f"--{name}", action="store_true", help=say(f"help.{name.replace('-', '_')}"))
    cores = os.cpu_count() or 1
    jobs = say("help.jobs", cores=cores)
    command.add_argument("--jobs", metavar=say("help.NUMBER"), type=count, default=cores, help=jobs)
    amount = command.add_mutually_exclusive_group()
    amount.add_argument("-q", "--quiet", action="store_true", help=say("help.quiet"))
    amount.add_argument("-v", "--verbose", action="store_true", help=say("help.verbose"))


def _add_source(command: argparse.ArgumentParser, home: Path, say: Wording, key: str = "source") -> None:
    told = say(f"help.{key}")
    command.add_argument("--source", metavar=say("help.FILE"), type=Path, default=source_in(home), help=told)


def _add_json(command: argparse.ArgumentParser, say: Wording) -> None:
    command.add_argument("--json", action="store_true", help=say("help.json"))


def _add_roster(command: argparse.ArgumentParser, say: Wording) -> None:
    command.add_argument("--sites", metavar=say("help.FILE"), type=Path, help=say("help.sites"))


def _add_templates(command: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    # Which it is without the option is told by ``request_of``, not here: to look for the packaged ones takes time.
    command.set_defaults(home=home)
    command.add_argument("--templates", metavar=say("help.DIR"), type=Path, help=say("help.templates"))


def _add_check(check: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    told = say("help.source")
    check.add_argument("source", metavar=say("help.FILE"), type=Path, nargs="?", default=source_in(home), help=told)
    _add_templates(check, home, say)
    _add_roster(check, say)
    check.add_argument("--strict", action="store_true", help=say("help.strict"))
    check.add_argument("--fix", action="store_true", help=say("help.fix"))
    _add_json(check, say)


def _add_diff(diff: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    diff.add_argument("old", metavar=say("help.OLD"), nargs="?", help=say("help.old"))
    diff.add_argument("new", metavar=say("help.NEW"), nargs="?", help=say("help.new"))
    _add_source(diff, home, say, "source_of_editions")
    _add_json(diff, say)
    diff.add_argument("--exit-code", action="store_true", help=say("help.exit_code"))


def _add_release(release: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    _add_source(release, home, say)
    release.add_argument("--next", metavar=say("help.LABEL"), help=say("help.next"))


def _add_review(review: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    review.add_argument("workbook", metavar=say("help.FILE"), type=Path, help=say("help.workbook"))
    _add_source(review, home, say)
    for name in ("accept", "reject"):
        review.add_argument(f"--{name}", metavar=say("help.NUMBERS"), default="", help=say(f"help.{name}"))
    review.add_argument("--reason", metavar=say("help.TEXT"), default="", help=say("help.reason"))
    review.add_argument("--owners", choices=("leads", "assign"), default="leads", help=say("help.owners"))
    review.add_argument("--reply", metavar=say("help.FILE"), type=new_path, help=say("help.reply"))
    _add_json(review, say)


def _add_import(command: argparse.ArgumentParser, _home: Path, say: Wording) -> None:
    command.add_argument("file", metavar=say("help.FILE"), type=Path, help=say("help.imported"))
    command.add_argument("-o", "--output", metavar="DATA.yaml", type=new_path, help=say("help.data_file"))
    command.add_argument("--map", metavar="MAP.yaml", type=new_path, help=say("help.map"))
    command.add_argument("--sheet", metavar=say("help.NAME"), default="", help=say("help.sheet"))
    command.add_argument("--dry-run", action="store_true", help=say("help.dry_run"))
    _add_json(command, say)


def _add_verify(verify: argparse.ArgumentParser, home: Path, say: Wording) -> None:
    verify.add_argument("what", metavar=say("help.FILE_OR_MARK"), nargs="+", help=say("help.what"))
    _add_source(verify, home, say, "source_of_documents")
    _add_json(verify, say)


def _add_new(command: argparse.ArgumentParser, _home: Path, say: Wording) -> None:
    command.add_argument("folder", metavar=say("help.DIR"), type=new_path, help=say("help.new_folder"))
    command.add_argument("--language", choices=("fi", "sv", "en"), default="", help=say("help.new_language"))
    for name in ("organisation", "title", "units"):
        command.add_argument(f"--{name}", metavar=say("help.TEXT"), default="", help=say(f"help.new_{name}"))
    command.add_argument("--sheet", metavar=say("help.FILE"), default="", help=say("help.new_sheet"))
    command.add_argument("--with-templates", action="store_true", help=say("help.new_templates"))


def _add_doctor(doctor: argparse.ArgumentParser, _home: Path, say: Wording) -> None:
    doctor.add_argument("-v", "--verbose", action="store_true", help=say("help.details"))


def _add_schema(schema: argparse.ArgumentParser, _home: Path, say: Wording) -> None:
    schema.add_argument("-o", "--output", metavar=say("help.FILE"), type=new_path, help=say("help.schema_file"))


COMMANDS: Mapping[str, Callable[[argparse.ArgumentParser, Path, Wording], None]] = {
    "build": _add_build,
    "watch": _add_watch,
    "check": _add_check,
    "import": _add_import,
    "diff": _add_diff,
    "review": _add_review,
    "release": _add_release,
    "verify": _add_verify,
    "schema": _add_schema,
    "doctor": _add_doctor,
    "new": _add_new,
}


def source_in(home: Path) -> Path:
    """Return the data file of a folder that somebody works in."""
    return home / "source" / "vastuumatriisi.yaml"
