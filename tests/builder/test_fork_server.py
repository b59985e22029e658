"""What the fork server loads with the first import below the package."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "vastuumatriisi"


@pytest.mark.parametrize("folder", ["", "builder", "cli"])
def test_folders_above_the_fork_server_import_nothing(folder: str) -> None:
    """Each process that makes documents would load it: it imports ``cli.worker_preload`` first of all."""
    source = (PACKAGE / folder / "__init__.py").read_text(encoding="utf-8")
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]


AMID_THE_FOLDER = """
import os, signal, sys, tempfile
sys.path.insert(0, {root!r})
made = tempfile.mkdtemp

def mkdtemp(*words, **named):
    folder = made(*words, **named)
    if os.path.basename(folder).startswith("vastuumatriisi-"):
        os.kill(os.getpid(), signal.SIGUSR1)
    return folder

tempfile.mkdtemp = mkdtemp
import vastuumatriisi.cli.worker_preload
"""


@pytest.mark.skipif(sys.platform != "linux", reason="there is such a server on Linux alone")
def test_the_end_of_the_command_amid_its_folder(tmp_path: Path) -> None:
    """The server hears of it while it makes its scratch folder: it ends, and the folder goes."""
    command = [sys.executable, "-c", AMID_THE_FOLDER.format(root=str(PACKAGE.parent))]
    done = subprocess.run(command, env={**os.environ, "TMPDIR": str(tmp_path)}, check=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])
