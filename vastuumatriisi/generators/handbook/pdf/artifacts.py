"""Lines and shades that carry no meaning: each page's content with all of them marked as artifacts.

LibreOffice leaves what it draws in headers, footers and behind paragraphs outside of any marked content.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from .running_matter import Dropped

BEGIN = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
END = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
MARKED, END_OF_MARKED = {"BMC", "BDC"}, "EMC"
PATH = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
ALONE = {"Do", "sh", "INLINE IMAGE"}

Instructions = list[Any]


def mark_artifacts(pdf: pikepdf.Pdf, dropped: Dropped) -> None:
    """Mark what is painted outside of marked content, and what is ``dropped``, as artifacts (ISO 32000-1, 14.8.2.2)."""
    for page in pdf.pages:
        numbers = dropped.get(page.objgen, set())
        found = [BEGIN if _is_one_of(one, numbers) else one for one in pikepdf.parse_content_stream(page)]
        marked = [one for group in _groups(found) for one in group]
        if len(marked) > len(found) or numbers:
            page.Contents = pikepdf.Stream(pdf, pikepdf.unparse_content_stream(marked))


def _is_one_of(instruction: Any, numbers: set[int]) -> bool:
    if not numbers or str(instruction.operator) != "BDC":
        return False
    said = instruction.operands[1]
    return isinstance(said, pikepdf.Dictionary) and int(said.get("/MCID", -1)) in numbers


def _groups(found: Instructions) -> Iterator[Instructions]:
    """Yield the instructions of a page, what paints outside of marked content between two more."""
    waiting: Instructions = []
    depth, text = 0, False
    for instruction in found:
        name = str(instruction.operator)
        depth += (name in MARKED) - (name == END_OF_MARKED)
        if depth or name == END_OF_MARKED:
            yield [*waiting, instruction]
            waiting, text = [], False
        elif name in PAINT or name in ALONE or (text and name == "ET"):
            yield [BEGIN, *waiting, instruction, END]
            waiting, text = [], False
        elif text or name in PATH or name == "BT":
            waiting.append(instruction)
            text = text or name == "BT"
        else:
            yield [*waiting, instruction]
            waiting = []
    yield waiting
