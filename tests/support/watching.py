"""A running ``generate.py watch`` with a data file of its own."""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdf

from tests.support.command import SMALL
from tests.support.matrices import ROOT

PATIENCE = 60.0  # s; far more than anything here takes


class Watching:
    """A running watch, with a data file and a copy of the program of its own."""

    def __init__(
        self,
        folder: Path,
        *options: str | Path,
        text: str = SMALL,
        before: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it; ``before`` is a command that starts another one."""
        self.folder = folder
        self.source = folder / "esimerkki.yaml"
        self.source.write_text(text, encoding="utf-8")
        self.templates = folder / "ohjelma" / "templates"
        (folder / "ohjelma").mkdir()
        for part in ("generate.py", "vastuumatriisi", "templates"):
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, folder / "ohjelma" / part)
        command = [*before, sys.executable, "-B", folder / "ohjelma" / "generate.py", "watch", "--source", self.source]
        self.process = subprocess.Popen(
            [*command, "--output", folder / "build", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def until(self, start: str) -> list[str]:
        """Return what it says up to a line that starts so."""
        told = []
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                told.append(self.lines.get(timeout=0.1))
            except queue.Empty:
                assert self.process.poll() is None, told
                continue
            if told[-1].startswith(start):
                return told
        raise AssertionError(f"no line “{start}” in {told}")

    def waiting(self) -> list[str]:
        return self.until("waiting for changes")

    def save(self, old: str, new: str) -> None:
        self.source.write_text(self.source.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def text(self, path: str) -> str:
        return pypdf.PdfReader(self.folder / "build" / path).pages[0].extract_text()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._listener.join(PATIENCE)  # it ends with the last process that holds the pipe
        if self.process.stdout:
            self.process.stdout.close()
