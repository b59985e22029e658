"""The fields of a letterhead: those that load something from elsewhere, or ask questions, become their last result."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..markup import Element, local_name, qualified, take_out

# What only shows something of the document, the page or the calendar. Everything else goes: DDE, INCLUDETEXT,
# INCLUDEPICTURE and LINK load files, MACROBUTTON runs a macro, FILLIN asks, REF names a place that is not there.
HARMLESS = frozenset(
    [
        "=",
        "AUTHOR",
        "COMMENTS",
        "COMPARE",
        "CREATEDATE",
        "DATE",
        "DOCPROPERTY",
        "EDITTIME",
        "EQ",
        "FILENAME",
        "FILESIZE",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "FORMTEXT",
        "HYPERLINK",
        "IF",
        "INFO",
        "KEYWORDS",
        "LASTSAVEDBY",
        "NUMPAGES",
        "NUMWORDS",
        "NUMCHARS",
        "PAGE",
        "PRINTDATE",
        "REVNUM",
        "SAVEDATE",
        "SECTION",
        "SECTIONPAGES",
        "SEQ",
        "STYLEREF",
        "SUBJECT",
        "SYMBOL",
        "TEMPLATE",
        "TIME",
        "TITLE",
        "USERADDRESS",
        "USERINITIALS",
        "USERNAME",
    ]
)
WEB = re.compile(r'\s*HYPERLINK\s+(\\l\s.*|"?(https?://|mailto:|tel:)[^"\s]+"?.*)', re.DOTALL | re.IGNORECASE)


@dataclass
class Field:
    """A field while it is read: its elements up to its result, its code, and whether another field is in its code."""

    begin: Element
    told: list[Element] = field(default_factory=list)
    code: str = ""
    nested: bool = False
    in_result: bool = False

    @property
    def harmless(self) -> bool:
        return is_harmless(self.code) and (not self.nested or keyword(self.code) in ("IF", "=", "COMPARE"))


def keyword(code: str) -> str:
    return (code.split() or [""])[0].upper() if not code.lstrip().startswith("=") else "="


def is_harmless(code: str) -> bool:
    """Tell whether a field with this code loads nothing; a link to the web is one that a reader has to click."""
    return keyword(code) in HARMLESS and (keyword(code) != "HYPERLINK" or WEB.fullmatch(code) is not None)


def codes(root: Element) -> Iterator[str]:
    """Yield the code of each field below ``root``."""
    yield from (str(simple.get(qualified("instr"), "")) for simple in root.iter(qualified("fldSimple")))
    yield from (found.code for found in _complex(root))


def unlink(root: Element) -> bool:
    """Replace every field that is not harmless by its last result; return whether there was one."""
    found = [one for one in _complex(root) if not one.harmless]
    for one in found:
        for element in one.told:
            take_out(element)
    simple = [e for e in root.iter(qualified("fldSimple")) if not is_harmless(str(e.get(qualified("instr"), "")))]
    for element in simple:
        unwrap(element)
    for form in list(root.iter(qualified("entryMacro"), qualified("exitMacro"))):
        take_out(form)
    return bool(found or simple)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place, without its properties."""
    for child in [child for child in element if not local_name(child).endswith("Pr")]:
        element.addprevious(child)
    take_out(element)


def _complex(root: Element) -> list[Field]:
    """Return the complex fields (ECMA-376, 17.16.18), also those that never end; inner ones first."""
    tags = [qualified(tag) for tag in ("fldChar", "instrText", "t", "tab", "br", "sym", "drawing", "pict", "object")]
    under_way: list[Field] = []
    found: list[Field] = []
    for element in root.iter(*tags):
        kind = element.get(qualified("fldCharType")) if element.tag == tags[0] else ""
        if kind == "begin":
            for outer in under_way:
                outer.nested |= not outer.in_result
            under_way.append(Field(element))
        for outer in under_way:
            if not outer.in_result:
                outer.told.append(element)
        if not under_way:
            continue
        if element.tag == tags[1] and not under_way[-1].in_result:
            under_way[-1].code += element.text or ""
        elif kind == "separate":
            under_way[-1].in_result = True
        elif kind == "end":
            ended = under_way.pop()
            ended.told.append(element)
            found.append(ended)
    return [*found, *(Field(one.begin, one.told, "?") for one in under_way)]
