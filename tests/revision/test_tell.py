"""Each change in words, in every language, under the unit that it is of."""

from typing import get_args

import pytest

from tests.support.matrices import HEAD, matrix_of
from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.locales.wording import available, wording
from vastuumatriisi.matrix.changes import Kind, compare
from vastuumatriisi.revision import Revision, Told, tell
from vastuumatriisi.revision.tell import TELLERS
from vastuumatriisi.revision.values import text_of

BASE = """
introduction: Alku on tässä.
contact: neuvonta
fonts: [Noto Sans]
letters:
  R: {name: Tekee, meaning: Tekee työn., counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable}
  S: {name: Tukee, counts_as: support, accept: {look-alike-letters: Sovittu.}}
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
roles:
  - {id: eeva, name: Eeva}
  - {id: olli, name: Olli, short: O}
  - {id: ulla, name: Ulla}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [olli]
        duties:
          - {id: Y-1, text: Teemme työtä joka päivä., counterparts: [K-1], theme: tuki, assign: {olli: "R, A (iso)"}}
          - {id: Y-2, text: Autamme muita yksiköitä., cooperates: [kaksi]}
          - {id: Y-3, text: Neuvomme kaikkia kysyjiä., note: Ei kesällä.}
          - {id: Y-4, text: Johdamme muita hyvin.}
      - {id: kaksi, name: Kaksi, duties: [{id: K-1, text: Teemme työtä.}, {id: K-2, text: Hankimme laitteita.}]}
  - {id: muu, name: Muu taso, units: []}
site_types: [{id: talo, name: Talo, units: [yksi, kaksi]}]
history: [{edition: "0", date: 2025-01-31}]
"""
KAKSI = (
    "      - {id: kaksi, name: Kaksi, duties: [{id: K-1, text: Teemme työtä.}, {id: K-2, text: Hankimme laitteita.}]}\n"
)
Y_4 = "          - {id: Y-4, text: Johdamme muita hyvin.}\n"

