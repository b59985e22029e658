"""What a rule finds, and the finding that is made of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.locales.message import Text
from vastuumatriisi.locales.wording import Wording, messages
from vastuumatriisi.matrix import Duty, Matrix, Place
from vastuumatriisi.matrix.letters import Letter

from .questions import QUESTIONS, owner_question


@dataclass(frozen=True, slots=True)
class Fact:
    """What a rule has found, without words.

    ``places`` are the units, roles, duties or letters where the fact stands, the chief one first; an answer at any of
    them answers it. ``actors``, ``codes`` and the names of ``parts`` of the organisation fill the wording, ``variant``
    chooses among the forms of a message.
    """

    name: str
    places: tuple[Place, ...]
    line: int
    codes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    variant: str = ""
    values: Mapping[str, Text] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A question to ask; ``answered`` is the reason that the data file gives, "" where it gives none.

    ``where`` is the id of the first of ``places``, at which it can be answered.
    """

    name: str
    where: str
    places: tuple[Place, ...]
    line: int
    message: str
    question: str
    codes: tuple[str, ...]
    actors: tuple[str, ...]
    answered: str


Rule = Callable[[Matrix], Iterator[Fact]]


def worded(fact: Fact, matrix: Matrix, wording: Wording) -> Finding:
    """Return the fact as a sentence and a question in the language of the wording."""
    key = f"findings.{fact.name}"
    values = {
        "place": label(fact.places[0]),
        "actors": wording.listed(matrix.names(fact.actors)),
        "duties": wording.count("count.duties", len(fact.codes)),
        "codes": wording.listed(fact.codes),
        **{part: wording.listed(names) for part, names in fact.parts.items()},
        **{name: messages(wording.language).told(value) for name, value in fact.values.items()},
    }
    form = f"{key}.{fact.variant}" if fact.variant else key
    inflected = {part: wording.inflected(names) for part, names in fact.parts.items()}
    if inflected and all(inflected.values()):
        values |= {f"{part}_{case}": told for part, cases in inflected.items() for case, told in cases.items()}
        form = f"{form}.inflected"
    about_owner = fact.name in QUESTIONS and len(fact.codes) == 1
    question = owner_question(fact.name, 1, wording) if about_owner else wording(f"{form}.question", **values)
    answers = (place.accept[fact.name] for place in fact.places if fact.name in place.accept)
    return Finding(
        fact.name,
        fact.places[0].id,
        fact.places,
        fact.line,
        wording(f"{form}.message", **values),
        question,
        fact.codes,
        fact.actors,
        next(answers, ""),
    )


def label(place: Place) -> str:
    """Return the name of a unit or a role, the code of a duty, the sign of a letter."""
    return place.id if isinstance(place, Duty | Letter) else place.name
