"""What the workbook was made from, what it says, and what the data file says by now."""

from collections.abc import Callable

import pytest

from tests.support.english import english_in
from tests.support.matrices import HEAD, matrix_of
from tests.support.returned import Book, Edit, changed
from tests.support.workbooks import render
from vastuumatriisi.cli.review_words import words_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.facts import NewDuty
from vastuumatriisi.incoming.returned.new_parts import add_duty
from vastuumatriisi.incoming.returned.review import Review, applied, review_of
from vastuumatriisi.incoming.returned.told import plain
from vastuumatriisi.incoming.returned.wanted import Wanted
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.matrix import Duty, Matrix, Views

SOURCE = (
    HEAD
    + """
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: tiimi, name: Tiimi, collective: true}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [olli]
        duties:
          - {id: Y-1, text: Teemme työtä., theme: tuki}
          - {id: Y-2, text: Autamme muita., assign: {olli: "R (kiireessä)", tiimi: A}}
      - id: kaksi
        name: Kaksi
        leads: [eeva, olli]
        duties:
          - {id: K-1, text: Neuvomme kaikkia.}
          - {id: K-2, text: Kirjaamme asiat.}
"""
)
ALL, OPEN, ASKED = "Kaikki tehtävät", "Avoimet päätökset", "Kysymykset"


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    return render(Views(matrix_of(SOURCE)), design)


def now(*pairs: tuple[str, str]) -> str:
    """Return the data file as it has become since."""
    text = SOURCE
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def put(code: str, header: str, text: str, sheet: str = ALL) -> Edit:
    return lambda book: book[sheet].put(code, header, text)


def reviewed(workbook: bytes, text: str, *edits: Edit) -> Review:
    return review_of(changed(workbook, *edits), "kirja.xlsx", matrix_of(text))


def taken(found: Review, text: str, owners: str = "leads") -> Matrix:
    return applied(found.open, found.present, text.encode(), "esimerkki.yaml", owners).matrix


def letters(matrix: Matrix, code: str) -> dict[str, tuple[str, ...]]:
    return {one.actor: one.letters for one in matrix.assignments_of(code)}


TEXT = ("Teemme työtä.", "Teemme kaiken.")


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("Uusi teksti.", (), [("Uusi teksti.", False, False)]),
        ("Teemme kaiken.", (TEXT,), [("Teemme kaiken.", False, True)]),
        ("Uusi teksti.", (TEXT,), [("Uusi teksti.", True, False)]),
        ("Teemme työtä.", (TEXT,), []),
    ],
)
def test_a_text_three_ways(
    theirs: str, ours: tuple[tuple[str, str], ...], expected: list[tuple[str, bool, bool]], workbook: bytes
) -> None:
    """Theirs alone is a proposal, both alike are done, both otherwise are a conflict, ours alone is nothing."""
    found = reviewed(workbook, now(*ours), put("Y-1", "Tehtävä", theirs))
    assert [(one.theirs, one.conflict, one.done) for one in found.proposals] == expected
    for one in found.proposals:
        assert (one.base, one.now) == ("Teemme työtä.", found.present.duty("Y-1").text)


def test_a_conflict_stops_nobody(workbook: bytes) -> None:
    """Beside a conflict the other proposals can be taken, and the conflict itself where somebody wants theirs."""
    text = now(TEXT)
    found = reviewed(workbook, text, put("Y-1", "Tehtävä", "Uusi."), put("Y-2", "Tehtävä", "Toinen."))
    assert [one.conflict for one in found.proposals] == [True, False]
    plain_ones = [one for one in found.proposals if one.plain]
    after = applied(plain_ones, found.present, text.encode(), "esimerkki.yaml").matrix
    assert [after.duty(code).text for code in ("Y-1", "Y-2")] == ["Teemme kaiken.", "Toinen."]
    assert taken(found, text).duty("Y-1").text == "Uusi."


def test_a_duty_with_another_code_is_found(workbook: bytes) -> None:
    """A proposal for a duty that has been given another code since is one for that."""
    text = now(("id: Y-1,", "id: Y-9,"))
    found = reviewed(workbook, text, put("Y-1", "Aihe", "Raha"))
    assert [(one.fact.duty, one.code) for one in found.proposals] == [("Y-1", "Y-9")]
    assert taken(found, text).duty("Y-9").theme == "raha"


