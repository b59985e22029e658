"""The handbook, read back as a Word file and compared with the model."""

import ctypes
import io
import itertools
import re
import shutil
import subprocess
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.support import reading
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT, many_duties
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.handbook import generator
from vastuumatriisi.generators.handbook.content.anchors import bookmarks
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.text.widths import office_widths

Build = Callable[[str], Views]

STATED = """
roles:
  - {id: zoe, name: Zoé Esimerkki}
  - {id: aki, name: Åke Esimerkki}
  - {id: olli, name: Öljyryhmä}
  - {id: ryhma, name: Esimerkkiryhmä}
levels:
  - id: taso
    name: Taso
    units:
      - id: vaihe
        name: Vaihe
        duties:
          - {id: V-1, text: Suunnittelu, assign: {zoe: R/A, aki: "C (isot)", olli: I, ryhma: I}}
          - {id: V-2, text: "<script>&amp; tietoturvasta ja -suojasta", assign: {aki: "-", olli: R}}
"""

RELATIONS = """
approved_by: Esimerkkilän johtoryhmä
introduction: |
  Alkusanat:
  1. ensimmäinen
  2. toinen

  Jatkoa:
  1. taas ensimmäinen
scopes: [{id: yla, name: Yläkoulu}, {id: ala, name: Alakoulu}]
themes: [{id: aihe, name: Aihe}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: kari, name: Kari Esimerkki, scopes: [ala]}
levels:
  - id: taso
    name: Taso
    units:
      - id: ryhma
        name: Ryhmä
        units:
          - id: yksi
            name: Yksi
            leads: [eeva]
            supports: [kari]
            duties:
              - {id: Y-1, text: Teemme., theme: aihe, counterparts: [K-1]}
              - {id: Y-2, text: Autamme., scopes: [yla], cooperates: [kaksi]}
              - {id: Y-3, text: Kysymme.}
      - {id: kaksi, name: Kaksi, leads: [eeva, kari], duties: [{id: K-1, text: Teemme samaa.}]}
"""


def planned(views: Views, design: Design) -> Job:
    (job,) = jobs_of("handbook", views, design)
    return job


def document(views: Views, design: Design) -> Document:
    return docx.Document(io.BytesIO(render(planned(views, design), design).data))


def blocks(found: Document) -> Iterator[Paragraph | Table]:
    """Yield paragraphs and tables in reading order, those of the contents included."""
    for element in found.element.body.iter(qn("w:p"), qn("w:tbl")):
        if element.tag == qn("w:tbl"):
            yield Table(element, found)
        elif not any(parent.tag == qn("w:tbl") for parent in element.iterancestors()):
            yield Paragraph(element, found)


def texts(found: Document, *styles: str) -> list[str]:
    return [b.text for b in blocks(found) if isinstance(b, Paragraph) and b.style and b.style.name in styles]


def duty_rows(found: Document) -> list[list[str]]:
    """Return the rows of all tables of duties, without what stands above them."""
    tables = (Table(element, found) for element in found.element.body.iter(qn("w:tbl")))
    return [
        [unicodedata.normalize("NFKC", cell.text) for cell in row.cells]
        for table in tables
        for row in table.rows[1:]
        if any(run.style.name == "Duty Code" for run in row.cells[0].paragraphs[0].runs)
    ]


