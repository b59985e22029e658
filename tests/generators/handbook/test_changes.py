"""The chapter of changes, and the marks beside duties, read back from the Word file."""

import io
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.support import letterheads, reading
from tests.support.changed import (
    ADDED,
    LEAD,
    MOVED,
    OLD,
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
from tests.support.making import jobs_of, render
from tests.support.matrices import matrix_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views


def opened(found: Views, design: Design | None = None) -> Document:
    chosen = design or design_of(found.matrix.language)
    (job,) = jobs_of("handbook", found, chosen)
    return docx.Document(io.BytesIO(render(job, chosen).data))


def chapter(document: Document) -> list[Paragraph | Table]:
    """Return the blocks of the first chapter, without its heading."""
    found: list[Paragraph | Table] = []
    inside = False
    for block in document.iter_inner_content():
        is_heading = isinstance(block, Paragraph) and block.style is not None and block.style.name == "Heading 1"
        if is_heading and inside:
            break
        inside = inside or is_heading
        found += [block] if inside and not is_heading else []
    return found


def told(document: Document) -> dict[str, list[tuple[str, str]]]:
    """Return the rows below each heading of the chapter: the code, and all that is said of it."""
    found: dict[str, list[tuple[str, str]]] = {}
    heading = ""
    for block in chapter(document):
        if isinstance(block, Table):
            rows = block.rows[1:]
            found[heading] = [(said(row.cells[0]), said(row.cells[1])) for row in rows]
        elif block.style is not None and str(block.style.name) == "Heading 2":
            heading = reading.plain(block.text)
    return found


def said(cell: object) -> str:
    texts = ("".join(t.text or "" for t in p.iter(qn("w:t"), qn("w:noBreakHyphen"))) for p in cell._tc.iter(qn("w:p")))
    return reading.plain(" | ".join(texts))


def rows_of_duties(document: Document) -> Iterator[tuple[str, list[Paragraph]]]:
    for table in document.tables:
        for row in table.rows[1:]:
            if any(run.style.name == "Duty Code" for run in row.cells[0].paragraphs[0].runs):
                yield row.cells[0].text, row.cells[1].paragraphs


def marked(document: Document) -> dict[str, str]:
    """Return the duties that have a bar, with the line below their text."""
    return {
        code: reading.plain(lines[1].text)
        for code, lines in rows_of_duties(document)
        if all(line.style.name in ("Table Text Changed", "Duty Detail Changed") for line in lines)
    }


def test_what_is_gone_has_no_link_and_is_struck_through() -> None:
    document = opened(views(REMOVED))
    [(_, row)] = told(document)["Kumotaan"]
    assert row == "Poistamme vanhat koneet. | Johto · Aihe: Raha"
    table = next(block for block in chapter(document) if isinstance(block, Table))
    code, text = table.rows[1].cells
    assert [run.style.name for run in (*code.paragraphs[0].runs, *text.paragraphs[0].runs)] == ["Text Removed"] * 2
    assert not list(code._tc.iter(qn("w:hyperlink")))
    assert document.styles["Text Removed"].font.strike
    assert document.styles["Text Added"].font.underline


def test_what_is_new_is_underlined_linked_and_marked() -> None:
    document = opened(views(ADDED))
    [(_, row)] = told(document)["Lisätään"]
    assert row.startswith("Ostamme uusia koneita. | Apu")
    table = next(block for block in chapter(document) if isinstance(block, Table))
    [link] = table.rows[1].cells[0]._tc.iter(qn("w:hyperlink"))
    names = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert link.get(qn("w:anchor")) in names
    assert table.rows[1].cells[1].paragraphs[0].runs[0].style.name == "Text Added"
    assert marked(document) == {"A-4": "Uusi"}


def test_a_reworded_text_says_how_it_was_and_how_it_is() -> None:
    document = opened(views(REWORDED))
    [(_, row)] = told(document)["Muutetaan"]
    lines = row.split(" | ")
    assert lines[:2] == ["Ennen: Pidämme laitteista kirjaa koulussa.", "Nyt: Pidämme laitteista luetteloa koulussa."]
    table = next(block for block in chapter(document) if isinstance(block, Table))
    before, now, _ = table.rows[1].cells[1].paragraphs
    assert [run.text for run in before.runs if run.style.name == "Text Removed"] == ["kirjaa"]
    assert [run.text for run in now.runs if run.style.name == "Text Added"] == ["luetteloa"]
    assert marked(document) == {"J-1": "Muuttunut · Tuki"}


def test_a_duty_that_was_moved_is_told_under_both_units() -> None:
    document = opened(views(*MOVED))
    rows = [row for code, row in told(document)["Muutetaan"] if code]
    assert rows[0] == "Siirretty, nyt: Apu | Johto"
    assert rows[1].startswith("Siirretty – ennen: Johto; nyt: Apu | Apu")
    assert marked(document) == {"J-2": "Siirtynyt: ennen Johto"}


def test_a_duty_with_another_code_says_the_one_that_it_had() -> None:
    document = opened(views(RECODED))
    [(_, row)] = told(document)["Muutetaan"]
    assert row.startswith("Tunnus – ennen: A-2; nyt: A-22 | Apu")
    assert marked(document) == {"A-22": "Muuttunut: ennen A-2"}


@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (STATED, "Apulainen – lisätty: C"),
        (OWNER, "Vastaava – ennen: Rehtori; nyt: Apulainen"),
        (LEAD, "Vastuuhenkilö – ennen: Tukija; nyt: Apulainen"),
        (UNIT, "Nimi – ennen: Apu; nyt: Apuväki"),
        (ROLE, "Rooli Johtaja, nimi – ennen: Rehtori; nyt: Johtaja"),
    ],
)
def test_other_changes_are_told_in_words(edit: tuple[str, str], line: str) -> None:
    rows = told(opened(views(edit)))["Muutetaan"]
    assert rows[0][1].startswith(line)


