"""LibreOffice and the fonts that it needs: where they are here, and the command that installs them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

# Where the installers of macOS and Windows put the program, which is not on the PATH there.
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)

LIBREOFFICE = {
    "debian": "apt-get install libreoffice-writer",
    "fedora": "dnf install libreoffice-writer",
    "macos": "brew install --cask libreoffice",
    "windows": "winget install TheDocumentFoundation.LibreOffice",
}
CARLITO = {
    "debian": "apt-get install fonts-crosextra-carlito",
    "fedora": "dnf install google-carlito-fonts",
    "macos": "brew install --cask font-carlito",
}


def find_program() -> str | None:
    """Return the path of LibreOffice's command, None where it is not installed."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in PLACES if Path(place).is_file()), None)


def shown_instead_of(family: str) -> str | None:
    """Return the font family that stands in for ``family`` here, None where Fontconfig's command does not tell."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    try:
        command = [program, "--format=%{family}", family]
        told = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=20)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return told.stdout.split(",")[0] or None
