"""Every broken source is refused with the messages in its first comment."""

from pathlib import Path

import pytest

from vastuumatriisi.errors import SourceError
from vastuumatriisi.load import load
from vastuumatriisi.validate import validate
from vastuumatriisi.wording import wording

SOURCES = sorted((Path(__file__).parent / "broken_sources").glob("*.yaml"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_broken_source(path: Path) -> None:
    """Every expected message is there, with file, line and column, and no other one."""
    expected = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ").split(" | ")
    with pytest.raises(SourceError) as caught:
        validate(load(path, path.name), wording("fi").letters)
    found = [str(problem) for problem in caught.value.problems]
    for message in expected:
        wanted = message if message[0].isdigit() else f": {message}"
        assert any(line.endswith(wanted) and line.startswith(f"{path.name}:") for line in found), found
    assert len(found) >= len(expected)
