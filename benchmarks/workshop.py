"""Where benchmarks work: a scratch folder, the environments of their commands, the commands, made-up data."""

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.esimerkki import data_file, roster
from benchmarks.measuring import Failed, Measure, NotHere, run

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "source" / "vastuumatriisi.yaml"
SCHOOL = "peruskoulu"  # a type of house in that file, and twelve roles that have something to do there
SCHOOL_ROLES = (
    "rehtori",
    "koulun-apulaisrehtori",
    "koulun-apulaisjohtaja",
    "koulun-johtoryhma",
    "koulun-digitiimi",
    "pedagoginen-tukihenkilo",
    "tekninen-tukihenkilo",
    "luokanopettaja",
    "aineenopettaja",
    "erityisopettaja",
    "erityisluokanopettaja",
    "ohjaaja",
)
FIRST_KINDS = ("workbook", "handbook", "posters")  # what the program made at first
OFFICE = ("soffice", "libreoffice")
SUBSETTER = "libharfbuzz-subset.so.0"
PROBE = "from weasyprint.text import ffi; raise SystemExit(ffi.harfbuzz_subset is not None)"


@dataclass(frozen=True)
class Workshop:
    """What every case is given. ``rounds`` says how often each figure is measured."""

    folder: Path
    rounds: int

    @property
    def fewer_rounds(self) -> int:
        """How often a figure is measured that takes minutes."""
        return min(self.rounds, 3)

    @cached_property
    def _numbers(self) -> Iterator[int]:
        return count()

    def fresh(self, name: str) -> Path:
        """Return a path in the scratch folder where nothing stands yet."""
        return self.folder / f"{next(self._numbers):04}-{name}"

    @cached_property
    def environment(self) -> Mapping[str, str]:
        """The environment of every command: this one's, with the benchmarks' own modules to be found.

        Modules are compiled once, into the scratch folder, as they are for users; not so where this environment forbids
        it, which would add a tenth to each start.
        """
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**kept, "PYTHONPATH": path, "PYTHONPYCACHEPREFIX": str(self.folder / "compiled")}
        packages = [ROOT / "vastuumatriisi", ROOT / "benchmarks"]
        run([sys.executable, "-m", "compileall", "-q", *packages], environment)
        return environment

    @cached_property
    def without_office(self) -> Mapping[str, str]:
        """An environment in which LibreOffice is not found, so that page numbers are left out.

        On macOS and Windows it is found in the place of its installer all the same.
        """
        folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
        path = os.pathsep.join(self._lacking_office(Path(folder)) for folder in dict.fromkeys(folders) if folder)
        return {**self.environment, "PATH": path}

    def _lacking_office(self, folder: Path) -> str:
        """Return the folder, or where it holds LibreOffice another one with links to all the rest in it."""
        if not any((folder / name).exists() for name in OFFICE):
            return str(folder)
        other = self.fresh("path")
        other.mkdir()
        for program in folder.iterdir():
            if program.name not in OFFICE:
                (other / program.name).symlink_to(program)
        return str(other)

    @cached_property
    def without_subsetter(self) -> Mapping[str, str]:
        """An environment in which libharfbuzz-subset cannot be loaded. Raises NotHere where that cannot be had."""
        folder = self.fresh("libraries")
        folder.mkdir()
        # Found before the real one, and no library: the loader looks no further.
        (folder / SUBSETTER).write_bytes(b"")
        environment = {**self.without_office, "LD_LIBRARY_PATH": str(folder)}
        try:
            run([sys.executable, "-W", "ignore", "-c", PROBE], environment)
        except Failed:
            raise NotHere("a loader that can be kept from libharfbuzz-subset") from None
        return environment

    def made_up(self, units: int, duties: int) -> Path:
        """Return a made-up data file."""
        path = self.fresh(f"esimerkki-{units}.yaml")
        path.write_text(data_file(units, duties), encoding="utf-8")
        return path

    def build(self, source: Path, output: Path, *words: str | Path) -> list[str | Path]:
        """Return the command that makes documents."""
        return [sys.executable, ROOT / "generate.py", "build", "--source", source, "--output", output, *words]

    def cold(self, source: Path, *words: str, environment: Mapping[str, str] | None = None) -> Measure:
        """Return the measure of a build into an empty folder, page numbers left out if nothing else is said."""

        def measure() -> float:
            with self.output() as output:
                return run(self.build(source, output, *words), environment or self.without_office)

        return measure

    @contextmanager
    def output(self) -> Iterator[Path]:
        """Give a folder to be made; it is removed with what is in it."""
        folder = self.fresh("output")
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def module(self, name: str, *words: str | Path) -> list[str | Path]:
        """Return the command that runs a module of the benchmarks."""
        return [sys.executable, "-m", f"benchmarks.{name}", *words]

    def python(self, statement: str, environment: Mapping[str, str]) -> Measure:
        """Return the measure of a Python that runs one statement."""
        return lambda: run([sys.executable, "-c", statement], environment)

    def roster(self, houses: int) -> Path:
        """Return a made-up roster of schools for the data file that comes with the program."""
        path = self.fresh(f"sites-{houses}.yaml")
        path.write_text(roster(houses, SCHOOL, SCHOOL_ROLES), encoding="utf-8")
        return path

    def sites(self, roster: Path, output: Path) -> list[str | Path]:
        """Return the command that makes the pages of a roster's houses."""
        return self.build(SOURCE, output, "--only", "sites", "--paper", "A3", "--sites", roster)

    def pages(self, roster: Path) -> Path:
        """Return a folder with those pages as ``material`` leaves them for others to print."""
        folder = self.fresh("pages")
        run(self.module("material", "sites", roster, folder), self.environment)
        return folder

    def posters(self, source: Path) -> Path:
        """Return a folder with the posters of a data file as ``material.posters`` leaves them for others to print."""
        folder = self.fresh("posters")
        run(self.module("material", "posters", source, folder), self.environment)
        return folder

    @cached_property
    def real_posters(self) -> Path:
        """The posters of the data file that comes with the program."""
        return self.posters(SOURCE)


@contextmanager
def workshop(rounds: int) -> Iterator[Workshop]:
    """Give a workshop whose scratch folder is removed in the end."""
    with TemporaryDirectory(prefix="benchmarks-", ignore_cleanup_errors=True) as folder:
        yield Workshop(Path(folder), rounds)


def entry(output: Path, **wanted: str) -> Path:
    """Return the path of the document whose entry in the manifest has these values. Raises Failed."""
    documents = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["documents"]
    for document in documents:
        if all(document.get(key) == value for key, value in wanted.items()):
            return output / str(document["path"])
    raise Failed(f"the output folder has no document with {wanted}")
