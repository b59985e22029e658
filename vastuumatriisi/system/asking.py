"""A question to the person at the terminal."""

import select
import sys

LOOK = 0.2  # s; how soon a signal is answered that comes between the question and the wait for its answer


def answered(question: str) -> str:
    """Return the line that is typed. Raises EOFError where the input is closed, KeyboardInterrupt at any moment."""
    print(question, end="", flush=True)
    if sys.platform != "win32":  # where only sockets are waited for so
        while not select.select([sys.stdin], [], [], LOOK)[0]:
            pass
    return input()
