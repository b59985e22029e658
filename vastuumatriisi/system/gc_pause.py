"""Python's cycle collector, put to rest while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the cycle collector from running in the block.

    It would walk all objects made so far again and again, which makes reading a large matrix slower than linear, and
    find nothing, since a matrix has no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
