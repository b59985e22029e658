"""Whether this process may start more threads and processes, and have more memory: limits may forbid it."""

import errno
import mmap
import threading

SEVERAL = 4  # threads that a process of this program has, with those of its pool
SOME = 32 << 20  # bytes; a library that gets no more memory for what it does wanted less as a rule
FOR_PROCESSES = 512 << 20  # bytes of addresses, as a process has them that makes documents
REFUSED = ("can't start new thread", "unable to start watchdog thread")  # as Python has it, whatever the reason


def cannot_start(error: BaseException) -> bool:
    """Tell whether an error is that the system starts no more threads or processes."""
    if isinstance(error, OSError):
        return error.errno == errno.EAGAIN
    return isinstance(error, RuntimeError) and any(words in str(error) for words in REFUSED)


def assert_can_start() -> None:
    """Try it with several threads. Raises RuntimeError, as the library does, where they cannot be started."""
    enough = threading.Event()
    try:
        for _ in range(SEVERAL):
            threading.Thread(target=enough.wait, daemon=True).start()
    finally:
        enough.set()


def is_short_of_memory(wanted: int = SOME) -> bool:
    """Tell whether the system refuses so many bytes; the usual number is more than any library wants at once."""
    try:
        mmap.mmap(-1, wanted).close()
    except (OSError, MemoryError):
        return True
    return False


def assert_room(wanted: int = SOME) -> None:
    """Raise MemoryError where so many bytes are refused, before a thread or a process is started that needs them.

    Python starts a thread that then gets no memory for its first step, and waits for ever to hear of it.
    """
    if is_short_of_memory(wanted):
        raise MemoryError
