"""Whether what a person is told is in her own language."""

import re

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import Text
from vastuumatriisi.locales.wording import messages

# Words that no Finnish and no Swedish sentence has.
ENGLISH = re.compile(
    r"\b(the|and|or|is|are|not|no|with|without|which|what|this|that|than|it|its|has|have|of|from|was|been|cannot|too|"
    r"show|file|help|usage|error|line|template|picture|font|part|page|sheet|missing|save|mend|put|back|add|delete|write|"
    r"because|since|here|there|expected|unexpected|invalid|value|object|unknown|found|failed|at|by|my|your|one|more)\b",
    re.IGNORECASE,
)
# What is quoted as it stands: values, keys, markup, addresses, paths, options, names of characters.
QUOTED = re.compile(r"'[^']*'|`[^`]*`|”[^”]*”|<[^>]*>|\[[^]]*\]|\w+:/\S+|--[\w-]+|[\w.~/-]*[./][\w./-]+|U\+\w+ [A-Z ]+")


def told(said: UserError | Text, language: str) -> str:
    """Return what is said in a language; fails where a word of it is English, or where a library is quoted."""
    words = said.told(messages(language)) if isinstance(said, UserError) else messages(language).told(said)
    assert ENGLISH.findall(QUOTED.sub("", words)) == [], words
    assert not re.search(r"[“”][a-z]+ [a-z]+ [a-z]+[^“”]*[“”]", words.replace("”nimi = arvo”", "")), words
    return words


def assert_in_every_language(said: UserError | Text) -> None:
    """What is said reads differently in English, Finnish and Swedish, and each has as many lines."""
    spoken = [told(said, "fi"), told(said, "sv"), str(said)]
    assert len(set(spoken)) == 3, spoken
    assert len({words.count("\n") for words in spoken}) == 1, spoken