def test_what_is_gone_cannot_be_taken(workbook: bytes) -> None:
    """A proposal for a duty that the data file has no longer is told as such, and taking it changes nothing."""
    text = now(("          - {id: Y-1, text: Teemme työtä., theme: tuki}\n", ""))
    found = reviewed(workbook, text, put("Y-1", "Aihe", "Raha"))
    assert [(one.gone, one.conflict) for one in found.proposals] == [(True, True)]
    with pytest.raises(UserError, match="Proposal 1 cannot be taken") as caught:
        taken(found, text)
    told = caught.value.told(messages("fi"))
    assert told.startswith("Ehdotusta 1 ei voi ottaa: Ehdotus 1 koskee jotain, mitä datatiedostossa ei enää ole")
    assert english_in(told, "fi") == []


def test_a_missing_row_is_a_question(workbook: bytes) -> None:
    """A row that is missing is asked about and never taken with the others; gone in the data file too, it is done."""
    found = reviewed(workbook, SOURCE, lambda book: book[ALL].delete_row("Y-1"))
    assert [(one.question, one.plain) for one in found.proposals] == [(True, False)]
    assert not taken(found, SOURCE).is_duty("Y-1")
    text = now(("          - {id: Y-1, text: Teemme työtä., theme: tuki}\n", ""))
    assert reviewed(workbook, text, lambda book: book[ALL].delete_row("Y-1")).open == ()


def test_nothing_that_follows_is_stated(workbook: bytes) -> None:
    """A letter that is given is stated, those that follow beside it are not; one taken back is said to be none."""
    found = reviewed(
        workbook,
        SOURCE,
        put("Y-1", "Olli Esimerkki", "C"),
        put("Y-2", "Eeva Esimerkki", "I"),
        put("K-1", "Eeva Esimerkki", ""),
    )
    after = taken(found, SOURCE)
    assert {(one.duty, one.actor) for one in after.assignments if one.stated} == {
        ("Y-1", "olli"),
        ("Y-2", "olli"),
        ("Y-2", "tiimi"),
        ("Y-2", "eeva"),
        ("K-1", "eeva"),
    }
    assert letters(after, "Y-1") == {"olli": ("C",), "yksi": ("R",), "eeva": ("A",)}
    assert letters(after, "K-1")["eeva"] == ()


def test_a_condition_stays_with_its_letter(workbook: bytes) -> None:
    """Where a letter is added the condition of the other one stays; where that goes, it goes too."""
    found = reviewed(workbook, SOURCE, put("Y-2", "Olli Esimerkki", "R/C"))
    assert [plain(one.theirs) for one in found.proposals] == ["R (kiireessä), C"]
    found = reviewed(workbook, SOURCE, put("Y-2", "Olli Esimerkki", "C"))
    assert [plain(one.theirs) for one in found.proposals] == ["C"]


@pytest.mark.parametrize(
    ("letters_then", "said"),
    [
        ((("Y-1", "Eeva Esimerkki", ""),), [True]),
        ((("Y-1", "Eeva Esimerkki", "C"),), [True]),
        ((("Y-1", "Eeva Esimerkki", "R/A"),), [False]),
        # Each may be taken alone.
        ((("Y-1", "Eeva Esimerkki", "R"), ("Y-1", "Olli Esimerkki", "A")), [True, False]),
        # Eeva leads the unit, and owns again what nobody else does.
        ((("Y-2", "Tiimi", ""),), [False]),
        ((("Y-2", "Tiimi", "R"), ("Y-2", "Eeva Esimerkki", "C")), [False, False]),
        # Nobody owns it as it is.
        ((("K-1", "Eeva Esimerkki", ""),), [False]),
        ((("Y-1", "Vastaava", "Olli Esimerkki"),), [False]),
    ],
)
def test_what_takes_the_only_owner_away_says_so(
    letters_then: tuple[tuple[str, str, str], ...], said: list[bool], workbook: bytes
) -> None:
    """Whoever takes a proposal is told beforehand that nobody owns the duty then; and so it is."""
    found = reviewed(workbook, SOURCE, *(put(*one) for one in letters_then))
    for language in ("fi", "sv", "en"):
        words = words_of(found, language)
        told = words.say("review.leaves_open")
        assert sorted(told in tuple(words.warnings(one)) for one in found.proposals) == sorted(said)
    for one in found.proposals:
        owners = applied([one], found.present, SOURCE.encode(), "tiedot.yaml").matrix.ownership[one.code].owners
        had = found.present.ownership[one.code].owners
        assert (bool(had) and not owners) == (told in tuple(words.warnings(one)))


def test_an_owner_passes_a_duty_on(workbook: bytes) -> None:
    """The new owner gets the letter, and the one for whom it was stated loses it."""
    found = reviewed(workbook, SOURCE, put("Y-2", "Vastaava", "Eeva Esimerkki"))
    after = taken(found, SOURCE)
    assert after.ownership["Y-2"].owners == ("eeva",)
    assert "tiimi" not in letters(after, "Y-2")


