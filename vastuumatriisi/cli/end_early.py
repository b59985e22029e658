"""How a command ends that is ended: by Ctrl-C, a signal from outside, or a limit on processor time."""

import sys

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system.process import Interrupt


class Stopped(KeyboardInterrupt):
    """The end of a command that goes on until somebody ends it."""


def ended(interrupt: Interrupt, say: Wording, *, stopped: bool = False) -> int:
    """Tell that the command was ended; return its exit status, 128 and the number of the signal."""
    if interrupt.is_of_time:
        # What goes on until somebody ends it may have published by then.
        print(say("command.no_time_left" if stopped else "command.no_time"), file=sys.stderr)
    else:
        print(say("command.stopped" if stopped else "command.interrupted"), file=sys.stderr)
    return interrupt.status
