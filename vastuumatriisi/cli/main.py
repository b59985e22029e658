"""The command: what it is asked, and how it ends.

Exit status: 0 done, 1 the input (or the place where documents belong, or this machine) is at fault, 2 wrong usage,
3 a bug of ours, 130 interrupted.
"""

import errno
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vastuumatriisi.cli.arguments import COMMANDS, parser
from vastuumatriisi.cli.commands import HANDLERS
from vastuumatriisi.cli.language import asked, refuse_unknown, speech, without_option
from vastuumatriisi.errors import UsageError, UserError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system.process import answered_between_imports

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command and return its exit status.

    ``home`` is the folder where data, templates and documents lie if no option says otherwise, the current one if None.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    with answered_between_imports() as interrupt:
        try:
            return _run(words, home)
        except KeyboardInterrupt:  # while something else is being told, too
            return _interrupted(speech(words, home or Path()))
        except Exception as error:  # noqa: BLE001 -- the one place where whatever is our own fault ends
            # A library may have made a fault of its own of it.
            say = speech(words, home or Path())
            return _interrupted(say) if interrupt.came else _unexpected(error, say)


def _run(words: list[str], home: Path | None) -> int:
    _open_streams()
    _speak_anywhere()
    say = speech(words, home or Path())
    try:
        refuse_unknown(asked(words))
        words = _with_command(without_option(words))
        options = parser(home, words[0] if words[0] in COMMANDS else "", say).parse_args(words)
        return HANDLERS[options.command](options, say)
    except SystemExit as stop:  # argparse has said what is wrong
        return int(stop.code or 0)
    except UserError as user_error:
        print(user_error.told(say), file=sys.stderr)
        return 2 if isinstance(user_error, UsageError) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "vastuumatriisi":
            raise
        print(say.told(_lacking_package(error.name.split(".")[0])), file=sys.stderr)
        return 1


def _interrupted(say: Wording) -> int:
    print(say("command.interrupted"), file=sys.stderr)
    return 130


def _unexpected(error: Exception, say: Wording) -> int:
    """Tell what nobody foresaw: a disk without room for the scratch files of a library, or a fault of ours."""
    if _lacks_room(error):
        place = getattr(error, "filename", None) or say("command.scratch_files")
        print(say("command.no_room", place=place), file=sys.stderr)
        return 1
    import traceback

    traceback.print_exception(error)
    print(say("command.our_fault"), file=sys.stderr)
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

        raise UsageError(message("usage.command", word=words[0], advice=similar(words[0], COMMANDS)))
    return ["build", *words]


def _lacking_package(name: str) -> Message:
    from vastuumatriisi.system.packages import remedy_for_python_packages

    return message("command.package_missing", package=name, remedy=remedy_for_python_packages())
