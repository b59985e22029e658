"""Items that follow each other, put together."""

from collections.abc import Callable, Iterable, Iterator


def runs(items: Iterable[str], follows: Callable[[str, str], bool]) -> Iterator[list[str]]:
    """Yield the items in lists within which each ``follows(the one before, it)``."""
    run: list[str] = []
    for item in items:
        if run and not follows(run[-1], item):
            yield run
            run = []
        run.append(item)
    if run:
        yield run
