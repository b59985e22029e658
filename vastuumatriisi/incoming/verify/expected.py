"""What a document of an edition has to say, in the form in which texts of any file can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix, PrintedMark, Unit, Views, meets

from .tight import tight


@dataclass(frozen=True, slots=True)
class Expected:
    """What has to stand in a document, tight: the text of each duty by code in order, and the names of its people.

    ``units`` has the name of the unit of each duty, ``people`` the names of units with those of who is in charge of
    them or supports them. ``statuses`` are the words that may stand between a code and its text; so may, on the sheet
    of a role, its ``letters`` for that duty. Of duties that are the ``same``, one may stand for the others. What nobody
    can know stands beside duties where people are named: ``names`` tells between which ones.
    """

    duties: Mapping[str, str]
    units: Mapping[str, str]
    statuses: tuple[str, ...]
    letters: Mapping[str, str]
    people: tuple[tuple[str, tuple[str, ...]], ...]
    same: Mapping[str, tuple[str, ...]]
    names: Literal["nowhere", "units", "everywhere"]


def expected(matrix: Matrix, mark: PrintedMark) -> Expected:
    """Return what a document says of a matrix."""
    parts = _parts(matrix, mark)
    duties = {code: tight(matrix.duty(code).text) for _, codes, _ in parts for code in codes}
    units = {code: unit.name for unit, codes, _ in parts for code in codes}
    people = tuple((unit.name, tuple(map(tight, matrix.names(people)))) for unit, _, people in parts)
    say = wording(matrix.language)
    statuses = tuple(tight(say(f"poster.changes.{status}")) for status in ("new", "changed", "moved"))
    views, of_role = Views(matrix), mark.role or mark.kind == "role-sheet"
    same = {code: views.same_as(code) for code in duties} if of_role else {}
    mine = matrix.assignments_to(mark.role or mark.id) if of_role else ()
    letters = {part.duty: "/".join(part.letters) for part in mine}
    return Expected(duties, units, ("", *statuses), letters, people, same, _names(mark))


def _names(mark: PrintedMark) -> Literal["nowhere", "units", "everywhere"]:
    if mark.kind != "site":
        return "nowhere"
    return "everywhere" if mark.role else "units"


Part = tuple[Unit, tuple[str, ...], tuple[str, ...]]  # codes of its duties, ids of its people


def _parts(matrix: Matrix, mark: PrintedMark) -> list[Part]:
    """Return the units of which a document tells, with as much of them as it does."""
    if mark.kind == "poster":
        return [_whole(matrix.unit(mark.id))]
    site = next((one for one in matrix.site_types if one.id == mark.id and mark.kind.startswith("site")), None)
    if site and not mark.role:
        # Where people stand by name, roles do not.
        named = mark.kind == "site-poster"
        groups = Views(matrix).site_groups(site)
        return [(one.unit, one.duties, (*one.leads, *one.supports) if named else ()) for one in groups]
    if mark.kind == "role-sheet" or mark.role:
        scopes = site.scopes if site else ()
        mine = matrix.assignments_to(mark.role or mark.id)
        having = {part.duty for part in mine if meets(matrix.duty(part.duty).scopes, scopes)}
        found = ((unit, tuple(code for code in unit.duties if code in having)) for unit in matrix.duty_units)
        return [(unit, codes, ()) for unit, codes in found if codes]
    return [_whole(unit) for unit in matrix.duty_units]


def _whole(unit: Unit) -> Part:
    return unit, unit.duties, (*unit.leads, *unit.supports)
