"""The introduction of a data file: paragraphs and lists in plain text."""

import re
from collections.abc import Iterator

from vastuumatriisi.matrix import Block
from vastuumatriisi.text.characters import on_one_line


def blocks(introduction: str) -> Iterator[Block]:
    """Yield paragraphs and list items; a line that begins with "1." or "-" is an item, other lines are joined."""
    for paragraph in re.split(r"\n[ \t]*\n", introduction):
        for part in re.split(r"\n(?=[ \t]*(?:\d+[.)]|[-–•·*])[ \t])", paragraph.strip()):
            text = on_one_line(part)
            marker = re.match(r"(\d+[.)]|[-–•·*]) ", text)
            if marker:
                yield Block("numbered" if marker[1][0].isdigit() else "item", text[marker.end() :])
            elif text:
                yield Block("paragraph", text)
