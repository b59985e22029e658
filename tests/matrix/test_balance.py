"""The balance of a matrix and the agenda of what is undecided."""

from tests.support.matrices import matrix_of
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.balance import agenda, load_of

TEXT = """
roles: [{id: eeva, name: Eeva Esimerkki}, {id: olli, name: Olli Esimerkki}]
levels:
  - id: taso
    name: Taso
    units:
      - id: ryhma
        name: Ryhmä
        units:
          - {id: yksi, name: Yksi, leads: [eeva, olli], duties: [{id: Y-1, text: Teemme.}, {id: Y-2, text: Autamme.}]}
      - id: kaksi
        name: Kaksi
        performs: true
        duties:
          - {id: K-1, text: Kysymme., assign: {eeva: R/A, olli: C}}
          - {id: K-2, text: Vastaamme., assign: {olli: I}}
"""


def test_load() -> None:
    """An actor's duties are sorted by what its letters count as; R and A on one duty count once in the total."""
    matrix = matrix_of(TEXT)
    eeva, olli = load_of(matrix, "eeva"), load_of(matrix, "olli")
    assert (eeva.owns, eeva.performs, eeva.total) == (("K-1",), ("Y-1", "Y-2", "K-1"), 3)
    assert (olli.partner, olli.informed, olli.supports) == (("K-1",), ("K-2",), ())


def test_agenda() -> None:
    """Undecided owners are grouped below their group or level, one line for a unit, with whom they could fall to."""
    items = agenda(matrix_of(TEXT))
    assert [(item.body, item.name) for item in items] == [("ryhma", "Ryhmä"), ("taso", "Taso")]
    [first], [second] = (item.decisions for item in items)
    assert (first.reason, first.candidates, first.duties) == ("owner-undecided", ("eeva", "olli"), ("Y-1", "Y-2"))
    assert (second.reason, second.candidates, second.duties) == ("no-owner", (), ("K-2",))


def test_answered_is_no_longer_on_the_agenda() -> None:
    """A unit or a duty that answers the finding has nothing left to decide."""
    answered = TEXT.replace("leads: [eeva, olli],", "leads: [eeva, olli], accept: {owner-undecided: Sovittu.},")
    assert [item.body for item in agenda(matrix_of(answered))] == ["taso"]
    answered = TEXT.replace("text: Vastaamme.,", "text: Vastaamme., accept: {no-owner: Ei tarvita.},")
    assert [item.body for item in agenda(matrix_of(answered))] == ["ryhma"]


def test_kuopio(kuopio: Views) -> None:
    """Seven lines in four groups hold every open duty of the real matrix once."""
    items = agenda(kuopio.matrix)
    decided = [code for item in items for decision in item.decisions for code in decision.duties]
    assert sorted(decided) == sorted(code for code, own in kuopio.matrix.ownership.items() if own.open)
    assert (len(items), sum(len(item.decisions) for item in items)) == (4, 7)
    assert load_of(kuopio.matrix, "palvelualue").total == 18
    assert len(load_of(kuopio.matrix, "rehtori").owns) == 12
