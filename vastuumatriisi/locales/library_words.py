"""What libraries say of files that they cannot read: their English sentences as messages.

The commonest are known by how they read; all others are quoted. So each language has its own words for what is wrong,
and English has those of the library.
"""

import re
from collections.abc import Iterable
from functools import reduce

from vastuumatriisi.locales.message import Text, message

AMONG = (
    r" Jinja was looking for the following tags: (?P<tags>.+)\."
    r" The innermost block that needs to be closed is '(?P<block>[^']+)'\."
)
# What a library says, as a regular expression for all of it, and the message that says it; the first that matches.
SENTENCES = (
    (r"(?P<what>.+) \(at line (?P<line>\d+), column (?P<column>\d+)\)", "library.at"),
    (r"(?P<what>.+) \(at end of document\)", "library.at_end"),
    (r"(?P<what>.+?), line (?P<line>\d+), column (?P<column>\d+)(?: \(<string>, line \d+\))?", "library.behind"),
    (r"Expected '\]{1,2}' at the end of an? (?:table|array) declaration", "library.toml.table"),
    (r"Expected '=' after a key in a key/value pair", "library.toml.equals"),
    (r"Invalid value", "library.toml.value"),
    (r"Invalid statement", "library.toml.statement"),
    (r"Expected newline or end of document after a statement", "library.toml.newline"),
    (r"Cannot declare \((?P<names>.+?),?\) twice", "library.toml.twice"),
    (r"Cannot overwrite a value", "library.toml.overwrite"),
    (r"Duplicate inline table key '(?P<name>.+)'", "library.toml.duplicate"),
    (r"Unclosed array", "library.toml.array"),
    (r"Unclosed inline table", "library.toml.inline"),
    (r"Unterminated string", "library.toml.string"),
    (r"Expected (?P<sign>\"'+\"|'\"+')", "library.toml.sign"),
    (r"Unescaped '\\' in a string", "library.toml.escape"),
    (r"Escaped character is not a Unicode scalar value", "library.toml.scalar"),
    (r"Illegal character (?P<sign>.+)", "library.toml.illegal"),
    (r"Invalid date or datetime", "library.toml.date"),
    (r"Exceeds the limit .*", "library.toml.digits"),
    (r"maximum recursion depth exceeded.*", "library.deep"),
    (r"'utf-8' codec can't decode .+", "library.utf8"),
    (r"Document is empty", "library.xml.empty"),
    (r"Start tag expected, '<' not found", "library.xml.start"),
    (r"Couldn't find end of Start Tag (?P<name>\S+)(?: line (?P<opened>\d+))?", "library.xml.open"),
    (
        r"Opening and ending tag mismatch: (?P<name>\S+) line (?P<opened>\d+) and (?P<closed>\S+)",
        "library.xml.mismatch",
    ),
    (r"Premature end of data in tag (?P<name>\S+) line (?P<opened>\d+)", "library.xml.premature"),
    (r"Entity '(?P<name>.+)' not defined", "library.xml.entity"),
    (r"Extra content at the end of the document", "library.xml.extra"),
    (r"Namespace prefix (?P<name>\S+) (?:for \S+ )?on (?P<element>\S+) is not defined", "library.xml.prefix"),
    (r"AttValue: \" or ' expected", "library.xml.quotes"),
    (r"Specification mandates value for attribute (?P<name>\S+)", "library.xml.no_value"),
    (r"xmlParseEntityRef: no name", "library.xml.ampersand"),
    (r"StartTag: invalid element name", "library.xml.element"),
    (r"Invalid bytes in character encoding|Input is not proper UTF-8, indicate encoding !.*", "library.xml.bytes"),
    (r"Attribute (?P<name>\S+) redefined", "library.xml.attribute"),
    (r"Unsupported encoding:? (?P<name>.+)", "library.xml.encoding"),
    (r"(?:PCDATA|CData section|xml\w+:?)? ?invalid (?:xml)?Char value (?P<number>\d+)", "library.xml.character"),
    (r"Comment not terminated", "library.xml.comment"),
    (r"DOCTYPE improperly terminated", "library.xml.doctype"),
    (r"Excessive depth in document: .*", "library.xml.deep"),
    (r"Sequence ']]>' not allowed in content", "library.xml.sequence"),
    (
        r"attributes construct error|error parsing attribute name|xmlParseStartTag: problem parsing attributes",
        "library.xml.attributes",
    ),
    (r"Unescaped '<' not allowed in attributes values", "library.xml.less"),
    (r"EndTag: '</' not found", "library.xml.end"),
    (r"expected '>'", "library.xml.greater"),
    (r"CData section not finished.*", "library.xml.cdata"),
    (
        r"XML (?:or text )?declaration (?:not at start of entity|allowed only at the start of the document)",
        "library.xml.declaration",
    ),
    (r"Detected an entity reference loop.*|Maximum entity (?:amplification|nesting) .*", "library.xml.loop"),
    (r"image file is truncated(?: \(\d+ bytes not processed\))?|Truncated File Read", "library.picture.truncated"),
    (r"broken PNG file.*", "library.picture.png"),
    (r"(?:unrecognized|broken) data stream.*", "library.picture.broken"),
    (r"Not a TrueType or OpenType font \(.+\)", "library.font.none"),
    (r"unrecognized TTC version .+", "library.font.collection"),
    (r"brotli: decoder failed|Error -?\d+ while decompressing data.*", "library.font.packed"),
    (r"unexpected end of '(?P<name>.+?)' table data: .*", "library.font.end"),
    (r"'(?P<name>[\w/ ]{4})'", "library.font.table"),
    (r"'(?P<name>[^']+)' is undefined", "library.jinja.undefined"),
    (r"'?(?P<thing>[^']+?)(?: object)?'? (?:object )?has no attribute '(?P<name>[^']+)'", "library.jinja.attribute"),
    (
        r"Encountered unknown tag '(?P<name>[^']+)'\." + AMONG,
        "library.jinja.tag_among",
    ),
    (r"Encountered unknown tag '(?P<name>[^']+)'\..*", "library.jinja.tag"),
    (
        r"Unexpected end of template\." + AMONG,
        "library.jinja.end_among",
    ),
    (r"unexpected end of template, expected '(?P<wanted>[^']+)'\.?", "library.jinja.end"),
    (r"[Ee]xpected token '(?P<wanted>[^']+)', got '(?P<got>[^']+)'", "library.jinja.token"),
    (r"unexpected '(?P<got>.+)', expected '(?P<wanted>.+)'", "library.jinja.unexpected_wanted"),
    (r"Expected an expression, got '(?P<got>[^']+)'", "library.jinja.expression"),
    (r"unexpected '(?P<got>.+)'", "library.jinja.unexpected"),
    (r"unexpected char (?P<sign>.+) at \d+", "library.jinja.character"),
    (r"expected name or number", "library.jinja.name"),
    (r"No filter named '(?P<name>[^']+)'(?: found)?\.", "library.jinja.filter"),
    (r"No test named '(?P<name>[^']+)'(?: found)?\.", "library.jinja.test"),
    (r"Missing end of (?:comment tag|raw directive)", "library.jinja.comment"),
    (r"block '(?P<name>[^']+)' defined twice", "library.jinja.block"),
    (
        r"unsupported operand type\(s\) for (?P<sign>\S+): '(?P<one>[^']+)' and '(?P<other>[^']+)'",
        "library.jinja.operands",
    ),
    (r"can only concatenate str \(not \"(?P<thing>[^\"]+)\"\) to str", "library.jinja.joined"),
    (r"'(?P<thing>[^']+)' object is not callable", "library.jinja.callable"),
    (r"(?:argument of type )?'(?P<thing>[^']+)'(?: object)? is not iterable", "library.jinja.iterable"),
    (r"object of type '(?P<thing>[^']+)' has no len\(\)", "library.jinja.length"),
    (r"'(?P<thing>[^']+)' object is not subscriptable", "library.jinja.subscript"),
    (r"can only join an iterable", "library.jinja.join"),
    (r"(?:integer |float |complex )?(?:floor )?(?:division|modulo)(?:.* by zero)?", "library.jinja.division"),
    (r"(?:0\.0|zero) (?:cannot be raised )?to a negative power", "library.jinja.division"),
    (
        r"\(34, '.+'\)|(?:Python )?int too large .+|cannot convert float .+|.* result too large for a float",
        "library.jinja.large",
    ),
    (r"cannot fit '.+' into an index-sized integer|name '(?:inf|nan)' is not defined", "library.jinja.large"),
    (r"(?:not enough|too many) values to unpack.*", "library.jinja.unpacked"),
    (r"cannot unpack non-iterable (?P<thing>\S+) object", "library.jinja.iterable"),
    (
        r"'(?P<sign>[<>]=?)' not supported between instances of '(?P<one>.+)' and '(?P<other>.+)'",
        "library.jinja.compared",
    ),
    (r"can only concatenate (?:list|tuple) \(not \"(?P<thing>.+)\"\) to (?:list|tuple)", "library.jinja.lengthened"),
    (r"can't multiply sequence by non-int of type '(?P<thing>.+)'", "library.jinja.repeated"),
    (r"bad operand type for (?:unary )?(?P<sign>\S+): '(?P<thing>.+)'", "library.jinja.operand"),
    (r".*unhashable type: '(?P<thing>[^']+)'\)?", "library.jinja.key"),
    (r"macro (?P<name>'.+') takes no keyword argument (?P<argument>'.+')", "library.jinja.named"),
    (r"macro (?P<name>'.+') takes not more than (?P<number>\d+) argument\(s\)", "library.jinja.many"),
    (r"parameter (?P<name>'.+') was not provided", "library.jinja.parameter"),
    (
        r".+\(\) (?:missing \d+ required .+|takes .+|got an unexpected .+|got multiple values .+)",
        "library.jinja.arguments",
    ),
    (
        r"\S+ expected (?:at least |at most |exactly )?\d+ arguments?, got \d+|can't handle positional and .+",
        "library.jinja.arguments",
    ),
    (
        r"the template (?P<template>'.+') \(imported on .+\) does not export the requested name (?P<name>'.+')",
        "library.jinja.exported",
    ),
    (
        r"not all arguments converted during string formatting|not enough arguments for format string",
        "library.jinja.format",
    ),
    (r"unsupported format character .+|incomplete format.*|format requires a mapping|%\w .+", "library.jinja.format"),
    (r"access to attribute '(?P<name>[^']+)' of '(?P<thing>[^']+)' object is unsafe\.", "library.jinja.unsafe"),
    (r"'(?P<name>[^']+)' is not safely callable", "library.jinja.uncallable"),
    (r"(?P<thing>\S+) object has no element (?P<name>.+)", "library.jinja.element"),
    (r"cannot assign attribute on non-namespace object", "library.jinja.assigned"),
    (r".* arg 3 must not be zero|slice step cannot be zero", "library.jinja.step"),
    (r"'(?P<thing>[^']+)' object cannot be interpreted as an integer", "library.jinja.whole"),
    (r"substring not found|.+ (?:is )?not in (?:list|tuple)", "library.jinja.sought"),
    (r"empty separator", "library.jinja.separator"),
    (r"No \w+ item, sequence was empty\.", "library.jinja.no_item"),
    (r"could not convert string to float: (?P<thing>'.*')", "library.jinja.number"),
    (
        r"(?:.+ )?(?:must be|expected) (?:an? )?(?P<wanted>\w+)(?: instance)?, (?:not )?(?P<got>\w+)(?: found)?",
        "library.jinja.token",
    ),
    (r"no loader for this environment specified", "library.jinja.include"),
    (r"Ignored `(?P<what>.+)` at (?P<line>\d+):(?P<column>\d+), (?P<why>.+?)\.?", "library.engine.ignored"),
    (r"unknown property", "library.engine.unknown"),
    (r"invalid value", "library.engine.value"),
    (r"no value", "library.engine.no_value"),
    (r"Failed to load image at (?P<name>'.+?'): (?P<why>.+)", "library.engine.image"),
    (r"Failed to load image at (?P<name>'.+?'): ?", "library.engine.no_image"),
    (r"Failed to load stylesheet at (?P<name>\S+?) ?: (?P<why>.+)", "library.engine.sheet"),
    (r"(?:\w+Error: )?(?P<name>\S+) is not one of the templates", "library.engine.not_ours"),
    (r"Font-face (?P<name>.+) cannot be loaded", "library.engine.font"),
    (r"(?:\w+: )?URI uses disallowed protocol: (?P<name>\S+)", "library.engine.protocol"),
    (r"Parse error at (?P<line>\d+):(?P<column>\d+): (?P<why>.+)", "library.engine.parse"),
    (r"Invalid or unsupported selector, (?P<why>.+)", "library.engine.selector"),
)
# Names of Jinja for what it reads, as a template has them.
SIGNS = {"end of print statement": "}}", "end of statement block": "%}", "begin of statement block": "{%"}
NESTED = ("what", "why")  # places that hold sentences again


def in_words(said: object) -> Text:
    """Return what an exception or a warning of a library says, "" where that is nothing."""
    words = " ".join(str(said).split())
    for pattern, key in SENTENCES:
        if found := re.fullmatch(pattern, words):
            return message(key, **{name: _place(name, text or "") for name, text in found.groupdict().items()})
    return message("library.other", words=words) if words else ""


def one_after_another(parts: Iterable[Text]) -> Text:
    """Return sentences as one, with semicolons."""
    return _folded("library.both", parts)


def _place(name: str, text: str) -> Text:
    if name in NESTED:
        return in_words(text)
    return _folded("library.either", text.split(" or ")) if name == "tags" else SIGNS.get(text, text)


def _folded(key: str, parts: Iterable[Text]) -> Text:
    return reduce(lambda first, second: message(key, first=first, second=second), parts)
