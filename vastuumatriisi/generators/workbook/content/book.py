"""All sheets of the workbook, in order."""

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Paper

from ..context import Context
from ..xlsx.write import workbook
from . import area_sheets, changes, cover, decisions, flat, meeting, overview, shares, sheet_names
from .areas import areas_of


def book(views: Views, findings: tuple[Finding, ...], design: Design, paper: Paper, matrix: str) -> bytes:
    """Return the bytes of the workbook of a matrix, its sheets in the order of the questions that people come with.

    ``matrix`` is the text of it that the workbook takes along to find its way back.
    """
    context = Context(views, findings, design.wording, design.theme, paper)
    areas = areas_of(context)
    sheets = [
        cover.cover(areas),
        *meeting.meeting_sheet(areas),
        *decisions.agenda_sheet(areas),
        *changes.change_sheet(areas),
        *overview.overview_sheet(context, areas),
        *area_sheets.area_sheets(context, areas),
        *shares.share_sheet(areas),
        *decisions.finding_sheet(areas),
        *flat.flat_sheet(context, areas),
    ]
    return workbook(context, sheet_names.named(sheets), matrix)
