"""A data file in many styles that tests edit, as text."""

from tests.support.matrices import ROOT
from vastuumatriisi.datafile import load, read
from vastuumatriisi.datafile.edit import apply
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import compare

BASE = (ROOT / "tests" / "datafile" / "edit" / "edited.yaml").read_text(encoding="utf-8")


def matrix_of(text: str) -> Matrix:
    return read.matrix_of(load.read(text.encode(), "esimerkki.yaml"))


def replaced(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def edited(old: str, new: str) -> str:
    return apply(compare(matrix_of(old), matrix_of(new)), old.encode()).content.decode()
