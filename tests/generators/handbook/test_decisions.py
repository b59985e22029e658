"""What the handbook says of open decisions and of the balance, and how its tables and figures are numbered."""

import io
import re
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from lxml import etree

from tests.support import reading
from tests.support.making import jobs_of, render
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


def tables(found: Document, first: str) -> Iterator[Table]:
    """Yield the tables whose first column has this heading."""
    return (table for table in found.tables if table.rows[0].cells[0].text == first)


def cells(table: Table) -> list[list[str]]:
    return [[reading.plain(cell.text) for cell in row.cells] for row in table.rows[1:]]


def test_agenda_has_every_open_duty_and_room_to_write(kuopio: Views, design: Design) -> None:
    """Each body has a table, each line its candidates and duties, and cells for decision, decider and date."""
    found = list(tables(document(kuopio, design), design.wording("handbook.decisions.matter")))
    matrix, items = kuopio.matrix, agenda(kuopio.matrix)
    assert len(found) == len(items)
    for table, item in zip(found, items, strict=True):
        rows = cells(table)
        assert [row[2:] for row in rows] == [["", "", ""]] * len(item.decisions)
        for row, decision in zip(rows, item.decisions, strict=True):
            assert re.findall(r"[A-Z]{3}-\d+", row[0]) == list(decision.duties)
            assert row[1] == (", ".join(matrix.names(decision.candidates)) or "ei ketään")
        heights = [height.get(qn("w:val")) for height in table._tbl.iter(qn("w:trHeight"))]
        assert len(heights) == len(item.decisions)
        assert all(int(height) >= 900 for height in heights)


def test_tables_of_the_agenda_stand_in_line(kuopio: Views, design: Design) -> None:
    """The tables below each other have their columns at the same places, whoever the candidates are."""
    found = tables(document(kuopio, design), design.wording("handbook.decisions.matter"))
    widths = [[column.get(qn("w:w")) for column in table._tbl.iter(qn("w:gridCol"))] for table in found]
    assert len(widths) > 1
    assert all(width == widths[0] for width in widths)


def test_other_findings_are_asked_and_answers_are_given(kuopio: Views, design: Design) -> None:
    """Findings beside undecided owners stand as questions with room for an answer, answered ones with the reason."""
    findings = find(kuopio.matrix, design.wording)
    asked, answered = (
        cells(table) for table in tables(document(kuopio, design), design.wording("handbook.decisions.question"))
    )
    others = [f for f in findings if not f.answered and f.name not in ("no-owner", "owner-undecided")]
    assert [row[0] for row in asked] == [reading.plain(f"{f.message} {f.question}") for f in others]
    assert {row[1] for row in asked} == {""}
    assert [row[1] for row in answered] == [reading.plain(f.answered) for f in findings if f.answered]


def test_questions_alone_follow_nothing(build_views: Build, design: Design) -> None:
    """Where every owner is decided, the questions do not speak of others before them."""
    twice = DECIDED.replace("text: Teemme.}", 'text: "Teemme yhtä. Autamme toisessa."}')
    told = [paragraph.text for paragraph in document(build_views(twice), design).paragraphs]
    assert design.wording("handbook.decisions.about") not in told
    about = told[told.index(design.wording("handbook.decisions.questions")) + 1]
    assert about == design.wording("handbook.decisions.questions_about")
    assert about.startswith("Nämä asiat")


def test_codes_in_questions_are_links(build_views: Build, design: Design) -> None:
    """The code in a question leads to its duty."""
    [asked] = tables(document(build_views(OPEN), design), design.wording("handbook.decisions.question"))
    anchors = {link.get(qn("w:anchor")) for link in asked._tbl.iter(qn("w:hyperlink"))}
    assert "d_Y_2" in anchors


def test_nothing_open_gives_no_appendix(build_views: Build, design: Design) -> None:
    """Where everything is decided and nothing asked, the handbook has no such chapter."""
    headings = [p.text for p in document(build_views(DECIDED), design).paragraphs if p.style.name == "Heading 1"]
    assert design.wording("handbook.decisions.title") not in headings
    assert design.wording("handbook.balance.title") in headings