def parts(views: Views, design: Design) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(render(planned(views, design), design).data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_duty_stands_in_a_table(kuopio: Views, design: Design) -> None:
    """Each duty has one row with its code, its text and, at the end of the line below that, its theme, in order."""
    rows = duty_rows(document(kuopio, design))
    matrix = kuopio.matrix
    assert [(row[0], row[1].split("\n")[0], row[1].split("\n")[1].split(" · ")[-1]) for row in rows] == [
        (duty.id, duty.text, matrix.theme_name(duty.theme)) for duty in matrix.duties
    ]


def test_index_holds_every_letter(kuopio: Views, design: Design) -> None:
    """The index has each letter of the model once and no other; roles stand apart from units."""
    matrix = kuopio.matrix
    data = render(planned(kuopio, design), design).data
    expected = ((a.duty, reading.plain(matrix.actor(a.actor).name), "/".join(a.letters)) for a in matrix.assignments)
    assert reading.handbook_letters(data) == Counter(expected)
    actors = [entry.replace("\u2011", "-") for entry in texts(document(kuopio, design), "Index Entry")]
    roles = [actor for actor in actors if not any(actor == unit.name for unit in matrix.duty_units)]
    assert actors[: len(roles)] == roles


def test_index_has_ranges_and_pages(build_views: Build, design: Design) -> None:
    """Neighbours stand as the first and the last of them, each range with the page of its first code."""
    job = planned(build_views(many_duties(RELATIONS)), design)
    numbered = generator.numbered(job, dict.fromkeys(generator.places(job), 7), 9)
    found = docx.Document(io.BytesIO(render(numbered, design).data))
    lines = [unicodedata.normalize("NFKC", line) for line in texts(found, "Index Line")]
    assert "A\tY-1–\ufeff3 s. 7" in lines  # no line ends between the two
    assert "S\tY-1 s. 7, Y-3 s. 7" in lines
    assert all(re.search(r" s\. 7$", line) for line in lines)


def test_index_ends_with_nordic_letters(build_views: Build, design: Design) -> None:
    """Å, ä and ö come behind z; a letter on a condition says so, and so does "not involved"."""
    found = document(build_views(many_duties(STATED)), design)
    assert texts(found, "Index Entry") == ["Esimerkkiryhmä", "Zoé Esimerkki", "Åke Esimerkki", "Öljyryhmä"]
    assert "C\tV-1 (isot)" in texts(found, "Index Line")
    assert any(line.startswith("ei osallistu\tV-2") for line in texts(found, "Index Line"))


def test_headings_follow_levels_and_groups(build_views: Build, design: Design) -> None:
    """Levels, groups and units have headings of falling level, none skipped, and the contents has them all."""
    found = document(build_views(many_duties(RELATIONS)), design)
    headings = [
        (int(b.style.name[-1]), b.text)
        for b in blocks(found)
        if isinstance(b, Paragraph) and b.style and str(b.style.name).startswith("Heading ")
    ]
    assert headings[4:10] == [
        (1, "Taso"),
        (2, "Ryhmä"),
        (3, "Yksi"),
        (2, "Kaksi"),
        (1, "Muut"),
        (1, "Vastuiden jakautuminen"),
    ]
    assert all(after <= before + 1 for (before, _), (after, _) in itertools.pairwise(headings))
    entries = texts(found, "toc 1", "toc 2", "toc 3")
    assert [entry.split("\t")[1] for entry in entries] == [text for _, text in headings]
    assert [entry.split("\t")[0] for entry in entries][4:8] == ["2", "2.1", "2.1.1", "2.2"]


def test_unit_at_a_glance(build_views: Build, design: Design) -> None:
    """A unit begins with its lead and its supporters and their letters; above its duties stands who owns them."""
    found = document(build_views(RELATIONS), design)
    assert [unicodedata.normalize("NFKC", fact) for fact in texts(found, "Unit Fact")] == [
        "Vastuuhenkilö (A): Eeva Esimerkki",
        "Tukena: Kari Esimerkki S (paitsi Y-2)",
        "Vastuuhenkilöt (R): Eeva Esimerkki, Kari Esimerkki",
    ]
    heads = [table.rows[0] for table in found.tables if "Vastaava" in table.rows[0].cells[0].text]
    assert [head.cells[0].text for head in heads] == [
        "Yksi · Vastaava: Eeva Esimerkki",
        "Kaksi · Vastaava: avoin (päätös 1)",
    ]
    assert all(len(head._tr.findall(qn("w:tc"))) == 1 for head in heads)


def test_duty_tells_scope_partners_and_counterparts(build_views: Build, design: Design) -> None:
    """In the line below a duty stand where it applies, its partners with their letters, counterparts, its theme."""
    rows = {row[0]: row[1] for row in duty_rows(document(build_views(RELATIONS), design))}
    assert rows["Y-1"] == "Teemme.\nSama tehtävä: K-1 (Kaksi R) · Aihe"
    assert rows["Y-2"] == "Autamme.\nKoskee vain: Yläkoulu · Yhteistyössä: Kaksi C"
    assert rows["Y-3"] == "Kysymme."


def test_an_owner_of_its_own_stands_at_the_duty(build_views: Build, design: Design) -> None:
    """Where most duties of a unit have one owner, whoever owns another one stands below its text."""
    source = RELATIONS.replace("text: Kysymme.", "text: Kysymme., assign: {kari: A}")
    rows = {row[0]: row[1] for row in duty_rows(document(build_views(source), design))}
    assert rows["Y-3"].startswith("Kysymme.\nVastaava: Kari Esimerkki")
    assert "Vastaava" not in rows["Y-1"]


def test_small_matrices_are_booklets(build_views: Build, design: Design) -> None:
    """Up to 40 duties there is no contents, index or glossary and nothing that sends to them; one level is none."""
    index = design.wording("handbook.structure_index")
    for count, is_booklet in ((36, True), (37, False)):
        found = document(build_views(many_duties(RELATIONS, count)), design)
        told = "\n".join(texts(found, "Normal", "Heading 1", "Heading 2"))
        assert bool(texts(found, "toc 1")) is not is_booklet
        assert bool(texts(found, "Index Entry")) is not is_booklet
        assert bool(texts(found, "Glossary Entry")) is not is_booklet
        assert (index in told) is not is_booklet
    alone = document(build_views(RELATIONS), design)
    assert "Taso" not in texts(alone, "Heading 1")
    assert design.wording("handbook.structure_levels") not in "\n".join(texts(alone, "Normal"))


def test_plain_raci_table_shows_who_has_which_letter(build_views: Build, design: Design) -> None:
    """Where all letters are stated, each duty lists them; markup in a text stays text; nothing is called derived."""
    found = document(build_views(STATED), design)
    assert duty_rows(found) == [
        ["V-1", "Suunnittelu", "R/A\tZoé Esimerkki\nC\tÅke Esimerkki (isot)\nI\tÖljyryhmä, Esimerkkiryhmä"],
        [
            "V-2",
            "<script>&amp; tietoturvasta ja -suojasta\nVastaava: avoin (päätös 1)",
            "R\tÖljyryhmä\nei osallistu\tÅke Esimerkki",
        ],
    ]
    assert design.wording("origin.explain_stated") in texts(found, "Normal")
    assert "päätel" not in "\n".join(b.text for b in blocks(found) if isinstance(b, Paragraph)).casefold()


def test_rules_are_printed_where_they_apply(kuopio: Views, build_views: Build, design: Design) -> None:
    """Only the rules that something in the matrix follows are printed, each with its letter."""
    rules = texts(document(kuopio, design), "List Bullet")
    assert "Yksikön tukena mainittu saa kirjaimen S (Tukee)." in rules
    assert [rule for rule, _ in kuopio.applied_rules] == [
        "performs",
        "leads",
        "several",
        "supports",
        "counterparts",
        "cooperates",
        "scopes",
    ]
    assert len(rules) == len(kuopio.applied_rules)
    assert texts(document(build_views(STATED), design), "List Bullet") == []


@pytest.mark.parametrize(
    ("letters", "legend"),
    [
        ("{K: {name: K, counts_as: accountable}}", [["Kirjain"], ["K"]]),
        ("{K: {name: Kunta, meaning: Kunta, counts_as: accountable}}", [["Kirjain", "Nimi"], ["K", "Kunta"]]),
        (
            "{K: {name: K, meaning: Kunta hoitaa., counts_as: accountable}}",
            [["Kirjain", "Merkitys"], ["K", "Kunta hoitaa."]],
        ),
        (
            "{K: {name: Kunta, meaning: Hoitaa., counts_as: accountable}}",
            [["Kirjain", "Nimi", "Merkitys"], ["K", "Kunta", "Hoitaa."]],
        ),
    ],
)
def test_letters_without_a_meaning_are_told_once(
    build_views: Build, design: Design, letters: str, legend: list[list[str]]
) -> None:
    """Where a matrix says no more of a letter than its name, the legend does not repeat that; the glossary has none."""
    source = f"letters: {letters}\n" + STATED.replace("zoe: R/A", "zoe: K").replace('aki: "C (isot)", olli: I, ', "")
    source = source.replace("ryhma: I", "ryhma: K").replace("olli: R}", "olli: K}")
    found = document(build_views(many_duties(source)), design)
    table = next(table for table in found.tables if table.rows[0].cells[0].text == design.wording("matrix.letter"))
    assert [[cell.text for cell in row.cells] for row in table.rows] == legend
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
    assert sum(grid) == int(next(table._tbl.iter(qn("w:tblW"))).get(qn("w:w")))
    entries = texts(found, "Glossary Entry")
    assert entries
    assert not [entry for entry in entries if entry.startswith("K\t")]


def test_no_term_is_explained_by_itself(kuopio: Views, design: Design) -> None:
    """No entry of the glossary begins with the word that it explains."""
    entries = [entry.split("\t") for entry in texts(document(kuopio, design), "Glossary Entry")]
    assert len(entries) > 8
    assert not [term for term, meaning in entries if meaning.casefold().startswith(term.casefold())]


def test_word_is_not_broken_behind_its_first_hyphen(build_views: Build, design: Design) -> None:
    """The hyphen of "-suojasta" is one that no line ends with, that of a code at home an ordinary one."""
    body = parts(build_views(STATED), design)["word/document.xml"].decode()
    assert re.search(r"tietoturvasta ja </w:t><w:noBreakHyphen/><w:t[^>]*>suojasta", body)
    assert "<w:t>V-1</w:t>" in body
    assert re.search(r'w:anchor="d_V_1"[^>]*><w:r><w:rPr><w:rStyle w:val="DutyLink"/></w:rPr><w:t>V</w:t>', body)


def test_number_and_unit_stay_together(build_views: Build, design: Design) -> None:
    """A number and its unit are on one line; a number and a word need not be."""
    views = build_views(STATED.replace("text: Suunnittelu", 'text: "90 % laitteista 3 kk:n ja 5 vuoden välein, 2 min"'))
    [text, *_] = [cell.text for table in document(views, design).tables for cell in table._cells if "90" in cell.text]
    assert text == "90\u00a0% laitteista 3\u00a0kk:n ja 5 vuoden välein, 2\u00a0min"


def test_last_entries_of_the_contents_stay_together(kuopio: Views, design: Design) -> None:
    """No page of the contents holds only an entry or two."""
    entries = [
        p for p in document(kuopio, design).element.body.iter(qn("w:p")) if "_Toc" in str(p.xpath(".//@w:anchor"))
    ]
    assert all(entry.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for entry in entries[-6:])
    assert not all(entry.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for entry in entries)


def test_stated_and_derived_letters_differ_beyond_colour(kuopio: Views, build_views: Build, design: Design) -> None:
    """Derived letters are in italics, stated ones bold on a ground, each by a named style."""
    styles = etree.fromstring(parts(kuopio, design)["word/styles.xml"])
    looks = {
        s.get(qn("w:styleId")): {p.tag for p in s.iterfind(f"{qn('w:rPr')}/*")} for s in styles.iter(qn("w:style"))
    }
    assert qn("w:i") in looks["LetterDerived"]
    assert not {qn("w:b"), qn("w:shd")} & looks["LetterDerived"]
    assert {qn("w:b"), qn("w:shd")} <= looks["LetterStated"]
    assert b'"LetterStated"' not in parts(kuopio, design)["word/document.xml"]
    assert b'"LetterDerived"' not in parts(build_views(STATED), design)["word/document.xml"]


def test_numbered_lists_begin_anew(build_views: Build, design: Design) -> None:
    """Numbered items of the introduction are items of a list; the second list counts from one again."""
    items = [
        p for p in document(build_views(RELATIONS), design).paragraphs if p.style and p.style.name == "List Number"
    ]
    assert [item.text for item in items] == ["ensimmäinen", "toinen", "taas ensimmäinen"]
    lists = [next(item._p.iter(qn("w:numId"))).get(qn("w:val")) for item in items]
    assert lists[0] == lists[1] != lists[2]


def test_long_numbers_of_headings_do_not_touch_their_text(build_views: Build, kuopio: Views, design: Design) -> None:
    """Where there are very many units, their headings stand further to the right; elsewhere at their usual places."""
    units = "\n".join(
        f"      - {{id: yksi-{n}, name: Yksikkö {n}, duties: [{{id: Y-{n}, text: Teemme.}}]}}" for n in range(100)
    )
    many = build_views(many_duties(f"roles: []\nlevels:\n  - id: taso\n    name: Taso\n    units:\n{units}\n"))
    assert "2.100" in [heading.number for heading in planned(many, design).content.headings]
    hanging = [
        [
            int(next(level.iter(qn("w:ind"))).get(qn("w:hanging"), 0))
            for level in etree.fromstring(parts(views, design)["word/numbering.xml"]).iter(qn("w:lvl"))
            if level.find(qn("w:pStyle")) is not None
        ]
        for views in (kuopio, many)
    ]
    size = design.theme.handbook["body"] + 4
    assert hanging[0][1] == 680
    assert hanging[1][1] > office_widths(bold=True).width("2.100", size) * 20 + 100
    assert hanging[0][::2] == hanging[1][::2]


def test_links_lead_somewhere(kuopio: Views, design: Design) -> None:
    """Bookmarks are unique and valid for Word, every duty and unit has one, and no link leads nowhere."""
    body = document(kuopio, design).element.body
    starts = [start.get(qn("w:name")) for start in body.iter(qn("w:bookmarkStart"))]
    assert len({name.lower() for name in starts}) == len(starts)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in starts)
    assert sum(name.startswith("d_") for name in starts) == len(kuopio.matrix.duties)
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= set(starts)


