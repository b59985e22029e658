"""A poster as a picture."""

import io

import pypdfium2
from PIL import Image

LONGEST = 1600  # px, a side of one sheet
BETWEEN = 24  # px, between sheets


def picture(pdf: bytes) -> bytes:
    """Return the pages of a PDF side by side as a PNG picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=LONGEST / max(page.get_size())).to_pil() for page in document]
    finally:
        document.close()
    width = sum(page.width for page in pages) + BETWEEN * (len(pages) - 1)
    whole = Image.new("RGB", (width, max(page.height for page in pages)), "#808080")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width + BETWEEN
    file = io.BytesIO()
    whole.save(file, "PNG", optimize=True)
    return file.getvalue()
