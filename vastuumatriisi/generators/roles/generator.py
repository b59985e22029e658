"""Matrix -> the jobs of all role sheets -> a PDF each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.generators.pdf.file_names import file_name, free_name
from vastuumatriisi.generators.pdf.role_sheet.sheet import RoleSheet, role_sheet
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.matrix import mark_of
from vastuumatriisi.options import Options


@dataclass(frozen=True, slots=True)
class Collection:
    """All the role sheets in one file."""

    title: str
    sheets: tuple[RoleSheet, ...]


def plan(views: Views, _findings: tuple[Finding, ...], design: Design, options: Options) -> Iterable[Job]:
    """Return the jobs: the roles that have a letter in the order of the data file, then all of them in one."""
    jobs = list(_roles(views, design))
    return [*jobs, *_collection(views, design, options, jobs)]


def _roles(views: Views, design: Design) -> Iterator[Job]:
    for role in views.acting_roles:
        content = role_sheet(views, role, design)
        yield Job("roles", "role-sheet", _path(design, file_name(role.id)), content, content.mark, role=role.id)


def _collection(views: Views, design: Design, options: Options, jobs: list[Job]) -> Iterator[Job]:
    if options.collection and jobs:
        name = free_name(design.wording("paths.role_collection"), {role.id for role in views.acting_roles})
        content = Collection(views.matrix.title, tuple(job.content for job in jobs))
        yield Job("roles", "collection", _path(design, name), content, mark_of([job.mark for job in jobs]))


def _path(design: Design, name: str) -> str:
    return f"{design.wording('paths.roles')}/{name}.pdf"


def prepare(design: Design) -> None:
    """Have the templates at hand. Raises whatever is wrong with them."""
    from vastuumatriisi.generators.pdf.filling import compile_templates

    compile_templates(design)


def render(job: Job, design: Design) -> Rendered:
    """Return the role sheet as a PDF; the remark tells its type size, the notes what it could not show."""
    from vastuumatriisi.generators.pdf.role_sheet import fitting

    if isinstance(job.content, Collection):
        data, pages, lasting = fitting.render_collection(job.content.sheets, job.content.title, design)
        return Rendered(data, pages, lasting=lasting)
    made = fitting.render_role_sheet(job.content, design)
    notes = tuple(message("layout.of", id=job.role, note=note) for note in made.notes)
    return Rendered(made.data, made.pages, f"{made.size:.3g} pt", notes, lasting=made.lasting)
