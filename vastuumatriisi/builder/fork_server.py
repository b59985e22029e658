"""Starts the fork server of ``multiprocessing`` early, so that it imports the engine while the data are read.

Imports little itself, since whatever this process imports first, the server waits for.
"""

import os
import sys
from pathlib import Path

# Elsewhere a library of the system may have threads of its own by then, which a fork does not survive.
METHOD = "forkserver" if sys.platform == "linux" else "spawn"


def start_fork_server() -> None:
    """Start the server, which imports ``worker_preload`` and then waits until processes are wanted.

    Amid the imports it could not hear of the end of the command: ``server_begins`` sees to that.
    """
    if METHOD != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    from vastuumatriisi.system.libraries import variables
    from vastuumatriisi.system.process import delayed_interrupts
    from vastuumatriisi.system.scratch import short_path

    forkserver.set_forkserver_preload(["vastuumatriisi.cli.server_begins", "vastuumatriisi.cli.worker_preload"])
    with variables(_path()), short_path():
        with delayed_interrupts():  # each for itself: the tracker lets Ctrl-C pass again
            resource_tracker.ensure_running()
        with delayed_interrupts():
            forkserver.ensure_running()


def _path() -> dict[str, str]:
    """Return what lets the server import this program, and nothing that happens to lie in the current folder.

    The server of Python 3.11 does not get the path of its parent, and a preload that it cannot find it leaves out.
    """
    ours, before = str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([ours, *([before] if before else [])]), "PYTHONSAFEPATH": "1"}
