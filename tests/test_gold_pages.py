"""Gold pages: posters, pages of the handbook and sheets of the workbook look as they did when somebody looked at them.

The limits lie between what was measured on these sixteen pages. Poppler in place of PDFium, with its smoothing or
without: at most 0.29 of a window and 0.11 of a page. Any single line moved by 2 px, which is 2.4 pt: at least 0.44 of a
window; by 1 px the faintest stay below the limit, at 0.24. Everything moved by 1 px: at least 0.49 of a window and 0.30
of a page. The longest line in print 3 % larger on a poster or 5 % elsewhere, half a point: at least 0.6 of a window.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops, ImageOps

from tests.support import gold
from tests.support.distortions import by_poppler, enlarged, lines_of, moved
from tests.support.gold import Environment
from tests.support.pictures import (
    MOST_IN_A_WINDOW,
    MOST_ON_A_PAGE,
    deviation,
    picture,
    read_picture,
    write_picture,
)

POSTERS = ("poster-fullest", "poster-emptiest", "poster-two-columns", "poster-house", "poster-arabic")
HANDBOOK = {
    "handbook-duties": "Kasvun ja oppimisen palvelualue (varhaiskasvatus, perusopetus ja lukiokoulutus)",
    "handbook-index": "Hakemisto",
    "handbook-shares": "Vastuiden jakautuminen",
    "handbook-decisions": "Avoimet päätökset",
}
SHEETS = {
    "sheet-cover": "Kansi",
    "sheet-meeting": "Kokoussivu",
    "sheet-grid": "Kaikki tehtävät",
    "sheet-shares": "Jakautuminen",
    "sheet-decisions": "Avoimet päätökset",
}
OFFICE = ("handbook-cover", "handbook-contents", *HANDBOOK, *SHEETS)
PAGES = (*POSTERS, *OFFICE)

Made = Callable[[str, gold.Make], Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return lambda name, make: gold.once(tmp_path_factory, name, make)


@pytest.fixture(scope="session")
def kuopio_documents(made: Made) -> Path:
    return made("gold-kuopio", gold.build)


def open_poster(name: str, made: Made, documents: Path) -> pypdfium2.PdfDocument:
    source = name.removeprefix("poster-").replace("-", "_")
    if (gold.GOLD / f"{source}.yaml").is_file():
        options = ("--source", str(gold.GOLD / f"{source}.yaml"), "--only", "posters")
        folder = made(f"gold-{source}", lambda folder: gold.build(folder, *options))
        # The first unit's; the other unit is there to be named.
        return max((pypdfium2.PdfDocument(path) for path in folder.glob("*/*.pdf")), key=number_of_letters)
    if source == "house":
        return pypdfium2.PdfDocument(documents / "julisteet" / "talo-peruskoulu.pdf")
    units = [path for path in (documents / "julisteet").glob("*.pdf") if not path.name.startswith("talo-")]
    choose = {"fullest": max, "emptiest": min}[source]
    return choose((pypdfium2.PdfDocument(path) for path in sorted(units)), key=number_of_letters)


def number_of_letters(poster: pypdfium2.PdfDocument) -> int:
    return sum(page.get_textpage().count_chars() for page in poster)


def office_page(name: str, made: Made, documents: Path) -> pypdfium2.PdfPage:
    sources = (documents / "vastuukasikirja.docx", documents / "vastuumatriisi.xlsx")
    folder = made("gold-office", lambda folder: gold.convert(folder, *sources))
    kind = "vastuumatriisi" if name in SHEETS else "vastuukasikirja"
    pdf = pypdfium2.PdfDocument(folder / f"{kind}.pdf")
    if heading := (SHEETS | HANDBOOK).get(name):
        return gold.bookmarked(pdf, heading)
    pages = {"handbook-cover": pdf[0], "handbook-contents": pdf[1]}
    assert name != "handbook-contents" or "Sisällys" in pdf[1].get_textpage().get_text_bounded()
    return pages[name]


@pytest.fixture(scope="session")
def page_of(made: Made, kuopio_documents: Path) -> Callable[[str], pypdfium2.PdfPage]:
    """Return the page of a name, from documents that are made when the first of their pages is asked for."""

    def page(name: str) -> pypdfium2.PdfPage:
        if name in POSTERS:
            return open_poster(name, made, kuopio_documents)[0]
        return office_page(name, made, kuopio_documents)

    return page


def skip_where_others(name: str) -> None:
    why = gold.why_no_posters if name in POSTERS else gold.why_no_office_pages
    if reason := why(gold.recorded(), gold.here()):
        pytest.skip(reason)


@pytest.mark.parametrize("name", PAGES)
def test_page_looks_as_it_did(
    name: str,
    page_of: Callable[[str], pypdfium2.PdfPage],
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The page is the gold one but for smoothing; with --update-gold it becomes the gold one."""
    path = gold.GOLD / f"{name}.png"
    if pytestconfig.getoption("update_gold"):
        gold.record(gold.here())
        write_picture(picture(page_of(name)), path)
        return
    skip_where_others(name)
    gold.hold(name, picture(page_of(name)), read_picture(path), tmp_path_factory.getbasetemp() / "gold-differences")


MOVABLE = ("poster-fullest", "poster-arabic", "handbook-decisions", "sheet-cover")


