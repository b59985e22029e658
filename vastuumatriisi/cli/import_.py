"""What ``import`` does and prints: the data file, the map beside it, and the account of what was read."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vastuumatriisi.cli.import_picture import picture
from vastuumatriisi.cli.requests import shown
from vastuumatriisi.errors import UsageError, UserError, reason, unreadable
from vastuumatriisi.incoming.foreign.account import as_json, as_json_of_ours, lines
from vastuumatriisi.incoming.foreign.finding.decisions import NOTHING_DECIDED, Decisions
from vastuumatriisi.incoming.foreign.importing import Imported, import_matrix
from vastuumatriisi.incoming.foreign.mapping import decisions_of
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.system.looking import is_file, is_missing
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.system.staged_file import clear_abandoned, write_new

MOST_BYTES = 16 * 1024 * 1024  # of a map


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for."""

    file: Path
    output: Path | None
    map: Path | None
    sheet: str
    dry_run: bool
    json: bool


def run(wanted: Wanted, say: Wording) -> None:
    """Import a file and tell what became of it. Raises UserError, with nothing written."""
    if wanted.output is None and not wanted.dry_run:
        raise UsageError(message("import.no_output"))
    reads_map = wanted.map is not None and not is_missing(wanted.map)
    map_path = None if reads_map else wanted.map or (_beside(wanted.output) if wanted.output else None)
    if not wanted.dry_run:
        _refuse_existing(wanted.output, map_path)
    decisions = _decisions(wanted.map) if wanted.map and reads_map else NOTHING_DECIDED
    name = shown(wanted.file)
    imported = import_matrix(wanted.file, name, wanted.sheet, decisions, account_alone=wanted.dry_run)
    if not wanted.dry_run and wanted.output:
        _write_both(wanted.output, imported, map_path)
    if wanted.json:
        print(_account(imported))
    else:
        _tell(imported, wanted, map_path, say)


def _account(imported: Imported) -> str:
    if imported.found is None and imported.matrix is not None:
        return as_json_of_ours(imported.matrix)
    return as_json(imported.found) if imported.found else "{}"


def _beside(output: Path) -> Path:
    return output.with_name(f"{output.stem}.map.yaml")


def _refuse_existing(output: Path | None, map_path: Path | None) -> None:
    """Raise UserError for what stands there, but for a data file without its map, as a killed import leaves it."""
    standing = [path for path in (output, map_path) if path is not None and os.path.lexists(path)]
    if standing and not (map_path and standing == [output] and is_file(standing[0])):
        raise UserError(message("import.exists", path=shown(standing[0])))


def _decisions(path: Path) -> Decisions:
    try:
        content = read_within(path, MOST_BYTES)
    except OSError as error:
        raise unreadable(shown(path), error) from None
    return decisions_of(content, shown(path))


def _write_both(output: Path, imported: Imported, map_path: Path | None) -> None:
    """Write the data file and its map, both or neither. Raises UserError.

    A data file that is just this one already is that of an import that was killed before it wrote the map.
    """
    with_map = map_path is not None and bool(imported.map)
    _make_folder(output)
    with delayed_interrupts():
        stands = with_map and _holds(output, imported.content)
        if stands:
            clear_abandoned(output)
        else:
            _write(output, imported.content)
        if map_path and with_map:
            try:
                _write(map_path, imported.map)
            except UserError:
                with suppress(OSError):
                    if not stands:
                        output.unlink()
                raise


def _make_folder(output: Path) -> None:
    """Make the folder that a new data file stands in: who begins with import has none yet."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(message("import.unwritable", path=shown(output), reason=reason(error))) from None


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and read_within(path, len(content)) == content
    except OSError:
        return False


def _write(path: Path, content: bytes) -> None:
    try:
        write_new(path, content)
    except FileExistsError:
        raise UserError(message("import.exists", path=shown(path))) from None
    except OSError as error:
        raise UserError(message("import.unwritable", path=shown(path), reason=reason(error))) from None


def _tell(imported: Imported, wanted: Wanted, map_path: Path | None, say: Wording) -> None:
    words = wording(say.language)
    console = Console(highlight=False, soft_wrap=True, force_terminal=False if os.environ.get("NO_COLOR") else None)
    if imported.found:
        if console.is_terminal:
            for part in picture(imported.reading, imported.found, console.width, say):
                console.print(part)
        for line in lines(imported.found, words):
            console.print(Text(line))
        console.print()
    for line in _closing(imported, wanted, map_path, words):
        console.print(Text(line))


def _closing(imported: Imported, wanted: Wanted, map_path: Path | None, words: Wording) -> Iterator[str]:
    matrix = imported.matrix
    if imported.found is None and matrix:
        yield words("import.own", file=shown(wanted.file), edition=matrix.edition)
    if matrix is None or wanted.dry_run or wanted.output is None:
        yield words("import.nothing_written")
        return
    counts = {"duties": len(matrix.duties), "roles": len(matrix.roles)}
    told = {key: words.count(f"count.{key}", number) for key, number in counts.items()}
    yield words("import.written", file=shown(wanted.output), **told)
    if map_path and imported.map:
        yield words("import.map_written", file=shown(map_path))
