"""What WeasyPrint imports and does not use here, left out: a fifth of the time that its import takes.

Subsetting is done in ``embedding``; the instances of variable fonts are made by what is imported once there is one.
"""

import contextlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

SUBSET, VARIABLE, INSTANCER = "fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer"


@contextlib.contextmanager
def without_unused_modules() -> Iterator[None]:
    """Let modules be empty ones inside of the block that are heavy and not loaded yet; afterwards they can be."""
    if any(name in sys.modules for name in (SUBSET, VARIABLE, INSTANCER)):
        yield
        return
    empty = {name: ModuleType(name) for name in (SUBSET, VARIABLE, INSTANCER)}
    empty[VARIABLE].__path__ = []
    empty[INSTANCER].instantiateVariableFont = _instance  # type: ignore[attr-defined]
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]


def _instance(*arguments: Any, **options: Any) -> Any:
    from fontTools.varLib.instancer import instantiateVariableFont

    return instantiateVariableFont(*arguments, **options)
