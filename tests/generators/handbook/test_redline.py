"""Tracked changes: what all of them accepted, and all of them rejected, say."""

import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.support.changed import (
    ADDED,
    LEAD,
    MOVED,
    OWNER,
    RECODED,
    REMOVED,
    REWORDED,
    ROLE,
    STATED,
    UNIT,
    design_of,
    views,
)
from tests.support.gold import convert
from tests.support.making import jobs_of, render
from vastuumatriisi.generators.handbook.docx.package import package
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

ALL = (ADDED, REMOVED, RECODED, REWORDED, STATED, LEAD, UNIT, ROLE)
EDITS = [(), *((one,) for one in (ADDED, REMOVED, RECODED, REWORDED, STATED, OWNER, LEAD, UNIT, ROLE)), MOVED, ALL]


def body(data: bytes) -> etree._Element:
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
    return ["".join(map(sign, paragraph.iter())) for paragraph in root.iter(qn("w:p"))]


def sign(element: etree._Element) -> str:
    if element.tag in (qn("w:t"), qn("w:delText")):
        return element.text or ""
    return {qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-", qn("w:br"): "\n"}.get(element.tag, "")


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("edits", EDITS)
def test_accepted_it_is_the_new_handbook_and_rejected_the_old_one(
    edits: tuple[tuple[str, str], ...], whole: bool
) -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*edits, whole=whole), design, Options(redline=True))
    data = render(job, design).data
    old, new = (package(one, design).data for one in (job.content.old, job.content.new))
    assert settled(data, "w:ins", "w:del") == [line for line in lines(body(new)) if line]
    assert settled(data, "w:del", "w:ins") == [line for line in lines(body(old)) if line]


def test_author_and_date_are_those_of_the_edition_and_ids_are_unique() -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL), design, Options(redline=True))
    assert job.kind == "redline"
    assert job.path == "vastuukasikirja-muutokset.docx"
    root = body(render(job, design).data)
    marks = [*root.iter(qn("w:ins"), qn("w:del"))]
    assert {mark.get(qn("w:author")) for mark in marks} == {"Esimerkkilä"}
    assert {mark.get(qn("w:date")) for mark in marks} == {"2026-01-31T00:00:00Z"}
    ids = [mark.get(qn("w:id")) for mark in (*marks, *root.iter(qn("w:bookmarkStart")))]
    assert len({*ids}) == len(ids)
    assert not [text for mark in root.iter(qn("w:del")) for text in mark.iter(qn("w:t"))]


def test_there_is_none_without_a_base() -> None:
    alone = Views(views(*ALL).matrix)
    assert [job.kind for job in jobs_of("handbook", alone, design_of("fi"), Options(redline=True))] == ["handbook"]


@pytest.mark.parametrize("whole", [False, True])
def test_all_that_the_body_refers_to_is_there(whole: bool) -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL, whole=whole), design, Options(redline=True))
    part = docx.Document(io.BytesIO(render(job, design).data)).part
    told = {one.get(qn("r:id")) for one in part.element.iter() if one.get(qn("r:id"))}
    assert told <= {*part.rels}


def test_a_chart_stands_in_it_whether_accepted_or_rejected() -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL, whole=True), design, Options(redline=True))
    assert job.content.new.charts
    root = body(render(job, design).data)
    charts = list(root.iter(qn("w:drawing")))
    assert len(charts) == len(job.content.new.charts)
    assert not [chart for chart in charts if {*chart.iterancestors(qn("w:ins"), qn("w:del"))}]


def test_a_heading_that_is_another_one_leaves_the_rows_of_its_table_alone() -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(UNIT), design, Options(redline=True))
    root = body(render(job, design).data)
    assert not [row for row in root.iter(qn("w:trPr")) if row.find(qn("w:ins")) is not None]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL, whole=True), design, Options(redline=True))
    (tmp_path / "redline.docx").write_bytes(render(job, design).data)
    convert(tmp_path, tmp_path / "redline.docx")
    assert (tmp_path / "redline.pdf").is_file()
