"""Whatever two matrices there are: every change between them is told, in words alone, and as plain JSON."""

import json

import pytest

from tests.support.editions import Making
from tests.support.edits import changed
from vastuumatriisi.cli.diff import as_json
from vastuumatriisi.datafile import load, read
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.revision import tell
from vastuumatriisi.revision.values import text_of


@pytest.mark.parametrize("edits", range(4))
def test_every_change_of_random_pairs(edits: int) -> None:
    """Nothing is left out, no sentence has a gap or a code of Python's, and texts come back from their pieces."""
    compared = 0
    for seed in range(60):
        making = Making(seed)
        data = making.matrix()
        later = changed(making, data, 3 * edits) if edits else Making(seed + 1).matrix()
        try:
            old, new = (
                read.matrix_of(load.read(json.dumps(one, ensure_ascii=False).encode(), "x.yaml"))
                for one in (data, later)
            )
        except SourceError:  # chance has made something that is no matrix
            continue
        compared += 1
        changes = compare(old, new)
        groups = tell(old, new, changes).groups
        told = [one for group in groups for one in group.told]
        assert {id(change) for one in told for change in one.changes} == {id(change) for change in changes}
        for one in (*told, *(one for group in groups for one in group.following)):
            assert one.text.strip() == one.text
            assert not [sign for sign in ("None", "Stated", "()", "\n") if sign in one.text]
        for one in told:
            if one.pieces:
                assert text_of(tuple(piece for piece in one.pieces if piece.state != "new")) == one.before
                assert text_of(tuple(piece for piece in one.pieces if piece.state != "gone")) == one.after
        assert len(json.loads(as_json(old, new, changes))["changes"]) == len(changes)
    assert compared > 20
