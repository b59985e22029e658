"""What argparse itself says, in the language of the command.

It asks gettext, which knows only compiled catalogues of its own kind. Here it asks our table in its place.
"""

import argparse
from typing import Any, NoReturn

from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.wording import Wording

# What argparse says -> the entry of the table ``usage``; both have the same places.
ENTRIES = {
    "usage: ": "usage",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "help",
    "show program's version number and exit": "version",
    "%(prog)s: error: %(message)s\n": "error",
    "argument %(argument_name)s: %(message)s": "argument",
    "the following arguments are required: %s": "required",
    "one of the arguments %s is required": "one_required",
    "unrecognized arguments: %s": "unrecognized",
    "not allowed with argument %s": "not_with",
    "ambiguous option: %(option)s could match %(matches)s": "ambiguous",
    "ignored explicit argument %r": "explicit",
    "expected one argument": "expected_one",
    "expected at most one argument": "expected_at_most_one",
    "expected at least one argument": "expected_at_least_one",
    "expected %s argument": "expected",
    "expected %s arguments": "expected",
    "invalid %(type)s value: %(value)r": "invalid_value",
    "invalid choice: %(value)r (choose from %(choices)s)": "invalid_choice",
    "invalid choice: %(value)r, maybe you meant %(suggestion)r? (choose from %(choices)s)": "invalid_choice_meant",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "unknown_parser",
}


class Parser(argparse.ArgumentParser):
    """A parser that repeats what it does not know so that its line stays one line."""

    def error(self, message: str) -> NoReturn:
        super().error(legible(message))


def speak(say: Wording) -> None:
    """Have argparse speak the language of ``say`` from now on."""

    def told(text: str) -> str:
        return say(f"usage.{ENTRIES[text]}") if text in ENTRIES else text

    def counted(one: str, other: str, number: int) -> str:
        return told(one if number == 1 else other)

    names: dict[str, Any] = vars(argparse)
    names.update(_=told, ngettext=counted)
