"""What nobody foresaw, told by its cause: what this machine or its limits refuse, or else a fault of ours."""

import errno
import os
from collections.abc import Iterator

from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.system.bounds import ENOUGH_FILES, FEWEST_FILES, files_allowed, largest_file
from vastuumatriisi.system.starting import cannot_start, is_short_of_memory

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
KNOWN = (*NO_ROOM, errno.EMFILE, errno.ENFILE, errno.EFBIG)
NO_MEMORY = ("failed to map segment", os.strerror(errno.ENOMEM), "cannot create shared object descriptor")
NO_FOLDER = "No usable temporary directory"  # as ``tempfile`` has it, whatever the reason


def cause_of(error: BaseException) -> Message | None:
    """Return what the system has refused, None where it is a fault of ours."""
    for one in _chain(error):
        if cannot_start(one):
            return message("command.few_processes")
        if _lacks_memory(one):
            return message("command.no_memory")
        if number := _number(one):
            return refused(number, getattr(one, "filename", None))
        if isinstance(one, OSError) and NO_FOLDER in str(one):
            return _no_folder()
    # What libraries make of memory that they do not get need not tell it: lxml has an unknown error in the XML.
    return message("command.no_memory") if is_short_of_memory() else None


def refused(number: int, place: object = None) -> Message:
    """Return what an error number of the system means for a command; ``place`` is the file, if it is known."""
    if number == errno.EMFILE:
        return _few_files(files_allowed() or 0)
    if number == errno.ENFILE:  # a limit of the whole system, which this process cannot name
        return message("command.many_files")
    limit = largest_file()
    if number == errno.EFBIG and limit is not None:
        return message("command.file_limit", limit=limit)
    where = str(place) if place else message("command.scratch_files")
    return message("command.too_large" if number == errno.EFBIG else "command.no_room", place=where)


def _few_files(limit: int) -> Message:
    """Return that as many files are open as may be; whoever could not do with enough of them needs twice as many."""
    needed = next((enough for enough in (FEWEST_FILES, ENOUGH_FILES) if limit < enough), 2 * limit)
    return message("command.few_files", limit=limit, needed=needed)


def _no_folder() -> Message:
    """Return why no folder takes scratch files; the library that has tried them all keeps the reason to itself."""
    limit, files = largest_file(), files_allowed()
    if files is not None and files < FEWEST_FILES:
        return refused(errno.EMFILE)
    if limit is not None and limit < 1024:
        return refused(errno.EFBIG)
    return message("command.no_scratch")


def _lacks_memory(error: BaseException) -> bool:
    """Tell whether there is too little memory, which the loader of libraries tells in words of its own."""
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM):
        return True
    return isinstance(error, ImportError | OSError) and any(words in str(error) for words in NO_MEMORY)


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno in KNOWN:
        return error.errno
    # lxml and the loader of libraries tell in their own words what the system has refused.
    told = str(error)
    found = (number for number in KNOWN if f"IO_{errno.errorcode[number]}" in told or os.strerror(number) in told)
    return next(found, None)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and those that it came of."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
