"""A workbook of ours, imported: the very matrix that it was made from, whatever letters and rules it has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command import SMALL
from tests.support.workbooks import MIXED, PLAIN, hostile_matrix, many_roles, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.changes import compare

RULES = SMALL + "derive: {performs: R, leads: A, supports: C}\n"


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN, RULES, hostile_matrix(), many_roles(4, 30)])
def test_what_it_carries(
    source: str, kuopio: Views, build_views: Callable[[str], Views], design: Design, tmp_path: Path
) -> None:
    views = kuopio if source == "kuopio" else build_views(source)
    (tmp_path / "kirja.xlsx").write_bytes(render(views, design))
    imported = import_matrix(tmp_path / "kirja.xlsx", "kirja.xlsx")
    assert imported.matrix is not None
    assert compare(views.matrix, imported.matrix).changes == ()