def test_letters_that_follow_are_told_once_at_the_end_of_their_unit() -> None:
    rows = told(opened(views(LEAD)))["Muutetaan"]
    assert [code for code, _ in rows] == ["", ""]
    follows = rows[1][1]
    assert follows.startswith("Muutoksista seuraa: | ")
    assert "Tukija – ennen: A; nyt: ei kirjainta (yksikön kaikki 3 tehtävää)" in follows
    assert not marked(opened(views(LEAD)))


def test_the_chapter_says_what_the_last_edition_was_and_which_posters_to_replace() -> None:
    document = opened(views(ADDED, REMOVED, REWORDED))
    texts = [block.text for block in chapter(document) if isinstance(block, Paragraph)]
    assert texts[0] == "Edellinen painos on 1, 31.1.2026. Tehtäviä kumotaan 1, muutetaan 1 ja lisätään 1."
    assert "Korvaa nämä julisteet: Apu." in texts
    assert list(told(document)) == ["Kumotaan", "Muutetaan", "Lisätään"]


@pytest.mark.parametrize(
    ("edits", "line"),
    [
        ((LEAD,), "Muuttunut: vastuuhenkilö"),
        ((UNIT,), "Muuttunut: nimi (ennen Apu)"),
        ((LEAD, UNIT), "Muuttunut: nimi (ennen Apu), vastuuhenkilö"),
        ((("id: apu\n", "id: neuvonta\n"),), "Uusi"),
        ((REWORDED,), None),
    ],
)
def test_a_unit_that_is_not_as_it_was_says_so_below_its_name(
    edits: tuple[tuple[str, str], ...], line: str | None
) -> None:
    document = opened(views(*edits))
    found = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Unit Fact Changed"]
    assert [paragraph.text for paragraph in found] == ([line] if line else [])
    for paragraph in found:
        border = paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
        assert [side.tag for side in border] == [qn("w:left")]


@pytest.mark.parametrize("whole", [False, True])
def test_nothing_is_said_where_there_is_no_base_or_nothing_has_changed(whole: bool) -> None:
    changed = views(whole=whole)
    alone = Views(changed.matrix)
    design = design_of("fi")
    [with_base], [without] = (jobs_of("handbook", one, design) for one in (changed, alone))
    assert render(with_base, design).data == render(without, design).data
    assert not marked(opened(changed))


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ar"])
@pytest.mark.parametrize("whole", [False, True])
def test_all_kinds_at_once_in_every_language(language: str, whole: bool) -> None:
    found = views(ADDED, REMOVED, RECODED, REWORDED, STATED, LEAD, UNIT, ROLE, language=language, whole=whole)
    document = opened(found)
    assert len([block for block in chapter(document) if isinstance(block, Table)]) == 3
    assert {*marked(document)} == {"A-4", "A-22", "J-1", "A-1"}
    missing = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    names = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    assert {*missing} <= names


def test_a_foreign_letterhead_gets_the_styles_of_changes() -> None:
    design = letterheads.in_letterhead(design_of("fi"), letterheads.from_word())
    document = opened(views(ADDED, REMOVED, REWORDED), design)
    assert document.styles["Text Removed"].font.strike
    assert {*marked(document)} == {"A-4", "J-1"}


def test_a_note_and_links_stand_below_their_duty() -> None:
    text = OLD.replace(
        "text: Johdamme koulua.",
        "text: Johdamme koulua., note: Vain syksyllä., links: [{title: Ohje, url: 'https://a.fi/?b=c&d'}]",
    )
    document = opened(Views(matrix_of(text)))
    lines = dict(rows_of_duties(document))["J-2"]
    assert [reading.plain(line.text) for line in lines[1:]] == [
        "Huomautus: Vain syksyllä.",
        "Lisätietoja: Ohje (https://a.fi/?b=c&d)",
    ]
    [link] = lines[2]._p.iter(qn("w:hyperlink"))
    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://a.fi/?b=c&d"
    assert len(dict(rows_of_duties(document))["J-1"]) == 2
