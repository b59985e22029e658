"""The command as people type it, a small matrix for it, and what it leaves; a reporter that says nothing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.matrices import HEAD, ROOT
from vastuumatriisi.locales.message import Message

SMALL = (
    HEAD
    + """
roles: [{id: eeva, name: Eeva Esimerkki}, {id: olli, name: Olli Esimerkki}]
levels:
  - id: taso
    name: Taso
    units:
      - {id: yksi, name: Yksi, leads: [eeva], duties: [{id: Y-1, text: Teemme työtä.}]}
      - {id: kaksi, name: Kaksi, leads: [olli], duties: [{id: K-1, text: Autamme muita.}]}
"""
)

SHEETS = ("roolit/eeva.pdf", "roolit/olli.pdf")  # the role sheets of the small matrix

# The PDF of the handbook's pages, where LibreOffice lays them out.
PRINTED = frozenset({"vastuukasikirja.pdf"} if shutil.which("soffice") else ())


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run generate.py in a process of its own, away from the repository's folder."""
    return subprocess.run(
        [sys.executable, ROOT / "generate.py", *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
        timeout=120,
    )


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def manifest(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


class Silent:
    """A reporter that says nothing."""

    def waiting(self, holder: Message) -> None: ...

    def planned(self, to_make: int, kept: int) -> None: ...

    def working(self, paths: tuple[str, ...]) -> None: ...

    def finished(self, path: str) -> None: ...

    def published(self, paths: tuple[str, ...]) -> None: ...

    def counting(self, path: str, elapsed: float, expected: float) -> None: ...

    def outdated(self) -> bool:
        return False
