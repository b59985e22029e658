"""Letters that no legend explains are taken as people mean them in the language of the table, and asked about."""

from pathlib import Path

import pytest

from tests.support.foreign import find, table, write_sheet
from vastuumatriisi.incoming.foreign.finding.found import Found

CELLS = " | {} | {} | {}"
FINNISH = CELLS.join(["Tehtävä | Rehtori | Opettaja | Sihteeri\nOstaa", "\nKorjaa", "\nLukitsee ovet", ""])
SWEDISH = CELLS.join(
    ["Uppgift | Rektor | Lärare | Sekreterare\nKöper möbler", "\nStädar på kvällen", "\nLåser dörrar", ""]
)
GERMAN = CELLS.join(["Aufgabe | Leiter | Lehrer | Sekretär\nKauft und prüft", "\nPflegt die Geräte", "\nSchließt", ""])

MEANT = {
    "Finnish, V with T, O, K and I": (FINNISH, "VTOKIVTVI", {"V": "accountable", "T": "responsible", "O": "support"}),
    "Finnish, most take part": (FINNISH, "VOOOVOVOO", {"V": "accountable", "O": "support"}),
    "Finnish, V with R alone": (FINNISH, "VRIRVIIRV", {"V": "accountable", "R": "responsible"}),
    "Finnish, V with A alone": (FINNISH, "VAIAVIIAV", {"V": "responsible", "A": "accountable"}),
    "Finnish, V where somebody decides": (FINNISH, "VPIHVIIVP", {"V": "responsible", "P": "accountable"}),
    "Finnish, RACI-V": (FINNISH, "RAVARVVRA", {"V": "consulted"}),
    "Finnish, T beside R": (FINNISH, "RATARTTRA", {"T": "support"}),
    "Swedish, V": (SWEDISH, "VAIAVIIAV", {"V": "responsible"}),
    "Swedish, U, G and M": (SWEDISH, "UGMGUMMUG", {"U": "responsible", "G": "accountable", "M": "support"}),
    "German": (GERMAN, "VRIRVIIRV", {"V": "consulted"}),
}


def kinds(found: Found) -> dict[str, str]:
    return {letter.symbol: letter.counts_as for letter in found.letters}


@pytest.mark.parametrize("kind", MEANT)
def test_what_is_meant(kind: str, tmp_path: Path) -> None:
    """The letters beside it tell what V is; none is lost, and each is asked about."""
    words, letters, wanted = MEANT[kind]
    found = find(write_sheet(tmp_path / "a.xlsx", table(words.format(*letters))))
    assert wanted.items() <= kinds(found).items()
    assert set(kinds(found)) == set(letters)
    assert {one.values["letter"] for one in found.questions if one.key == "letter"} == set(letters) - set("RASCI")


def test_a_legend_goes_first(tmp_path: Path) -> None:
    rows = [
        *table(FINNISH.format(*"VTOTVOTVO")),
        [],
        ["V = varahenkilö, tukee"],
        ["T = tiedotetaan"],
        ["O = ei osallistu"],
    ]
    found = find(write_sheet(tmp_path / "a.xlsx", rows))
    assert kinds(found) == {"V": "support", "T": "informed"}
    assert found.not_involved == 3
