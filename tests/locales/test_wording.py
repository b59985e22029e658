"""The wording: the same entries in each language, filled the same way."""

import datetime
import string

import pytest

from vastuumatriisi.locales.wording import available, wording


def places(entry: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(entry) if name}


@pytest.mark.parametrize("language", sorted(available()))
def test_locales_are_alike(language: str) -> None:
    """Every locale has the entries of the English one, each with the same places to fill."""
    own, english = wording(language).entries, wording("en").entries
    inflected = {key for key in own if key.startswith("inflection.") or ".inflected." in key}
    assert set(own) - inflected == set(english)
    varying = ("date.form",)
    assert {k for k in set(own) - inflected if places(own[k]) != places(english[k])} <= set(varying)


def test_language_without_its_own_wording() -> None:
    """A regional tag takes its main language, an unknown language English."""
    assert wording("sv-FI").language == "sv"
    assert wording("ja").language == "en"


def test_names_stand_inside_of_a_sentence() -> None:
    """Finnish names that end in a known word are inflected, all of a list or none; other languages leave them alone."""
    fi = wording("fi")
    assert fi.inflected(["Perusopetus", "Lukio"])["partitive"] == "perusopetusta ja lukiota"
    assert fi.inflected(["Varhaiskasvatus"])["adessive_first"] == "Varhaiskasvatuksella"
    assert fi.inflected(["Lastensuojeluyksikkö"])["allative"] == "lastensuojeluyksikölle"
    for unknown in (["Perusopetus", "Toinen aste"], ["Esimerkkilä"], []):
        assert fi.inflected(unknown) == {}
    assert wording("en").inflected(["Opetus"]) == {}


def test_dates_lists_and_counts() -> None:
    """Dates, lists and counts follow the language."""
    fi, en = wording("fi"), wording("en")
    assert fi.date(datetime.date(2026, 1, 3)) == "3.1.2026"
    assert en.date(datetime.date(2026, 1, 3)) == "3 January 2026"
    assert fi.listed(["a", "b", "c"]) == "a, b ja c"
    assert fi.listed(["a"]) == "a"
    assert (fi.count("count.duties", 1), fi.count("count.duties", 3)) == ("1 tehtävä", "3 tehtävää")
