"""The tests themselves: their folders are those of the package, and no module leans on another one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.matrices import ROOT

TESTS = ROOT / "tests"
MODULES = sorted(path.relative_to(ROOT) for path in TESTS.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the name of each module that a file imports, also inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{name.name}" for name in node.names)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_helpers_come_from_support_alone(path: Path) -> None:
    """What two test modules share stands in ``tests/support``, and that leans on no test."""
    ours = [name for name in imported(ROOT / path) if name.startswith(("tests.", "."))]
    assert not [name for name in ours if not name.startswith("tests.support.")]


def test_folders_mirror_the_package() -> None:
    """A test is found where the code is that it tests."""
    folders = {path.parent.relative_to("tests") for path in MODULES if path.name.startswith("test_")}
    assert len(folders) > 10
    assert not [str(folder) for folder in folders if not (ROOT / "vastuumatriisi" / folder).is_dir()]
