"""LibreOffice and the fonts that it needs: where they are here, how they are run, and the command that installs them.

Modules that take long to load are imported where they are needed: a build with nothing to do only asks which
LibreOffice there is.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from vastuumatriisi.system.supervised import Supervised

# Where the installers of macOS and Windows put the program, which is not on the PATH there: for all who use the machine
# or for one of them. Folders of Windows by the variables that name them.
OF_MACOS = ("/Applications", "~/Applications")
BUNDLE = "LibreOffice.app/Contents/MacOS/soffice"
OF_WINDOWS = {"ProgramFiles": "", "ProgramW6432": "", "ProgramFiles(x86)": "", "LOCALAPPDATA": "Programs"}
CONSOLE_PROGRAM = "LibreOffice/program/soffice.com"  # which waits until it is done; soffice.exe does not
# Where the installer of Windows tells of it, wherever it has put it ("Application Registration").
REGISTERED = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\soffice.exe"

# What an installation says of itself beside its program, on Linux and on Windows; on macOS in a folder next to it.
DESCRIPTIONS = ("versionrc", "version.ini", "bootstraprc", "bootstrap.ini")
BINARIES = ("soffice.bin", "soffice.exe")
SECONDS_TO_ANSWER = 20  # to the question for its version

SCRATCH_VARIABLES = ("TMPDIR", "TMP", "TEMP")
FONTS_VARIABLE = "FONTCONFIG_FILE"
USUAL_FONTS = {FONTS_VARIABLE: os.environ[FONTS_VARIABLE]} if FONTS_VARIABLE in os.environ else {}

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
    from shutil import which

    on_path = which("soffice") or which("libreoffice")
    return on_path or next((str(place) for place in _places() if place.is_file()), None)


def _places() -> list[Path]:
    """Return where the installers of this system put the program, whether it is there or not."""
    from pathlib import Path

    if sys.platform == "darwin":
        return [Path(folder).expanduser() / BUNDLE for folder in OF_MACOS]
    if sys.platform == "win32":
        known = {variable: os.environ.get(variable) for variable in OF_WINDOWS}
        usual = [Path(top, OF_WINDOWS[one], CONSOLE_PROGRAM) for one, top in known.items() if top]
        return [*usual, *_registered()]
    return []


def _registered() -> list[Path]:
    """Return where Windows has written down that it is, for this person and for all."""
    from pathlib import Path

    found: list[Path] = []
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            with suppress(OSError):
                found.append(Path(winreg.QueryValue(root, REGISTERED).strip('"')).with_suffix(".com"))
    return found


def office_identity(program: str) -> str | None:
    """Return 16 hexadecimal digits that change with the installed LibreOffice, None where it does not answer.

    They come from the files beside the program, as a rule without starting it.
    """
    from hashlib import sha256

    told = _description(program) or (version_output(program) or "").encode()
    return sha256(told).hexdigest()[:16] if told else None


def version_output(program: str) -> str | None:
    """Return what the program answers to ``--version``, None where it fails or takes more than 20 s."""
    from subprocess import TimeoutExpired

    try:
        process = start([program, "--version"])
    except OSError:
        return None
    with process:
        try:
            told, _ = process.communicate(timeout=SECONDS_TO_ANSWER)
        except TimeoutExpired:
            return None
        finally:
            end(process)
    return told.decode(errors="replace").strip() if process.returncode == 0 else None


def conversion(program: str, profile: Path, source: Path, form: str, folder: Path) -> list[str]:
    """Return the command that converts a file to a format, by its ending or by its filter, into a folder.

    Each run needs a profile of its own: LibreOffice locks it, and hands work to a running one of the same profile.
    """
    # It needs no window for this; --headless would say so, but end the one that work is handed to.
    options = ["--norestore", "--nolockcheck", "--convert-to", form, "--outdir", str(folder)]
    return [program, user_installation(profile), *options, str(source)]


def user_installation(profile: Path) -> str:
    """Return the option by which LibreOffice takes a folder as its profile."""
    return f"-env:UserInstallation={profile.as_uri()}"


def start(command: list[str], scratch: Path | None = None, profile: Path | None = None) -> Supervised:
    """Start a command whose output can be read; ``end`` ends it. Raises OSError.

    What it leaves when it is ended lies in ``scratch``; if not given where all scratch files lie, and goes with them.
    ``profile`` is that of a LibreOffice that has one of its own: what only it leaves elsewhere goes with its end.
    """
    from tempfile import gettempdir

    from vastuumatriisi.system.library_place import without_configuration
    from vastuumatriisi.system.office_socket import sockets_of
    from vastuumatriisi.system.supervised import Supervised

    # Meanwhile a poster may hide the fonts of the machine from its own engine, by this variable.
    environment = {name: value for name, value in os.environ.items() if name != FONTS_VARIABLE} | USUAL_FONTS
    environment = without_configuration(environment)
    environment |= dict.fromkeys(SCRATCH_VARIABLES, str(scratch or gettempdir()))
    return Supervised(command, environment, sockets_of(profile) if profile else ())


def end(process: Supervised) -> None:
    """End a process and all that it has started and left running, from whichever thread."""
    process.end()


def substitute_for(family: str) -> str | None:
    """Return the font family that stands in for ``family`` here, None where Fontconfig's command does not tell."""
    from shutil import which
    from subprocess import SubprocessError, run

    program = which("fc-match")
    if program is None:
        return None
    try:
        command = [program, "--format=%{family}", family]
        told = run(command, capture_output=True, check=True, encoding="utf-8", timeout=20)
    except (OSError, SubprocessError, UnicodeDecodeError):
        return None
    return told.stdout.split(",")[0] or None


def _description(program: str) -> bytes:
    """Return what stands beside the program: its descriptions and the sizes of its binaries; empty without any."""
    from pathlib import Path

    folder = Path(program).resolve().parent
    places = (folder, folder.parent / "Resources")
    told = [file.read_bytes() for place in places for name in DESCRIPTIONS if (file := place / name).is_file()]
    sizes = [file.stat().st_size for name in BINARIES if (file := folder / name).is_file()]
    return repr((told, sizes)).encode() if told else b""