# What is changed -> the lines that tell of it in Finnish, with the unit in front of those that are of one.
EDITS: dict[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "reworded": (
        (("joka päivä", "joka viikko"),),
        ("yksi: Y-1, teksti: Teemme työtä joka [poistettu: päivä] [lisätty: viikko].",),
    ),
    "rewritten": (
        (("Neuvomme kaikkia kysyjiä", "Ohjaamme väkeä"),),
        ("yksi: Y-3, teksti. Ennen: Neuvomme kaikkia kysyjiä. Nyt: Ohjaamme väkeä.",),
    ),
    "recoded": ((("id: Y-3", "id: Y-9"),), ("yksi: Y-9: tunnus Y-3 → Y-9",)),
    "added": (
        ((Y_4, Y_4 + "          - {id: Y-5, text: Uutta., theme: raha, cooperates: [ulla]}\n"),),
        ("yksi: Y-5 lisätty: Uutta. (aihe: Raha; yhteistyössä: Ulla)",),
    ),
    "removed": (((Y_4, ""),), ("yksi: Y-4 poistettu: Johdamme muita hyvin.",)),
    "moved": (
        ((Y_4, ""), ("laitteita.}]", "laitteita.}, {id: Y-4, text: Johdamme muita hyvin.}]")),
        (
            "yksi: Y-4: siirretty, nyt Kaksi",
            "kaksi: Y-4: siirretty Yksi → Kaksi",
            "kaksi: > Yksi R → ei kirjainta: Y-4",
            "kaksi: > Eeva A → ei kirjainta: Y-4",
            "kaksi: > Olli S → ei kirjainta: Y-4",
        ),
    ),
    "theme": ((("theme: tuki", "theme: raha"),), ("yksi: Y-1: aihe Tuki → Raha",)),
    "no theme": ((("theme: tuki, ", ""),), ("yksi: Y-1, aihe: poistettu Tuki",)),
    "scopes": ((("theme: tuki", "theme: tuki, scopes: [lukio]"),), ("yksi: Y-1, koskee: lisätty Lukio",)),
    "partners": (
        (("cooperates: [kaksi]", "cooperates: [ulla]"),),
        ("yksi: Y-2, yhteistyössä: lisätty Ulla; poistettu Kaksi",),
    ),
    "counterparts": (
        (("counterparts: [K-1]", "counterparts: [K-2]"),),
        (
            "yksi: Y-1, sama tehtävä: lisätty K-2; poistettu K-1",
            "kaksi: K-1, sama tehtävä: poistettu Y-1",
            "kaksi: K-2, sama tehtävä: lisätty Y-1",
            "kaksi: > Yksi R → ei kirjainta: K-1",
            "kaksi: > Yksi ei kirjainta → R: K-2",
        ),
    ),
    "letters": ((("R, A (iso)", "R, A"),), ("yksi: Y-1: Olli R, A (iso) → R/A",)),
    "not involved": (
        (("R, A (iso)", "-"),),
        ("yksi: Y-1: Olli R, A (iso) → ei osallistu", "yksi: > Eeva ei kirjainta → A: Y-1"),
    ),
    "owner by a stated letter": (
        (("text: Johdamme muita hyvin.", "text: Johdamme muita hyvin., assign: {ulla: A}"),),
        ("yksi: Y-4: vastaava Eeva → Ulla",),
    ),
    "letter besides the owner's": (
        (("text: Johdamme muita hyvin.", "text: Johdamme muita hyvin., assign: {ulla: A, olli: R}"),),
        ("yksi: Y-4: vastaava Eeva → Ulla", "yksi: Y-4, Olli: lisätty R"),
    ),
    "note": (
        (("note: Ei kesällä.", "note: Ei kesällä eikä talvella."),),
        ("yksi: Y-3, huomautus: Ei kesällä [lisätty: eikä talvella].",),
    ),
    "links": (
        (("theme: tuki", "theme: tuki, links: [{title: Ohje, url: 'https://a.fi/'}]"),),
        ("yksi: Y-1, linkit: lisätty Ohje https://a.fi/",),
    ),
    "unit named": ((("name: Kaksi", "name: Toinen"),), ("kaksi: Nimi: Kaksi → Toinen",)),
    "unit short": ((("name: Kaksi", "name: Kaksi, short: '2'"),), ("kaksi: Lyhyt nimi: lisätty 2",)),
    "lead": (
        (("leads: [eeva]", "leads: [ulla]"),),
        (
            "yksi: Vastuuhenkilö: Eeva → Ulla",
            "yksi: > Ulla ei kirjainta → A: Y-2–Y-4",
            "yksi: > Eeva A → ei kirjainta: Y-2–Y-4",
        ),
    ),
    "leads": (
        (("leads: [eeva]", "leads: [eeva, ulla]"),),
        (
            "yksi: Vastuuhenkilöt: lisätty Ulla",
            "yksi: > Eeva A → R: Y-2–Y-4",
            "yksi: > Eeva ei kirjainta → R: Y-1",
            "yksi: > Ulla ei kirjainta → R: yksikön kaikki 4 tehtävää",
        ),
    ),
    "supports": (
        (("supports: [olli]", "supports: [olli, ulla]"),),
        ("yksi: Tukena: lisätty Ulla", "yksi: > Ulla ei kirjainta → S: yksikön kaikki 4 tehtävää"),
    ),
    "unit scopes": ((("name: Kaksi", "name: Kaksi, scopes: [lukio]"),), ("kaksi: Koskee: lisätty Lukio",)),
    "performs": (
        (("name: Kaksi", "name: Kaksi, performs: true"),),
        ("kaksi: Toteuttaa omat tehtävänsä: päätellään → kyllä", "kaksi: > Kaksi ei kirjainta → R: K-1, K-2"),
    ),
    "contact of a unit": ((("name: Kaksi", "name: Kaksi, contact: x"),), ("kaksi: Yhteys: lisätty x",)),
    "unit added": (
        (("units: []", "units: [{id: uusi, name: Uusi, leads: [ulla]}]"),),
        ("uusi: Yksikkö Uusi lisätty (vastuuhenkilöt: Ulla)",),
    ),
    "unit removed": (
        (
            ("{id: kaksi,", "{id: kolme,"),
            ("name: Kaksi", "name: Kolme"),
            ("cooperates: [kaksi]", "cooperates: [kolme]"),
            ("[yksi, kaksi]", "[yksi]"),
        ),
        (
            "Talo Talo, yksiköt: poistettu Kaksi",
            "yksi: Y-2, yhteistyössä: lisätty Kolme; poistettu Kaksi",
            "kolme: Yksikkö Kolme lisätty",
            "kolme: K-1: siirretty Kaksi → Kolme",
            "kaksi: K-1: siirretty, nyt Kolme",
            "kolme: K-2: siirretty Kaksi → Kolme",
            "kaksi: K-2: siirretty, nyt Kolme",
            "kaksi: Yksikkö Kaksi poistettu",
            "yksi: > Kaksi R → ei kirjainta: Y-1",
            "yksi: > Kolme ei kirjainta → R: Y-1",
        ),
    ),
    "unit moved": (
        (
            (
                KAKSI,
                "",
            ),
            (
                "units: []",
                f"units: [{KAKSI.strip(' -')}]",
            ),
        ),
        ("kaksi: Siirretty: Taso → Muu taso",),
    ),
    "role named": ((("name: Eeva", "name: Eeva E"),), ("Rooli Eeva E: nimi Eeva → Eeva E",)),
    "role short": ((("short: O", "short: Ol"),), ("Rooli Olli: lyhyt nimi O → Ol",)),
    "role home": ((("short: O", "short: O, unit: kaksi"),), ("Rooli Olli, kotiyksikkö: lisätty Kaksi",)),
    "role scopes": ((("short: O", "short: O, scopes: [lukio]"),), ("Rooli Olli, koskee: lisätty Lukio",)),
    "collective": ((("short: O", "short: O, collective: true"),), ("Rooli Olli: monen yhteinen nimike ei → kyllä",)),
    "aliases": ((("short: O", "short: O, aliases: [Ollinen]"),), ("Rooli Olli, muut kirjoitusasut: lisätty Ollinen",)),
    "role added": (
        (("roles:", "roles:\n  - {id: uusi, name: Uusi, unit: kaksi}"),),
        ("Rooli Uusi lisätty (kotiyksikkö: Kaksi)",),
    ),
    "role removed": ((("  - {id: ulla, name: Ulla}\n", ""),), ("Rooli Ulla poistettu",)),
    "letter named": ((("name: Tekee", "name: Toteuttaa"),), ("Kirjain R: nimi Tekee → Toteuttaa",)),
    "letter meant": (
        (("meaning: Tekee työn.", "meaning: Tekee työn itse."),),
        ("Kirjain R, merkitys: Tekee työn [lisätty: itse].",),
    ),
    "letter counted": (
        (("name: Tukee, counts_as: support", "name: Tukee, counts_as: consulted"),),
        ("Kirjain S: lasketaan tukevaksi → konsultoitavaksi",),
    ),
    "letter added": (
        (("letters:\n", "letters:\n  I: {name: Tietää, counts_as: informed}\n"),),
        ("Kirjain I lisätty: Tietää (lasketaan: tiedon saavaksi)",),
    ),
    "rule": (
        (("contact:", "derive: {supports: R}\ncontact:"),),
        ("Päätelty kirjain: yksikön tukena mainitulle S → R", "yksi: > Olli S → R: Y-2–Y-4"),
    ),
    "rule left out": (
        (("contact:", "derive: {supports: }\ncontact:"),),
        ("Päätelty kirjain, yksikön tukena mainitulle: poistettu S", "yksi: > Olli S → ei kirjainta: Y-2–Y-4"),
    ),
    "threshold": (
        (("contact:", "thresholds: {many-performers: 5}\ncontact:"),),
        ("Kysymyksen raja: toteuttajia 4 → 5",),
    ),
    "title": ((("Esimerkkimatriisi", "Matriisi"),), ("Otsikko. Ennen: Esimerkkimatriisi Nyt: Matriisi",)),
    "organisation": ((("Esimerkkilä", "Mallila"),), ("Organisaatio: Esimerkkilä → Mallila",)),
    "edition": ((('edition: "1"', 'edition: "2"'),), ("Painos: 1 → 2",)),
    "date": ((("2026-01-31", "2026-02-01"),), ("Päiväys: 31.1.2026 → 1.2.2026",)),
    "contact": ((("neuvonta", "vaihde"),), ("Yhteys: neuvonta → vaihde",)),
    "introduction": (
        (("Alku on tässä.", "Alku on täällä."),),
        ("Johdanto: Alku on [poistettu: tässä] [lisätty: täällä].",),
    ),
    "fonts": ((("[Noto Sans]", "[Fira]"),), ("Kirjasimet: lisätty Fira; poistettu Noto Sans",)),
    "address": (
        (("contact:", "publication_url: https://a.fi/\ncontact:"),),
        ("Julkaisuosoite: lisätty https://a.fi/",),
    ),
    "approved": ((("contact:", "approved_by: Lautakunta\ncontact:"),), ("Hyväksynyt: lisätty Lautakunta",)),
    "valid": ((("contact:", "valid_from: 2026-03-01\ncontact:"),), ("Voimassa alkaen: lisätty 1.3.2026",)),
    "review": ((("contact:", "review_by: 2026-03-01\ncontact:"),), ("Tarkistettava viimeistään: lisätty 1.3.2026",)),
    "history": (
        (("history: [", "history: [{edition: '00', date: 2026-01-01, note: Koe.}, "),),
        ("Aiemmat painokset: lisätty 00 (1.1.2026) Koe.",),
    ),
    "theme named": ((("name: Raha", "name: Rahat"),), ("Aihe Rahat: nimi Raha → Rahat",)),
    "theme removed": ((("{id: raha, name: Raha}", ""),), ("Aihe Raha poistettu",)),
    "scope added": ((("{id: lukio,", "{id: iso, name: Iso}, {id: lukio,"),), ("Osa-alue Iso lisätty",)),
    "level named": ((("name: Muu taso", "name: Muu"),), ("Taso Muu: nimi Muu taso → Muu",)),
    "level short": ((("name: Muu taso", "name: Muu taso, short: M"),), ("Taso Muu taso, lyhyt nimi: lisätty M",)),
    "house": ((("units: [yksi, kaksi]", "units: [yksi]"),), ("Talo Talo, yksiköt: poistettu Kaksi",)),
    "scopes of a house": (
        (("units: [yksi, kaksi]", "units: [yksi, kaksi], scopes: [lukio]"),),
        ("Talo Talo, koskee: lisätty Lukio",),
    ),
    "answer": (
        (("name: Kaksi", "name: Kaksi, accept: {no-owner: Sovittu.}"),),
        ("kaksi: Vastaus kysymykseen ”vastaava puuttuu”: [lisätty: Sovittu.]",),
    ),
    "answer of a duty": (
        (("theme: tuki", "theme: tuki, accept: {bundled-duties: Kyllä.}"),),
        ("yksi: Y-1, vastaus kysymykseen ”tekstissä on ehkä useampi tehtävä”: [lisätty: Kyllä.]",),
    ),
    "answer of a role": (
        (("name: Ulla", "name: Ulla, accept: {idle-role: Näin.}"),),
        ("Rooli Ulla, vastaus kysymykseen ”roolilla ei ole kirjaimia”: [lisätty: Näin.]",),
    ),
    "answer of a letter": (
        ((", accept: {look-alike-letters: Sovittu.}", ""),),
        ("Kirjain S, vastaus kysymykseen ”kirjaimet näyttävät samalta”: [poistettu: Sovittu.]",),
    ),
    "order": (
        (
            ("[{id: tuki, name: Tuki}, {id: raha, name: Raha}]", "[{id: raha, name: Raha}, {id: tuki, name: Tuki}]"),
            ("[yksi, kaksi]", "[kaksi, yksi]"),
        ),
        ("Järjestys on toinen: aiheet, Talo (yksiköt)",),
    ),
}


