"""What ``new`` does: a folder that is ready to work in, with a data file that explains itself."""

import datetime
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.datafile.schema import json_schema
from vastuumatriisi.datafile.schema_errors import slug
from vastuumatriisi.design.templates import packaged
from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording, messages, wording
from vastuumatriisi.text.characters import FORBIDDEN, on_one_line

DATA_FILE = Path("source") / "vastuumatriisi.yaml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new folder is for; what is "" or empty is asked on a terminal, and has a usual value elsewhere."""

    folder: Path
    shown: str
    language: str
    organisation: str = ""
    title: str = ""
    units: tuple[str, ...] = ()
    sheet: str = ""
    templates: bool = False


def new(wanted: Wanted, say: Wording) -> list[Message]:
    """Make the folder and return what to say of it. Raises UserError, with nothing left behind."""
    _refuse_existing(wanted)
    wanted = _asked(wanted, say)
    words = messages(wanted.language)
    files = dict(_files(wanted, words))
    try:
        _write(wanted, files)
    except OSError as error:
        raise UserError(message("new.unwritable", folder=wanted.shown, reason=reason(error))) from None
    return [
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
    """Return what is wanted with the answers of the person at the terminal, if one sits there, or the usual values."""
    language = wanted.language
    usual = messages(language)
    ask = sys.stdin.isatty() and sys.stdout.isatty()
    if ask and not any((wanted.organisation, wanted.title, wanted.units, wanted.sheet)):
        wanted = replace(
            wanted,
            organisation=_answer(say, "organisation", usual("new.usual_organisation")),
            title=_answer(say, "title", usual("new.usual_title")),
            units=units_in(_answer(say, "units", usual("new.usual_unit"))),
            sheet=_answer(say, "sheet", ""),
        )
    return replace(
        wanted,
        organisation=wanted.organisation or usual("new.usual_organisation"),
        title=wanted.title or usual("new.usual_title"),
        units=wanted.units or (usual("new.usual_unit"),),
    )


def _answer(say: Wording, key: str, usual: str) -> str:
    told = say(f"new.ask.{key}")
    return on_one_line(input(f"{told} [{usual}]: " if usual else f"{told}: ")) or usual


def units_in(text: str) -> tuple[str, ...]:
    """Return the names of units that stand in a text with commas or semicolons between them, each once."""
    return tuple(dict.fromkeys(name for part in text.replace(";", ",").split(",") if (name := on_one_line(part))))


def _files(wanted: Wanted, words: Wording) -> Iterator[tuple[Path, bytes]]:
    content, others = _imported(wanted) if wanted.sheet else (_data_file(wanted, words), {})
    matrix_of(load.read(content, DATA_FILE.name))  # nobody gets a file that does not read
    yield DATA_FILE, content
    yield from others.items()
    yield DATA_FILE.with_name("schema.json"), (json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n").encode()
    yield DATA_FILE.with_name("sites.example.yaml"), words("new.roster").encode()
    yield Path(".gitignore"), words("new.gitignore").encode()
    yield Path(words("new.page_name")), words("new.page", title=wanted.title, data=DATA_FILE.as_posix()).encode()


def _imported(wanted: Wanted) -> tuple[bytes, Mapping[Path, bytes]]:
    """Return the data file that says what stands in a sheet, and the map of it. Raises UserError."""
    from vastuumatriisi.incoming.foreign.finding.decisions import NOTHING_DECIDED
    from vastuumatriisi.incoming.foreign.importing import import_matrix

    made = import_matrix(Path(wanted.sheet), wanted.sheet, "", NOTHING_DECIDED)
    beside = DATA_FILE.with_name(f"{DATA_FILE.stem}.map.yaml")
    return made.content, {beside: made.map} if made.map else {}


def _data_file(wanted: Wanted, words: Wording) -> bytes:
    """Return a data file with one duty, in which every part is explained. Raises UserError."""
    first, *others = wanted.units
    ids = _identifiers(wanted.units)
    values = {
        "title": _quoted(wanted.title),
        "organisation": _quoted(wanted.organisation),
        "language": wanted.language,
        "edition": _quoted(wording(wanted.language)("import.edition")),
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
        stem, number = slug(name), 1
        free = stem
        while free in taken:
            number += 1
            free = f"{stem}-{number}"
        taken.append(free)
    return taken[2:]


def _write(wanted: Wanted, files: Mapping[Path, bytes]) -> None:
    """Put the files into the folder, all of them or none."""
    wanted.folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{wanted.folder.name}.", dir=wanted.folder.parent))
    try:
        for path, content in files.items():
            (staged / path).parent.mkdir(parents=True, exist_ok=True)
            (staged / path).write_bytes(content)
        if wanted.templates:
            shutil.copytree(packaged(), staged / "templates")
        staged.chmod(0o755)
        if wanted.folder.exists():
            wanted.folder.rmdir()
        staged.rename(wanted.folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
