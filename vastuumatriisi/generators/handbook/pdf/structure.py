"""The tree of what is read aloud, mended: heads of tables, alternatives of charts, styles with names of their own."""

import re
from collections.abc import Sequence
from typing import Any

import pikepdf

from vastuumatriisi.generators.job import Unprintable
from vastuumatriisi.locales.message import message

from .decoration import Decoration, Dropped, floating, is_picture
from .elements import elements
from .links import Links

# ISO 32000-1, 14.8.4: these names must keep their meaning, so no style may have them.
STANDARD = re.compile(
    r"Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD"
    r"|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Warichu|WT|WP|Figure|Formula|Form"
)
COLUMN_HEAD = {"/O": pikepdf.Name.Table, "/Scope": pikepdf.Name.Column}


def mend(pdf: pikepdf.Pdf, descriptions: Sequence[str]) -> Dropped:
    """Mend the tree; the charts get their ``descriptions``. Return the content that is none. Raises Unprintable."""
    root: Any = pdf.Root.StructTreeRoot
    links, decoration = Links(pdf), Decoration(pdf)
    for element in floating(pdf):
        decoration.take_out(element)
    renamed = _renamed_styles(root.get("/RoleMap", pikepdf.Dictionary()))
    pictures = []
    for element, found in elements(root):
        if is_picture(element, found):
            pictures.append(element)
        elif found in renamed:
            element.S = renamed[found]
        elif found == "TH":
            element.A = _with(element.get("/A"), pdf.make_indirect(pikepdf.Dictionary(COLUMN_HEAD)))
        elif found == "Link":
            links.join_beside(element)
    before = len(pictures) - len(descriptions)
    if before < 0:
        raise Unprintable(message("office.pictures", shown=len(pictures), wanted=len(descriptions)))
    # No picture stands behind the charts; those before them are on a cover page.
    for picture in pictures[:before]:
        decoration.take_out(picture)
    for picture, description in zip(pictures[before:], descriptions, strict=True):
        picture.Alt = description
    return decoration.content


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
