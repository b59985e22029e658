"""What holds for every edit: the text says what was meant, nothing else in it moves, and no comment is lost.

EDIT_EXAMPLES sets how many pairs of matrices are tried; 2,000 where CI is set, else 150.
"""

import json
import os
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.editions import Data, Making, units_of
from tests.support.edits import changed
from tests.support.yaml_styles import Writer
from vastuumatriisi.datafile import load, read
from vastuumatriisi.datafile.edit import EditedText, apply
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import Change, Changes, compare, only
from vastuumatriisi.system.process import gc_paused

EXAMPLES = int(os.environ.get("EDIT_EXAMPLES") or (2_000 if os.environ.get("CI") else 150))
SEEDS = st.integers(0, 2**32)
thorough = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
COMMENT = re.compile(r"# (?:\w+ )?huomautus \d+\.")


def matrix_of(content: bytes) -> Matrix:
    return read.matrix_of(load.read(content, "esimerkki.yaml"))


def editions(seed: int, edits: int) -> tuple[Data, Data, bytes]:
    """Return a matrix, what became of it, and the first one written down."""
    making = Making(seed)
    before = making.matrix()
    after = changed(making, before, edits) if edits else Making(seed + 1).matrix()
    return before, after, Writer(seed).whole(before)


def both(before: bytes, after: Data) -> tuple[Matrix, Matrix] | None:
    """Return two matrices; None where the chance has made something that is none."""
    try:
        return matrix_of(before), matrix_of(json.dumps(after).encode())
    except SourceError:
        return None


@given(SEEDS, st.integers(0, 6))
@thorough
def test_the_text_says_what_was_meant(seed: int, edits: int) -> None:
    """Changes made on the text of the old matrix give the new one; all else in the text is as it was."""
    with gc_paused():
        before, after, content = editions(seed, edits)
        matrices = both(content, after)
        if matrices is None:
            return
        changes = compare(*matrices)
        edited = apply(changes, content)
        assert not compare(edited.matrix, matrices[1]).changes
        demand_only_spans_differ(edited)
        if not changes.changes:
            assert edited.content == content
        if not loses_parts(changes, before, after):
            assert {*COMMENT.findall(content.decode())} <= {*COMMENT.findall(edited.content.decode())}


def demand_only_spans_differ(edited: EditedText) -> None:
    """Put the spans into the old text by hand: that is the new one."""
    before, after = (content.decode("utf-8-sig") for content in (edited.before, edited.content))
    parts, at = [], 0
    for span in edited.spans:
        parts.extend((before[at : span.start], span.text))
        at = max(at, span.end)
    assert "".join((*parts, before[at:])) == after


def loses_parts(changes: Changes, before: Data, after: Data) -> bool:
    """Tell whether something goes whose comments go with it: a part, a key, an item, or a list that is left empty."""
    emptied = {one["id"] for one in units_of(before) if one.get("duties")} - {
        one["id"] for one in units_of(after) if one.get("duties")
    }
    named_twice = any(one.get("short") == one["name"] for one in (*units_of(before), *before["roles"]))
    return bool(emptied) or named_twice or any(map(takes_away, changes))


def takes_away(change: Change) -> bool:
    if change.kind == "unit-moved" or change.after in (None, "", ()) or change.part == "introduction":
        return True
    was, now = change.before, change.after
    fewer = isinstance(was, tuple) and isinstance(now, tuple) and not {*map(repr, was)} <= {*map(repr, now)}
    return change.about == "site-type" or (fewer and change.kind != "order-changed")


@given(SEEDS, st.integers(1, 6), st.randoms(use_true_random=False))
@settings(thorough, max_examples=max(EXAMPLES // 8, 50))
def test_some_changes_of_several(seed: int, edits: int, chance: Any) -> None:
    """Some of the changes, with those that they need, give the matrix with just these."""
    _, after, content = editions(seed, edits)
    matrices = both(content, after)
    if matrices is None or not (changes := compare(*matrices)).changes:
        return
    chosen = only(changes, chance.sample(list(changes), chance.randrange(1, len(changes) + 1)))
    if any(change.kind == "duty-recoded" for change in chosen):
        return  # without the others, two codes that changed places are two texts that did
    found = compare(matrices[0], apply(chosen, content).matrix)
    assert kinds(found) == kinds(chosen)


def kinds(changes: Changes) -> set[tuple[str, str, str]]:
    """Return what changed, without what follows: two sides of one pair, an own unit that a move makes a partner."""
    follows = {"duty-counterparts", "duty-partners", "order-changed", "unit-renamed", "role-changed"}
    return {(change.kind, change.was or change.where, change.part) for change in changes if change.kind not in follows}


@given(SEEDS)
@settings(thorough, max_examples=max(EXAMPLES // 20, 30))
def test_a_matrix_against_itself(seed: int) -> None:
    """However it is written, a matrix has no change against itself."""
    _, _, content = editions(seed, 1)
    other = Writer(seed + 1).whole(Making(seed).matrix())
    assert not compare(matrix_of(content), matrix_of(other)).changes
