"""Office files in which a few bytes are others: each reader tells so in a sentence, wherever the bytes stand."""

import random
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from tests.support.foreign import table, write_sheet
from tests.support.matrices import ROOT, matrix_of
from tests.support.rosters import roster_of, xlsx_of
from tests.support.workbooks import MIXED, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.handbook.docx.built_in_check import is_untouched
from vastuumatriisi.generators.handbook.docx.letterhead.word_package import UnfitLetterhead, word_parts
from vastuumatriisi.incoming.foreign.reading.read import reading_of
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.returned.review import review_of
from vastuumatriisi.incoming.verify.reading import read_document
from vastuumatriisi.incoming.verify.values import Unreadable
from vastuumatriisi.matrix import Views

MATRIX = matrix_of(MIXED)
TRIES = 60
Reader = Callable[[bytes, Path], object]


def verified(content: bytes, folder: Path) -> object:
    file = folder / "asiakirja.bin"
    file.write_bytes(content)
    with PdfTexts() as pdfs:
        return read_document(file, pdfs)


READERS: dict[str, Reader] = {
    "review": lambda content, _: review_of(content, "kirja.xlsx", MATRIX),
    "verify": verified,
    "verify a handbook": verified,
    "import": lambda content, _: reading_of(content, "kirja.xlsx", ".xlsx", "2026-11-29"),
    "sites": lambda content, folder: roster_of(content, folder, ".xlsx"),
    "template": lambda content, _: word_parts(content),
    "built-in template": lambda content, _: is_untouched(content),
}


def damages(content: bytes) -> Iterator[bytes]:
    """Yield the file with a few bytes that are others: in what is packed, in the head of a part, and in the list."""
    chance = random.Random(20261129)  # noqa: S311
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts, listed = archive.infolist(), archive.start_dir
    for number in range(TRIES):
        part = chance.choice(parts)
        data = part.header_offset + 30 + len(part.filename)
        span = ((data, part.compress_size), (part.header_offset, 30), (listed, len(content) - listed))[number % 3]
        found = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            found[span[0] + chance.randrange(max(span[1], 1))] ^= chance.randint(1, 255)
        yield bytes(found)


@pytest.fixture(scope="module")
def files(design: Design, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    sheet = tmp_path_factory.mktemp("taulukko") / "vastuut.xlsx"
    write_sheet(sheet, table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    letterhead = (ROOT / "templates" / "handbook.docx").read_bytes()
    workbook = render(Views(MATRIX), design)
    return {
        "review": workbook,
        "verify": workbook,
        "import": sheet.read_bytes(),
        "sites": xlsx_of(("Esimerkin koulu", "", "rehtori", "Eeva Esimerkki", "")),
        **dict.fromkeys(("template", "built-in template", "verify a handbook"), letterhead),
    }


@pytest.mark.parametrize("name", READERS)
def test_any_byte_may_be_another(name: str, files: dict[str, bytes], tmp_path: Path) -> None:
    """Nothing but the error that tells what is wrong with the file leaves a reader."""
    refused = 0
    for content in damages(files[name]):
        try:
            READERS[name](content, tmp_path)
        except (UserError, Unreadable, UnfitLetterhead):
            refused += 1
    assert refused or name == "built-in template"
