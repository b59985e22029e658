"""What is named lies below a folder that one may not enter, or has a name that is too long for the disk."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.foreign import table, write_sheet
from tests.support.matrices import ROOT
from tests.support.named_files import COMMANDS
from tests.support.rosters import MATRIX

# Root enters every folder, but for these rights.
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
SECONDS = 60


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "tiedot.yaml").write_text(MATRIX, encoding="utf-8")
    write_sheet(tmp_path / "vastuut.xlsx", table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    (tmp_path / "suljettu").mkdir()
    (tmp_path / "suljettu" / "outo.yaml").write_text(MATRIX, encoding="utf-8")
    (tmp_path / "suljettu").chmod(0)
    yield tmp_path
    (tmp_path / "suljettu").chmod(0o700)


@pytest.mark.parametrize("kind", ["locked", "long"])
@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_told_in_a_sentence(name: str, kind: str, home: Path) -> None:
    """Each command ends with one sentence, and has made nothing."""
    before: tuple[str, ...] = ()
    if kind == "locked":
        if sys.platform == "win32":
            pytest.skip("Windows closes folders otherwise")
        if os.geteuid() == 0:
            if not shutil.which(AS_OTHERS[0]):
                pytest.skip("root may enter every folder")
            before = AS_OTHERS
    strange = home / ("suljettu/outo.yaml" if kind == "locked" else f"outo{'o' * 300}.yaml")
    stood = sorted(home.iterdir())
    done = subprocess.run(
        [*before, sys.executable, ROOT / "generate.py", *COMMANDS[name].format(home=home, strange=strange).split()],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_MESSAGES": "en"},
        check=False,
        timeout=SECONDS,
    )
    told = done.stderr + (done.stdout if name.startswith("verify") else "")
    assert done.returncode in (1, 2), told
    assert "Traceback" not in told
    assert told.count("\n") == 1 + (name == "verify"), told  # which says of each mark what it is worth
    assert "outo" in told or "suljettu" in told or "name is too long" in told, told
    assert sorted(home.iterdir()) == stood


def test_an_empty_word() -> None:
    """It names the folder that one works in, and no mark."""
    done = run("verify", "", "--source", ROOT / "source" / "vastuumatriisi.yaml", LC_MESSAGES="en")
    assert done.returncode == 1
    assert done.stdout.startswith(".: unknown. It is a folder")