def told(old: str, new: str) -> Revision:
    before, after = matrix_of(old), matrix_of(new)
    return tell(before, after, compare(before, after))


def texts(what: str, language: str = "fi") -> tuple[str, str]:
    """Return the data files before and after an edit."""
    before = after = HEAD.replace("language: fi", f"language: {language}") + BASE
    for old, new in EDITS[what][0]:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    return before, after


def edited(what: str, language: str = "fi") -> Revision:
    return told(*texts(what, language))


def lines(revision: Revision) -> list[str]:
    """Return what is told, the order of the units left aside."""
    result = []
    for group in revision.groups:
        ahead = f"{group.unit}: " if group.unit else ""
        result += [ahead + told.text for told in group.told]
        result += [f"{ahead}> {following.text}" for following in group.following]
    return result


@pytest.mark.parametrize("what", EDITS)
def test_one_change_in_words(what: str) -> None:
    """Each change has its sentence, with names and not ids, under its unit or that of the whole matrix."""
    assert sorted(lines(edited(what))) == sorted(EDITS[what][1])


def every_told(language: str) -> list[Told]:
    return [told for what in EDITS for group in edited(what, language).groups for told in group.told]


@pytest.mark.parametrize("language", sorted(available()))
def test_every_kind_is_told_in_every_language(language: str) -> None:
    """No kind of change is left without words, and no sentence has a place that nothing fills."""
    everything = every_told(language)
    assert {one.kind for one in everything} == {*get_args(Kind)} == {*TELLERS}
    assert all(one.text and "{" not in one.text and "None" not in one.text for one in everything)
    assert all(wording(language)(f"revision.findings.{name}") for name in FINDINGS)