def test_the_index_leads_to_the_page_of_each_role(kuopio: Views, design: Design) -> None:
    """Where there is a web page, a role of the index leads to its duties and its sheet there; else it leads nowhere."""
    page = "https://example.org/vastuut/"
    found = document(Views(replace(kuopio.matrix, publication_url=page)), design)
    links = [link for link in found.element.body.iter(qn("w:hyperlink")) if link.get(qn("r:id"))]
    roles = [role for role in kuopio.matrix.roles if kuopio.matrix.assignments_to(role.id)]
    assert {
        reading.plain("".join(part.text for part in link.iter(qn("w:t")))): found.part.rels[
            link.get(qn("r:id"))
        ].target_ref
        for link in links
    } == {role.name: f"{page}#{role.id}" for role in roles}
    without = document(kuopio, design).element.body.iter(qn("w:hyperlink"))
    assert not [link for link in without if link.get(qn("r:id"))]


def test_bookmark_names_stay_apart() -> None:
    """Codes that differ only in signs, case, or beyond Word's longest name get names of their own."""
    codes = ["A-1", "A.1", "a_1", "Å-1", "x" * 60, "x" * 59 + "y", "-"]
    names = bookmarks("d", codes)
    assert list(names) == codes
    assert len({name.lower() for name in names.values()}) == len(codes)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names.values())


