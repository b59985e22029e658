"""Some changes of several bring along what they name, and no more."""

import pytest

from tests.support.compared import BASE
from tests.support.matrices import matrix_of
from vastuumatriisi.matrix.changes import Changes, compare, only


def chosen(text: str, *wanted: str) -> list[str]:
    changes = compare(matrix_of(BASE), matrix_of(text))
    return told(only(changes, [change for change in changes if f"{change.kind} {change.where}" in wanted]))


def told(changes: Changes) -> list[str]:
    return [f"{change.kind} {change.where}" for change in changes]


NEW = BASE.replace("roles:", "roles:\n  - {id: uusi, name: Uusi, unit: kolme}").replace(
    "units: []", "units: [{id: kolme, name: Kolme, duties: [{id: U-1, text: Uusi., assign: {uusi: R}, theme: eri}]}]"
)
NEW = NEW.replace("{id: raha, name: Raha}", "{id: raha, name: Raha}, {id: eri, name: Eri}").replace("Autamme", "Tuemme")


def test_what_is_named_comes_along() -> None:
    """A new duty brings its unit, its theme and the role of its letter, with that role's home."""
    assert chosen(NEW, "duty-added U-1") == [
        "matrix-changed eri",
        "role-added uusi",
        "unit-added kolme",
        "duty-added U-1",
    ]


def test_nothing_else_comes_along() -> None:
    """A change that names nothing new stands alone."""
    assert chosen(NEW, "duty-reworded Y-2") == ["duty-reworded Y-2"]


def test_what_is_removed_takes_along_what_parts_from_it() -> None:
    """Without a role, nothing may name it any longer."""
    text = BASE.replace("  - {id: olli, name: Olli, short: O}\n", "").replace("        supports: [olli]\n", "")
    text = text.replace(', assign: {olli: "R, A (iso)"}', "").replace("Autamme", "Tuemme")
    assert chosen(text, "role-removed olli") == ["role-removed olli", "unit-supports yksi", "duty-letters Y-1"]


@pytest.mark.parametrize("wanted", ["duty-added Y-2", "duty-recoded Y-3"])
def test_a_code_that_another_duty_has(wanted: str) -> None:
    """Whoever takes a code needs the change that frees it."""
    text = BASE.replace("{id: Y-3", "{id: Y-4").replace("{id: Y-2", "{id: Y-3")
    text = text.replace(
        "          - {id: Y-3", "          - {id: Y-2, text: Aivan uusi tehtävä.}\n          - {id: Y-3"
    )
    expected = ["duty-added Y-2", "duty-recoded Y-3", "duty-recoded Y-4"]
    assert chosen(text, wanted) == expected[expected.index(wanted) :]
