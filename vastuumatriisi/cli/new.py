"""What ``new`` does: a folder that is ready to work in, with a data file that explains itself."""

import datetime
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.edit.apply import rewritten
from vastuumatriisi.datafile.edit.wanted import edited
from vastuumatriisi.datafile.json_schema import schema_text
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.design.templates import packaged
from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.locales.wording import Wording, messages, spoken, wording
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.asking import answered
from vastuumatriisi.system.looking import is_there
from vastuumatriisi.system.patience import patiently
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.staged_file import move_in, staged_folder
from vastuumatriisi.text.characters import FORBIDDEN, on_one_line
from vastuumatriisi.text.identifiers import free_identifier, slug

if TYPE_CHECKING:
    from vastuumatriisi.incoming.foreign.importing import Imported

DATA_FILE = Path("source") / "vastuumatriisi.yaml"
MAP = DATA_FILE.with_name(f"{DATA_FILE.stem}.map.yaml")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new folder is for; what is "" or empty is asked on a terminal, and is what is usual elsewhere."""

    folder: Path
    shown: str
    language: str
    organisation: str = ""
    title: str = ""
    units: tuple[str, ...] = ()
    sheet: str = ""
    templates: bool = False


def new(wanted: Wanted, say: Wording) -> list[Text]:
    """Make the folder and return what to say of it. Raises UserError, with nothing left behind."""
    _refuse_existing(wanted)
    wanted = _asked(wanted, say)
    words = messages(wanted.language or say.language)
    imported = _imported(wanted) if wanted.sheet else None
    files = dict(_files(wanted, words, imported))
    try:
        with delayed_interrupts():
            _write(wanted, files)
    except OSError as error:
        raise UserError(message("new.unwritable", folder=wanted.shown, reason=reason(error))) from None
    return [
        *(_account(wanted, imported, wording(say.language)) if imported else ()),
        message("new.made", folder=wanted.shown, data=DATA_FILE.as_posix()),
        message("new.next", folder=wanted.shown, page=words("new.page_name")),
    ]


def _refuse_existing(wanted: Wanted) -> None:
    try:
        taken = wanted.folder.exists() and (not wanted.folder.is_dir() or any(wanted.folder.iterdir()))
    except OSError as error:
        raise UserError(message("new.unwritable", folder=wanted.shown, reason=reason(error))) from None
    if taken:
        raise UserError(message("new.taken", folder=wanted.shown))


def _asked(wanted: Wanted, say: Wording) -> Wanted:
    """Return what is wanted with the answers of the person at the terminal to what is not given, if one sits there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return wanted
    language = wanted.language or _language(say)
    usual = messages(language)
    return replace(
        wanted,
        language=language,
        organisation=wanted.organisation or _answer(say, "organisation", usual("new.usual_organisation")),
        title=wanted.title or _answer(say, "title", usual("new.usual_title")),
        **_begun_with(wanted, say, usual("new.usual_unit")),
    )


def _begun_with(wanted: Wanted, say: Wording, unit: str) -> dict[str, Any]:
    """Return what the data file begins with: a matrix that there is, or else units."""
    sheet = wanted.sheet or ("" if wanted.units else _answer(say, "sheet", ""))
    return {"sheet": sheet, "units": wanted.units or (() if sheet else units_in(_answer(say, "units", unit)))}


def _language(say: Wording) -> str:
    while (answer := _answer(say, "language", say.language).casefold()) not in spoken():
        print(say("new.no_language"))
    return answer


def _answer(say: Wording, key: str, usual: str) -> str:
    told = say(f"new.ask.{key}")
    try:
        return on_one_line(answered(f"{told} [{usual}]: " if usual else f"{told}: ")) or usual
    except EOFError:  # whoever closes the input wants what is usual
        print()
        return usual


def units_in(text: str) -> tuple[str, ...]:
    """Return the names of units that stand in a text with commas or semicolons between them, each once."""
    return tuple(dict.fromkeys(name for part in text.replace(";", ",").split(",") if (name := on_one_line(part))))


