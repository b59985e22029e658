"""The pictures of a letterhead, which every page of the handbook shows: none may be larger than a page can need."""

import io
import warnings

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part

from vastuumatriisi.design.pictures import MOST_PIXELS
from vastuumatriisi.locales.message import message

from .word_package import UnfitLetterhead

LESS = message("letterhead.smaller_picture")


def refuse_huge_pictures(story: Part) -> None:
    """Raise UnfitLetterhead if a picture in a header or footer would unpack to more than anybody can need.

    What is no picture of pixels, such as a drawing of Windows (EMF), is left to the word processor.
    """
    for relationship in story.rels.values():
        if relationship.reltype == RT.IMAGE and not relationship.is_external:
            width, height = _size(relationship.target_part.blob)
            if width * height > MOST_PIXELS:
                raise UnfitLetterhead(message("letterhead.picture", width=width, height=height), LESS)


def _size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels as the head of the file has them, (0, 0) for what is no picture of pixels."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as picture:
                return picture.size
        except Image.DecompressionBombError:
            raise UnfitLetterhead(message("letterhead.huge_picture"), LESS) from None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            return 0, 0
