"""What has only one right answer is mended, all else is left as it stands, to the byte."""

import pytest

from tests.support.matrices import ONE_UNIT
from vastuumatriisi.datafile.dates import date_in
from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.mend import mended
from vastuumatriisi.datafile.read import matrix_of

HEAD = (
    """# Kept.
format: 1
title: Vastuut
organisation: Esimerkki
language: fi
edition: luonnos
date: 2026-11-23   # kept
scopes: [{id: lukio, name: Lukio}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: oma, name: Oma}
"""
    + ONE_UNIT
)
FIRST = "          - {id: D-07, text: Huolto}   # kept too\n"

# What is wrong -> what it becomes; all of it stands below HEAD.
MENDED = {
    "missing code": (
        FIRST + "          - {text: Toinen}\n          - text: Kolmas\n          - id:\n            text: Neljäs\n",
        FIRST
        + "          - {id: D-08, text: Toinen}\n          - id: D-09\n            text: Kolmas\n"
        + "          - id: D-10\n            text: Neljäs\n",
    ),
    "code of its own kind": (
        "          - {id: KOP-9, text: Huolto}\n          - {text: Toinen}\n",
        "          - {id: KOP-9, text: Huolto}\n          - {id: KOP-10, text: Toinen}\n",
    ),
    "missing id of a unit": (
        FIRST + "      - name: Toinen Yksikkö\n",
        FIRST + "      - id: toinen-yksikko\n        name: Toinen Yksikkö\n",
    ),
    "empty id": (
        FIRST + '      - id: ""\n        name: Toinen\n',
        FIRST + '      - id: "toinen"\n        name: Toinen\n',
    ),
    "quotes round a code": (
        "          - {id: “D-07”, text: Huolto}\n",
        "          - {id: D-07, text: Huolto}\n",
    ),
    "quotes round a letter": (
        "          - {id: D-07, text: Huolto, assign: {eeva: ”R/A”}}\n",
        "          - {id: D-07, text: Huolto, assign: {eeva: R/A}}\n",
    ),
    "quotes in a list": (
        "          - {id: D-07, text: Huolto, scopes: [“lukio”]}\n",
        "          - {id: D-07, text: Huolto, scopes: [lukio]}\n",
    ),
    "quotes round a colon": (
        "          - id: D-07\n            text: “Huolto: laite”   # kept\n",
        '          - id: D-07\n            text: "Huolto: laite"   # kept\n',
    ),
    "quotes round a colon in brackets": (
        "          - {id: D-07, text: ”Huolto: laite”, note: „Ensin, sitten“}\n",
        '          - {id: D-07, text: "Huolto: laite", note: "Ensin, sitten"}\n',
    ),
    "name for an id": (
        "          - {id: D-07, text: Huolto, assign: {Eeva Esimerkki: R, oma: A}}\n",
        "          - {id: D-07, text: Huolto, assign: {oma: A, eeva: R}}\n",
    ),
    "twice in a list": (
        "          - {id: D-07, text: Huolto, scopes: [lukio, lukio]}\n",
        "          - {id: D-07, text: Huolto, scopes: [lukio]}\n",
    ),
    "letter of another script": (
        "          - {id: D-07, text: Huolto, assign: {eeva: R/\u0410}}\n",
        "          - {id: D-07, text: Huolto, assign: {eeva: R/A}}\n",
    ),
    "no space": ("          - id: D-07\n            text:Huolto\n", "          - id: D-07\n            text: Huolto\n"),
    "no-break space": (
        "          - id: D-07\n            text:\u00a0Huolto\n",
        "          - id: D-07\n            text: Huolto\n",
    ),
    "another dash": (
        FIRST + "          – {id: D-08, text: Toinen}\n",
        FIRST + "          - {id: D-08, text: Toinen}\n",
    ),
    "dash without space": (FIRST + "          -{id: D-08, text: x}\n", FIRST + "          - {id: D-08, text: x}\n"),
    "control character": (
        "          - {id: D-07, text: Huol\x07to}\n",
        "          - {id: D-07, text: Huolto}\n",
    ),
    "tabs behind spaces": (
        "          - id: D-07\n\t    text: Huolto\n",
        "          - id: D-07\n            text: Huolto\n",
    ),
    "one tab for all that a line needs": (
        "          - id: D-07\n\ttext: Huolto\n",
        "          - id: D-07\n            text: Huolto\n",
    ),
    "no-break spaces before": (
        "          - id: D-07\n          \u00a0\u00a0text: Huolto\n",
        "          - id: D-07\n            text: Huolto\n",
    ),
}


