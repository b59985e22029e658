"""What differs by system is asked in one folder."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "vastuumatriisi"
ASKED = re.compile(
    r"\bsys\.platform\b|\bos\.name\b|\bplatform\.system\(|\bhasattr\((?:os|signal)\b"
    r"|\bimport (?:fcntl|msvcrt|resource)\b"
)


def test_the_system_is_asked_for_in_one_folder() -> None:
    """No module outside of `system/` asks which system this is, nor for what only some have; inside of it some do."""
    found = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if ASKED.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"system"}
