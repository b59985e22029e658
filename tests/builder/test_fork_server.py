"""What the fork server loads with the first import below the package."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "vastuumatriisi"


@pytest.mark.parametrize("folder", ["", "builder", "cli"])
def test_folders_above_the_fork_server_import_nothing(folder: str) -> None:
    """Each process that makes documents would load it: it imports ``cli.worker_preload`` first of all."""
    source = (PACKAGE / folder / "__init__.py").read_text(encoding="utf-8")
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