@pytest.mark.parametrize(("wrong", "right"), MENDED.values(), ids=MENDED)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_one_right_answer(wrong: str, right: str, ending: str) -> None:
    """It stands there then, the file is a matrix, and not a byte beside it is another one."""
    content = (HEAD + wrong).replace("\n", ending).encode()
    result = mended(content, "m.yaml")
    assert result.content.decode() == (HEAD + right).replace("\n", ending)
    assert (result.left, result.before, bool(result.made)) == (None, content, True)


LEFT = {
    "two meanings of a tab": "          - id: D-07\n            text: Huolto\n\t    scopes: [lukio]\n",
    "no answer": "          - {id: D-07, text: Huolto, assign: {eeva: V}}\n",
    "a near word": "          - {id: D-07, text: Huolto, scopes: [luki]}\n",
    "quotes inside": "          - id: D-07\n            text: “Huolto”: “laite”\n",
    "a date of two meanings": FIRST + "history:\n  - {edition: vanha, date: 3/4/2026}\n",
    "the same code twice": FIRST + FIRST,
}


@pytest.mark.parametrize("wrong", LEFT.values(), ids=LEFT)
def test_several_answers(wrong: str) -> None:
    """What only she can know is left to her, and told."""
    content = (HEAD + wrong).encode()
    result = mended(content, "m.yaml")
    assert (result.content, result.made) == (content, ())
    assert result.left is not None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    """A file that an editor has saved as “Unicode” becomes UTF-8; one with a mark at its beginning keeps it."""
    result = mended((HEAD + "          - {text: Huolto}\n").encode(encoding), "m.yaml")
    assert result.left is None
    assert result.content.decode("utf-8-sig") == HEAD + "          - {id: D-01, text: Huolto}\n"
    assert result.content.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_all_of_a_file_in_tabs() -> None:
    """A file that is indented by tabs alone says the same with every width of them."""
    text = HEAD + FIRST
    tabbed = "\n".join("\t" * ((len(line) - len(line.lstrip())) // 2) + line.lstrip() for line in text.split("\n"))
    result = mended(tabbed.encode(), "m.yaml")
    assert result.left is None
    assert read(result.content, "m.yaml").root == read(text.encode(), "m.yaml").root


def test_a_thousand_codes() -> None:
    """However many there are, each has a code of its own."""
    result = mended((HEAD + "          - {text: Huolto}\n" * 1500).encode(), "m.yaml")
    assert result.left is None
    duties = [duty.id for duty in matrix_of(read(result.content, "m.yaml")).duties]
    assert duties == [f"D-{number:02d}" for number in range(1, 1501)]


DATES = {
    "2026-11-23": (
        *("2026–11–23", "2026\N{NON-BREAKING HYPHEN}11\N{NON-BREAKING HYPHEN}23"),
        *("23.11.2026", "23. 11. 2026", "23/11/2026", "11/23/2026", "2026/11/23", "2026.11.23", "20261123"),
        *("23. marraskuuta 2026", "23 november 2026", "den 23 november 2026", "November 23rd, 2026", "23 Nov 2026"),
    ),
    "2026-03-04": (
        "4.3.2026",
        "2026-3-4",
        "2026-03-04T00:00:00Z",
        "4 mars 2026",
        "March 4, 2026",
        "4. maaliskuuta 2026",
    ),
    None: ("3/4/2026", "31.2.2026", "23.11.26", "marraskuu 2026", "23 mar 2026x", "4 mar 2026", "2026-11-23 12:30"),
}


@pytest.mark.parametrize(
    ("meant", "written"), [(meant, written) for meant, all_of_it in DATES.items() for written in all_of_it]
)
def test_dates(meant: str | None, written: str) -> None:
    """A date in another form is that date where nobody could take it for another; “mar” is March or marraskuu."""
    found = date_in(written)
    assert (found.isoformat() if found else None) == meant


@pytest.mark.parametrize("written", ["23.11.2026", '"23.11.2026"', "“2026-11-23”"])
def test_a_date_in_its_place(written: str) -> None:
    """It is written without quotes, as the others are, and the comment behind it stays."""
    text = HEAD.replace("2026-11-23 ", f"{written} ") + FIRST
    assert mended(text.encode(), "m.yaml").content.decode().splitlines()[6].endswith("# kept")
    assert mended(text.encode(), "m.yaml").left is None
