"""Exceptions that one thread raises in another, and the moment after which none comes any more."""

import sys
import threading
from collections.abc import Callable

from vastuumatriisi.system.process import call_stack, is_importing

STARTING = threading.Thread.start.__code__


def raise_in(thread: int, what: type[BaseException]) -> bool:
    """Let an exception be raised in a thread as soon as it runs Python code; return whether it may be, just now.

    It may not amid an import, which leaves a lock behind for which others would wait for ever, nor where the thread
    starts another one: until that runs it bears the identity of the first, and would get what is meant for it.
    """
    frame = sys._current_frames().get(thread)
    if frame is None or is_importing(frame) or any(one.f_code is STARTING for one in call_stack(frame)):
        return False
    _send(thread, what)
    return True


def leave(what: type[BaseException], sent: Callable[[], bool]) -> None:
    """End a part of this thread's work into which another one may raise ``what``, or a kind of it; nothing comes after.

    ``sent`` sees to it that nothing more is sent, and tells whether anything was since it was last asked.

    What was sent and has not come yet is not taken back (PyThreadState_SetAsyncExc with NULL): Python up to 3.11 then
    thinks for ever that something is to come, and hangs as soon as it traces or profiles. It is replaced by another
    one, of which it is known that it comes.
    """
    while True:
        try:
            if sent():
                _send(threading.get_ident(), what)
                while True:
                    pass
            return
        except what:
            continue


def _send(thread: int, what: type[BaseException]) -> None:
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(what))
