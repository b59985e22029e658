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
from tests.support.tracked import body, lines, settled
from tests.support.validator import validate
from vastuumatriisi.generators.handbook.docx.package import package
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

ALL = (ADDED, REMOVED, RECODED, REWORDED, STATED, LEAD, UNIT, ROLE)
EDITS = [(), *((one,) for one in (ADDED, REMOVED, RECODED, REWORDED, STATED, OWNER, LEAD, UNIT, ROLE)), MOVED, ALL]


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
    tables = [[is_marked(row, "ins") for row in table.findall(qn("w:tr"))] for table in root.iter(qn("w:tbl"))]
    kept = [rows for rows in tables if not all(rows)]  # the others are those of the chapter that tells the changes
    assert kept
    assert not any(map(any, kept))


def is_marked(row: etree._Element, kind: str) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn(f'w:{kind}')}") is not None


def test_within_a_changed_duty_only_words_are_marked() -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(REWORDED), design, Options(redline=True))
    rows = body(render(job, design).data).iter(qn("w:tr"))
    [row] = (row for row in rows if "J-1" in lines(row)[0] and not is_marked(row, "ins"))
    assert not is_marked(row, "del")
    text = row.findall(qn("w:tc"))[1].find(qn("w:p"))
    kinds = {"del": "delText", "ins": "t"}
    told = {
        kind: [one.text for mark in text.iter(qn(f"w:{kind}")) for one in mark.iter(qn(f"w:{name}"))]
        for kind, name in kinds.items()
    }
    assert told == {"del": ["kirjaa"], "ins": ["luetteloa"]}
    # The bar beside it is a change of its style.
    [style] = text.iter(qn("w:pPrChange"))
    assert style.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) != text.pPr.pStyle.val


def test_what_is_gone_stands_before_what_has_come() -> None:
    """In the contents, too, whose entries do not fit their lines twice; its field holds all of them."""
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL, whole=True), design, Options(redline=True))
    [contents] = body(render(job, design).data).iter(qn("w:sdtContent"))
    heading, *entries = contents
    assert heading.pPr.find(qn("w:rPr")) is None
    kinds = [entry.pPr.find(qn("w:rPr"))[0].tag for entry in entries]
    assert kinds == sorted(kinds)
    assert {*kinds} == {qn("w:del"), qn("w:ins")}
    own = [
        [mark.get(qn("w:fldCharType")) for mark in entry.findall(f"{qn('w:r')}/{qn('w:fldChar')}")] for entry in entries
    ]
    assert own == [["begin", "separate"], *([] for _ in entries[2:]), ["end"]]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_it_is_valid_and_libreoffice_opens_it(tmp_path: Path) -> None:
    design = design_of("fi")
    [_, job] = jobs_of("handbook", views(*ALL, whole=True), design, Options(redline=True))
    (tmp_path / "redline.docx").write_bytes(render(job, design).data)
    assert validate(tmp_path / "redline.docx") == []
    convert(tmp_path, tmp_path / "redline.docx")
    assert (tmp_path / "redline.pdf").is_file()
