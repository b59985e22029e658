"""The folder ``templates``: what a designer may change."""

import os
from collections.abc import Iterator
from pathlib import Path

from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.locales.message import message

LETTERHEAD = "handbook.docx"
MOST_BYTES = 64 << 20  # of a letterhead
PACKAGED = "packaged_templates"  # below the package, where it was built from the checkout's templates/


def packaged() -> Path:
    """Return the folder of the templates that come with the program: inside the package, or beside it in a checkout."""
    from importlib.resources import files  # it loads more than all that a build with nothing to do needs

    inside = files("vastuumatriisi") / PACKAGED
    return Path(str(inside)) if inside.is_dir() else Path(__file__).resolve().parents[2] / "templates"


def read_templates(folder: Path, letterhead: Path | None = None) -> dict[str, bytes]:
    """Return POSIX path -> content of each file in the folder, sorted. Raises UserError.

    ``letterhead`` is a Word file in place of the ``handbook.docx`` of the folder. Hidden files, and those that an
    office program keeps while a document is open, do not count. A link to what is in no folder of the templates is
    refused: a folder that comes from elsewhere would show any file of the machine.
    """
    if not folder.is_dir():
        raise UserError(message("design.no_folder", folder=str(folder)))
    templates = {path.relative_to(folder).as_posix(): content for path, content in _contents(folder)}
    if letterhead:
        from vastuumatriisi.system.reading import read_within

        try:
            templates[LETTERHEAD] = read_within(letterhead, MOST_BYTES)
        except OSError as error:
            raise UserError(message("design.no_letterhead", path=str(letterhead), reason=reason(error))) from None
        if len(templates[LETTERHEAD]) > MOST_BYTES:
            raise UserError(message("design.letterhead_too_large", path=str(letterhead), most=MOST_BYTES >> 20))
    return templates


def folders_in(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield the folder and those in it, behind links too, with the names of their files that count."""
    seen: set[tuple[int, int]] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        there = os.stat(place)  # noqa: PTH116 -- walk gives texts
        if (there.st_dev, there.st_ino) in seen:  # a link back leads round and round
            folders.clear()
            continue
        seen.add((there.st_dev, there.st_ino))
        yield Path(place), [name for name in names if not name.startswith((".", "~$"))]


def _contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 -- Path takes its time
    for path in sorted(place / name for place, names in folders_in(folder) for name in names):
        try:
            if not path.is_file():
                continue
            if not os.path.realpath(path).startswith(inside):
                raise UserError(message("design.leads_outside", path=str(path)))
            yield path, path.read_bytes()
        except FileNotFoundError:
            continue  # what an editor had there for a moment
        except OSError as error:
            raise UserError(message("design.unreadable", path=str(path), reason=reason(error))) from None