def test_texts_hold_both_sides() -> None:
    """The pieces of a text are the text before and the text after, for documents that mark them their own way."""
    [told] = edited("reworded").groups[0].told
    assert text_of(tuple(one for one in told.pieces if one.state != "new")) == told.before == "Teemme työtä joka päivä."
    assert (
        text_of(tuple(one for one in told.pieces if one.state != "gone")) == told.after == "Teemme työtä joka viikko."
    )
    assert (told.action, told.label, told.aspect, told.unit, told.where) == ("changed", "Y-1", "teksti", "yksi", "Y-1")


def test_actions_are_those_of_the_thing() -> None:
    """A duty that got a theme has changed; one that came was added, one that went was removed."""
    assert [edited(what).groups[0].told[0].action for what in ("scopes", "added", "removed", "role removed")] == [
        *("changed", "added", "removed", "removed"),
    ]


def test_units_in_the_order_of_the_matrix() -> None:
    """What concerns the whole matrix comes first, then units in their order, those that are gone last."""
    groups = edited("unit removed").groups
    assert [group.name for group in groups] == ["Koko matriisi", "Yksi", "Kolme", "Kaksi"]


def test_every_change_is_told() -> None:
    """Nothing that is compared is left out, whatever is told at once."""
    for what in EDITS:
        old, new = (matrix_of(text) for text in texts(what))
        changes = compare(old, new)
        revision = tell(old, new, changes)
        tellings = {id(change) for group in revision.groups for one in group.told for change in one.changes}
        assert {id(change) for change in changes} <= tellings, what


