"""A Word file with tracked changes, and what it says once all of them are accepted or rejected."""

import io

import docx
from docx.oxml.ns import qn
from lxml import etree


def body(data: bytes) -> etree._Element:
    """Return ``w:body`` of a docx file."""
    return docx.Document(io.BytesIO(data)).element.body


def settled(data: bytes, kept: str, gone: str) -> list[str]:
    """Return the text of each paragraph once what is marked ``gone`` is taken out and what is ``kept`` is ordinary."""
    root = body(data)
    for row in list(root.iter(qn("w:tr"))):
        if row.find(f"{qn('w:trPr')}/{qn(gone)}") is not None:
            row.getparent().remove(row)
    for table in list(root.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)
    for mark in list(root.iter(qn(gone))):
        paragraph = next(mark.iterancestors(qn("w:p")), None)
        if mark.getparent().tag == qn("w:rPr") and paragraph is not None:
            if paragraph.getparent() is not None:
                paragraph.getparent().remove(paragraph)
        elif mark.getparent() is not None and mark.getparent().tag != qn("w:trPr"):
            mark.getparent().remove(mark)
    return [line for line in lines(root) if line]


def lines(root: etree._Element) -> list[str]:
    """Return the text of each paragraph, with tabs and breaks."""
    return ["".join(map(_sign, paragraph.iter())) for paragraph in root.iter(qn("w:p"))]


def _sign(element: etree._Element) -> str:
    if element.tag in (qn("w:t"), qn("w:delText")):
        return element.text or ""
    return {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:br"): "\n"}.get(element.tag, "")
