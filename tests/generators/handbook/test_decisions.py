"""What the handbook says of open decisions and of the balance, and how its tables and figures are numbered."""

import io
import re
from collections.abc import Callable

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from tests.support import reading
from tests.support.making import jobs_of, render
from tests.support.matrices import many_duties
from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import find
from vastuumatriisi.generators.handbook.content.shares import LONGEST_CHART
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.balance import agenda, load_of

Build = Callable[[str], Views]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

OPEN = """
roles: [{id: eeva, name: Eeva Esimerkki}, {id: olli, name: Olli Esimerkki}, {id: turha, name: Turha Esimerkki}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva, olli]
        duties:
          - {id: Y-1, text: "Teemme.", cooperates: [kaksi]}
          - {id: Y-2, text: Autamme., assign: {eeva: A, olli: A}}
      - {id: kaksi, name: Kaksi, leads: [olli], duties: [{id: K-1, text: Kysymme.}]}
"""
DECIDED = """
roles: [{id: eeva, name: Eeva Esimerkki}]
levels: [{id: taso, name: Taso, units: [{id: yksi, name: Yksi, leads: [eeva], duties: [{id: Y-1, text: Teemme.}]}]}]
"""


def document(views: Views, design: Design) -> Document:
    (job,) = jobs_of("handbook", views, design)
    return docx.Document(io.BytesIO(render(job, design).data))


def forms(found: Document, design: Design) -> list[Table]:
    """Return the tables that are filled by hand."""
    decision = design.wording("handbook.decisions.decision")
    return [table for table in found.tables if len(table.columns) == 4 and table.rows[0].cells[1].text == decision]


def cells(table: Table) -> list[list[str]]:
    return [[reading.plain(cell.text) for cell in row.cells] for row in table.rows[1:]]


def decided_about(found: Document) -> list[list[tuple[str, str]]]:
    """Return, for each form, code and text of the duties below it."""
    told: list[list[tuple[str, str]]] = []
    for block in found.iter_inner_content():
        if isinstance(block, Table):
            told.append([])
        elif block.style is not None and str(block.style.name).startswith("Decision"):
            code, text = block.text.split("\t")
            told[-1].append((reading.plain(code), text))
    return [duties for duties in told if duties]


def test_agenda_has_every_open_duty_and_room_to_write(kuopio: Views, design: Design) -> None:
    """Each decision says what is asked and who could be chosen, has room to write, and its duties in full below it."""
    found = document(kuopio, design)
    matrix = kuopio.matrix
    decisions = [decision for item in agenda(matrix) for decision in item.decisions]
    made = forms(found, design)
    assert len(made) == len(decisions) > 3
    for number, (table, decision) in enumerate(zip(made, decisions, strict=True), 1):
        assert table.rows[0].cells[0].text == f"{number}. {matrix.unit(decision.unit).short}"
        [[matter, *to_fill]] = cells(table)
        assert to_fill == ["", "", ""]
        assert matter.endswith("Ehdolla: " + (", ".join(matrix.names(decision.candidates)) or "ei ketään"))
        assert matter.startswith("Kuka")
        [height] = [int(height.get(qn("w:val"))) for height in table._tbl.iter(qn("w:trHeight"))]
        assert height >= 800
    assert decided_about(found) == [[(code, matrix.duty(code).text) for code in d.duties] for d in decisions]
    duties = sum(len(decision.duties) for decision in decisions)
    assert design.wording("handbook.decisions.total", decisions=len(decisions), duties=duties) in [
        paragraph.text for paragraph in found.paragraphs
    ]


def test_forms_of_the_agenda_stand_in_line(kuopio: Views, design: Design) -> None:
    """The tables below each other have their columns at the same places, whoever the candidates are."""
    made = forms(document(kuopio, design), design)
    widths = [[column.get(qn("w:w")) for column in table._tbl.iter(qn("w:gridCol"))] for table in made]
    assert len(widths) > 1
    assert all(width == widths[0] for width in widths)


