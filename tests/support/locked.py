"""The lock as the tests read it: requirements.txt and requirements-dev.txt, and what its packages ask for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

from tests.support.matrices import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.+!-]+)(?: ; (?P<marker>[^\\\n]+))? \\\n", re.MULTILINE)
HASHES = re.compile(r"(?: {4}.*\n?)+")  # behind it

# What is asked for by packages that the lock has for other systems or other Pythons than the one at hand.
ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "brotlicffi==1.2.1.0": ("cffi>=1.17.0",),
    "colorama==0.4.6": (),
    "gstreamer-ext-runtime==1.28.8": (),
    "gstreamer-libs==1.28.2": ("setuptools>=80.9.0",),
    "gstreamer-libs==1.28.8": ("setuptools>=80.9.0", "gstreamer_ext_runtime~=1.28.8"),
    "jpype1==1.7.1": ("packaging",),
    "setuptools==84.2.1": (),
    "soupsieve==2.10": (),
    "soupsieve==4.1.2": (),
}


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of the lock: where ``marker`` holds, this version is installed."""

    name: NormalizedName
    version: Version
    marker: Marker | None

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"

    def holds(self, environment: Mapping[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(dict(environment))


def pins(name: str) -> tuple[Pin, ...]:
    """Return the packages of one file of the lock, in its order."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return tuple(
        Pin(canonicalize_name(found["name"]), Version(found["version"]), found["marker"] and Marker(found["marker"]))
        for found in PIN.finditer(text)
    )


def lines_for(name: str, where: Mapping[str, str]) -> str:
    """Return a file of the lock as it holds in an environment, without the markers, which pip asks of its own alone."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return "".join(
        f"{found['name']}=={found['version']} \\\n{HASHES.match(text, found.end())[0]}"  # type: ignore[index]
        for found in PIN.finditer(text)
        if found["marker"] is None or Marker(found["marker"]).evaluate(dict(where))
    )


def asked_by_us(name: str) -> Iterator[Requirement]:
    """Yield what pyproject.toml asks for, of a file of the lock."""
    groups = [PROJECT["project"]["dependencies"]]
    groups += [PROJECT["dependency-groups"]["dev"]] if name == DEVELOPMENT else []
    yield from (Requirement(line) for group in groups for line in group)


@cache
def asked_by(pin: Pin) -> tuple[Requirement, ...]:
    """Return what a package of the lock asks for, with its markers. Raises KeyError where that is not known."""
    return tuple(map(Requirement, requirement_lines(pin)))


def requirement_lines(pin: Pin) -> tuple[str, ...]:
    """Return the same as it stands in the package's metadata ("Requires-Dist")."""
    try:
        installed = metadata.distribution(pin.name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE[str(pin)]
    return tuple(installed.requires or ()) if Version(installed.version) == pin.version else ELSEWHERE[str(pin)]
