"""Texts in the form in which those of any two files can be compared.

Files break lines where they like and write hyphens in several ways; so texts are compared without spaces and hyphens.
"""

import re
import unicodedata

# White space, hyphens of every kind, what PDF readers put in their place, bullets, and signs that nobody sees.
LEFT_OUT = re.compile(r"[\s\-\u00ad\u058a\u2010-\u2015\u2212\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\x02•·∙▪]+")


def tight(text: str) -> str:
    """Return a text without what files write differently: spaces, hyphens, composed characters, ligatures."""
    return LEFT_OUT.sub("", unicodedata.normalize("NFKC", text))
