"""Matrix and roster -> the jobs of all pages of houses -> a PDF each.

A page of one type is made of what all of its type have in common and of its people, so that thousands of them take
little memory while they wait.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.generators.pdf.content.house import House
from vastuumatriisi.generators.pdf.content.poster import PosterSheet
from vastuumatriisi.generators.pdf.file_names import file_name
from vastuumatriisi.generators.pdf.role_sheet.place import Place
from vastuumatriisi.generators.pdf.role_sheet.sheet import RoleSheet, role_sheet
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.rosters import Site
from vastuumatriisi.options import Options

from .page import house_page, with_people


def plan(views: Views, _findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Yield the jobs: the houses in the order of the roster, then the sheets of roles that are asked for."""
    if views.roster is None:
        return
    planner = _Planner(views, design, PosterSheet(options.paper, options.bleed, options.marks, upright=True))
    for site in views.roster.sites:
        yield from planner.page(site)
    for site in views.roster.sites:
        for role in (role for house, role in options.site_sheets if house == site.id):
            yield from planner.role_sheet(site, role)


@dataclass(slots=True)
class _Planner:
    views: Views
    design: Design
    sheet: PosterSheet
    bare: dict[str, House] = field(default_factory=dict)  # by type

    def page(self, site: Site) -> Iterator[Job]:
        """Yield the page of a house whose type has duties."""
        kind = self.views.matrix.site_type(site.type)
        if not self.views.site_groups(kind):
            return
        if kind.id not in self.bare:
            self.bare[kind.id] = house_page(self.views, kind, self.design, self.sheet)
        content = with_people(self.bare[kind.id], site, kind, self.views, self.design.wording)
        path = f"{self._folder}/{file_name(site.id)}.pdf"
        yield Job("sites", "site", path, content, content.mark, site_type=kind.id, site=site.id)

    def role_sheet(self, site: Site, role: str) -> Iterator[Job]:
        """Yield the sheet of a role with the names of a house, where the role has a letter there."""
        kind = self.views.matrix.site_type(site.type)
        known = next((known for known in self.views.acting_roles if known.id == role), None)
        if known is None:
            return
        content = role_sheet(self.views, known, self.design, Place(site, kind.scopes))
        if content.shares:
            path = f"{self._folder}/{file_name(site.id)}/{file_name(role)}.pdf"
            yield Job("sites", "site", path, content, content.mark, site_type=kind.id, role=role, site=site.id)

    @property
    def _folder(self) -> str:
        return self.design.wording("paths.sites")


def prepare(design: Design) -> None:
    """Have the templates at hand. Raises whatever is wrong with them."""
    from vastuumatriisi.generators.pdf.filling import compile_templates

    compile_templates(design)


def render(job: Job, design: Design) -> Rendered:
    """Return the page or the sheet as a PDF; its notes name no character, which might be of a name."""
    if isinstance(job.content, RoleSheet):
        from vastuumatriisi.generators.pdf.role_sheet.fitting import render_role_sheet

        sheet = render_role_sheet(job.content, design)
        notes = tuple(message("layout.of", id=job.site, note=note) for note in sheet.notes)
        return Rendered(sheet.data, sheet.pages, f"{sheet.size:.3g} pt", notes, lasting=sheet.lasting)
    from vastuumatriisi.generators.pdf.fitting import render_poster

    made = render_poster(job.content, design)
    size = f"{made.layout.body.size * made.layout.point:.3g} pt"
    lacking = message("layout.of", id=job.site, note=message("layout.no_font_for_some"))
    lasting = not made.fonts.system and not made.missing
    return Rendered(made.data, made.pages, size, (lacking,) if made.missing else (), lasting=lasting)
