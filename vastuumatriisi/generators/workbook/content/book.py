"""All sheets of the workbook, in order."""

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.matrix import Views

from ..context import Context
from ..xlsx.write import workbook
from . import cover, decisions, flat, grids, lists, shares, sheet_names


def book(views: Views, findings: tuple[Finding, ...], design: Design) -> bytes:
    """Return the bytes of the workbook of a matrix."""
    context = Context(views, findings, design.wording, design.theme)
    inner = [
        *lists.theme_sheet(context),
        *grids.unit_grids(context),
        *grids.role_grids(context),
        *lists.unit_sheet(context),
        *lists.role_sheet(context),
        *shares.share_sheets(context),
        *decisions.agenda_sheet(context),
        *decisions.finding_sheet(context),
        *flat.flat_sheet(context),
    ]
    # The cover is made twice: its own name comes first, and it shows the names that the others get.
    named = sheet_names.named([cover.cover(context, inner), *inner])
    return workbook(context, [cover.cover(context, named[1:]), *named[1:]])
