"""A watch that serves its preview, for the tests that ask it."""

import sys
from collections.abc import Iterator

import pytest

from tests.support.preview import Previewing


@pytest.fixture(scope="module")
def previewing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewing]:
    """One that has made its documents; those who save something put it back."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such signals")
    preview = Previewing(tmp_path_factory.mktemp("esikatselu"), "--only", "posters,web")
    preview.watch.waiting()
    yield preview
    preview.watch.end()
