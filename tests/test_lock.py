"""The lock is complete, so that it can be installed as it stands, whatever newer releases there are by then."""

import re
from collections.abc import Iterator, Mapping
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

from tests.support.locked import BUILD, DEVELOPMENT, ELSEWHERE, PROJECT, Pin, asked_by, asked_by_us, pins
from tests.support.matrices import ROOT

FILES = (BUILD, DEVELOPMENT)
PYTHONS = ("3.11.0", "3.11.9", "3.12.1", "3.13.0", "3.14.0", "3.15.0")
SYSTEMS = {
    "Linux x86_64": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Linux aarch64": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Darwin x86_64": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Darwin arm64": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "Windows AMD64": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}


def environment(python: str, system: str) -> dict[str, str]:
    """Return the values of markers (PyPA, "Dependency specifiers") for CPython on a system."""
    return {
        **{name: str(value) for name, value in default_environment().items()},
        **SYSTEMS[system],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "implementation_version": python,
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "platform_machine": system.split()[1],
        "extra": "",
    }


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("file", FILES)
def test_whatever_is_asked_for_is_in_the_lock(file: str, system: str, python: str) -> None:
    """Each package that we or a locked package ask for, with its extras, is locked in a version that is good enough."""
    assert list(faults(pins(file), list(asked_by_us(file)), environment(python, system))) == []


def faults(locked: tuple[Pin, ...], ours: list[Requirement], where: Mapping[str, str]) -> Iterator[str]:
    """Yield what the lock lacks in an environment, and what it has twice."""
    here: dict[NormalizedName, Pin] = {}
    for pin in locked:
        if pin.holds(where):
            if pin.name in here:
                yield f"{pin.name} is locked twice"
            here[pin.name] = pin
    asked = [one for one in ours if one.marker is None or one.marker.evaluate(dict(where))]
    seen: set[tuple[NormalizedName, str]] = set()
    while asked:
        new: list[tuple[NormalizedName, str]] = []
        for one in asked:
            name = canonicalize_name(one.name)
            if name not in here:
                yield f"{one.name}{one.specifier} is not locked"
                continue
            if not one.specifier.contains(here[name].version, prereleases=True):
                yield f"{one.name}{one.specifier} is asked for, {here[name]} is locked"
            new += [(name, extra) for extra in ("", *one.extras) if (name, extra) not in seen]
            seen.update(new)
        asked = [one for name, extra in new for one in for_extra(here[name], extra, where)]
    yield from (f"{name} is locked, and nothing asks for it" for name in here if (name, "") not in seen)


def for_extra(pin: Pin, extra: str, where: Mapping[str, str]) -> list[Requirement]:
    """Return what a package asks for with one of its extras, "" for none."""
    return [one for one in asked_by(pin) if one.marker is None or one.marker.evaluate({**where, "extra": extra})]


def test_a_lock_with_a_gap_is_seen() -> None:
    """A package that is missing, too old, or wanted by nobody is told: the test above can fail."""
    where = environment("3.12.1", "Linux x86_64")
    ours = list(asked_by_us(DEVELOPMENT))
    whole = pins(DEVELOPMENT)
    without = tuple(pin for pin in whole if pin.name != "execnet")
    assert [*faults(without, ours, where)] == ["execnet>=2.1 is not locked"]
    # Asked for with an extra of another package alone: fonttools[woff].
    without = tuple(pin for pin in whole if pin.name != "zopfli")
    [fault] = faults(without, ours, where)
    assert fault.startswith("zopfli")
    [fault] = faults(whole, [*ours, Requirement("idna>=9999")], where)
    assert re.fullmatch(r"idna>=9999 is asked for, idna==[\d.]+ is locked", fault)
    [fault] = faults(whole, [one for one in ours if one.name != "segno"], where)
    assert fault == "segno is locked, and nothing asks for it"


def test_no_package_is_described_in_vain() -> None:
    """What other systems get is described in the versions of the lock, and right as far as this Python has it."""
    locked = {str(pin): pin for file in FILES for pin in pins(file)}
    assert set(ELSEWHERE) <= set(locked)
    for name, described in ELSEWHERE.items():
        pin = locked[name]
        if pin.holds({key: str(value) for key, value in default_environment().items()}):
            needed = [Requirement(line) for line in metadata.requires(pin.name) or ()]
            assert {one.name for one in needed if "extra" not in str(one.marker)} == {
                Requirement(line).name for line in described
            }


def test_both_files_lock_the_same_versions() -> None:
    """The documents that the tests see are made by what a user installs."""
    assert set(map(str, pins(BUILD))) <= set(map(str, pins(DEVELOPMENT)))


@pytest.mark.parametrize("file", FILES)
def test_every_package_has_hashes_and_no_host(file: str) -> None:
    """Each line is a pin with hashes; the file works with whatever registry a machine has."""
    text = (ROOT / file).read_text(encoding="utf-8")
    assert len(pins(file)) > 30
    entries = re.split(r"\n(?! )", text.strip())
    assert len(entries) == len(pins(file))
    assert all(re.fullmatch(r"[^\n]+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\\n)?)+", entry) for entry in entries)
    assert "://" not in text


def test_the_build_of_the_wheel_is_locked() -> None:
    """What builds the wheel in an isolated environment is named exactly, whole, and as in the lock."""
    named = [Requirement(line) for line in PROJECT["build-system"]["requires"]]
    assert {f"{one.name}{one.specifier}" for one in named} <= set(map(str, pins(DEVELOPMENT)))
    here = {key: str(value) for key, value in default_environment().items()}
    locked = {pin.name: pin for pin in pins(DEVELOPMENT) if pin.name in {one.name for one in named}}
    asked = [one for pin in locked.values() for one in for_extra(pin, "", here)]
    assert {canonicalize_name(one.name) for one in asked} <= set(locked)


def test_the_validators_are_locked() -> None:
    """Each npm package has its version and its hash, and their lock names no registry."""
    text = (ROOT / "tests" / "validators" / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count('"integrity": "sha512-') == text.count('"version"') == 4
