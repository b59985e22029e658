"""A web page of very many rows is answered in good time."""

import time
from pathlib import Path

from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify.reading import read_document

ROWS = 20_000
SECONDS = 20  # of the processor; it took minutes, and takes two


def test_a_page_of_many_rows(tmp_path: Path) -> None:
    """Each row is read, with the letters that all duties of its unit have."""
    row = '<tr id="Y-{}"><td><p>Teemme.</p></td><td><ul><li><b>R</b><a href="#olli">Olli</a></ul></td></tr>'
    common = "<div class='common'><ul><li><b>A</b><a href='#eeva'>Eeva</a></ul></div>"
    rows = "".join(row.format(number) for number in range(ROWS))
    page = f"<!doctype html><section class='unit'>{common}<table><tbody>{rows}</tbody></table></section>"
    (tmp_path / "sivu.html").write_text(page, encoding="utf-8")
    begun = time.process_time()
    with PdfTexts() as pdfs:
        found = read_document(tmp_path / "sivu.html", pdfs)
    assert time.process_time() - begun < SECONDS
    assert len(found.rows) == ROWS
    assert all(one.letters == {"eeva": "A", "olli": "R"} for one in found.rows)
