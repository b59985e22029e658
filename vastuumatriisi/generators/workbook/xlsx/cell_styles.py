"""The looks of cells as numbered styles of a book."""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell

from ..sheet import CellFormat
from . import typed_text
from .rows import Known
from .styles import Styles

TEXT = "@"  # the number format of cells whose entries are texts


class CellStyles:
    """Gives looks their styles in the book, each once."""

    def __init__(self, book: Any, styles: Styles, letters: Sequence[str]) -> None:
        self.page: Any = None
        self.styles = styles
        self.are_words = typed_text.are_words(letters)
        self.written: Known = {}
        self.known: dict[tuple[CellFormat, bool, bool], int] = {}
        # The theme's font becomes that of the normal style and of cells without a look; openpyxl has no door for it.
        book._fonts.clear()
        book._fonts.add(styles.base_font())
        book._named_styles["Normal"].font = styles.base_font()

    def style_of(self, look: CellFormat, text: str) -> int:
        """Return the number of the style, which keeps an edited cell from turning into a formula or a figure."""
        key = look, text.startswith(typed_text.FORMULA), self._is_text(look, text)
        known = self.known.get(key)
        if known is None:
            style = self.styles(look)
            made: Any = WriteOnlyCell(self.page)
            made.font, made.fill, made.border, made.alignment = style.font, style.fill, style.border, style.alignment
            made.number_format = TEXT if key[2] else style.number_format
            made._style.quotePrefix = int(key[1])
            known = self.known[key] = int(made.style_id)
        return known

    def _is_text(self, look: CellFormat, text: str) -> bool:
        """Tell whether whatever is typed into the cell is a text: a letter wherever one may be added."""
        if look.kind in ("letter", "blank"):
            return not self.are_words
        return look.kind == "code" and typed_text.is_taken_for_a_figure(text)
