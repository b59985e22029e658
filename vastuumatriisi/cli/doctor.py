"""What this machine has and lacks, one line each, with the command that mends it.

The module itself imports the standard library only, so that it runs where packages are missing.
"""

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

from vastuumatriisi.errors import UserError
from vastuumatriisi.system import libraries, libreoffice, packages

CheckState = Literal["ok", "optional", "missing"]

OLDEST_PYTHON = (3, 11)
OFFICE_FONTS = ("Calibri", "Carlito")  # of the same widths


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the machine has, lacks, or lacks though a build is possible without it."""

    state: CheckState
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.state:<8}  {self.what}{f'; mended by: {self.remedy}' if self.remedy else ''}"


def examine() -> list[Check]:
    """Return what a build needs or is better with, found or not, in the order in which one would mend it."""
    findings = [_python(), *_packages(), *_system_libraries()]
    if all(finding.state != "missing" for finding in findings):
        findings.append(_engine())
    return [*findings, *_office()]


def report(findings: list[Check]) -> str:
    """Return the findings, a line each, and whether a build is possible."""
    last = (
        "A build is possible here." if possible(findings) else "No build is possible before what is missing is there."
    )
    return "\n".join([*map(str, findings), last])


def _python() -> Check:
    what = f"Python {platform.python_version()} ({sys.executable})"
    if sys.version_info >= OLDEST_PYTHON:
        return Check("ok", what)
    return Check("missing", f"{what} is too old; 3.11 or later is needed", "make PYTHON=/path/to/a/later/python3")


def _packages() -> Iterator[Check]:
    pinned, remedy = _pinned(), packages.remedy_for_python_packages()
    for name in _needed():
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Check("missing", f"the package {name} is not installed", remedy)
            continue
        wanted = pinned.get(_normal(name), found)
        if found == wanted:
            yield Check("ok", f"{name} {found}")
        else:
            yield Check("optional", f"{name} {found} is not the {wanted} that is tested; bytes may differ", remedy)


def _needed() -> list[str]:
    """Return the packages that the program itself asks for."""
    project = packages.CHECKOUT / "pyproject.toml"
    if project.is_file():
        wanted = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        # Installed as a package: "extra" marks what only some want.
        wanted = [line for line in metadata.requires("vastuumatriisi") or [] if "extra ==" not in line]
    return sorted((re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0] for line in wanted), key=str.casefold)


def _pinned() -> dict[str, str]:
    """Return the version of each package that the tests ran with."""
    requirements = packages.CHECKOUT / "requirements.txt"
    text = requirements.read_text(encoding="utf-8") if requirements.is_file() else ""
    return {_normal(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.+-]+)", text, re.MULTILINE)}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _system_libraries() -> Iterator[Check]:
    lacking = libraries.missing_libraries()
    system = packages.kind_of_system()
    for library in libraries.LIBRARIES:
        if library not in lacking:
            yield Check("ok", f"the system library {library.name}")
            continue
        commands = packages.Shortage(system, (library,), ensurepip=False).commands
        remedy = " && ".join(map(" ".join, commands)) or "install it with the system's package manager"
        yield Check("missing", f"the system library {library.name} does not load", remedy)


def _engine() -> Check:
    """Return whether the layout engine and the posters' fonts load, which proves more than that they are there."""
    try:
        from vastuumatriisi.design.fonts import poster_faces
        from vastuumatriisi.generators.pdf import engine  # noqa: F401 -- that it loads is the question

        size = sum(len(face.content) for face in poster_faces())
        versions = ", ".join(f"{name} {version}" for name, version in sorted(libraries.versions().items()))
    except (UserError, ImportError, OSError, AttributeError, KeyError) as error:
        what = f"the layout engine or its fonts do not load ({str(error).splitlines()[0]})"
        return Check("missing", what, packages.remedy_for_python_packages())
    return Check("ok", f"layout engine with {versions}; the posters' fonts, {size // 1024} KiB")


def _office() -> Iterator[Check]:
    system = packages.kind_of_system()
    program = libreoffice.find_program()
    if program:
        yield Check("ok", f"LibreOffice ({program})")
    else:
        what = "without LibreOffice the handbook's contents has no page numbers, and there is no PDF of it"
        yield Check("optional", what, _command(libreoffice.LIBREOFFICE, system, "install it from libreoffice.org"))
    family = libreoffice.substitute_for(OFFICE_FONTS[0])
    if family in OFFICE_FONTS:
        yield Check("ok", f"the office font, {family}")
    elif family and program:
        what = f"{family} stands in for {' or '.join(OFFICE_FONTS)}, so the handbook's page numbers may be wrong"
        yield Check("optional", what, _command(libreoffice.CARLITO, system, "install the font Carlito"))


def _command(commands: dict[str, str], system: str, otherwise: str) -> str:
    if system not in commands:
        return otherwise
    return " ".join(packages.permitted(tuple(commands[system].split()), system))


def possible(findings: list[Check]) -> bool:
    """Return whether nothing is missing without which no build succeeds."""
    return not any(finding.state == "missing" for finding in findings)
