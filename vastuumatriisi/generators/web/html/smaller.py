"""HTML -> the same HTML in fewer bytes: without what a browser adds by itself or does not show.

Only what the HTML standard lets everybody leave out, so that it holds for templates from elsewhere too.
"""

import re

# Where every character counts.
KEPT = re.compile(r"(<(script|style|pre|textarea)\b.*?</\2>)", re.DOTALL)
BLOCK = (
    r"</?(?:html|head|body|meta|title|header|nav|main|section|footer|div|p|h[1-6]|ul|ol|li|dl|dt|dd|form"
    r"|table|caption|thead|tbody|tr|th|td)\b"
)
BEFORE, AFTER = re.compile(rf"\s*\n\s*(?={BLOCK})"), re.compile(rf"({BLOCK}[^<>]*>)\s*\n\s*")
# These end where the next one of their kind begins, or what they stand in ends; nothing else may follow them.
ENDS = re.compile(r"</(?:li|dt|dd|td|th|tr|option)>|</tbody>(?=</table>)")
# A paragraph ends by itself before these alone.
PARAGRAPH = re.compile(
    r"</p>(?=</(?:div|section|li|td|dd|main|header|footer|form)>|<(?:div|dl|form|h[1-6]|nav|ol|p|section|table|ul)\b)"
)
TAG = re.compile(r"<[a-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
VALUE = re.compile(r"=(\"[^\"]*\"|'[^']*')(?=[\s>])")
PLAIN = re.compile(r"\"[^\s\"'`=<>]+\"")


def smaller(text: str) -> str:
    """Return the page with the same elements, attributes and words."""
    parts = KEPT.split(text)
    # Of each three: what is between the kept ones, a kept one, and its name.
    return "".join(one if at % 3 else _smaller(one) for at, one in enumerate(parts) if at % 3 != 2)


def _smaller(text: str) -> str:
    text = BEFORE.sub("", AFTER.sub(r"\1", text))
    text = PARAGRAPH.sub("", ENDS.sub("", text))
    return TAG.sub(lambda tag: VALUE.sub(_value, tag[0]), text)


def _value(found: re.Match[str]) -> str:
    value = found[1]
    return f"={value[1:-1]}" if PLAIN.fullmatch(value) else found[0]