def test_balance_counts_every_letter(kuopio: Views, design: Design) -> None:
    """The tables of units and roles have the numbers of the model, those with most first; idle roles are there too."""
    matrix, words = kuopio.matrix, design.wording
    found = document(kuopio, design)
    names = {"unit": {unit.id: unit.short for unit in matrix.duty_units}}
    names["role"] = {role.id: role.name for role in matrix.roles}  # as the role index has them
    for kind, named in names.items():
        [table] = (t for t in tables(found, words(f"handbook.balance.actor_{kind}")) if len(t.columns) > 3)
        assert sorted(row[0] for row in cells(table)) == sorted(map(reading.plain, named.values()))
        titles = [cell.text.split(" (")[0] for cell in table.rows[0].cells]
        own = {letter.symbol: letter.name for letter in matrix.letters.letters}
        assert own["C"] in titles  # not the word of the language for its kind
        loads = {reading.plain(name): load_of(matrix, actor) for actor, name in named.items()}
        order = []
        for row in cells(table):
            numbers = dict(zip(titles, (0 if cell == "–" else cell for cell in row), strict=True))
            load = loads[row[0]]
            assert int(numbers[own["R"]]) == len(load.performs)
            assert int(numbers.get(own["A"], 0)) == len(load.owns)
            assert int(numbers.get(own["S"], 0)) == len(load.supports)
            assert int(numbers[words("handbook.balance.total")]) == load.total
            order.append(load.letters)
        assert order == sorted(order, reverse=True)


def test_chart_of_many_says_which_it_shows(build_views: Build, design: Design) -> None:
    """Where there are more actors than bars, the words below are true of those it shows: the first of the table."""
    others = ", ".join(f"{{id: tuki-{n}, name: Tuki {n}}}" for n in range(LONGEST_CHART))
    supports = ", ".join(f"tuki-{n}" for n in range(LONGEST_CHART))
    source = DECIDED.replace("name: Eeva Esimerkki}", "name: Eeva Esimerkki}, " + others)
    found = document(build_views(source.replace("leads: [eeva],", f"leads: [eeva], supports: [{supports}],")), design)
    told = design.wording("handbook.balance.longest", n=LONGEST_CHART)
    assert told in [paragraph.text for paragraph in found.paragraphs]
    assert "eniten" not in told  # whoever is left out may have as many duties
    [table] = (t for t in tables(found, design.wording("matrix.role")) if len(t.columns) > 2)
    charts = [part.blob for part in found.part.package.iter_parts() if "/charts/" in str(part.partname)]
    shown = max((etree.fromstring(chart) for chart in charts), key=lambda chart: len(list(chart.iter(f"{CHART}pt"))))
    names = [v.text for v in next(shown.iter(f"{CHART}strLit")).iter(f"{CHART}v")]
    assert names == [row[0] for row in cells(table)][:LONGEST_CHART]


def test_charts_are_native_and_have_words_in_their_place(kuopio: Views, design: Design) -> None:
    """Each chart is one of Word's own, its bars add up to the model's letters, and a description names the longest."""
    found = document(kuopio, design)
    matrix = kuopio.matrix
    charts = [
        etree.fromstring(part.blob) for part in found.part.package.iter_parts() if "/charts/" in str(part.partname)
    ]
    descriptions = [shape.get("descr") for shape in found.element.body.xpath(".//wp:docPr")]
    assert len(charts) == len(descriptions) == 2
    longest = max((load_of(matrix, unit.id) for unit in matrix.duty_units), key=lambda load: load.letters)
    assert f"{matrix.unit(longest.actor).short} {longest.letters}" in descriptions[0]
    values = [int(value.text) for value in charts[0].iterfind(f".//{CHART}numLit/{CHART}pt/{CHART}v")]
    units = {unit.id for unit in matrix.units}
    assert sum(values) == sum(len(part.letters) for part in matrix.assignments if part.actor in units)


def test_bars_are_told_apart_without_colours(kuopio: Views, build_views: Build, design: Design) -> None:
    """On a black and white print the letter behind each number says which kind it is; no room is no letter."""
    words = "letters: {Kunta: {name: Kunta, counts_as: responsible}, V: {name: Valtio, counts_as: accountable}}"
    long = build_views(
        f"{words}\n{DECIDED.replace('leads: [eeva], ', '').replace('Teemme.', 'Teemme., assign: {eeva: Kunta}')}"
    )
    for views, expected in (
        (kuopio, {"A": "[>=3]0\\ \\A;[>0]0;", "S": "[>=3]0\\ \\S;[>0]0;"}),
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


@pytest.mark.parametrize("label", ["Taulukko", "Kuvio"])
def test_captions_count(kuopio: Views, design: Design, label: str) -> None:
    """Each table has a caption above it, each figure one below, numbered by a field with the right result."""
    found = document(kuopio, design)
    captions = [p for p in found.paragraphs if p.style.name == "Caption" and p.text.startswith(label)]
    expected = len(found.tables) if label == "Taulukko" else 2
    assert [re.match(rf"{label} (\d+)\. \S", p.text)[1] for p in captions] == [str(n + 1) for n in range(expected)]
    for caption in captions:
        assert f"SEQ {label}" in "".join(field.text for field in caption._p.iter(qn("w:instrText")))
        neighbour = caption._p.getnext() if label == "Taulukko" else caption._p.getprevious()
        assert neighbour.tag == qn("w:tbl") or neighbour.xpath(".//w:drawing")
