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
    assert set(own) == set(english)
    varying = ("date.form",)
    assert {k for k in own if places(own[k]) != places(english[k])} <= set(varying)


def test_language_without_its_own_wording() -> None:
    """A regional tag takes its main language, an unknown language English."""
    assert wording("sv-FI").language == "sv"
    assert wording("ja").language == "en"


def test_dates_lists_and_counts() -> None:
    """Dates, lists and counts follow the language."""
    fi, en = wording("fi"), wording("en")
    assert fi.date(datetime.date(2026, 1, 3)) == "3.1.2026"
    assert en.date(datetime.date(2026, 1, 3)) == "3 January 2026"
    assert fi.listed(["a", "b", "c"]) == "a, b ja c"
    assert fi.listed(["a"]) == "a"
    assert (fi.count("count.duties", 1), fi.count("count.duties", 3)) == ("1 tehtävä", "3 tehtävää")