def test_tables_are_made_for_paper_and_for_screen_readers(kuopio: Views, design: Design) -> None:
    """Every table has a style, column widths, a title, a description, a header row; no row breaks across pages."""
    for table in document(kuopio, design).element.body.iter(qn("w:tbl")):
        properties = table.find(qn("w:tblPr"))
        for tag in ("w:tblStyle", "w:tblCaption", "w:tblDescription"):
            assert properties.find(qn(tag)).get(qn("w:val"))
        rows = table.findall(qn("w:tr"))
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        widths = [column.get(qn("w:w")) for column in table.iter(qn("w:gridCol"))]
        head, *others = [[cell.get(qn("w:w")) for cell in row.iter(qn("w:tcW"))] for row in rows]
        assert all(others_widths == widths for others_widths in others)
        assert sum(map(int, head)) == sum(map(int, widths))


def test_no_empty_paragraph_and_no_nameless_style(kuopio: Views, design: Design) -> None:
    """No paragraph is empty, and each style that the body names exists."""
    found = document(kuopio, design)
    empty = [b for b in blocks(found) if isinstance(b, Paragraph) and not b.text.strip()]
    assert not [paragraph for paragraph in empty if not paragraph._p.xpath(".//w:drawing")]
    known = {style.style_id for style in found.styles}
    body = found.element.body
    named = {e.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for e in body.iter(qn(tag))}
    assert named <= known


