"""The language that words are in, by the small ones that each language is full of."""

import re
from collections import Counter
from collections.abc import Iterable

SMALL = {
    "fi": "ja on sekä tai ei että kanssa mukaan vastaa tehtävä vastuu me se niiden koulun johtaja päällikkö",
    "sv": "och att för av med som till är på en ett den inte uppgift ansvarig ansvar eller samt",
    "en": "the of and to for in with is by on or a an be task role process review create manage",
    "de": "und der die das von mit für zu den im ist oder des ein eine aufgabe auf bei nach",
    "es": "de la el y los las del con para en por una un se tarea",
    "fr": "de la le et les des du pour en une un par dans avec tâche",
    "it": "di il e la le dei del per con una un in da attività",
    "pt": "de o e os as do da para com uma um em por não tarefa",
    "nl": "de het en van een voor met op te door zijn taak",
    "da": "og at for af med som til er på en et den ikke opgave",
    "no": "og å for av med som til er på en et den ikke oppgave",
    "et": "ja on või ei et koos ning ülesanne vastutab",
    "pl": "i w z na do nie się od za oraz zadanie",
    "ru": "и в на с по для не от за или о",
    "uk": "і в на з по для не від за або та що",
}
SCRIPTS = (
    ("ru", "а-яё"),
    ("el", "α-ω"),
    ("he", "א-ת"),
    ("ar", "ء-ي"),
    ("ko", "가-힣"),
)
# From the beginning of a word on: else each letter of a very long one would be tried as a beginning.
SIGNS = {
    "fi": r"\b\w{3,}(?:minen|misen|mista|mistä|lle|ssa|ssä|sta|stä|mme|ista|iden)\b"
    r"|\b\w{2,}(?:aa|ää|uu|yy|uus|yys|jat|jät|teet|kset|inen|iset|isto|istö)\b",
    "sv": r"å\w|\b\w{3,}(?:ning|ande|arna)\b",
}
MOST_JUDGED = 20_000  # characters


def language_of(texts: Iterable[str]) -> tuple[str, bool]:
    """Return the tag of the language that texts are in, and whether that is more than a guess."""
    text = " ".join(texts)[:MOST_JUDGED].casefold()
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    if len(re.findall("[ぁ-ヿ一-鿿]", text)) * 3 > letters:
        return ("ja" if re.search("[ぁ-ヿ]", text) else "zh"), True
    for language, span in SCRIPTS:
        if len(re.findall(f"[{span}]", text)) * 2 > letters:
            return language if language != "ru" or not re.search("[іїєґ]", text) else "uk", True
    words = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {language: sum(words[word] for word in small.split()) for language, small in SMALL.items()}
    for language, sign in SIGNS.items():
        scores[language] += len(re.findall(sign, text))
    (best, score), (_, second) = Counter(scores).most_common(2)
    return (best, score > 1.5 * second) if score else ("en", False)