def test_what_is_open_leads_to_its_decision(kuopio: Views, design: Design) -> None:
    """Above the duties of a unit whose owner is open stands which decision that is, as a link to its form."""
    found = document(kuopio, design)
    bookmarked = {
        mark.get(qn("w:name")): table.rows[0].cells[0].text
        for table in forms(found, design)
        for mark in table._tbl.iter(qn("w:bookmarkStart"))
    }
    asked = [decision for item in agenda(kuopio.matrix) for decision in item.decisions]
    heads = [table.rows[0]._tr for table in found.tables]
    links = [link for head in heads for link in head.iter(qn("w:hyperlink")) if link.get(qn("w:anchor")) in bookmarked]
    assert [bookmarked[link.get(qn("w:anchor"))].split(". ")[0] for link in links] == [
        str(number) for number in range(1, len(asked) + 1)
    ]
    assert ["".join(text.text for text in link.iter(qn("w:t"))) for link in links] == [
        f"päätös {number}" for number in range(1, len(asked) + 1)
    ]


def test_exceptions_lead_to_their_decision_too(build_views: Build, design: Design) -> None:
    """A duty that is open where its unit's others are not says so below its text, with the number of its decision."""
    duties = "{id: Y-1, text: Teemme.}, {id: Y-2, text: Autamme.}, {id: Y-3, text: Kysymme., assign: {eeva: R}}"
    found = document(build_views(DECIDED.replace("{id: Y-1, text: Teemme.}", duties)), design)
    rows = [row for table in found.tables for row in cells(table) if row[0].startswith("Y-")]
    assert [row[1] for row in rows[:2]] == ["Teemme.", "Autamme."]
    assert rows[2][1].startswith("Kysymme. Vastaava: avoin (päätös 1)")
    assert decided_about(found) == [[("Y-3", "Kysymme.")]]


def test_questions_of_drafting_are_left_to_the_coordinator(kuopio: Views, design: Design) -> None:
    """Findings beside undecided owners, and answers to them, stand in the workbook and in ``check`` alone."""
    findings = [f for f in find(kuopio.matrix, design.wording) if f.name not in ("no-owner", "owner-undecided")]
    found = document(kuopio, design)
    told = " ".join([*(p.text for p in found.paragraphs), *(c for t in found.tables for row in cells(t) for c in row)])
    assert findings
    assert not [finding.question for finding in findings if finding.question in told]
    assert not [finding.answered for finding in findings if finding.answered and finding.answered in told]


def test_one_level_is_not_shown_as_one(build_views: Build, design: Design) -> None:
    """Its decisions stand below the chapter's heading; of two levels each is named. One duty is asked about as one."""
    unit = "{id: m, name: M, leads: [eeva], duties: [{id: M-1, text: Muutamme.}]}"
    other = f"  - {{id: muu, name: Muu taso, units: [{unit}]}}\n"
    first = []
    for text in (OPEN, OPEN + other):
        found = document(build_views(text), design)
        first.append([p.text for p in found.paragraphs if p.style.name == "Heading 2" and p.text == "Taso"])
        assert [cells(form)[0][0].partition("?")[0] for form in forms(found, design)] == ["Kuka heistä vastaa"]
    assert first == [[], ["Taso"]]


def test_nothing_open_gives_no_appendix(build_views: Build, design: Design) -> None:
    """Where everything is decided, the handbook has no such chapter, and its cover says so."""
    found = document(build_views(DECIDED), design)
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert headings
    assert design.wording("handbook.decisions.title") not in headings
    assert any(p.text.endswith(design.wording("handbook.decided", n=1)) for p in found.paragraphs)


def roles_table(found: Document, design: Design) -> Table:
    return next(table for table in found.tables if table.rows[0].cells[0].text == design.wording("matrix.role"))


def charts_of(found: Document) -> list[etree._Element]:
    blobs = [part.blob for part in found.part.package.iter_parts() if "/charts/" in str(part.partname)]
    return [etree.fromstring(blob) for blob in blobs]


