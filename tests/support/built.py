"""The program's own wheel."""

import subprocess
import sys
from pathlib import Path

from tests.support.matrices import ROOT


def built_wheel(folder: Path) -> Path:
    """Return the wheel, built from the checkout as ``pip wheel`` builds it, with what the lock has for that."""
    pip = [sys.executable, "-m", "pip", "wheel"]
    command = [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=120)
    assert done.returncode == 0, done.stderr
    [path] = folder.glob("*.whl")
    return path