def test_running_matter(kuopio: Views, design: Design) -> None:
    """Each chapter's header names it and, among duties, the unit by fields; the footer has edition and page numbers."""
    found = parts(kuopio, design)
    headers = [found[name].decode() for name in sorted(found) if name.startswith("word/header")]
    assert sum("STYLEREF 1" in header for header in headers) == len(headers) - 1
    assert sum('STYLEREF "Unit Name"' in header for header in headers) == 2
    assert any("Hakemisto" in header for header in headers)
    footer = found["word/footer1.xml"].decode()
    assert kuopio.matrix.fingerprint in footer
    assert kuopio.matrix.edition in footer
    assert footer.index("sivu ") < footer.index(" PAGE ") < footer.index(" NUMPAGES ")


def test_file_describes_itself(build_views: Build, design: Design) -> None:
    """Title, language, edition and fingerprint are in the properties; the title page has what the data give."""
    views = build_views(RELATIONS)
    found = document(views, design)
    core = found.core_properties
    assert (core.title, core.author, core.language) == ("Esimerkkimatriisi", "Esimerkkilä", "fi-FI")
    assert core.created == core.modified
    assert f"{core.created:%Y-%m-%d}" == views.matrix.date.isoformat()
    custom = parts(views, design)["docProps/custom.xml"].decode()
    assert views.matrix.fingerprint in custom
    assert "Hyväksynyt\tEsimerkkilän johtoryhmä" in texts(found, "Cover Fact")
    assert not any(fact.startswith("Voimassa") for fact in texts(found, "Cover Fact"))


