"""Files of every kind are edited: other line ends, JSON, the real one; or it says why not."""

import json

import pytest

from tests.support.edited import BASE, edited, matrix_of, replaced
from tests.support.matrices import ROOT
from vastuumatriisi.datafile.edit import apply
from vastuumatriisi.errors import UserError
from vastuumatriisi.matrix.changes import compare, only


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_line_ends(ending: str, last: bool, mark: str) -> None:
    """Line ends, a byte order mark and a last line without an end stay, and new lines end as the others."""
    new = replaced(("Teemme työtä.", "Teemme."), ("duties: []", "duties: [{id: K-1, text: Uusi}]"))
    shaped = (mark + (BASE if last else BASE.rstrip("\n"))).replace("\n", ending)
    changes = compare(matrix_of(BASE), matrix_of(new))
    text = apply(changes, shaped.encode()).content.decode()
    plain = apply(changes, BASE.encode()).content.decode()
    assert text == (mark + (plain if last else plain.rstrip("\n"))).replace("\n", ending)


def test_json() -> None:
    """A file of JSON stays one."""
    data = {
        "format": 1,
        "title": "Nimi",
        "organisation": "O",
        "language": "fi",
        "edition": "1",
        "date": "2026-01-31",
        "roles": [{"id": "eeva", "name": "Eeva"}],
        "levels": [
            {"id": "t", "name": "T", "units": [{"id": "u", "name": "U", "duties": [{"id": "A-1", "text": "Teemme."}]}]}
        ],
    }
    old = json.dumps(data, indent=2, ensure_ascii=False)
    duties = data["levels"][0]["units"][0]["duties"]  # type: ignore[index]
    duties[0].update(text="Teemme: työtä", assign={"eeva": "R"})
    duties.append({"id": "A-2", "text": "Uusi"})
    data["roles"] = [{"id": "eeva", "name": "Eeva", "collective": True}]
    new = json.dumps(data, indent=2, ensure_ascii=False)
    assert json.loads(edited(old, new)) == data


def test_letters_of_another_language_are_written_out() -> None:
    """Whoever takes another language and not its letters keeps the letters that were, in words."""
    changes = compare(matrix_of(BASE), matrix_of(replaced(("language: fi", "language: en"))))
    [language] = [change for change in changes if change.part == "language"]
    text = apply(only(changes, [language]), BASE.encode()).content.decode()
    assert matrix_of(text).letters == matrix_of(BASE).letters
    assert "letters:" in text
    assert "letters:" not in apply(changes, BASE.encode()).content.decode()


def test_on_another_text_than_the_changes_are_from() -> None:
    """Changes are made on a file that somebody has gone on with; what they did stays."""
    changes = compare(matrix_of(BASE), matrix_of(replaced(("Teemme työtä.", "Teemme."))))
    text = apply(changes, replaced(("Neuvomme: aina", "Neuvomme: ei")).encode()).content.decode()
    assert text == replaced(("Teemme työtä.", "Teemme."), ("Neuvomme: aina", "Neuvomme: ei"))


def test_what_cannot_be() -> None:
    """A change of what is not there, or that leaves the file with a problem, is refused in a sentence."""
    changes = compare(matrix_of(BASE), matrix_of(replaced(("Teemme työtä.", "Teemme."))))
    with pytest.raises(UserError, match=r"^There is no “Y-1” in the data file that could be changed\.$"):
        apply(changes, replaced(("id: Y-1 ", "id: Y-9 ")).encode())
    gone = replaced(
        ('  - {id: olli, name: Olli, aliases: [O, "x: y"]}\n', ""),
        ("supports: [ olli ]", "supports: []"),
        ("              - olli   # tuki\n", ""),
    )
    removal = compare(matrix_of(BASE), matrix_of(gone))
    [role] = [change for change in removal if change.kind == "role-removed"]
    with pytest.raises(UserError, match=r"so nothing was changed: there is no unit or role “olli”; "):
        apply(type(removal)(removal.old, removal.new, (role,)), BASE.encode(), "x.yaml")
    assert "olli" not in apply(only(removal, [role]), BASE.encode()).content.decode()


def test_a_heading_stays() -> None:
    """A comment above several roles of a line each heads them all, and does not go with the first one."""
    new = replaced(("  - {id: eeva, name: Eeva}\n", ""), ("&johto [eeva]", "&johto []"), ("{eeva: A}", "{olli: A}"))
    old = BASE.replace("# Roolit\nroles:\n", "roles:\n  # Koulun roolit\n").replace("  # ensimmäinen ryhmä\n", "")
    assert (
        "roles:\n  # Koulun roolit\n  - {id: olli"
        in apply(compare(matrix_of(old), matrix_of(new)), old.encode()).content.decode()
    )


def test_question_marks() -> None:
    """Keys behind question marks are keys like others."""
    old = BASE.replace("        leads: &johto [eeva]\n", "        ? leads\n        : [eeva]\n").replace(
        "*johto", "[eeva]"
    )
    new = BASE.replace("        leads: &johto [eeva]\n", "        contact: x\n").replace("*johto", "[eeva]")
    assert edited(old, new) == new


def test_kuopio() -> None:
    """In the real file a changed word is one changed line, and a moved duty moves as it stands."""
    old = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8")
    new = old.replace("leads: [rehtori]", "leads: [opetusjohtaja]", 1).replace("theme: hankinnat", "theme: tuki", 1)
    assert edited(old, new) == new
