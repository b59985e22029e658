"""The blocks of an introduction -> its text; a part that stays keeps its lines."""

import re
from collections.abc import Iterable

from vastuumatriisi.matrix.values import Block
from vastuumatriisi.text.characters import paragraphs

INDENT = 2
LONGEST_LINE = 100  # columns of a text that is divided over lines


def introduction_text(blocks: Iterable[Block], before: str) -> str:
    """Return a text that has these blocks; "" for none."""
    known = {block: part for part in _parts(before) for block in _blocks(part)[:1] if len(_blocks(part)) == 1}
    lines: list[str] = []
    number, last = 0, ""
    for block in blocks:
        number = number + 1 if block.kind == "numbered" else 0
        if lines and (block.kind == "paragraph" or not last):
            lines.append("")
        lines.append(_with_number(known[block], number) if block in known else _fresh(block, number))
        last = block.kind
    return "\n".join(lines)


def _parts(text: str) -> list[str]:
    """Return the paragraphs and items of a text as they stand there."""
    return [
        part.strip("\n")
        for paragraph in re.split(r"\n[^\S\n]*\n", text)
        for part in re.split(r"\n(?=[ \t]*(?:\d+[.)]|[-–•·*])[ \t])", paragraph.strip())
    ]


def _blocks(text: str) -> list[Block]:
    return [Block(*part) for part in paragraphs(text)]


def _with_number(part: str, number: int) -> str:
    return re.sub(r"^\d+(?=[.)])", str(number), part) if number else part


def _fresh(block: Block, number: int) -> str:
    """Return a block over several lines, if none of these would be taken for an item."""
    mark = {"paragraph": "", "numbered": f"{number}. ", "item": "- "}[block.kind]
    words = f"{mark}{block.text}"
    lines, line = [], ""
    for word in words.split(" "):
        if line and len(line) + 1 + len(word) > LONGEST_LINE - INDENT:
            lines.append(line)
            line = " " * len(mark) + word
        else:
            line = f"{line} {word}" if line else word
    divided = "\n".join((*lines, line))
    return divided if _blocks(divided) == [block] else words
