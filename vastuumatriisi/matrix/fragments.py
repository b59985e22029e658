"""Where each unit and role stands on the web page of a matrix: what follows “#” in its address."""

from collections.abc import Mapping

from .matrix import Matrix


def fragments(matrix: Matrix) -> Mapping[str, str]:
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
