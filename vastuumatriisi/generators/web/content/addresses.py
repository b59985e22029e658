"""Where each duty, unit and role stands on the page: what follows “#” in its address."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.matrix import Matrix


def addresses(matrix: Matrix) -> Mapping[str, str]:
    """Return the fragment of each actor by its id; a duty has its code, which may be the id of an actor, too.

    Fragments of the page's own parts begin with a slash, which no id and no code holds.
    """
    taken = {duty.id for duty in matrix.duties}
    return {actor.id: _free(actor.id, taken) for actor in matrix.actors}


def _free(fragment: str, taken: set[str]) -> str:
    while fragment in taken:
        fragment += "_"
    taken.add(fragment)
    return fragment


def prefix(codes: tuple[str, ...]) -> str:
    """Return what all codes of a unit begin with before their numbers: "TEK" of TEK-01 and TEK-02, "" for nothing."""
    found = {code.rpartition("-")[0] for code in codes}
    return found.pop() if len(found) == 1 else ""


def numbers(codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each code with the number by which a list calls it that names their common beginning once."""
    common = prefix(codes)
    for code in codes:
        number = code[len(common) + 1 :] if common else code
        yield code, number.lstrip("0") or number