@pytest.mark.parametrize(("owners", "stated"), [("leads", set[str]()), ("assign", {"K-1", "K-2"})])
def test_an_owner_of_a_whole_unit(owners: str, stated: set[str], workbook: bytes) -> None:
    """Decided for all duties of a unit, the owner leads it, or is stated for each duty where that is wanted."""
    found = reviewed(workbook, SOURCE, put("kaksi owner-undecided", "Päätös", "Olli Esimerkki.", OPEN))
    after = taken(found, SOURCE, owners)
    assert {after.ownership[code].owners for code in ("K-1", "K-2")} == {("olli",)}
    assert after.unit("kaksi").leads == (("olli",) if owners == "leads" else ("eeva", "olli"))
    assert {one.duty for one in after.assignments if one.stated and one.actor == "olli"} - {"Y-2"} == stated


@pytest.mark.parametrize(("said", "owner"), [("Olli Esimerkki", "olli"), ("tiimi.", "tiimi")])
def test_who_of_several_is_accountable(said: str, owner: str, design: Design) -> None:
    """A name that answers which of them it is takes the letter from the others; it is no reason to leave it to all."""
    text = now(('assign: {olli: "R (kiireessä)", tiimi: A}', "assign: {olli: A, eeva: R/A}"))
    found = reviewed(render(Views(matrix_of(text)), design), text, put("Y-2 two-accountable", "Päätös", said, ASKED))
    after = taken(found, text)
    assert after.ownership["Y-2"].owners == (owner,)
    assert letters(after, "Y-2")["eeva"] == ("R",)
    assert not after.duty("Y-2").accept
    (only,) = found.proposals
    sentence = words_of(found, "fi").sentence(only)
    assert sentence.startswith(f"Y-2: vastaava on {after.actor(owner).name}; Y-2")
    assert "Eeva Esimerkki R/A → R" in sentence


def test_why_several_are_accountable(design: Design) -> None:
    """An answer in other words than a name leaves the letters as they are."""
    text = now(('assign: {olli: "R (kiireessä)", tiimi: A}', "assign: {olli: A, eeva: R/A}"))
    edit = put("Y-2 two-accountable", "Päätös", "Kumpikin omalla vuorollaan.", ASKED)
    after = taken(reviewed(render(Views(matrix_of(text)), design), text, edit), text)
    assert after.duty("Y-2").accept == {"two-accountable": "Kumpikin omalla vuorollaan."}
    assert {*after.ownership["Y-2"].owners} == {"olli", "eeva"}


def test_a_team_leads_no_unit(workbook: bytes) -> None:
    """A role that several people hold owns duties only where it is stated."""
    found = reviewed(workbook, SOURCE, put("kaksi owner-undecided", "Päätös", "Tiimi", OPEN))
    after = taken(found, SOURCE)
    assert after.unit("kaksi").leads == ("eeva", "olli")
    assert after.ownership["K-1"].owners == ("tiimi",)


def test_an_answer_is_kept_with_its_reason(workbook: bytes) -> None:
    """A decision in other words than a name answers the question, with who decided and when."""
    edits = [put("kaksi owner-undecided", header, text, OPEN) for header, text in DECIDED.items()]
    found = reviewed(workbook, SOURCE, *edits)
    assert taken(found, SOURCE).unit("kaksi").accept == {"owner-undecided": "Yhdessä. (johtoryhmä, 1.12.2026)"}


DECIDED = {"Päätös": "Yhdessä.", "Päättäjä": "johtoryhmä", "Päivä": "1.12.2026"}


def test_a_decision_that_was_taken_otherwise_meanwhile(workbook: bytes) -> None:
    """Where the data file has another owner by now, the decision is a conflict; the same one is done."""
    edit = put("kaksi owner-undecided", "Päätös", "Olli Esimerkki", OPEN)
    other = reviewed(workbook, now(("leads: [eeva, olli]", "leads: [eeva]")), edit)
    assert [(one.conflict, one.now) for one in other.proposals] == [(True, ("eeva",))]
    assert reviewed(workbook, now(("leads: [eeva, olli]", "leads: [olli]")), edit).open == ()


