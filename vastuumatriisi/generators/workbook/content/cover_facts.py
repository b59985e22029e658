"""What the cover says at a glance, with formulas that follow when letters are edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vastuumatriisi.matrix.balance import DOING, Load, agenda, loads
from vastuumatriisi.revision import Marks

from ..context import Context
from ..counting import HOLE, accepted, filled, first_of, last_of, literal
from ..places import Places
from .areas import Areas
from .decisions import is_open


@dataclass(frozen=True, slots=True)
class Fact:
    """A number in words, what it tells, and the key of the sheet that shows more."""

    number: str
    told: str
    link: str
    number_formula: str = ""
    told_formula: str = ""
    is_open: bool = False


def facts(areas: Areas, places: Places) -> Iterator[Fact]:
    """Yield what is told of the duties, if there are any, and how many changes there are."""
    context = areas.context
    if context.matrix.duties:
        yield from _of_duties(areas, places)
    if context.marks:
        yield _changed(context, context.marks)


def _of_duties(areas: Areas, places: Places) -> Iterator[Fact]:
    """Yield how many duties nobody owns alone, who carries most, and how large the matrix is."""
    context = areas.context
    matrix, say = context.matrix, context.wording
    grid = "overview" if places.has("overview") else areas.all[0].key
    if matrix.letters.has_accountable and matrix.assignments:
        yield _open(areas, places, grid)
    found = loads(matrix, [role.id for role in matrix.roles]) if places.has("shares") else []
    if any(load.total for load in found):
        yield _heaviest(context, found)
    extent = say("workbook.cover.extent", units=len(matrix.duty_units), roles=len(matrix.roles))
    yield Fact(say.count("count.duties", len(matrix.duties)), extent, grid)


def _changed(context: Context, marks: Marks) -> Fact:
    """Return how many changes there are since which edition; a duty that has moved is told twice and counted once."""
    say, told = context.wording, [one for group in marks.groups for one in group.told]
    number = len({(one.kind, one.where, one.label, one.aspect, one.before, one.after) for one in told})
    old = marks.revision.old
    since = say("workbook.cover.since", edition=old.edition, date=say.date(old.date))
    return Fact(say.count("workbook.cover.changed", number), since, "changes")


def _open(areas: Areas, places: Places, grid: str) -> Fact:
    context = areas.context
    say, matrix = context.wording, context.matrix
    number = sum(bool(ownership.open) for ownership in matrix.ownership.values())
    ranges = [places.ranges[area.key] for area in areas.all]
    counted = "+".join(f"SUMPRODUCT({is_open(context, r.cells('owner'))}*{r.is_first})" for r in ranges)
    decisions = sum(len(item.decisions) for item in agenda(matrix))
    usual = context.is_usual("accountable")
    told = say("workbook.cover.open_told" if usual else "workbook.cover.open_told_letters", letters=context.accountable)
    table = f"{say('workbook.agenda.table')}[{say('workbook.agenda.number')}]"
    left = filled(f"{told} {say('workbook.cover.decisions', n=HOLE)}", f'COUNTIF({table},">0")') if decisions else ""
    all_of_them = len(matrix.duties)
    return Fact(
        say("workbook.cover.open_number", all=all_of_them, open=number),
        f"{told} {say('workbook.cover.decisions', n=decisions)}" if decisions else told,
        "agenda" if places.has("agenda") else grid,
        accepted(filled(say("workbook.cover.open_number", all=all_of_them, open=HOLE), counted)),
        accepted(left),
        is_open=number > 0,
    )


def _heaviest(context: Context, found: Sequence[Load]) -> Fact:
    say, matrix, most = context.wording, context.matrix, max(load.total for load in found)
    names = [matrix.actor(load.actor).name for load in found if load.total == most]
    shown = ", ".join(names) if len(names) < 3 else f"{names[0]} + {len(names) - 1}"
    number = say.count("count.duties", most)
    if not context.is_usual(*DOING):
        told = say("workbook.cover.most_letters", letters=" / ".join(context.named(*DOING)), names=shown)
        return Fact(number, told, "shares")
    table = say("workbook.shares.table")
    kind, total, actor = (
        f"{table}[{say(key)}]" for key in ("workbook.flat.kind", "workbook.shares.total", "workbook.flat.actor")
    )
    role = f"({kind}={literal(say('workbook.flat.role'))})"
    highest = f"SUMPRODUCT(MAX({role}*{total}))"
    theirs, place = f"({role}*({total}={highest}))", f"(ROW({kind})-MIN(ROW({kind}))+1)"
    count = f"SUMPRODUCT({theirs})"
    first, last = (f"INDEX({actor},{of(theirs, place)})" for of in (first_of, last_of))
    named = f'{first}&IF({count}=1,"",IF({count}=2,", "&{last}," + "&({count}-1)))'
    one, other = (filled(say(f"count.duties.{form}", n=HOLE), highest) for form in ("one", "other"))
    return Fact(
        number,
        say("workbook.cover.most", names=shown),
        "shares",
        accepted(f"IF({highest}=1,{one},{other})"),
        accepted(filled(say("workbook.cover.most", names=HOLE), named)),
    )
