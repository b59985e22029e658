"""Preloaded by ``multiprocessing``'s fork server: imports and warms up what worker processes need.

The server imports it once, while the command reads the data. There is such a server on Linux alone.
"""

import os
import signal
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import vastuumatriisi.cli.main  # noqa: F401 -- each process imports the command, as Python has it
from vastuumatriisi.design.design import read_design
from vastuumatriisi.design.templates import packaged
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.system.process import end_with_parent
from vastuumatriisi.system.scratch import folder

if TYPE_CHECKING:
    from vastuumatriisi.generators.job import PreparedGenerator

# Nothing that they say is for the reader, and whoever reads what the command says need not wait for their end.
_nowhere = os.open(os.devnull, os.O_WRONLY)
os.dup2(_nowhere, 1)
os.dup2(_nowhere, 2)

# Workers are terminated without cleanup; this folder is removed with the server.
with suppress(OSError):  # whoever needs a scratch file will hear of it
    # No longer killed, since it has something to tidy up: heard as soon as it knows what.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    signal.signal(signal.SIGUSR1, lambda *_: sys.exit())
    end_with_parent(signal.SIGUSR1)
    try:
        tempfile.tempdir = str(folder())
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGUSR1})

with suppress(Exception):  # whatever is the matter, the first job says it in the right place
    _design = read_design(packaged(), "en")
    for _format in GENERATORS:
        if _format.for_each_unit:
            cast("PreparedGenerator", _format.generator).prepare(_format.part_of(_design))

# From here on it waits for work, and hears at once of the end of the command.
end_with_parent(0)
signal.signal(signal.SIGUSR1, signal.SIG_DFL)
