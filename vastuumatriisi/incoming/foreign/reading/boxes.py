"""The texts in boxes that lie upon a sheet."""

from collections.abc import Iterable, Iterator

from vastuumatriisi.incoming.foreign.reading.packages import Package
from vastuumatriisi.incoming.foreign.reading.values import cleaned


def boxes_of(package: Package, targets: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the text of each box in the drawings among what a sheet refers to, as (kind, part)."""
    for root in (package.tree(part) for kind, part in targets if kind == "drawing"):
        for body in root.iter("{*}txBody") if root is not None else ():
            paragraphs = ("".join(one.text or "" for one in p.iter("{*}t")) for p in body.iter("{*}p"))
            if text := " ".join(cleaned("\n".join(paragraphs)).split()):
                yield text
