"""The command: what it is asked, and how it ends.

Exit status: 0 done, 1 the input (or the place where documents belong, or this machine) is at fault, 2 wrong usage,
3 a bug of ours, 128 and the number of the signal that ended it: 130 after Ctrl-C.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from vastuumatriisi.cli.arguments import COMMANDS, parser
from vastuumatriisi.cli.commands import HANDLERS
from vastuumatriisi.cli.end_early import Stopped, ended
from vastuumatriisi.cli.language import asked, refuse_unknown, speech, without_option
from vastuumatriisi.cli.streams import open_streams, refusal
from vastuumatriisi.errors import UsageError, UserError, reason
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system.process import answered_between_imports

BUG = 3  # the exit status after a fault of ours


def main(arguments: Sequence[str] | None = None, home: Path | None = None) -> int:
    """Run the command and return its exit status.

    ``home`` is the folder where data, templates and documents lie if no option says otherwise, the current one if None.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    with answered_between_imports() as interrupt:
        try:
            status = _heard(_run(words, home), words, home)
        except KeyboardInterrupt as end:  # while something else is being told, too
            interrupt.undisturbed = True
            status = ended(interrupt, speech(words, home or Path()), stopped=isinstance(end, Stopped))
            if arguments is None:  # nothing but the end of the process follows
                sys.unraisablehook = _say_nothing  # what libraries complain of, that are cut off, has been told
        except Exception as error:  # noqa: BLE001 -- the one place where whatever is our own fault ends
            interrupt.undisturbed = interrupt.came
            # A library may have made a fault of its own of it.
            say = speech(words, home or Path())
            status = ended(interrupt, say) if interrupt.came else _unexpected(error, say)
            if status != BUG:
                sys.unraisablehook = _say_nothing  # what libraries complain of, that are cut off, has been told
        interrupt.undisturbed = arguments is None
    return status


def _run(words: list[str], home: Path | None) -> int:
    open_streams()
    say = speech(words, home or Path())
    try:
        refuse_unknown(asked(words))
        words = _with_command(without_option(words))
        options = parser(home, words[0] if words[0] in COMMANDS else "", say).parse_args(words)
        return HANDLERS[options.command](options, say)
    except SystemExit as stop:  # argparse has said what is wrong, or whoever reads a table has heard enough of it
        return 0 if isinstance(stop.__context__, BrokenPipeError) else int(stop.code or 0)
    except UserError as user_error:
        print(user_error.told(say), file=sys.stderr)
        return 2 if isinstance(user_error, UsageError) else 1
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] == "vastuumatriisi":
            raise
        print(say.told(_lacking_package(error.name.split(".")[0])), file=sys.stderr)
        return 1


def _heard(status: int, words: list[str], home: Path | None) -> int:
    """Return the exit status, another one where standard output has not taken what the command said."""
    refused = refusal()
    return status if refused is None else _unheard(refused, status, speech(words, home or Path()))


def _unheard(refused: OSError, status: int, say: Wording) -> int:
    from vastuumatriisi.system.reading import nobody_reads

    if nobody_reads(refused):
        return status
    print(say("command.unheard", reason=say.told(reason(refused))), file=sys.stderr)
    return status or 1


def _unexpected(error: Exception, say: Wording) -> int:
    """Tell what nobody foresaw: what this machine or its limits refuse, or a fault of ours."""
    if isinstance(error, OSError) and error.filename is None and (refused := refusal()):
        return _unheard(refused, 0, say)
    from vastuumatriisi.cli.causes import cause_of

    if cause := cause_of(error):
        print(say.told(cause), file=sys.stderr)
        return 1
    import traceback

    traceback.print_exception(error)
    print(say("command.our_fault"), file=sys.stderr)
    return BUG


def _say_nothing(_complaint: object) -> None:
    return


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
