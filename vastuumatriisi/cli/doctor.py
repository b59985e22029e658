"""What this machine has and lacks: one verdict and the command that mends it, on request a line for each thing.

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
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system import libraries, libreoffice, packages

CheckState = Literal["ok", "optional", "missing"]

OLDEST_PYTHON = (3, 11)
WIDEST = 9  # characters of a state, in any language
LIBRARY_SEARCH, UPSTREAM = "vastuumatriisi/system/library_search.py", "docs/upstream.md"
OFFICE_FONTS = ("Calibri", "Carlito")  # of the same widths


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that the machine has, lacks, or lacks though a build is possible without it."""

    state: CheckState
    what: Text
    remedy: Text = ""

    def told(self, say: Wording) -> str:
        """Return the line about it."""
        state = say(f"doctor.state.{self.state}")
        key = "doctor.line_with_remedy" if self.remedy else "doctor.line"
        return f"{state:<{WIDEST}}  {say.told(message(key, what=self.what, remedy=self.remedy))}"


def examine() -> list[Check]:
    """Return what a build needs or is better with, found or not, in the order in which one would mend it."""
    findings = [_python(), *_packages(), *_system_libraries()]
    if all(finding.state != "missing" for finding in findings):
        findings.append(_engine())
        findings.extend(_library_search())
    return [*findings, *_office()]


def report(findings: list[Check], say: Wording, *, verbose: bool = False) -> str:
    """Return whether a build is possible and the one remedy; ``verbose``: with a line for each thing above it."""
    lines = [one.told(say) for one in findings] if verbose else []
    return "\n".join([*lines, *map(say.told, _verdict(findings))])


def _verdict(findings: list[Check]) -> Iterator[Message]:
    """Yield the verdict, and of what is wrong the first thing: it is mended before the next one."""
    yield message("doctor.possible" if possible(findings) else "doctor.impossible")
    for state in ("missing", "optional"):
        lacking = [one for one in findings if one.state == state]
        if lacking:
            yield message(f"doctor.first_{state}", what=lacking[0].what, remedy=lacking[0].remedy)
            others = len({one.remedy for one in lacking} - {lacking[0].remedy})
            if others:
                yield message("doctor.others", count=others)
            return


def _python() -> Check:
    what = f"Python {platform.python_version()} ({sys.executable})"
    if sys.version_info >= OLDEST_PYTHON:
        return Check("ok", what)
    return Check("missing", message("doctor.old_python", python=what), message("setup.later_python"))


def _packages() -> Iterator[Check]:
    pinned, remedy = _pinned(), packages.remedy_for_python_packages()
    for name in _needed():
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Check("missing", message("doctor.no_package", package=name), remedy)
            continue
        wanted = pinned.get(_normal(name), found)
        if found == wanted:
            yield Check("ok", f"{name} {found}")
        else:
            other = message("doctor.other_version", package=name, found=found, wanted=wanted)
            yield Check("optional", other, remedy)


def _needed() -> list[str]:
    """Return the packages that the program itself asks for on this system."""
    project = packages.CHECKOUT / "pyproject.toml"
    if project.is_file():
        wanted = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    else:
        # Installed as a package: "extra" marks what only some want.
        wanted = [line for line in metadata.requires("vastuumatriisi") or [] if "extra ==" not in line]
    here = (line for line, _, marker in (line.partition(";") for line in wanted) if _holds(marker))
    return sorted((re.split(r"[\s<>=!~\[(]", line, maxsplit=1)[0] for line in here), key=str.casefold)


def _pinned() -> dict[str, str]:
    """Return the version of each package of this system that the tests ran with."""
    requirements = packages.CHECKOUT / "requirements.txt"
    text = requirements.read_text(encoding="utf-8") if requirements.is_file() else ""
    found = re.findall(r"^([\w.-]+)==([\w.+-]+)(?: ; ([^\\\n]+))?", text, re.MULTILINE)
    return {_normal(name): version for name, version, marker in found if _holds(marker)}


def _holds(marker: str) -> bool:
    """Tell whether a marker (PyPA, "Dependency specifiers") holds here; an empty one does."""
    try:
        from packaging.markers import Marker
    except ImportError:
        return not marker
    return not marker or Marker(marker).evaluate()


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _system_libraries() -> Iterator[Check]:
    lacking = libraries.missing_libraries()
    for library in libraries.LIBRARIES:
        if library not in lacking:
            yield Check("ok", message("doctor.library", library=library.name))
            continue
        remedy = packages.remedy_for(library) or message("doctor.package_manager")
        yield Check("missing", message("doctor.no_library", library=library.name), remedy)


def _engine() -> Check:
    """Return whether the layout engine and the posters' fonts load, which proves more than that they are there."""
    try:
        from vastuumatriisi.design.fonts import poster_faces
        from vastuumatriisi.generators.pdf import engine  # noqa: F401 -- that it loads is the question

        size = sum(len(face.content) for face in poster_faces())
        versions = ", ".join(f"{name} {version}" for name, version in sorted(libraries.versions().items()))
    except (UserError, ImportError, OSError, AttributeError, KeyError) as error:
        why = error.text if isinstance(error, UserError) else [*str(error).splitlines(), ""][0]
        what = message("doctor.no_engine", reason=why)
        return Check("missing", what, packages.remedy_for_python_packages())
    return Check("ok", message("doctor.engine", versions=versions, size=size // 1024))


def _library_search() -> Iterator[Check]:
    """Yield a line where the engine loads its libraries without the search of ours, which has nothing to do then."""
    try:
        from vastuumatriisi.generators.pdf.engine import SEARCH_IS_NEEDED
    except (UserError, ImportError, OSError, AttributeError, KeyError):
        return  # _engine tells why
    if not SEARCH_IS_NEEDED:
        what = message("doctor.search_not_needed", package=f"WeasyPrint {metadata.version('weasyprint')}")
        yield Check("optional", what, message("doctor.remove_search", path=LIBRARY_SEARCH, entries=UPSTREAM))


def _office() -> Iterator[Check]:
    program = libreoffice.find_program()
    if program:
        yield Check("ok", f"LibreOffice ({program})")
    else:
        remedy = packages.command_of(libreoffice.LIBREOFFICE) or message("doctor.get_libreoffice")
        yield Check("optional", message("doctor.no_libreoffice"), remedy)
    family = libreoffice.substitute_for(OFFICE_FONTS[0])
    if family in OFFICE_FONTS:
        yield Check("ok", message("doctor.office_font", font=family))
    elif family and program:
        what = message("doctor.other_font", font=family, wanted=OFFICE_FONTS)
        remedy = packages.command_of(libreoffice.CARLITO) or message("doctor.get_carlito")
        yield Check("optional", what, remedy)


def possible(findings: list[Check]) -> bool:
    """Return whether nothing is missing without which no build succeeds."""
    return not any(finding.state == "missing" for finding in findings)
