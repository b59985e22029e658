"""The doctor tells what the machine has and lacks, one line each, with the command that mends it."""

import os
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging import markers
from packaging.requirements import Requirement

from tests.support.matrices import ROOT
from tests.support.upstream import weasyprint_of_sonames
from vastuumatriisi.cli import doctor
from vastuumatriisi.cli.arguments import COMMANDS
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.system import libraries, libreoffice, packages

DEPENDENCIES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
WANTED = [Requirement(line) for line in DEPENDENCIES]
PACKAGES = [one.name for one in WANTED if one.marker is None or one.marker.evaluate()]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options, ROOT / "generate.py", "doctor", "-v"]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)


def lines(state: str) -> list[str]:
    return [finding.told(messages("en")) for finding in doctor.examine() if finding.state == state]


def test_this_machine_can_build() -> None:
    """Where the tests run everything needed is there: each thing has its line, and the exit status is 0."""
    done = run()
    *told, last = done.stdout.splitlines()
    assert (done.returncode, done.stderr, last) == (0, "", "A build is possible here.")
    assert not [line for line in told if line.startswith("missing")]
    for name in PACKAGES:
        assert any(line.startswith(f"ok         {name} {metadata.version(name)}") for line in told), name
    for word in (f"Python {sys.version.split()[0]}", "Pango", "PangoFT2", "harfbuzz", "LibreOffice", "fonts"):
        assert any(word in line for line in told), word


def test_python_with_nothing_installed() -> None:
    """A bare Python is told every package that it lacks and what installs them; the exit status is 1."""
    done = run("-S")
    assert (done.returncode, done.stderr) == (1, "")
    missing = [line for line in done.stdout.splitlines() if line.startswith("missing")]
    assert len(missing) >= len(PACKAGES)
    verdict = "No build is possible before what is missing is there."
    assert verdict in done.stdout.splitlines()
    assert all("mended by: make, or python -m pip install --require-hashes" in line for line in missing)
    # By itself it is one verdict and one remedy.
    brief = subprocess.run(
        [sys.executable, "-S", ROOT / "generate.py", "doctor"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    first, remedy, *_ = brief.stdout.splitlines()
    assert first == verdict
    assert remedy.startswith("Missing: the package filelock is not installed. Mend it so: make, or python -m pip")
    assert len(brief.stdout.splitlines()) <= 3


@pytest.mark.parametrize(
    ("system", "machine", "version"),
    [("win32", "AMD64", "1.28.8"), ("win32", "ARM64", "1.28.8"), ("darwin", "arm64", "1.28.2")],
)
def test_packages_of_another_system(system: str, machine: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows and macOS the package with Pango is asked for too, in the version that is locked there."""
    there = {**markers.default_environment(), "sys_platform": system, "platform_machine": machine}
    assert not [line for line in lines("missing") if "gstreamer" in line]
    monkeypatch.setattr(markers, "default_environment", lambda: there)
    found = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.1" if name == "gstreamer-libs" else found(name))
    [line] = [line for line in lines("optional") if "gstreamer-libs" in line]
    assert f"gstreamer-libs 0.1 is not the {version} that is tested" in line


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("debian", "apt-get install --yes --no-install-recommends libpango-1.0-0"),
        ("fedora", "dnf install --assumeyes pango"),
        ("macos", "mended by: python -m pip install --require-hashes --no-deps -r requirements.txt"),
        ("windows", "mended by: python -m pip install --require-hashes --no-deps -r requirements.txt"),
        ("other", "install it with the system's package manager"),
    ],
)
def test_missing_library(system: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that does not load is named with the command of this kind of system, and no build is possible."""
    monkeypatch.setattr(packages, "kind_of_system", lambda: system)
    monkeypatch.setattr(libraries, "missing_libraries", lambda: libraries.LIBRARIES[:1])
    [line] = lines("missing")
    assert "the system library Pango does not load" in line
    assert command in line
    assert not doctor.possible(doctor.examine())


def test_missing_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice a build is possible; the line says what is lost and what installs it."""
    monkeypatch.setattr(packages, "kind_of_system", lambda: "debian")
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)
    [line] = [line for line in lines("optional") if "LibreOffice" in line]
    assert "no page numbers, and there is no PDF of it; mended by: " in line
    assert line.endswith("apt-get install libreoffice-writer")


def test_another_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font of other widths in place of the office font is told, since page numbers depend on it."""
    monkeypatch.setattr(libreoffice, "find_program", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(libreoffice, "substitute_for", lambda _family: "DejaVu Sans")
    assert any("DejaVu Sans stands in for Calibri, Carlito" in line for line in lines("optional"))


def test_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of another version than the one that is tested is told, and no reason to stop."""
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "0.1" if name == "openpyxl" else real(name))
    [line] = [line for line in lines("optional") if "openpyxl" in line]
    assert f"openpyxl 0.1 is not the {real('openpyxl')} that is tested" in line


def test_engine_that_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages that are there and do not load are told too."""
    monkeypatch.setitem(sys.modules, "vastuumatriisi.generators.pdf.engine", None)
    monkeypatch.delattr("vastuumatriisi.generators.pdf.engine", raising=False)
    [line] = lines("missing")
    assert "the layout engine or its fonts do not load" in line


@pytest.mark.skipif(sys.platform != "linux", reason="the search is for Linux alone")
def test_search_for_libraries_that_is_not_needed(tmp_path: Path) -> None:
    """Once WeasyPrint loads its libraries by their sonames, doctor says that ours can go, and not before."""
    told = "finds its libraries without the program's own search"
    assert told not in run().stdout
    changed = {**os.environ, "PYTHONPATH": str(weasyprint_of_sonames(tmp_path))}
    command = [sys.executable, ROOT / "generate.py", "doctor", "--messages", "en"]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60, env=changed)
    assert (done.returncode, done.stderr) == (0, "")
    version = metadata.version("weasyprint")
    assert f"Better still: WeasyPrint {version} {told}. Mend it so: take " in done.stdout
    assert "take `_soname`, and what names it, out of vastuumatriisi/system/library_search.py" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_every_command(command: str) -> None:
    """Every command stands in README's list."""
    listed = (ROOT / "README.md").read_text(encoding="utf-8").split("## The command")[1]
    assert f"python generate.py {'[build]' if command == 'build' else command}" in listed