def _files(wanted: Wanted, words: Wording, imported: "Imported | None") -> Iterator[tuple[Path, bytes]]:
    content = _named(imported.content, wanted) if imported else _data_file(wanted, words)
    matrix = matrix_of(load.read(content, DATA_FILE.name))  # nobody gets a file that does not read
    yield DATA_FILE, content
    if imported and imported.map:
        yield MAP, imported.map
    yield DATA_FILE.with_name("schema.json"), f"{schema_text(words)}\n".encode()
    yield DATA_FILE.with_name("sites.example.yaml"), _roster(matrix, words).encode()
    yield Path(".gitignore"), words("new.gitignore").encode()
    yield (
        Path(words("new.page_name")),
        words("new.page", title=wanted.title or words("new.usual_title"), data=DATA_FILE.as_posix()).encode(),
    )


def _roster(matrix: Matrix, words: Wording) -> str:
    """Return a roster as an example, with a unit and a role that the data file has."""
    role = next((role.id for role in matrix.roles), "rooli")
    return words("new.roster", unit=matrix.duty_units[0].id, role=role)


def _imported(wanted: Wanted) -> "Imported":
    """Return the data file that says what stands in a sheet, with its map and its account. Raises UserError."""
    from vastuumatriisi.incoming.foreign.finding.decisions import Decisions
    from vastuumatriisi.incoming.foreign.importing import import_matrix

    given = Decisions(title=wanted.title, organisation=wanted.organisation, language=wanted.language)
    return import_matrix(Path(wanted.sheet), legible(wanted.sheet), "", given)


def _account(wanted: Wanted, imported: "Imported", words: Wording) -> Iterator[Text]:
    """Yield what became of the sheet, as ``import`` tells it: what was guessed has to be looked at."""
    from vastuumatriisi.incoming.foreign.account import lines

    if imported.found:
        yield from lines(imported.found, words)
        yield ""
    if imported.map:
        yield message("new.understood", map=f"{wanted.shown}/{MAP.as_posix()}")


def _named(content: bytes, wanted: Wanted) -> bytes:
    """Return a data file with the names that were given, which an old sheet hardly says."""
    source = load.read(content, DATA_FILE.name)
    given = {"title": wanted.title, "organisation": wanted.organisation, "language": wanted.language}
    root = edited(source.root)
    root.update({key: value for key, value in given.items() if value})
    return rewritten(content, source, root)


def _data_file(wanted: Wanted, words: Wording) -> bytes:
    """Return a data file with one duty, in which every part is explained. Raises UserError."""
    units = wanted.units or (words("new.usual_unit"),)
    first, *others = units
    ids = _identifiers(units)
    values = {
        "title": _quoted(wanted.title or words("new.usual_title")),
        "organisation": _quoted(wanted.organisation or words("new.usual_organisation")),
        "language": words.language,
        "edition": _quoted(wording(words.language)("import.edition")),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "unit": ids[0],
        "name": _quoted(first),
    }
    entries = (words("new.unit", unit=one, name=_quoted(name)) for one, name in zip(ids[1:], others, strict=True))
    return (words("new.data_file", **values) + "".join(entries)).encode()


def _quoted(text: str) -> str:
    """Return a text as YAML has it between quotes. Raises UserError where no document may hold it."""
    if FORBIDDEN.search(text):
        raise UserError(message("new.strange_character", text=repr(text)))
    return json.dumps(text, ensure_ascii=False)


def _identifiers(names: Iterable[str]) -> list[str]:
    """Return an id for each name, none twice, none that the rest of the new data file has."""
    taken = ["taso", "vastuuhenkilo"]
    for name in names:
        taken.append(free_identifier(slug(name), taken))
    return taken[2:]


def _write(wanted: Wanted, files: Mapping[Path, bytes]) -> None:
    """Put the files into the folder, all of them or none."""
    folder = Path(os.path.realpath(wanted.folder))
    # One that is there stays the same: somebody may work in it or look at it, and Windows then removes it not.
    stands = is_there(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with staged_folder(folder / DATA_FILE.name if stands else folder) as staged:
        for path, content in {**files, **(_templates() if wanted.templates else {})}.items():
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / path).write_bytes(content)
        if stands:
            move_in(staged, folder)
        else:
            patiently(lambda: staged.rename(folder))


def _templates() -> dict[Path, bytes]:
    """Return the program's own templates by their places in the new folder."""
    ours = packaged()
    files = (path for path in sorted(ours.rglob("*")) if path.is_file())
    return {Path("templates", path.relative_to(ours)): path.read_bytes() for path in files}
