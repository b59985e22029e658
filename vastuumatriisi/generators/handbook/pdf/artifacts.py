"""Lines and shades that carry no meaning: each page's content with all of them marked as artifacts.

LibreOffice leaves what it draws in headers, footers and behind paragraphs outside of any marked content. Only that is
parsed: a page is text above all, and whole pages take ten times as long.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .decoration import Dropped

# Where marked content begins, with its operands, and where it ends; or a string, in which such words mean nothing.
MARKS = re.compile(
    rb"\((?:[^()\\]|\\.)*\)"
    rb"|(?P<begin>/[^\s/<>()\[\]]+\s*(?P<said><<.*?>>|/[^\s/<>()\[\]]+)?\s*\b(?:BMC|BDC)(?=\s|$))"
    rb"|(?<!\S)(?P<end>EMC)(?=\s|$)",
    re.DOTALL,
)
NUMBER = re.compile(rb"/MCID\s+(\d+)")
ARTIFACT = b"/Artifact BMC"
BEGIN = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
END = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
PATH = {"m", "l", "c", "v", "y", "h", "re", "W", "W*"}
PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
ALONE = {"Do", "sh", "INLINE IMAGE"}


def mark_artifacts(pdf: pikepdf.Pdf, dropped: Dropped) -> None:
    """Mark what is painted outside of marked content, and what is ``dropped``, as artifacts (ISO 32000-1, 14.8.2.2)."""
    for page in pdf.pages:
        page.contents_coalesce()
        content = page.obj.Contents.read_bytes()
        marked = b"".join(_pieces(pdf, content, dropped.get(page.obj.objgen, set())))
        if marked != content:
            page.obj.Contents.write(marked)


def _pieces(pdf: pikepdf.Pdf, content: bytes, dropped: set[int]) -> Iterator[bytes]:
    """Yield the content of a page, marked."""
    depth = done = 0
    for found in MARKS.finditer(content):
        if found["begin"]:
            if not depth:
                yield _unmarked(pdf, content[done : found.start()])
                number = NUMBER.search(found["said"] or b"")
                yield ARTIFACT if number and int(number[1]) in dropped else found["begin"]
                done = found.end()
            depth += 1
        elif found["end"]:
            depth -= 1
            if not depth:
                yield content[done : found.end()]
                done = found.end()
    yield _unmarked(pdf, content[done:])


def _unmarked(pdf: pikepdf.Pdf, content: bytes) -> bytes:
    """Return what stands between marked content, with what it paints marked."""
    if not content.strip():
        return content
    found = list(pikepdf.parse_content_stream(pikepdf.Stream(pdf, content)))
    marked = [one for group in _groups(found) for one in group]
    return b"\n" + pikepdf.unparse_content_stream(marked) + b"\n" if len(marked) > len(found) else content


def _groups(found: list[Any]) -> Iterator[list[Any]]:
    """Yield instructions, what paints between two more."""
    waiting: list[Any] = []
    text = False
    for instruction in found:
        name = str(instruction.operator)
        if name in PAINT or name in ALONE or (text and name == "ET"):
            yield [BEGIN, *waiting, instruction, END]
            waiting, text = [], False
        elif text or name in PATH or name == "BT":
            waiting.append(instruction)
            text = text or name == "BT"
        else:
            yield [*waiting, instruction]
            waiting = []
    yield waiting
