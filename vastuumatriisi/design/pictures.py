"""Pictures among the templates: whether one can be shown, in little time and little memory."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from vastuumatriisi.design import drawings
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import Message, Text, message

MOST_PIXELS = 40_000_000  # of a picture; unpacked so many take 160 MB
# What pages may name besides pictures.
OTHERS = (".css", ".woff", ".woff2", ".ttf", ".otf", ".icc", ".icm")
MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")


def check(name: str, content: bytes) -> None:
    """Raise ValueError, with what is wrong and what to do, if a template is a picture that should not be shown."""
    if not name.lower().endswith(OTHERS):
        _checked(content)


@lru_cache(maxsize=64)
def _checked(content: bytes) -> None:
    if drawings.is_drawing(content):
        drawings.read(content)
    else:
        proportions(content)


@lru_cache(maxsize=64)
def proportions(content: bytes, kind: str = "") -> float:
    """Return the width of a picture made of pixels as a multiple of its height; ``kind`` is the only one allowed.

    Raises ValueError if it is none, is cut off or becomes too large in memory.
    """
    from PIL import Image

    with _all_of_it():
        try:
            with Image.open(io.BytesIO(content), formats=(kind,) if kind else None) as picture:
                size, mode = picture.size, picture.mode
        except Image.DecompressionBombError:
            raise ValueError(message("pictures.far_too_many_pixels")) from None
        except Exception as error:  # noqa: BLE001 -- what the readers of formats make of a broken file is anything
            raise ValueError(_no_picture(kind, error)) from None
        _check_size(*size)
        if mode not in MODES:
            raise ValueError(message("pictures.colours", mode=mode))
        try:
            _read(content)
        except Exception as error:  # noqa: BLE001 -- as above
            raise ValueError(_no_picture(kind, error)) from None
    return size[0] / size[1]


def fault_of(error: ValueError) -> Text:
    """Return what is wrong with a picture and what to do, as whoever has looked at it has put it."""
    return error.args[0] if error.args and isinstance(error.args[0], Message) else str(error)


def _no_picture(kind: str, error: Exception) -> Message:
    from PIL import UnidentifiedImageError

    why = in_words(error) or message("pictures.cut_off")
    if isinstance(error, UnidentifiedImageError):
        why = message("pictures.unknown_kind")
    return message("pictures.not_of_kind", kind=kind, reason=why) if kind else message("pictures.none", reason=why)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise ValueError(message("pictures.pixels", width=width, height=height))
    if not 1 / drawings.MOST_RATIO <= width / height <= drawings.MOST_RATIO:
        raise ValueError(message("pictures.line", width=width, height=height))


def _read(content: bytes) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.verify()  # the checksums, which reading it leaves out
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()


@contextmanager
def _all_of_it() -> Iterator[None]:
    """Let a picture that is cut off be no picture while the block runs; the layout engine makes that be overlooked."""
    from PIL import Image, ImageFile

    overlooked, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = overlooked
