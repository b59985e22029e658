"""Capitals at the beginning of a line, and within a sentence."""

# Languages that write every noun with a capital: German, Luxembourgish, Low German, Alemannic.
NOUNS_KEEP = ("de", "lb", "nds", "gsw")


def with_capital(text: str) -> str:
    """Return a text whose first letter is a capital; all others stay as they are."""
    return text[:1].upper() + text[1:]


def within_a_sentence(text: str, language: str) -> str:
    """Return a name that began with a capital as it stands inside a sentence of the language, a BCP 47 tag.

    What a language or the name itself writes with capitals keeps them: "Kunde", "ICT-tuki", the English "I".
    """
    keeps = language.casefold().split("-")[0] in NOUNS_KEEP or not text[1:2].islower()
    return text if keeps else text[:1].lower() + text[1:]
