"""The folder ``templates``: what a designer may change."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from vastuumatriisi.errors import UserError, is_forbidden, reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.bounds import TooLarge, content_within
from vastuumatriisi.system.looking import is_folder
from vastuumatriisi.system.patience import patiently

LETTERHEAD = "handbook.docx"
MOST_BYTES = 64 << 20  # of a letterhead, and of any other file
MOST_IN_ALL = 256 << 20  # bytes
MOST_FILES = 10_000  # and folders
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
    refused: a folder that comes from elsewhere would show any file of the machine. So is what is far too large, or too
    much.
    """
    if not is_folder(folder):
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
    """Yield the folder and those in it, behind links too, with the names of their files that count.

    A link to a folder elsewhere is one of the names: what is behind it is not walked. What is more than anybody has, is
    not walked either.
    """
    seen: set[tuple[int, int]] = set()
    inside, found = _inside(folder), 0
    for place, folders, names in os.walk(folder, followlinks=True):
        there = os.stat(place)  # noqa: PTH116 -- walk gives texts
        if (there.st_dev, there.st_ino) in seen:  # a link back leads round and round
            folders.clear()
            continue
        seen.add((there.st_dev, there.st_ino))
        outside = [name for name in folders if _leads_outside(os.path.join(place, name), inside)]  # noqa: PTH118
        folders[:] = [name for name in folders if name not in outside]
        counted = [name for name in names if not name.startswith((".", "~$"))] + outside
        yield Path(place), counted
        found += 1 + len(counted)
        if found > MOST_FILES:
            return


def _inside(folder: Path) -> str:
    """Return what the paths of all begin with that is in a folder."""
    return os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 -- Path takes its time


def _leads_outside(path: str | Path, inside: str) -> bool:
    return not os.path.join(os.path.realpath(path), "").startswith(inside)  # noqa: PTH118 -- as above


def _contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    inside, left = _inside(folder), MOST_IN_ALL
    walked = list(folders_in(folder))
    if sum(1 + len(names) for _, names in walked) > MOST_FILES:
        raise _too_much(folder)
    for path in sorted(place / name for place, names in walked for name in names):
        try:
            leads_on = path.is_dir()
            if not leads_on and not path.is_file():
                continue
            if _leads_outside(path, inside):
                raise UserError(message("design.leads_outside", path=str(path)))
            if leads_on:  # it has just taken the place of another thing
                continue
            content = patiently(partial(content_within, path, MOST_BYTES))
            left -= len(content)
            if left < 0:
                raise _too_much(folder)
            yield path, content
        except TooLarge:
            raise UserError(message("design.file_too_large", path=str(path), most=MOST_BYTES >> 20)) from None
        except FileNotFoundError:
            continue  # what an editor had there for a moment
        except OSError as error:
            key = "design.unreadable" if is_forbidden(error) else "design.unusable"
            raise UserError(message(key, path=str(path), reason=reason(error))) from None


def _too_much(folder: Path) -> UserError:
    limits = {"most": MOST_IN_ALL >> 20, "files": MOST_FILES}
    return UserError(message("design.folder_too_large", folder=str(folder), **limits))