def test_new_parts_come_into_the_file(workbook: bytes) -> None:
    """A new row, a new theme and a column for somebody new become a duty, a theme and a role of the data file."""

    def edit(book: Book) -> None:
        sheet = book[ALL]
        sheet.insert_row("Y-1", {"Tehtävä": "Valvomme.", "Yksikkö": "Yksi", "Aihe": "Tekoäly", "Eeva Esimerkki": "R/A"})
        sheet.insert_column(5, "Vahti")
        sheet.put("K-1", "Vahti", "C")
        sheet.put("Y-1", "Aihe", "tekoäly")

    found = reviewed(workbook, SOURCE, edit)
    after = taken(found, SOURCE)
    assert after.unit("yksi").duties == ("Y-1", "Y-3", "Y-2")
    assert (after.duty("Y-3").text, after.duty("Y-3").theme, after.duty("Y-1").theme) == (
        "Valvomme.",
        "tekoaly",
        "tekoaly",
    )
    assert letters(after, "Y-3") == {"eeva": ("R", "A"), "yksi": ("R",), "olli": ("S",)}
    assert [theme.id for theme in after.themes] == ["tuki", "raha", "tekoaly"]
    assert letters(after, "K-1")["vahti"] == ("C",)
    assert reviewed(workbook, SOURCE, edit).against(after).open == ()


def test_a_moved_duty_follows_its_new_unit(workbook: bytes) -> None:
    """A duty in another unit has what follows there; what was stated for it goes along."""
    found = reviewed(workbook, SOURCE, put("Y-2", "Yksikkö", "Kaksi"))
    after = taken(found, SOURCE)
    assert after.duty("Y-2").unit == "kaksi"
    assert letters(after, "Y-2") == {"olli": ("R",), "tiimi": ("A",), "kaksi": ("R",), "eeva": ("R",)}


def test_the_one_at_fault_is_named(workbook: bytes) -> None:
    """Of several that are taken together, the one with which the result would not read is named; nothing is changed."""
    edits: list[Callable[[Book], None]] = [
        put("Y-1", "Aihe", "Raha"),
        lambda book: book[ALL].put_at(book[ALL].row("Y-2"), 1, "ei käy"),
    ]
    found = reviewed(workbook, SOURCE, *edits)
    with pytest.raises(UserError, match="Proposal 2 cannot be taken") as caught:
        taken(found, SOURCE)
    told = caught.value.told(messages("fi"))
    assert told.startswith("Ehdotusta 2 ei voi ottaa sitä edeltävien kanssa: ")
    assert english_in(told, "fi") == []


@pytest.mark.parametrize(
    ("unit", "owner", "said", "shown"),
    [
        # Whoever leads a unit owns its duties without a word of it.
        ("Yksi", "Eeva Esimerkki", set(), {"eeva": ("A",), "yksi": ("R",), "olli": ("S",)}),
        ("Yksi", "Olli Esimerkki", {"olli"}, {"olli": ("A",), "yksi": ("R",)}),
        ("Kaksi", "Eeva Esimerkki", {"eeva"}, {"eeva": ("A",), "olli": ("R",), "kaksi": ("R",)}),
    ],
)
def test_the_owner_of_a_new_duty(
    unit: str, owner: str, said: set[str], shown: dict[str, tuple[str, ...]], workbook: bytes
) -> None:
    """Who stands in the column of owners of a new row owns the duty; that is stated where it does not follow."""

    def edit(book: Book) -> None:
        book[ALL].insert_row("K-2", {"Tehtävä": "Valvomme.", "Yksikkö": unit, "Vastaava": owner})

    found = reviewed(workbook, SOURCE, edit)
    assert [one.fact.kind for one in found.proposals] == ["duty-added"]
    after = taken(found, SOURCE)
    [new] = [duty.id for duty in after.duties if duty.text == "Valvomme."]
    assert letters(after, new) == shown
    assert {one.actor for one in after.assignments_of(new) if one.stated} == said
    assert reviewed(workbook, SOURCE, edit).against(after).open == ()


class _Counted(dict[str, Duty]):
    """New duties by code, which count how often a code is looked up among them."""

    asked = 0

    def __contains__(self, code: object) -> bool:
        self.asked += 1
        return super().__contains__(code)


def test_thousands_of_new_duties_each_find_their_code_at_once() -> None:
    """Each began again with the first number that might be free; 5,000 took 6 s."""
    wanted = Wanted(matrix_of(SOURCE), added=_Counted())
    for number in range(1000):
        add_duty(wanted, NewDuty("yksi", f"Teemme {number}.", code="Y-7" if number == 0 else ""))
    assert list(wanted.added)[:6] == ["Y-7", "Y-3", "Y-4", "Y-5", "Y-6", "Y-8"]
    assert list(wanted.added)[-1] == "Y-1002"
    assert isinstance(wanted.added, _Counted)
    assert wanted.added.asked < 3000
