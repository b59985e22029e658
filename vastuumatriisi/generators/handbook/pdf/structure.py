"""The tree of what is read aloud, mended: heads of tables, alternatives of charts, styles with names of their own."""

import re
from collections.abc import Sequence
from typing import Any

import pikepdf

from vastuumatriisi.generators.job import Unprintable

from .elements import elements
from .links import Links

# ISO 32000-1, 14.8.4: these names must keep their meaning, so no style may have them.
STANDARD = re.compile(
    r"Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD"
    r"|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure|Formula|Form"
)
COLUMN_HEAD = {"/O": pikepdf.Name.Table, "/Scope": pikepdf.Name.Column}


def mend(pdf: pikepdf.Pdf, descriptions: Sequence[str]) -> None:
    """Mend the tree; the pictures get the ``descriptions``, one each in their order. Raises Unprintable."""
    root: Any = pdf.Root.StructTreeRoot
    renamed = _renamed_styles(root.get("/RoleMap", pikepdf.Dictionary()))
    links = Links(pdf)
    pictures = []
    for element, found in elements(root):
        if found == "Figure" and "/BBox" in element.get("/A", {}):
            pictures.append(element)
        elif found in renamed:
            element.S = renamed[found]
        elif found == "TH":
            element.A = _with(element.get("/A"), pdf.make_indirect(pikepdf.Dictionary(COLUMN_HEAD)))
        elif found == "Link":
            links.join_beside(element)
    if len(pictures) != len(descriptions):
        raise Unprintable(f"its pages have {len(pictures)} pictures, and {len(descriptions)} have a description")
    for picture, description in zip(pictures, descriptions, strict=True):
        picture.Alt = description


def _renamed_styles(roles: Any) -> dict[str, Any]:
    """Give styles that are called like a standard structure type other names; return these by the old ones."""
    renamed = {}
    for name in [key[1:] for key in dict(roles) if STANDARD.fullmatch(key[1:])]:
        renamed[name] = pikepdf.Name(f"/{name} Style")
        roles[renamed[name]] = roles[f"/{name}"]
        del roles[f"/{name}"]
    return renamed


def _with(attributes: Any, more: Any) -> Any:
    if attributes is None:
        return more
    return pikepdf.Array([*(attributes if isinstance(attributes, pikepdf.Array) else [attributes]), more])
