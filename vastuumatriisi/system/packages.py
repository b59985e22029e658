"""What the system lacks at this moment, and the one command that installs it here."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vastuumatriisi.locales.message import Text, in_lines, message
from vastuumatriisi.system.libraries import Library, missing_libraries

if TYPE_CHECKING:
    from vastuumatriisi.locales.wording import Wording

Command = tuple[str, ...]

INSTALL_COMMANDS: dict[str, tuple[Command, ...]] = {
    "debian": (("apt-get", "update"), ("apt-get", "install", "--yes", "--no-install-recommends")),
    "fedora": (("dnf", "install", "--assumeyes"),),
}
# Where the libraries come with the Python packages, and nothing of the system has to be installed.
BY_PIP = ("macos", "windows")
PIP_COMMAND = "python -m pip install --require-hashes --no-deps -r requirements.txt"  # there is hardly a make

# What has the Makefile and the lock; an installed program has neither.
CHECKOUT = Path(__file__).resolve().parent.parent.parent

OF_HOMEBREW = 'brew install pango python && make PYTHON="$(brew --prefix)/bin/python3"'
NOTES: dict[str, tuple[Text, ...]] = {
    "macos": (message("setup.note.macos"), "", message("setup.indented", command=OF_HOMEBREW), ""),
    "windows": (message("setup.note.windows"), ""),
}


@dataclass(frozen=True)
class Shortage:
    """What the system lacks, and how it is mended here."""

    system: str
    libraries: tuple[Library, ...]
    ensurepip: bool

    @property
    def names(self) -> list[str]:
        """Return what is missing, as people know it."""
        return [library.name for library in self.libraries] + ["ensurepip"] * self.ensurepip

    @property
    def stops_us(self) -> bool:
        """Return whether nothing can be built before this is mended."""
        return self.ensurepip or bool(self.libraries)

    @property
    def mended_unasked(self) -> bool:
        """Return whether installing needs no permission: root on Debian is a container of our own."""
        return self.system == "debian" and _is_root()

    @property
    def ensurepip_package(self) -> str | None:
        """Return the package of ensurepip, which Debian keeps apart from its own Pythons."""
        if self.ensurepip and self.system == "debian" and sys.base_prefix == "/usr":
            return "python{}.{}-venv".format(*sys.version_info[:2])
        return None

    @property
    def commands(self) -> tuple[Command, ...]:
        """Return the commands that install what is missing, none where they are not known."""
        packages = [each.packages[self.system] for each in self.libraries if self.system in each.packages]
        packages += [self.ensurepip_package] if self.ensurepip_package else []
        if not packages:
            return ()
        *before, last = INSTALL_COMMANDS[self.system]
        commands = (*before, (*last, *dict.fromkeys(packages)))
        return tuple(permitted(command, self.system) for command in commands)

    def advice(self, *, tried: bool) -> Text:
        """Return what is missing and the one command that installs it, in several lines."""
        return in_lines([message("setup.lacking", names=self.names), *self._remedy(tried=tried)])

    def _remedy(self, *, tried: bool) -> Iterator[Text]:
        if self.commands:
            one_command = " && ".join(" ".join(command) for command in self.commands)
            yield from (message("setup.command"), "", message("setup.indented", command=one_command), "")
            if tried:
                yield message("setup.tried")
            elif in_checkout():
                yield message("setup.have_it_done")
        elif self.libraries and self.system in BY_PIP:
            again = message("setup.indented", command=remedy_for_python_packages())
            yield from (message("setup.by_pip"), "", again, "")
        elif self.libraries:
            yield message("setup.get_pango")
        if self.ensurepip and not self.ensurepip_package:
            yield message("setup.no_environments")
        if self.libraries:
            yield from NOTES.get(self.system, ())


def shortage(*, environment_needed: bool, before_pip: bool = False) -> Shortage:
    """Return what the system lacks at this moment; ``before_pip`` leaves out what pip is going to bring."""
    importlib.invalidate_caches()
    system = kind_of_system()
    return Shortage(
        system=system,
        libraries=() if before_pip and system in BY_PIP else missing_libraries(),
        ensurepip=environment_needed and importlib.util.find_spec("ensurepip") is None,
    )


def in_checkout() -> bool:
    """Return whether the program runs from its own sources, so that there is something to set up with."""
    return (CHECKOUT / "tools" / "setup_environment.py").is_file()


def remedy_for_python_packages() -> Text:
    """Return the commands that install the Python packages that the program needs."""
    if not in_checkout():
        return message("setup.packages_of_wheel")
    return PIP_COMMAND if kind_of_system() in BY_PIP else message("setup.packages")


def remedy_for(library: Library) -> Text:
    """Return the command that brings a library to this system, "" where none is known."""
    system = kind_of_system()
    if system in BY_PIP:
        return remedy_for_python_packages()
    return " && ".join(map(" ".join, Shortage(system, (library,), ensurepip=False).commands))


def command_of(commands: Mapping[str, str]) -> str:
    """Return that of some commands by systems which installs something here, "" where there is none."""
    system = kind_of_system()
    return " ".join(permitted(tuple(commands[system].split()), system)) if system in commands else ""


def python_of(environment: Path) -> Path:
    """Return the path of the Python of a virtual environment."""
    return environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def permitted(command: Command, system: str) -> Command:
    """Return the command with sudo in front where installing needs it."""
    return ("sudo", *command) if system in ("debian", "fedora") and not _is_root() else command


def why_not_loaded(error: OSError) -> Text:
    """Return what to tell a person whose machine could not load a system library, with the command that mends it."""
    lack = shortage(environment_needed=False)
    if lack.stops_us:
        return lack.advice(tried=False)
    command = "make" if in_checkout() else "vastuumatriisi doctor"
    return message("setup.does_not_load", reason=str(error), command=command)


def run(commands: tuple[Command, ...], say: Wording) -> None:
    """Run the commands, whatever they return: a second look at the system tells whether they helped.

    A list of packages that cannot be refreshed is no reason to stop as long as the packages arrive.
    """
    for command in commands:
        print("+ " + " ".join(command), flush=True)
        if shutil.which(command[0]) is None:
            print(say("setup.no_command", command=command[0]), file=sys.stderr)
            return
        with contextlib.suppress(OSError):
            subprocess.run(_patient(command), env=_without_questions(), check=False)


def kind_of_system() -> str:
    """Return "debian" (Ubuntu too), "fedora", "macos", "windows" or "other"."""
    if sys.platform in ("darwin", "win32"):
        return {"darwin": "macos", "win32": "windows"}[sys.platform]
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "other"
    names = {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    if names & {"debian", "ubuntu"}:
        return "debian"
    return "fedora" if names & {"fedora", "rhel"} else "other"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _patient(command: Command) -> list[str]:
    """Return the command with apt-get waiting for its lock and trying a slow mirror again."""
    if "apt-get" not in command:
        return list(command)
    position = command.index("apt-get") + 1
    options = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "-o", "Dpkg::Use-Pty=0"]
    return [*command[:position], *options, *command[position:]]


def _without_questions() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
