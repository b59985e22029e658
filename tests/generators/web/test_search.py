"""The search finds a word in any of its forms and as a part of compounds, and does not find others."""

import re
from pathlib import Path

from tests.support.matrices import ROOT
from tests.support.search import found
from vastuumatriisi.datafile.read import read_matrix

HERE = Path(__file__).parent
# Pairs of a form that is asked for and one that is written; half of them have no beginning in common that tells them.
PAIRS = (
    "laite/laitteiden lapsi/lasten tuki/tukea arviointi/arvioinnin koulutus/koulutuksiin tietoturva/tietoturvasta "
    "hankinta/hankinnat opetus/opetuksen järjestelmä/järjestelmien tunnus/tunnukset verkko/verkon sopimus/sopimusten "
    "päiväkoti/päiväkodin opettaja/opettajille ohje/ohjeet vastuu/vastuut käyttö/käytön"
)


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def test_pairs_of_forms_find_each_other() -> None:
    """Each form of a pair is found by the other one."""
    pairs = [pair.split("/") for pair in PAIRS.split()]
    both = [*pairs, *([written, asked] for asked, written in pairs)]
    assert len(pairs) == 17
    assert found("fi", [(asked, [written]) for asked, written in both]) == [[written] for _, written in both]


def test_finnish_queries_find_what_they_mean_among_all_words_of_a_matrix() -> None:
    """Of every word of Kuopio's duties a query finds those that its row describes, and no other one."""
    duties = read_matrix(ROOT / "source" / "vastuumatriisi.yaml", "vastuumatriisi.yaml").duties
    words = sorted({word for duty in duties for word in re.findall(r"[^\W_]+", duty.text.lower())})
    table = [(query, form[0] if form else "(?!)") for query, *form in rows("finnish.tsv")]
    assert len(table) >= 60
    answers = found("fi", [(query, words) for query, _ in table])
    expected = [[word for word in words if re.fullmatch(pattern, word)] for _, pattern in table]
    wrong = {
        query: sorted({*answer} ^ {*meant})
        for (query, _), answer, meant in zip(table, answers, expected, strict=True)
        if answer != meant
    }
    assert wrong == {}


def test_swedish_and_english_queries_find_what_they_mean() -> None:
    """Each row has a query, words that it finds, and a word that it does not find."""
    for language in ("sv", "en"):
        table = rows("swedish.tsv" if language == "sv" else "english.tsv")
        assert len(table) >= 20
        asked = [(query, [*words.split(", "), other]) for query, words, other in table]
        wrong = {
            query: answer
            for (query, words, _), answer in zip(table, found(language, asked), strict=True)
            if answer != words.split(", ")
        }
        assert wrong == {}


def test_other_languages_are_searched_by_beginnings_and_parts() -> None:
    """A language without rules finds the beginning and the inside of words, and nothing by chance."""
    assert found("et", [("kool", ["kool", "koolid", "lasteaed", "põhikool"])]) == [["kool", "koolid", "põhikool"]]
