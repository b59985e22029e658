"""What the glyphs of the pages mean: each has a character, and none that only one font knows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

ENTRY = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BLOCKS = re.compile(rb"(?:\d+ beginbfchar\s.*?endbfchar\s*)+", re.DOTALL)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# A glyph that is one of several for a character; LibreOffice tells the whole beside them (ISO 32000-1, 14.9.4).
PART_OF_OTHERS = "\u200b"
# Where letterheads take the marks of their lists from fonts of symbols, which have places of their own for them.
BULLETS: Mapping[str, str] = {
    "\uf0a7": "▪",
    "\uf0a8": "▫",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0e0": "→",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf071": "❑",
    "\uf076": "❖",
}
ANY_BULLET = "•"
MOST_IN_A_BLOCK = 100  # ISO 32000-1, 9.10.3


def tell_characters(pdf: pikepdf.Pdf) -> None:
    """Give each glyph of the fonts a character that every reader knows."""
    seen: set[Any] = set()
    for page in pdf.pages:
        fonts: Any = page.resources.get("/Font", {})
        for font in fonts.values():
            if font.objgen not in seen and "/ToUnicode" in font and "/LastChar" in font:
                seen.add(font.objgen)
                _complete(font)


def _complete(font: Any) -> None:
    content = font.ToUnicode.read_bytes()
    told = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace") for code, text in _entries(content)
    }
    codes = range(max(int(font.FirstChar), 1), int(font.LastChar) + 1)
    full = {code: _public(told.get(code, PART_OF_OTHERS)) for code in codes}
    if full != told:
        font.ToUnicode.write(BLOCKS.sub(b"".join(_blocks(full)), content, count=1))


def _entries(content: bytes) -> list[tuple[bytes, bytes]]:
    return [entry for block in BLOCKS.findall(content) for entry in ENTRY.findall(block)]


def _public(text: str) -> str:
    return PRIVATE.sub(lambda found: BULLETS.get(found[0], ANY_BULLET), text)


def _blocks(told: Mapping[int, str]) -> Iterator[bytes]:
    entries = [
        b"<%02X> <%b>\n" % (code, text.encode("utf-16-be").hex().upper().encode()) for code, text in told.items()
    ]
    for start in range(0, len(entries), MOST_IN_A_BLOCK):
        block = entries[start : start + MOST_IN_A_BLOCK]
        yield b"%d beginbfchar\n%b" % (len(block), b"".join(block)) + b"endbfchar\n"
