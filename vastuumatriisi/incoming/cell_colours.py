"""The colours of a workbook's cells, as far as people would call them colours."""

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

GREY = 32  # of 255, by which the parts of a colour differ that is none to the eye
PLAIN, LINKS = (0, 1), (10, 11)  # places in a theme: of white and black, and of links, which programs colour
UNSET = "00000000"  # as openpyxl has it, where a fill tells none


def colours_of(book: Any) -> frozenset[str]:
    """Return all that cells of an openpyxl workbook may have."""
    return frozenset(colour for style in styles_of(book) for colour in style)


def styles_of(book: Any) -> tuple[frozenset[str], ...]:
    """Return the colours of each style of cells of an openpyxl workbook, by its number."""
    return tuple(frozenset(_of_style(book, style)) for style in book._cell_styles)


def of_letters(colour: Any, palette: Sequence[str] = COLOR_INDEX, *, underlined: bool = False) -> Iterator[str]:
    """Yield an openpyxl colour of letters, unless it is black, white, grey or one that programs give to links."""
    if colour is None:
        return
    if colour.type == "theme":
        if colour.theme not in (*PLAIN, *LINKS):
            yield f"theme {colour.theme}"
    elif rgb := _rgb(colour, palette):
        red, green, blue = bytes.fromhex(rgb)
        is_link = underlined and blue == max(red, green, blue)
        if max(red, green, blue) - min(red, green, blue) > GREY and not is_link:
            yield rgb


def _of_style(book: Any, style: Any) -> Iterator[str]:
    if style.fillId < len(book._fills):
        yield from _of_ground(book._fills[style.fillId], book._colors)
    if style.fontId < len(book._fonts):
        font = book._fonts[style.fontId]
        yield from of_letters(font.color, book._colors, underlined=bool(font.u))


def _of_ground(fill: Any, palette: Sequence[str]) -> Iterator[str]:
    """Yield the colour of a ground, unless it is white; patterns, which some programs leave behind, are none."""
    if fill.tagname == "gradientFill":
        yield "gradient"
    elif fill.fill_type == "solid":
        colour = fill.fgColor
        if colour.type == "theme":
            if colour.theme != 0 or colour.tint:
                yield f"theme {colour.theme}"
        elif (rgb := _rgb(colour, palette)) and rgb != "FFFFFF" and colour.rgb != UNSET:
            yield rgb


def _rgb(colour: Any, palette: Sequence[str]) -> str:
    """Return six hex digits, none where a system chooses."""
    if colour.type == "indexed":
        return palette[colour.indexed][-6:].upper() if 0 <= colour.indexed < len(palette) else ""
    return str(colour.rgb)[-6:].upper() if colour.type == "rgb" else ""
