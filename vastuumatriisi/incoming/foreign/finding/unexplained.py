"""What a letter counts as that nothing explains: by the language of its table, and by the letters beside it."""

from collections.abc import Collection, Mapping

from vastuumatriisi.incoming.foreign.finding.lexicon import LETTERS

# The first letters of the words that Finnish and Swedish have for what people do: hyväksyy, osallistuu, päättää,
# toteuttaa; beslutar, godkänner, medverkar, utför. Letters that are not here are those of all languages.
BY_LANGUAGE: Mapping[str, Mapping[str, str]] = {
    "fi": {"H": "accountable", "O": "support", "P": "accountable", "T": "responsible"},
    "sv": {"B": "accountable", "G": "accountable", "M": "support", "U": "responsible"},
}
MEANT_SOMEWHERE = frozenset(letter for letters in BY_LANGUAGE.values() for letter in letters)
VERIFIES = {"R", "A"}  # beside both a V is that of RACI-V
ACCOUNTABLE = {"fi": "AHP", "sv": "ABG"}


def usual_kind(symbol: str, beside: Collection[str], language: str) -> str:
    """Return what a letter counts as by itself, "" where nobody knows; ``beside`` are all letters of its table."""
    if symbol == "V" and language in BY_LANGUAGE and not {*beside} >= VERIFIES:
        return _answers(beside, language)
    if symbol == "T" and "R" in beside:  # tukee, since somebody else does it
        return "support"
    return BY_LANGUAGE.get(language, {}).get(symbol) or LETTERS.get(symbol, "")


def _answers(beside: Collection[str], language: str) -> str:
    """Return what V is, Finnish "vastaa" or Swedish "verkställer": who answers for a duty, or else who does it."""
    if language == "sv" or {*beside} & {*ACCOUNTABLE[language]}:
        return "responsible"
    return "accountable"