def test_a_recoded_counterpart_is_not_told() -> None:
    """A counterpart under a new code is the same one; another one besides is told by itself."""
    new = BASE.replace("K-1", "K-9").replace("counterparts: [K-9]", "counterparts: [K-9, K-2]")
    assert "yksi: Y-1, sama tehtävä: lisätty K-2" in lines(told(BASE, new))


def test_long_runs_and_gaps() -> None:
    """Codes that follow one another are a range, others stand by themselves."""
    duties = [f"{{id: A-{n}, text: Työ {n} on tässä.}}" for n in range(1, 9)]
    unit = "{id: u, name: U, supports: [a], duties: [%s]}"
    plain = f"roles: [{{id: a, name: Aino}}]\nlevels: [{{id: t, name: T, units: [{unit}]}}]"
    without = [duty.replace("}", ", assign: {a: C}}") if "A-4" in duty else duty for duty in duties]
    old = plain % ", ".join(without)
    assert lines(told(old, old.replace("supports: [a]", "performs: true"))) == [
        "u: Tukena: poistettu Aino",
        "u: Toteuttaa omat tehtävänsä: päätellään → kyllä",
        "u: > Aino S → ei kirjainta: A-1–A-3, A-5–A-8",
    ]


def test_swapped_names_and_languages() -> None:
    """The new edition's language is that of the words, a language without its own wording has the English one."""
    english = told(HEAD + BASE, HEAD.replace("fi", "ja") + BASE)
    assert lines(english) == ["Language: fi → ja"]
    assert lines(told(HEAD + BASE, HEAD.replace("language: fi", "language: sv") + BASE)) == ["Språk: fi → sv"]


def test_parts_of_one_name_are_told_apart() -> None:
    """Names may repeat: then the id says which one is meant."""
    old = BASE.replace("name: Ulla", "name: Olli")
    assert lines(told(old, old.replace("supports: [olli]", "supports: [ulla]")))[0] == (
        "yksi: Tukena: Olli (olli) → Olli (ulla)"
    )


def test_lists_that_differ_in_order_or_number_alone() -> None:
    """The whole of a list is told where nothing of it is new or gone; of what stands there twice the second one."""
    old = BASE.replace("[Noto Sans]", "[Noto Sans, Fira]")
    assert lines(told(old, BASE.replace("[Noto Sans]", "[Fira, Noto Sans]"))) == [
        "Kirjasimet: Noto Sans, Fira → Fira, Noto Sans"
    ]
    assert lines(told(old, BASE.replace("[Noto Sans]", "[Noto Sans, Fira, Fira]"))) == ["Kirjasimet: lisätty Fira"]


def test_a_code_that_another_duty_has_taken() -> None:
    """What a duty that is gone leaves is not told of the one that has its code now, in whatever unit that is."""
    without = BASE.replace(", duties: [{id: K-1, text: Teemme työtä.}, {id: K-2, text: Hankimme laitteita.}]", "")
    taken = without.replace("counterparts: [K-1], ", "").replace("id: Y-3", "id: K-1")
    old = BASE.replace("name: Kaksi", "name: Kaksi, supports: [ulla]").replace("counterparts: [K-1], ", "")
    told_lines = lines(told(old, taken))
    assert "yksi: K-1: tunnus Y-3 → K-1" in told_lines
    assert "kaksi: K-1 poistettu: Teemme työtä." in told_lines
    assert not [line for line in told_lines if ">" in line]
