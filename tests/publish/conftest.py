"""What the tests of the output folder share: a build that stands, and two whole ones."""

from pathlib import Path

import pytest

from tests.support.publishing import NEW, OLD, Tree, documents, tree
from vastuumatriisi.publish import (
    publish,
)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A standing build, as somebody's last run left it."""
    folder = tmp_path / "build"
    publish(documents("old"), OLD, folder, force=False)
    return folder


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Tree]:
    """The old and the new build, each as it stands whole."""
    folder = tmp_path_factory.mktemp("wholes")
    publish(documents("old"), OLD, folder / "old", force=False)
    publish(documents("new"), NEW, folder / "new", force=False)
    return tree(folder / "old"), tree(folder / "new")
