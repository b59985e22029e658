"""A matrix as plain data: read again it is the same matrix."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import every_key
from tests.support.editions import Making
from tests.support.matrices import matrix_of
from tests.support.workbooks import MIXED, PLAIN, hostile_matrix
from vastuumatriisi.datafile import load, read
from vastuumatriisi.datafile.plain import plain, written
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.matrix.changes import compare

# What a file need not say, and what its plain data always do.
LATER = {"many-performers", "overloaded-actor", "near-duplicate"}


def again(matrix: Matrix) -> Matrix:
    return read.matrix_of(load.read(written(matrix).encode(), "esimerkki.json"))


def of_data(data: dict[str, Any]) -> Matrix:
    return read.matrix_of(load.read(json.dumps(data, ensure_ascii=False).encode(), "esimerkki.yaml"))


def parts(data: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key with its value, however deep it stands."""
    for key, value in data.items() if isinstance(data, dict) else ():
        yield key, value
        yield from parts(value)
    for one in data if isinstance(data, list) else ():
        yield from parts(one)


def same(one: Matrix, other: Matrix) -> bool:
    return not len(compare(one, other)) and not compare(one, other).letters and one.letters == other.letters


@given(st.integers(0, 2**32))
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
def test_what_is_written_reads_as_the_same_matrix(seed: int) -> None:
    """Any matrix, written and read, differs in nothing."""
    try:
        matrix = of_data(Making(seed).matrix())
    except SourceError:
        return
    assert same(matrix, again(matrix))


@pytest.mark.parametrize("text", [MIXED, PLAIN, hostile_matrix()])
def test_odd_texts_come_back(text: str) -> None:
    """Letters of a file's own, conditions and texts like formulas come back as they were."""
    matrix = matrix_of(text)
    assert same(matrix, again(matrix))
    assert plain(again(matrix)) == plain(matrix)


def test_every_key_comes_back(kuopio: Views) -> None:
    """No key of the format is lost, and nothing of the real matrix."""
    matrix = of_data(every_key.DATA)
    said = {key for key, value in parts(every_key.DATA) if value != "false"}
    assert {key for key, _ in parts(plain(matrix))} == said | LATER
    assert same(matrix, again(matrix))
    assert same(kuopio.matrix, again(kuopio.matrix))


def test_nothing_of_the_file_itself_is_told() -> None:
    """Comments of the data file are no part of the matrix, and so they are not in what is handed on."""
    text = MIXED.replace("levels:", "# salainen huomautus\nlevels:")
    assert "salainen" not in written(matrix_of(text))
    assert "esimerkki.yaml" not in written(matrix_of(text))
