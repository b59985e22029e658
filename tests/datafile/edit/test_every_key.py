"""Every key of the data file is compared, written where it is new, and left out where it is gone."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

from tests.support.every_key import DATA
from vastuumatriisi.datafile import load, read, schema
from vastuumatriisi.datafile.edit import apply
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import compare

WHOLE: dict[str, Any] = {
    **DATA,
    "introduction": "Alku.\n\n- yksi\n",
    "thresholds": {"many-performers": "5", "overloaded-actor": "9", "near-duplicate": "80"},
    "derive": {"performs": "R", "leads": "R", "supports": "R", "cooperates": "R"},
}
# Parts of the file name these, or they are needed in one place of two.
NAMED = {"themes", "units"}


def matrix_of(content: bytes) -> Matrix:
    return read.matrix_of(load.read(content, "x"))


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every key."""
    for step, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(node, dict):
            yield (*path, step)
        if isinstance(value, dict | list):
            yield from places(value, (*path, step))


def without(path: tuple[Any, ...]) -> dict[str, Any]:
    data = deepcopy(WHOLE)
    node: Any = data
    for step in path[:-1]:
        node = node[step]
    del node[path[-1]]
    return data


def is_sound(data: dict[str, Any]) -> bool:
    try:
        matrix_of(json.dumps(data).encode())
    except SourceError:
        return False
    return True


OPTIONAL = [path for path in places(WHOLE) if is_sound(without(path))]


def test_every_key_is_tried() -> None:
    """What may be left out is tried; the data have every key there is."""
    keys = {
        field.alias or name
        for model in schema.Entry.__subclasses__()
        for name, field in model.model_fields.items()
        if not field.is_required()
    }
    assert keys - {path[-1] for path in OPTIONAL} <= NAMED


@pytest.mark.parametrize("path", OPTIONAL, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("styled", [False, True], ids=["lines", "brackets"])
def test_a_key_comes_and_goes(path: tuple[Any, ...], styled: bool) -> None:
    """With the key or without it is a change, which is written both ways."""
    whole, less = (
        yaml.dump(one, allow_unicode=True, sort_keys=False, default_flow_style=styled).encode()
        for one in (WHOLE, without(path))
    )
    for old, new in ((whole, less), (less, whole)):
        changes = compare(matrix_of(old), matrix_of(new))
        assert changes.changes or matrix_of(old).meaning == matrix_of(new).meaning
        assert not compare(apply(changes, old).matrix, matrix_of(new)).changes
