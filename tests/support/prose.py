"""A matrix as a text of the kind that municipalities write, plain or as a Word document with styles."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import docx

from vastuumatriisi.matrix import Matrix, Unit


class Paragraph(NamedTuple):
    """A line and the style that Word has for it."""

    text: str
    style: str


def paragraphs_of(matrix: Matrix) -> Iterator[Paragraph]:
    """Yield the introduction, then each level with its units: duties as items, leads and supporters in a line each."""
    for block in matrix.introduction:
        yield Paragraph(block.text, "List Number" if block.kind == "numbered" else "Normal")
    for level in matrix.levels:
        told: tuple[str, ...] = ()
        whole = [unit for unit in map(matrix.unit, level.units) if unit.duties]
        if not any(unit.path for unit in whole):
            yield Paragraph(level.short or level.name, "Heading 1")
        for unit in whole:
            if unit.path and unit.path != told:
                yield from (Paragraph(matrix.unit(group).name, "Heading 1") for group in unit.path)
                told = unit.path
            yield from _unit(matrix, unit)


def _unit(matrix: Matrix, unit: Unit) -> Iterator[Paragraph]:
    yield Paragraph(unit.name, "Heading 2")
    for code in unit.duties:
        duty = matrix.duty(code)
        scope = "".join(f" ({name.lower()})" for name in matrix.scope_names(duty.stated_scopes))
        yield Paragraph(f"{duty.text}{scope}", "List Bullet")
    for label, roles in (("Vastuuhenkilö", unit.leads), ("Tukena", unit.supports)):
        if roles:
            yield Paragraph(f"{label}: {', '.join(matrix.role(one).name for one in roles)}", "Normal")


def write_text(path: Path, matrix: Matrix) -> Path:
    """Write the matrix as a plain text with bullets and an empty line between its parts."""
    lines, number = [], 0
    for text, style in paragraphs_of(matrix):
        number = number + 1 if style == "List Number" else 0
        if style.startswith("Heading") or not lines or (style == "Normal" and not text.startswith("Tukena")):
            lines.append("")
        lines.append({"List Bullet": f"· {text}", "List Number": f"{number}. {text}"}.get(style, text))
        lines += [""] if style.startswith("Heading") else []
    path.write_text("\n".join(lines[1:]), encoding="utf-8")
    return path


def write_document(path: Path, matrix: Matrix) -> Path:
    """Write the matrix as a Word document with styles of headings and lists."""
    document = docx.Document()
    for text, style in paragraphs_of(matrix):
        document.add_paragraph(text, style)
    document.save(str(path))
    return path