def test_word_opens_it_without_a_question(kuopio: Views, design: Design) -> None:
    """Word's current mode, nothing that asks to update fields, nothing left of another document."""
    found = parts(kuopio, design)
    settings = found["word/settings.xml"].decode()
    assert re.search(r'w:name="compatibilityMode"[^>]*w:val="15"', settings)
    assert "updateFields" not in settings
    assert not [name for name in found if "thumbnail" in name or "customXml" in name]
    assert b'w:lang w:val="fi-FI"' in found["word/styles.xml"]


def test_other_script_keeps_the_language_of_the_words(build_views: Build) -> None:
    """A Japanese matrix has English words of the document, each script marked with its own language."""
    japanese = "format: 1\ntitle: 例\norganisation: 例\nlanguage: ja\nedition: '1'\ndate: 2026-01-31\n" + STATED
    views = build_views(japanese)
    styles = parts(views, read_design(ROOT / "templates", "ja"))["word/styles.xml"]
    assert b'<w:lang w:val="en-GB" w:eastAsia="ja"/>' in styles


def test_matrix_without_anything(build_views: Build, design: Design) -> None:
    """A matrix without roles and duties still has a handbook that opens."""
    found = document(build_views("roles: []\nlevels: [{id: taso, name: Taso, units: []}]"), design)
    assert duty_rows(found) == []
    assert "Taso" not in texts(found, "Heading 1")


def test_same_matrix_gives_the_same_bytes(kuopio: Views, design: Design) -> None:
    """The same matrix gives the same bytes, and the job is a value that can be hashed."""
    job = planned(kuopio, design)
    assert hash(job.content) == hash(planned(Views(kuopio.matrix), design).content)
    assert render(job, design).data == render(planned(kuopio, design), design).data


def laid_out(job: Job, design: Design, folder: Path) -> Path:
    """Return the PDF that LibreOffice makes of a handbook."""
    source = folder / "handbook.docx"
    source.write_bytes(render(job, design).data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "handbook.pdf"


def colours(pdf: Path) -> Iterator[tuple[str, str]]:
    """Yield (text, "#rrggbb") for each piece of text on the pages."""
    for page in pypdfium2.PdfDocument(pdf):
        letters = page.get_textpage()
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            size = pdfium.FPDFTextObj_GetText(piece.raw, letters.raw, None, 0)
            signs, shades = (ctypes.c_ushort * (size // 2))(), [ctypes.c_uint() for _ in range(4)]
            pdfium.FPDFTextObj_GetText(piece.raw, letters.raw, signs, size)
            pdfium.FPDFPageObj_GetFillColor(piece.raw, *map(ctypes.byref, shades))
            yield bytes(signs).decode("utf-16-le").rstrip("\0"), "#" + "".join(f"{s.value:02x}" for s in shades[:3])


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_codes_in_tables_have_their_colour_in_libreoffice(build_views: Build, design: Design, tmp_path: Path) -> None:
    """On the page the code of a duty has the accent colour that its style names, as in Word."""
    found = list(colours(laid_out(planned(build_views(RELATIONS), design), design, tmp_path)))
    shown = {colour for text, colour in found if "Y-3" in text}
    assert shown == {design.theme.levels[0].colour.lower()}
    assert {colour for text, colour in found if "Kysymme" in text} == {design.theme.colours["ink"].lower()}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_pages(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """LibreOffice lays out every page: each chapter's pages carry its name."""
    pypdf = pytest.importorskip("pypdf")
    job = planned(kuopio, design)
    pages = [page.extract_text() for page in pypdf.PdfReader(laid_out(job, design, tmp_path)).pages]
    last = len(pages)
    assert all(f"sivu {number} / {last}" in page for number, page in enumerate(pages, 1))
    for chapter in job.content.chapters:
        assert chapter.continued or any(chapter.title in "\n".join(page.splitlines()[:2]) for page in pages), (
            chapter.title
        )
    # What explains the letters is short enough that its last section has no page to itself.
    assert sum(design.wording("handbook.introduction") in page.splitlines()[1] for page in pages) == 1
    # No page holds only a line or two beside its running matter of three.
    assert min(len(page.splitlines()) for page in pages[1:]) > 6
