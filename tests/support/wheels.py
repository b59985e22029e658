"""The wheels that the lock has for Windows and macOS, and what the libraries in them need."""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

import pefile
from macholib.mach_o import CPU_TYPE_NAMES
from macholib.MachO import MachO
from packaging.markers import default_environment

from tests.support.locked import BUILD, pins
from tests.support.matrices import ROOT
from tests.support.registry import SECONDS, need_registry
from vastuumatriisi.system.library_place import CONFIGURATION, FOLDERS, RUNTIME, WHEEL

ENTRY = re.compile(r"^(?P<pin>[\w.-]+==[\w.+-]+)(?: ; [^\\\n]+)? \\\n(?P<hashes>(?: {4}.*\n?)+)", re.MULTILINE)
PLATFORMS = {"win32": "win_amd64", "darwin": "macosx_10_13_universal2"}
PACKAGES = {"win32": (WHEEL, "gstreamer_ext_runtime"), "darwin": (WHEEL,)}
INSIDE = re.compile(r"[^/]+\.data/purelib/(?P<path>.+)")
IMPORTS = ("IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_DELAY_IMPORT", "IMAGE_DIRECTORY_ENTRY_EXPORT")


def installed_libraries(system: str, folder: Path) -> Path:
    """Lay the libraries of the locked wheels for a system ("win32", "darwin") into a folder, as pip lays them, and the
    configuration of fonts.

    Skips the test where a wheel has to be downloaded and there is no network.
    """
    places = (f"{WHEEL}/{FOLDERS[system]}", RUNTIME, f"{WHEEL}/{CONFIGURATION}", f"{WHEEL}/{CONFIGURATION}/conf.d")
    for package in PACKAGES[system]:
        with zipfile.ZipFile(_locked_wheel(package, system)) as wheel:
            for name in wheel.namelist():
                found = INSIDE.fullmatch(name)
                if found and str(PurePosixPath(found["path"]).parent) in places:
                    target = folder / found["path"]
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(wheel.read(name))
    return folder


def files_of_wheels(system: str) -> list[str]:
    """Return the paths of all files of the locked wheels for a system, in the folder of packages where pip lays them.

    What it lays elsewhere, such as scripts, stands as it does in the wheel.
    """
    names = [name for one in PACKAGES[system] for name in zipfile.ZipFile(_locked_wheel(one, system)).namelist()]
    return [found["path"] if (found := INSIDE.fullmatch(name)) else name for name in names if not name.endswith("/")]


def needed_by_dll(file: Path) -> tuple[str, ...]:
    """Return the names of the DLLs that a DLL needs, in lower case (PE format, "Import Directory Table")."""
    found = [*_read(file).DIRECTORY_ENTRY_IMPORT, *getattr(_read(file), "DIRECTORY_ENTRY_DELAY_IMPORT", [])]
    return tuple(one.dll.decode().lower() for one in found)


def functions_of_dll(file: Path) -> set[str]:
    """Return the names that a DLL exports."""
    return {one.name.decode() for one in _read(file).DIRECTORY_ENTRY_EXPORT.symbols if one.name}


def needed_by_dylib(file: Path) -> tuple[str, ...]:
    """Return what a dylib needs, for each of the processors that it is for, with ``@rpath`` and the like replaced.

    What it can do without (``LC_LOAD_WEAK_DYLIB``) is left out.
    """
    found: list[str] = []
    for part in MachO(str(file)).headers:
        paths = [data.rstrip(b"\0").decode() for load, _, data in part.commands if load.get_cmd_name() == "LC_RPATH"]
        for command, _, data in part.commands:
            if command.get_cmd_name() in ("LC_LOAD_DYLIB", "LC_REEXPORT_DYLIB"):
                found.append(_replaced(data.rstrip(b"\0").decode(), paths, file))
    return tuple(found)


def processors_of_dylib(file: Path) -> set[str]:
    """Return the processors that a dylib is for, by their names in Mach-O ("x86_64", "ARM64")."""
    return {CPU_TYPE_NAMES[part.header.cputype] for part in MachO(str(file)).headers}