@pytest.mark.parametrize("name", MOVABLE)
def test_any_moved_line_is_seen(name: str) -> None:
    """Whichever line of print is 2 px lower than it was, the comparison sees it; the same page it lets pass."""
    shown = read_picture(gold.GOLD / f"{name}.png")
    lines = lines_of(shown)
    assert len(lines) > 5
    assert [line for line in lines if not deviation(shown, moved(shown, line, 2)).is_seen] == []
    assert not deviation(shown, shown).is_seen


@pytest.mark.parametrize("name", PAGES)
def test_page_moved_by_one_pixel_is_seen(name: str) -> None:
    """Where everything is 1 px lower, the share of the whole page tells it too."""
    shown = read_picture(gold.GOLD / f"{name}.png")
    assert deviation(shown, ImageChops.offset(shown, 0, 1)).page > MOST_ON_A_PAGE


# Half a point of the handbook's and the workbook's print, and as much of a poster's.
@pytest.mark.parametrize(
    ("name", "factor"), [("poster-fullest", 1.03), ("handbook-duties", 1.05), ("sheet-cover", 1.05)]
)
def test_larger_print_is_seen(name: str, factor: float, page_of: Callable[[str], pypdfium2.PdfPage]) -> None:
    """One line in slightly larger letters is seen."""
    skip_where_others(name)
    page = page_of(name)
    assert deviation(picture(page), enlarged(page, factor)).window > MOST_IN_A_WINDOW


@pytest.mark.parametrize("name", ["poster-emptiest", "handbook-shares", "sheet-grid"])
@pytest.mark.parametrize("options", [(), ("-aa", "no", "-aaVector", "no"), ("-thinlinemode", "shape")])
def test_another_rasteriser_is_let_pass(
    name: str, options: tuple[str, ...], page_of: Callable[[str], pypdfium2.PdfPage], tmp_path: Path
) -> None:
    """The same page drawn by Poppler, smoothed or not, is the same page; so it is on a machine with other hinting."""
    if not shutil.which("pdftoppm"):
        pytest.skip("poppler (pdftoppm) is not installed")
    skip_where_others(name)
    found = deviation(picture(page_of(name)), by_poppler(page_of(name), tmp_path, *options))
    assert 0 < found.page < MOST_ON_A_PAGE
    assert 0 < found.window < MOST_IN_A_WINDOW


@pytest.mark.parametrize("options", [{"optimize_mode": "lcd"}, {"no_smoothtext": True, "no_smoothpath": True}])
def test_other_smoothing_is_let_pass(options: dict[str, object], page_of: Callable[[str], pypdfium2.PdfPage]) -> None:
    """PDFium with other smoothing shows the same page."""
    skip_where_others("poster-fullest")
    page = page_of("poster-fullest")
    assert not deviation(picture(page), picture(page, **options)).is_seen


def test_failure_says_what_to_do_and_keeps_a_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page, the measure, the command and the picture: gold, now and what differs, side by side."""
    monkeypatch.setenv(gold.DIFFERENCES, str(tmp_path / "kept"))
    shown = read_picture(gold.GOLD / "handbook-cover.png")
    with pytest.raises(pytest.fail.Exception) as failed:
        gold.hold("kansi", ImageChops.offset(shown, 0, 2), shown, tmp_path)
    message = str(failed.value)
    path = tmp_path / "kept" / "kansi.png"
    for told in ("“kansi”", str(path), "--update-gold", f"{MOST_IN_A_WINDOW} may"):
        assert told in message
    together = read_picture(path)
    assert together.width > 3 * shown.width
    assert together.crop((0, 0, *shown.size)).tobytes() == ImageOps.posterize(shown, 4).tobytes()


@pytest.mark.parametrize("named", [False, True])
def test_page_of_another_size_fails(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No picture is stretched: a page that is a pixel wider fails, with a picture in the folder that is named."""
    folder = tmp_path / "named" if named else tmp_path
    monkeypatch.setenv(gold.DIFFERENCES, str(folder) if named else "")
    shown = read_picture(gold.GOLD / "handbook-cover.png")
    wider = ImageOps.expand(shown, (0, 0, 1, 0), 255)
    with pytest.raises(pytest.fail.Exception, match=f"{wider.width}, {wider.height}"):
        gold.hold("leveä", wider, shown, tmp_path)
    assert (folder / "leveä.png").is_file()


@pytest.mark.parametrize(
    ("changed", "posters", "office"),
    [
        ({}, "", ""),
        ({"pango": "1.56"}, "gold pages were made with Pango 1.50, here is 1.56", ""),
        ({"pango": ""}, "gold pages were made with Pango 1.50, here is none", ""),
        ({"libreoffice": "24.2"}, "", "gold pages were made with LibreOffice 7.4, here is 24.2"),
        ({"libreoffice": ""}, "", "gold pages were made with LibreOffice 7.4, here is none"),
        ({"office_font": "DejaVu Sans"}, "", "gold pages were made with the font Carlito, here is DejaVu Sans"),
    ],
)
def test_pages_of_another_machine_are_not_compared(changed: dict[str, str], posters: str, office: str) -> None:
    """What lays out other pages is a reason to skip, for the documents that it lays out."""
    made = Environment("1.50", "7.4", "Carlito")
    here = made._replace(**changed)
    assert (gold.why_no_posters(made, here), gold.why_no_office_pages(made, here)) == (posters, office)


def test_every_gold_page_is_compared() -> None:
    """No picture lies in the folder that no test looks at."""
    assert {path.stem for path in gold.GOLD.glob("*.png")} == {*PAGES}
