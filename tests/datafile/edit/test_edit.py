"""An edit changes what it has to in the manner of its surroundings, and nothing else."""

import difflib

import pytest

from tests.support.edited import BASE, edited, matrix_of, replaced
from vastuumatriisi.matrix.changes import compare

SECOND = BASE[BASE.index("          - id: Y-2") : BASE.index("\n          # kolmannesta")]
THIRD = BASE[BASE.index("          # kolmannesta") : BASE.index("          # lopuksi")]


def differing(old: str, new: str) -> list[str]:
    """Return the lines that go and come."""
    lines = difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


HISTORY = "\nhistory: [{edition: '1', date: 2026-01-31}]\n"
LETTERS = """
letters:
  R: {name: Toteuttaa, meaning: Tekee., counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable}
roles:"""
CASES: dict[str, tuple[str, list[str]]] = {
    "a word, beside a comment": (
        replaced(("Teemme työtä.", "'Teemme usein työtä.'")),
        [
            "-            text: Teemme työtä.   # huomautus",
            "+            text: Teemme usein työtä.   # huomautus",
        ],
    ),
    "a plain text that needs quotes": (
        replaced(("Teemme työtä.", "'Teemme: työtä'")),
        [
            "-            text: Teemme työtä.   # huomautus",
            '+            text: "Teemme: työtä"   # huomautus',
        ],
    ),
    "lines of a list, beside a comment": (
        replaced(("Teemme työtä.", '"Teemme:\\n- yhtä\\n- toista"')),
        [
            "-            text: Teemme työtä.   # huomautus",
            "+            text: |- # huomautus",
            "+              Teemme:",
            "+              - yhtä",
            "+              - toista",
        ],
    ),
    "a folded text": (
        replaced(("kaikessa siinä", "aivan kaikessa mahdollisessa siinä")),
        [
            "-              Autamme muita yksiköitä kaikessa siinä,",
            "-              mitä ne meiltä pyytävät.",
            "+              Autamme muita yksiköitä aivan kaikessa",
            "+              mahdollisessa siinä, mitä ne meiltä pyytävät.",
        ],
    ),
    "single quotes": (
        replaced(("Neuvomme: aina", "Neuvomme: ei")),
        ["-            text: 'Neuvomme: aina'", "+            text: 'Neuvomme: ei'"],
    ),
    "an item of a list in lines": (replaced(("              - kaksi\n", "")), ["-              - kaksi"]),
    "an item of a list in brackets": (
        replaced(("supports: [ olli ]", "supports: [olli, kaksi]")),
        ["-        supports: [ olli ]", "+        supports: [ olli, kaksi ]"],
    ),
    "an alias": (replaced(("leads: *johto", "leads: [olli]")), ["-        leads: *johto", "+        leads: [olli]"]),
    "what an alias repeats": (
        replaced(("&johto [eeva]", "[olli]"), ("*johto", "[eeva]")),
        [
            "-        leads: &johto [eeva]",
            "+        leads: &johto [olli]",
            "-        leads: *johto",
            "+        leads: [eeva]",
        ],
    ),
    "an alias and what it repeats": (
        replaced(("&johto [eeva]", "&johto [olli]")),
        ["-        leads: &johto [eeva]", "+        leads: &johto [olli]"],
    ),
    "the anchor gone": (
        replaced(("        leads: &johto [eeva]\n", ""), ("*johto", "[eeva]")),
        ["-        leads: &johto [eeva]", "-        leads: *johto", "+        leads: [eeva]"],
    ),
    "a theme, which is new": (
        replaced(
            ("\nroles:", "\nthemes: [{id: t, name: T}]\nroles:"),
            ("Teemme työtä.", "Teemme työtä.\n            theme: t"),
        ),
        ["+", "+themes:", "+  - id: t", "+    name: T", "+            theme: t"],
    ),
    "a duty gone with its comments": (
        replaced(("          - id: Y-1   # koodi\n            text: Teemme työtä.   # huomautus\n", "")),
        [
            "-          # ensimmäisestä",
            "-          - id: Y-1   # koodi",
            "-            text: Teemme työtä.   # huomautus",
        ],
    ),
    "the first duty of a unit": (
        replaced(("duties: []", "duties: [{id: K-1, text: Uusi asia}]")),
        ["-        duties: []", "+        duties:", "+          - id: K-1", "+            text: Uusi asia"],
    ),
    "a duty behind the others": (
        replaced(
            ("assign: {eeva: A}", "assign: {eeva: A}\n          - {id: Y-4, text: 'Uusi: asia', assign: {olli: R A}}")
        ).replace("R A", "R/A"),
        ["+          - id: Y-4", '+            text: "Uusi: asia"', "+            assign: {olli: R/A}"],
    ),
    "a role as the others are written": (
        replaced(('"x: y"]}', '"x: y"]}\n  - id: ulla\n    name: Ulla\n    collective: true')),
        ["+  - {id: ulla, name: Ulla, collective: true}"],
    ),
    "the introduction": (
        replaced(("2. kaksi", "2. väli\n  3. kaksi")),
        ["-  2. kaksi", "+  2. väli", "+  3. kaksi"],
    ),
    "an answer": (
        replaced(('name: "Kaksi"', 'name: "Kaksi"\n        accept: {no-owner: "Näin: on"}')),
        ['+        accept: {no-owner: "Näin: on"}'],
    ),
    "the last stated letter gone": (
        replaced(("            assign: {eeva: A}\n", "")),
        ["-            assign: {eeva: A}"],
    ),
    "letters": (
        replaced(("\nroles:", LETTERS)),
        [
            "+",
            "+letters:",
            "+  R: {name: Toteuttaa, meaning: Tekee., counts_as: responsible}",
            "+  A: {name: Vastaa, counts_as: accountable}",
        ],
    ),
    "the next edition": (
        replaced(('edition: "1"', 'edition: "2"'), ("date: 2026-01-31", "date: 2026-05-31")) + HISTORY,
        [
            '-edition: "1"',
            "-date: 2026-01-31",
            '+edition: "2"',
            "+date: 2026-05-31",
            "+history:",
            '+  - edition: "1"',
            "+    date: 2026-01-31",
        ],
    ),
    "a level with all in it": (
        BASE + "  - {id: muu, name: Muu, units: [{id: kolme, name: Kolme, duties: [{id: Z-1, text: Zz}]}]}\n",
        [
            "+  - id: muu",
            "+    name: Muu",
            "+    units:",
            "+      - id: kolme",
            "+        name: Kolme",
            "+        duties:",
            "+          - id: Z-1",
            "+            text: Zz",
        ],
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_only_what_differs(what: str) -> None:
    """Each edit takes and puts exactly these lines."""
    new, lines = CASES[what]
    text = edited(BASE, new)
    assert differing(BASE, text) == lines
    assert not compare(matrix_of(text), matrix_of(new)).changes


def test_a_duty_moves_with_its_comment() -> None:
    """In another unit it stands as it stood, with the comment directly above it; that below it stays."""
    text = edited(BASE, BASE.replace(THIRD, "").replace("duties: []", f"duties:\n{THIRD.rstrip()}"))
    assert text == BASE.replace(THIRD, "").replace("duties: []", f"duties:\n{THIRD.rstrip()}")


def test_order() -> None:
    """In another order duties change places with their comments, as few as can be."""
    text = edited(BASE, BASE.replace(SECOND, "@").replace(THIRD, SECOND).replace("@", THIRD))
    assert sorted(differing(BASE, text)) == sorted(
        [*(f"-{line}" for line in THIRD.split("\n")[:-1]), *(f"+{line}" for line in THIRD.split("\n")[:-1])]
    )


def test_the_last_duty_gone() -> None:
    """No empty list is left behind, and a comment that belonged to no duty stays."""
    whole = BASE[BASE.index("        duties:\n") : BASE.index("      - id: kaksi")]
    assert edited(BASE, BASE.replace(whole, "")) == BASE.replace(whole, "        # lopuksi\n")
