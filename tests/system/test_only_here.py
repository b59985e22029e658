"""What differs by system is asked in one folder."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "vastuumatriisi"
ASKED = re.compile(
    r"\bsys\.platform\b|\bos\.name\b|\bplatform\.system\(|\bkind_of_system\b|\b(?:LINUX|MACOS|OTHERS_HOLD)\b"
    r"|\b(?:has|get)attr\((?:os|signal)\b|\bos\.(?:getuid|uname|O_NO\w+)\b|\b(?:Unix|Windows)FileLock\b|[\"']/proc/"
    r"|\bimport (?:fcntl|msvcrt|resource|winreg)\b"
)


def test_the_system_is_asked_for_in_one_folder() -> None:
    """No module outside of `system/` asks which system this is, nor for what only some have; inside of it some do."""
    ours = [*PACKAGE.rglob("*.py"), *(ROOT / "tools").glob("*.py"), ROOT / "generate.py"]
    found = {path.relative_to(ROOT).parts[:2] for path in ours if ASKED.search(path.read_text(encoding="utf-8"))}
    assert found == {("vastuumatriisi", "system")}
