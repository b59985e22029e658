"""What stands above a grid: how its letters are marked, what blank means, and the legend."""

from vastuumatriisi.matrix.balance import DOING

from ..context import Context
from ..counting import symbols


def looks(context: Context) -> tuple[str, ...]:
    """Return the sentences that tell a derived letter from a stated one, and what else is marked."""
    say, matrix = context.wording, context.matrix
    kind = {(True, True): "both", (False, True): "derived"}.get((matrix.has_stated, matrix.has_derived))
    return (*([say(f"workbook.looks.{kind}")] if kind else []), *marked(context))


def marked(context: Context) -> tuple[str, ...]:
    """Return the sentences that tell a conditional letter, and what stands where somebody is not involved."""
    say, matrix, found = context.wording, context.matrix, []
    if any(assignment.conditions for assignment in matrix.assignments):
        found.append(say("workbook.looks.conditional"))
    if any(assignment.stated and not assignment.letters for assignment in matrix.assignments):
        found.append(say("workbook.looks.not_involved"))
    return tuple(found)


def about_letters(context: Context) -> tuple[str, ...]:
    """Return the sentences under a grid's title."""
    return (*looks(context), context.wording("origin.blank"))


def grid_title(context: Context) -> str:
    """Return the question that the grid of all duties answers."""
    usual = context.matrix.letters.has_accountable and context.is_usual("accountable")
    return context.wording("workbook.grid.title" if usual else "workbook.grid.title_letters")


def legend(context: Context) -> str:
    """Return the letters with their names on one line; it is repeated on every printed page."""
    return " · ".join(context.label(letter) for letter in context.matrix.letters.letters)


def about_units(context: Context) -> str:
    """Return what a unit's column shows, in the words of the letters."""
    say = context.wording
    if context.is_usual(*DOING):
        return say("workbook.grid.columns")
    doing = symbols(context, *DOING)
    if not doing:
        return say("workbook.grid.columns_plain")
    return say("workbook.grid.columns_letters", letters=say.listed(doing))
