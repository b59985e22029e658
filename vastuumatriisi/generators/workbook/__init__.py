"""The workbook: the grids of the matrix and its lists, for people who filter, print and present from Excel."""

from collections.abc import Iterable

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.jobs import Job, Options, Rendered
from vastuumatriisi.views import Views

from . import cover, decisions, flat, grids, lists, names, shares
from .context import Context
from .write import workbook

GROUP = "workbook"

__all__ = ["GROUP", "plan", "render"]


def plan(views: Views, dress: Dress, options: Options) -> Iterable[Job]:  # noqa: ARG001  # every paper is A3 here
    """Return the one job of the workbook; its content is the views, since every sheet shows another side of all."""
    return [Job(GROUP, "workbook", dress.wording("paths.workbook"), views)]


def render(job: Job, dress: Dress) -> Rendered:
    views: Views = job.content
    context = Context(views, dress.wording, dress.theme, dress.poster_fonts(views.matrix.fonts))
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
    named = names.named([cover.cover(context, inner), *inner])
    return Rendered(workbook(context, [cover.cover(context, named[1:]), *named[1:]]))
