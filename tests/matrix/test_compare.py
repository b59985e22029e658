"""What differs between two matrices: each kind of change, told once and by id."""

import pytest

from tests.support.compared import BASE
from tests.support.matrices import matrix_of
from vastuumatriisi.matrix.changes import Change, Changes, compare

Y_1 = '{id: Y-1, text: Teemme työtä joka päivä., counterparts: [K-1], theme: tuki, assign: {olli: "R, A (iso)"}}'


def changed(*pairs: tuple[str, str]) -> Changes:
    text = BASE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return compare(matrix_of(BASE), matrix_of(text))


def told(changes: Changes) -> list[str]:
    return [" ".join(filter(None, (change.kind, change.where, change.part))) for change in changes]


EDITS = {
    "reworded": (("joka päivä", "joka viikko"), "duty-reworded Y-1"),
    "recoded": (("id: Y-3", "id: Y-9"), "duty-recoded Y-9"),
    "theme": (("theme: tuki", "theme: raha"), "duty-theme Y-1"),
    "scopes": (("theme: tuki", "theme: tuki, scopes: [lukio]"), "duty-scopes Y-1"),
    "partners": (("cooperates: [kaksi]", "cooperates: [kaksi, olli]"), "duty-partners Y-2"),
    "letters": (("R, A (iso)", "R, A"), "duty-letters Y-1 olli"),
    "note": (("theme: tuki", "theme: tuki, note: Ei kesällä."), "duty-note Y-1 note"),
    "links": (("theme: tuki", "theme: tuki, links: [{title: O, url: 'https://a.fi/'}]"), "duty-note Y-1 links"),
    "unit named": (("name: Kaksi", "name: Toinen"), "unit-renamed kaksi name"),
    "unit short": (("name: Kaksi", "name: Kaksi, short: '2'"), "unit-renamed kaksi short"),
    "leads": (("leads: [eeva]", "leads: [olli]"), "unit-leads yksi"),
    "supports": (("supports: [olli]", "supports: []"), "unit-supports yksi"),
    "unit scopes": (("name: Kaksi", "name: Kaksi, scopes: [lukio]"), "unit-scopes kaksi"),
    "doing": (("name: Kaksi", "name: Kaksi, performs: true"), "rule-changed kaksi performs"),
    "contact of a unit": (("name: Kaksi", "name: Kaksi, contact: x"), "matrix-changed kaksi contact"),
    "unit added": (("units: []", "units: [{id: uusi, name: Uusi}]"), "unit-added uusi"),
    "role named": (("name: Eeva", "name: Eeva E"), "role-renamed eeva"),
    "role short": (("short: O", "short: Ol"), "role-changed olli short"),
    "role home": (("short: O", "short: O, unit: kaksi"), "role-changed olli unit"),
    "role scopes": (("short: O", "short: O, scopes: [lukio]"), "role-changed olli scopes"),
    "collective": (("short: O", "short: O, collective: true"), "role-changed olli collective"),
    "aliases": (("short: O", "short: O, aliases: [Ollinen]"), "role-changed olli aliases"),
    "role added": (("roles:", "roles:\n  - {id: uusi, name: Uusi}"), "role-added uusi"),
    "letter": (("name: Tekee", "name: Toteuttaa"), "letter-changed R"),
    "rule": (("contact:", "derive: {supports: R}\ncontact:"), "rule-changed supports"),
    "threshold": (("contact:", "thresholds: {many-performers: 5}\ncontact:"), "rule-changed many-performers"),
    "contact": (("neuvonta", "vaihde"), "matrix-changed contact"),
    "introduction": (("contact:", "introduction: Alku.\ncontact:"), "matrix-changed introduction"),
    "history": (("history: [", "history: [{edition: '00', date: 2026-01-01}, "), "matrix-changed history"),
    "theme named": (("name: Raha", "name: Rahat"), "matrix-changed raha"),
    "scope added": (("{id: lukio,", "{id: iso, name: Iso}, {id: lukio,"), "matrix-changed iso"),
    "level named": (("name: Muu taso", "name: Muu"), "matrix-changed muu"),
    "kind of house": (("units: [yksi, kaksi]", "units: [yksi]"), "matrix-changed talo"),
    "answer": (("name: Kaksi", "name: Kaksi, accept: {no-owner: Sovittu.}"), "answer-changed kaksi no-owner"),
    "answer of a letter": (("Sovittu.", "Näin on."), "answer-changed S look-alike-letters"),
    "order of actors": (("[yksi, kaksi]", "[kaksi, yksi]"), "order-changed"),
    "order of letters": (("contact:", "contact:"), ""),
    "same letters": (('"R, A (iso)"', '"A (iso), R"'), ""),
    "layout": (("theme: tuki", 'theme:   "tuki"'), ""),
    "counterpart on the other side": (("id: K-1,", "id: K-1, counterparts: [Y-1],"), ""),
    "short name that is the name": (("name: Kaksi", "name: Kaksi, short: Kaksi"), ""),
}