def oldest_system_of_dylib(file: Path) -> tuple[int, int]:
    """Return the oldest macOS that a dylib is made for, for whichever of its processors that is the newest."""
    found = []
    for part in MachO(str(file)).headers:
        for load, command, _ in part.commands:
            if load.get_cmd_name() in ("LC_BUILD_VERSION", "LC_VERSION_MIN_MACOSX"):
                number = getattr(command, "minos", None) or command.version
                found.append((int(number) >> 16, int(number) >> 8 & 255))
    return max(found)


def is_signed(file: Path) -> bool:
    """Return whether a dylib is signed for processors of Apple's, for which macOS loads none without any signature."""
    parts = [part for part in MachO(str(file)).headers if CPU_TYPE_NAMES[part.header.cputype] == "ARM64"]
    loads = [{load.get_cmd_name() for load, _, _ in part.commands} for part in parts]
    return bool(loads) and all("LC_CODE_SIGNATURE" in names for names in loads)


def closure(
    files: Mapping[str, Path], needed: Callable[[Path], tuple[str, ...]], start: Path
) -> dict[str, Path | None]:
    """Return all that a library needs by its name, with the file that is found for it among ``files`` or None."""
    found: dict[str, Path | None] = {}
    waiting = [start]
    while waiting:
        for name in needed(waiting.pop()):
            if name not in found:
                found[name] = files.get(name)
                waiting += [files[name]] if name in files else []
    return found


@cache
def _read(file: Path) -> pefile.PE:
    read = pefile.PE(str(file), fast_load=True)
    read.parse_data_directories([pefile.DIRECTORY_ENTRY[name] for name in IMPORTS])
    return read


def _replaced(name: str, paths: list[str], file: Path) -> str:
    """Return the path that ``@rpath`` and ``@loader_path`` lead to (dyld(1)), the name as it is where to none."""
    beginnings = paths if name.startswith("@rpath/") else [""]
    for beginning in beginnings:
        tried = name.replace("@rpath", beginning).replace("@loader_path", str(file.parent))
        if Path(tried).is_file():
            return os.path.realpath(tried)
    return name


def _locked_wheel(package: str, system: str) -> Path:
    """Return the wheel that the lock has of a package for a system, with the hash that stands there.

    It is kept in the checkout beside what pytest keeps there, so that it is downloaded once; those that the lock had
    before go.
    """
    folder = ROOT / ".pytest_cache" / "wheels"
    folder.mkdir(parents=True, exist_ok=True)
    where = {**default_environment(), "sys_platform": system, "platform_machine": "AMD64"}
    [pin] = [pin for pin in pins(BUILD) if pin.name == package.replace("_", "-") and pin.holds(where)]
    [hashes] = [
        one["hashes"] for one in ENTRY.finditer((ROOT / BUILD).read_text(encoding="utf-8")) if one["pin"] == str(pin)
    ]
    pattern = f"{package}-{pin.version}-*{PLATFORMS[system]}.whl"
    if not any(hashlib.sha256(file.read_bytes()).hexdigest() in hashes for file in folder.glob(pattern)):
        need_registry()
        _download(f"{pin} \\\n{hashes}", PLATFORMS[system], folder)
        for old in folder.glob(f"{package}-*{PLATFORMS[system]}.whl"):
            if not old.match(pattern):
                old.unlink(missing_ok=True)
    [wheel] = folder.glob(pattern)
    return wheel


def _download(entry: str, platform: str, folder: Path) -> None:
    """Download what an entry of a lock names; other processes of the tests see it in ``folder`` when it is whole."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        wanted = Path(scratch, "wanted.txt")
        wanted.write_text(entry, encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--dest", scratch]
        options = ["--only-binary=:all:", "--platform", platform, "-r", str(wanted)]
        subprocess.run([*pip, *options], capture_output=True, check=True, timeout=SECONDS)
        [wheel] = Path(scratch).glob("*.whl")
        wheel.replace(folder / wheel.name)