def test_balance_counts_every_letter(kuopio: Views, design: Design) -> None:
    """The table of roles has the numbers of the model, those with most first; idle roles are there too."""
    matrix = kuopio.matrix
    table = roles_table(document(kuopio, design), design)
    roles = {reading.plain(role.short): role.id for role in matrix.roles}
    assert sorted(row[0] for row in cells(table)) == sorted(roles)
    symbols = [cell.text for cell in table.rows[0].cells][1:]
    assert symbols == ["A", "R", "S", "C"]
    order = []
    for name, *numbers in cells(table):
        load = load_of(matrix, roles[name])
        counted = dict(zip(symbols, (0 if number == "–" else int(number) for number in numbers), strict=True))
        assert counted["R"] == len(load.performs)
        assert counted["A"] == len(load.owns)
        assert counted["S"] == len(load.supports)
        order.append(load.letters)
    assert order == sorted(order, reverse=True)


def test_chart_of_many_says_which_it_shows(build_views: Build, design: Design) -> None:
    """Where there are more units than bars, the words below are true of those it shows."""
    units = ", ".join(
        f"{{id: y-{n}, name: Yksikkö {n}, performs: true, duties: [{{id: Y-{n}, text: Hoidamme asian {n}.}}]}}"
        for n in range(50)
    )
    found = document(build_views(f"roles: []\nlevels: [{{id: taso, name: Taso, units: [{units}]}}]"), design)
    told = design.wording("handbook.balance.longest", n=LONGEST_CHART)
    assert told in [paragraph.text for paragraph in found.paragraphs]
    assert "eniten" not in told  # whoever is left out may have as many duties
    [chart] = charts_of(found)
    names = [v.text for v in next(chart.iter(f"{CHART}strLit")).iter(f"{CHART}v")]
    assert names == [f"Yksikkö {n}" for n in range(LONGEST_CHART)]


def test_charts_are_native_and_have_words_in_their_place(kuopio: Views, design: Design) -> None:
    """The chart is one of Word's own, its bars add up to the model's letters, its description has all its numbers."""
    found = document(kuopio, design)
    matrix = kuopio.matrix
    [chart], [description] = charts_of(found), [s.get("descr") for s in found.element.body.xpath(".//wp:docPr")]
    for unit in matrix.duty_units:
        load = load_of(matrix, unit.id)
        assert re.search(rf"{re.escape(unit.short)}: [^;]*\(R\) {len(load.performs)}\b", description)
    values = [int(value.text) for value in chart.iterfind(f".//{CHART}numLit/{CHART}pt/{CHART}v")]
    units = {unit.id for unit in matrix.units}
    assert sum(values) == sum(len(part.letters) for part in matrix.assignments if part.actor in units)


def test_bars_are_told_apart_without_colours(kuopio: Views, build_views: Build, design: Design) -> None:
    """On a black and white print the letter behind each number says which kind it is; no room is no letter."""
    words = "letters: {Kunta: {name: Kunta, counts_as: responsible}, V: {name: Valtio, counts_as: accountable}}"
    source = f"{words}\n{DECIDED.replace('leads: [eeva], ', '').replace('Teemme.', 'Teemme., assign: {yksi: Kunta}')}"
    long = build_views(many_duties(source))
    for views, expected in (
        (kuopio, {"R": "[>=2]0\\ \\R;[>0]0;", "C": "[>=2]0\\ \\C;[>0]0;"}),
        (long, {"Kunta": "0;;;"}),
    ):
        package = document(views, design).part.package
        charts = [etree.fromstring(part.blob) for part in package.iter_parts() if "/charts/" in str(part.partname)]
        formats = {
            series.findtext(f"{CHART}tx/{CHART}v"): series.find(f".//{CHART}numFmt").get("formatCode")
            for chart in charts
            for series in chart.iter(f"{CHART}ser")
        }
        for letter, code in expected.items():
            assert [told for name, told in formats.items() if name == letter or f"({letter})" in name] == [code]


def test_captions_count(kuopio: Views, design: Design) -> None:
    """Captions above tables are numbered by a field with the right result; a table that says itself what it is has
    none, and no title is said twice.
    """
    found = document(kuopio, design)
    captions = [p for p in found.paragraphs if p.style.name == "Caption"]
    assert captions
    assert [re.match(r"Taulukko (\d+)\. \S", p.text)[1] for p in captions] == [str(n + 1) for n in range(len(captions))]
    for caption in captions:
        assert "SEQ Taulukko" in "".join(field.text for field in caption._p.iter(qn("w:instrText")))
        assert caption._p.getnext().tag == qn("w:tbl")