@pytest.mark.parametrize("what", EDITS)
def test_one_change(what: str) -> None:
    """An edit is one change of its kind, or none where it means the same."""
    edit, expected = EDITS[what]
    assert told(changed(edit)) == ([expected] if expected else [])


def test_counterparts_are_told_on_both_sides() -> None:
    """Whoever reads either unit learns that its counterpart is gone."""
    changes = changed(("counterparts: [K-1], ", ""))
    assert [(change.kind, change.where, change.before, change.after) for change in changes] == [
        ("duty-counterparts", "Y-1", ("K-1",), ()),
        ("duty-counterparts", "K-1", ("Y-1",), ()),
    ]


def test_a_recoded_counterpart_is_no_other_one() -> None:
    """A new code changes nothing for those that name it."""
    assert told(changed(("counterparts: [K-1]", "counterparts: [K-9]"), ("{id: K-1", "{id: K-9"))) == [
        "duty-recoded K-9"
    ]


def test_moved_and_all_the_rest_at_once() -> None:
    """A duty under its code in another unit is moved, whatever else became of it."""
    moved = Y_1.replace("joka päivä", "usein").replace("theme: tuki", "theme: raha")
    changes = changed((f"          - {Y_1}\n", ""), ("laitteita.}", f"laitteita.}}, {moved}"))
    assert told(changes) == ["duty-moved Y-1", "duty-reworded Y-1", "duty-theme Y-1"]
    assert {change.unit for change in changes} == {"kaksi"}


def test_moved_and_recoded() -> None:
    """A text in another unit under another code is the same duty."""
    changes = changed((f"          - {Y_1}\n", ""), ("laitteita.}", "laitteita.}, " + Y_1.replace("Y-1", "K-3")))
    assert told(changes) == ["duty-moved K-3", "duty-recoded K-3"]
    assert {change.was for change in changes} == {"Y-1"}


def test_numbered_anew() -> None:
    """A duty put in before others that are numbered anew is one new duty, and each other one has another code."""
    new = "          - {id: Y-2, text: Aivan uusi tehtävä meille.}\n          - {id: Y-3, text: Autamme"
    changes = changed(
        ("          - {id: Y-2, text: Autamme", new), ("{id: Y-3, text: Neuvomme", "{id: Y-4, text: Neuvomme")
    )
    assert told(changes) == ["duty-added Y-2", "duty-recoded Y-3", "duty-recoded Y-4"]


def test_two_duties_made_one() -> None:
    """A duty that takes over nearly the same words of one that is gone is reworded; the other one is gone."""
    changes = changed(("{id: K-1, text: Teemme työtä.}, ", ""), (" joka päivä", ""), ("counterparts: [K-1], ", ""))
    assert told(changes) == ["duty-reworded Y-1", "duty-counterparts Y-1", "duty-removed K-1"]


