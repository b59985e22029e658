"""In which language the command speaks: as asked, as the environment or the data file, as Windows does, or English."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from vastuumatriisi.errors import UsageError
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import FALLBACK, Wording, messages, spoken

OPTION = "--messages"
OF_NEW = "--language"  # of the data file that there will be
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
NO_LANGUAGE = ("", "C", "POSIX")
LOOKED_AT = 64 * 1024  # bytes of a data file; its language stands at its beginning
LANGUAGE = re.compile(rb"""^language:[ \t]*["']?([A-Za-z]{2,3})\b""", re.MULTILINE)


def speech(words: Sequence[str], home: Path) -> Wording:
    """Return what the command says, in the language that its words, the environment or the data file ask for."""
    # One that it does not speak is refused in another one.
    wanted, of_new = (one if _main(one) in spoken() else "" for one in (asked(words), next(_values(words, OF_NEW), "")))
    candidates = (wanted, in_environment(os.environ), of_new, _of_data_file(words, home))
    return messages(next(filter(None, candidates), "") or _of_this_machine())


def _of_this_machine() -> str:
    """Return what is spoken where nothing has been said of it, as before there is a data file: Windows sets no LANG."""
    from vastuumatriisi.system.user_language import user_language

    return user_language() or FALLBACK


def asked(words: Sequence[str]) -> str:
    """Return the language that ``--messages`` names among the words, "" where it names none."""
    return next(_values(words, OPTION), "")


def refuse_unknown(language: str) -> None:
    """Raise UsageError for a language that the command does not speak."""
    if language and _main(language) not in spoken():
        raise UsageError(message("usage.language", language=language, known=tuple(sorted(spoken()))))


def without_option(words: Sequence[str]) -> list[str]:
    """Return the words without ``--messages`` and its language, which may stand before the command too."""
    kept: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*kept, word, *waiting]
        if word == OPTION:
            if next(waiting, None) is None:
                kept.append(word)
        elif not word.startswith(f"{OPTION}="):
            kept.append(word)
    return kept


def in_environment(environment: Mapping[str, str]) -> str:
    """Return the language of the first variable that is set, as the system has it; "" where that says none."""
    value = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    name = re.split(r"[.@]", value, maxsplit=1)[0]
    return "" if name in NO_LANGUAGE else _main(name)


def _main(language: str) -> str:
    return re.split(r"[-_.]", language, maxsplit=1)[0].casefold()


def _of_data_file(words: Sequence[str], home: Path) -> str:
    named = [*_values(words, "--source"), *(word for word in words if word.casefold().endswith((".yaml", ".yml")))]
    for path in (*map(Path, named), home / "source" / "vastuumatriisi.yaml"):
        try:
            if not path.is_file():  # what is read of a pipe would be missing later
                continue
            with path.open("rb") as file:
                found = LANGUAGE.search(file.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n"))
        except (OSError, ValueError):
            continue
        if found:
            return found[1].decode()
    return ""


def _values(words: Sequence[str], option: str) -> Iterator[str]:
    for word, after in pairwise([*words, ""]):
        if word == "--":
            return
        if word == option or word.startswith(f"{option}="):
            yield after if word == option else word.partition("=")[2]
