"""Starts the fork server of ``multiprocessing`` early, so that it imports the engine while the data are read.

Imports little itself, since whatever this process imports first, the server waits for.
"""

from vastuumatriisi.system.parallel import START_METHOD


def start_fork_server() -> None:
    """Start the server, which imports ``worker_preload`` and then waits until processes are wanted.

    Amid the imports it could not hear of the end of the command: ``server_begins`` sees to that.
    """
    if START_METHOD != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    from vastuumatriisi.system.libraries import variables
    from vastuumatriisi.system.process import delayed_interrupts, import_path
    from vastuumatriisi.system.scratch import short_path

    forkserver.set_forkserver_preload(["vastuumatriisi.cli.server_begins", "vastuumatriisi.cli.worker_preload"])
    with variables(import_path()), short_path():
        with delayed_interrupts():  # each for itself: the tracker lets Ctrl-C pass again
            resource_tracker.ensure_running()
        with delayed_interrupts():
            forkserver.ensure_running()