def test_equal_texts_are_told_apart_by_unit_and_order() -> None:
    """Two duties with one text that both have new codes: each is the one of its unit, in its order."""
    twice = BASE.replace("Hankimme laitteita.", "Neuvomme kaikkia kysyjiä.")
    old = matrix_of(twice)
    new = matrix_of(twice.replace("id: Y-3", "id: Z-3").replace("id: K-2", "id: Z-2"))
    assert [(change.was, change.where) for change in compare(old, new)] == [("Y-3", "Z-3"), ("K-2", "Z-2")]


def test_positions() -> None:
    """A new duty knows what it stands behind, and a moved one where it was and is."""
    [change] = changed(("Neuvomme kaikkia kysyjiä.}", "Neuvomme kaikkia kysyjiä.}\n          - {id: Y-4, text: Uusi.}"))
    assert change.position is not None
    assert (change.position.parent, change.position.after) == ("yksi", "Y-3")


def test_order_is_told_once() -> None:
    """Duties, units and leads in another order are one change, which has all lists that differ."""
    [change] = compare(matrix_of(BASE), matrix_of(reordered()))
    assert isinstance(change, Change)
    assert isinstance(change.after, tuple)
    assert change.kind == "order-changed"
    assert [(order.where, order.key, order.ids) for order in change.after] == [  # type: ignore[union-attr]
        ("", "themes", ("raha", "tuki")),
        ("yksi", "duties", ("Y-1", "Y-3", "Y-2")),
    ]


def reordered() -> str:
    second, third = "- {id: Y-2, text: Autamme muita yksiköitä., cooperates: [kaksi]}", "- {id: Y-3, text: Neuvomme"
    text = BASE.replace(second, "@").replace(f"{third} kaikkia kysyjiä.}}", second)
    text = text.replace("@", f"{third} kaikkia kysyjiä.}}")
    return text.replace(
        "{id: tuki, name: Tuki}, {id: raha, name: Raha}", "{id: raha, name: Raha}, {id: tuki, name: Tuki}"
    )


def test_letters_that_follow() -> None:
    """Another lead is told with every letter that it changes, derived ones too."""
    changes = changed(("leads: [eeva]", "leads: [olli]"))
    assert told(changes) == ["unit-leads yksi"]
    letters = [
        (one.duty, one.actor, one.before and one.before.letters, one.after and one.after.letters)
        for one in changes.letters
    ]
    assert (
        letters
        == [
            ("Y-1", "eeva", None, None),
            ("Y-2", "olli", ("S",), ("A",)),
            ("Y-2", "eeva", ("A",), None),
            ("Y-3", "olli", ("S",), ("A",)),
            ("Y-3", "eeva", ("A",), None),
        ][1:]
    )


def test_a_matrix_against_itself() -> None:
    """Nothing differs, and nothing follows."""
    changes = compare(matrix_of(BASE), matrix_of(BASE))
    assert not changes.changes
    assert not changes.letters


def test_what_is_said() -> None:
    """Another edition, contact or history is no other thing that the matrix says."""
    assert not changed(("neuvonta", "vaihde"), ("name: Kaksi", "name: Kaksi, contact: x")).said
    assert len(changed(("name: Raha", "name: Rahat")).said) == 1


TWO = ("{id: Y-2, text: Autamme muita yksiköitä.", "{id: Y-3, text: Neuvomme kaikkia kysyjiä.")


def test_two_codes_changed_places() -> None:
    """Where the texts stay and the codes change places, the duties are recoded."""
    codes = ("{id: Y-3, text: Autamme muita yksiköitä.", "{id: Y-2, text: Neuvomme kaikkia kysyjiä.")
    assert told(changed(*zip(TWO, codes, strict=True))) == ["duty-recoded Y-3", "duty-recoded Y-2"]


def test_two_texts_changed_places() -> None:
    """Where the codes stay and the texts change places, they are reworded."""
    texts = ("{id: Y-2, text: Neuvomme kaikkia kysyjiä.", "{id: Y-3, text: Autamme muita yksiköitä.")
    assert told(changed(*zip(TWO, texts, strict=True))) == ["duty-reworded Y-2", "duty-reworded Y-3"]
