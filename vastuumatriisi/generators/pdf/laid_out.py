"""What has become of the parts of a page: whether their text fits into them, and how high they are."""

from collections.abc import Callable, Iterator
from typing import Any

from .engine import LineBox

TOLERANCE = 0.75  # px; what rounding may add
OVERHANG = 0.25  # of a line's height: what the box of its text may stand out of lines that are set close


def overflows(document: Any, sheets: int) -> tuple[str, ...]:
    """Return what does not fit: classes of parts whose text leaves them, "sheets" where there are more than planned."""
    found = {"sheets"} if len(document.pages) != sheets else set()
    for page in document.pages:
        for box in page._page_box.descendants():
            if _is_checked(box) and any(map(_outside(box), _texts(box))):
                found.add(box.element.get("class", ""))
    return tuple(sorted(found))


def heights(document: Any, point: float) -> tuple[float, ...]:
    """Return how high the duties of each column have become, from its top to below its last, in A3 points."""
    return tuple(
        (_bottom(box.children[-1]) - box.position_y) * 0.75 / point
        for page in document.pages
        for box in page._page_box.descendants()
        if box.element is not None and box.element.get("class") == "column" and not isinstance(box, LineBox)
    )


def _bottom(item: Any) -> float:
    return float(item.position_y + item.margin_height())


def _is_checked(box: Any) -> bool:
    return box.element is not None and box.element.get("data-fit") is not None and not isinstance(box, LineBox)


def _outside(box: Any) -> Callable[[Any], bool]:
    left, top = box.content_box_x() - TOLERANCE, box.content_box_y() - TOLERANCE
    right, bottom = left + box.width + 2 * TOLERANCE, top + box.height + 2 * TOLERANCE

    def test(text: Any) -> bool:
        overhang = OVERHANG * text.height
        return bool(
            text.position_x < left
            or text.position_x + text.width > right
            or text.position_y + overhang < top
            or text.position_y + text.height - overhang > bottom
        )

    return test


def _texts(box: Any) -> Iterator[Any]:
    for inner in box.descendants():
        if getattr(inner, "text", None) and inner.text.strip():
            yield inner
