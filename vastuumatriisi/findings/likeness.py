"""Findings in the texts of the duties: near duplicates, bundles, and limited duties without a sibling.

Only texts that share a run of words are compared, so the time grows with the number of duties and not with its square.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from rapidfuzz import fuzz

from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.matrix import Duty, Matrix
from vastuumatriisi.text.characters import ITEM

RUN = 3  # words that two texts must share in a row to be compared at all
CROWD = 8  # a run that stands in more duties than this is compared with its neighbours only
CONTAINED = 95  # per cent of a shorter text found within a longer one
SIBLING = 70  # per cent of likeness that makes two limited duties siblings

# After these, and after a single letter ("e.g."), a capital letter begins no sentence.
ABBREVIATIONS = "esim|mm|ym|yms|jne|ns|ts|tms|vrt|ks|nk|klo|no|nr|tel|etc|vs|cf|incl|bl|dvs|resp|ca|bzw|ggf|usw|art|dr"


def near_duplicate(matrix: Matrix) -> Iterator[Fact]:
    """Two units write nearly the same, once for a pair of units; or one duty of a unit contains another."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, other in _candidates(matrix.duties):
        if other.id in one.counterparts:
            continue
        if _alike(one.text, other.text, matrix.thresholds.near_duplicate) or _contained(one, other):
            pairs.setdefault((one.unit, other.unit), []).append((one.id, other.id))
    for (unit, other_unit), codes in pairs.items():
        every = tuple(code for pair in codes for code in pair)
        values = {
            "pairs": ", ".join(f"{one} / {other}" for one, other in codes),
            "unit": matrix.unit(unit).name,
            "other": matrix.unit(other_unit).name,
        }
        variant = "inside" if unit == other_unit else "between"
        places = tuple(matrix.unit(place) for place in dict.fromkeys((unit, other_unit)))
        yield Fact("near-duplicate", places, matrix.duty(every[0]).line, every, (), variant, values)


def _contained(one: Duty, other: Duty) -> bool:
    if one.unit != other.unit:
        return False
    shorter, longer = sorted((one.text.rstrip("."), other.text.rstrip(".")), key=len)
    return len(shorter.split()) > RUN and fuzz.partial_ratio(shorter, longer, score_cutoff=CONTAINED) >= CONTAINED


def _alike(one: str, other: str, least: float) -> bool:
    # With the limit the comparison ends as soon as it cannot be reached.
    return fuzz.ratio(one, other, score_cutoff=least) >= least


def _candidates(duties: Iterable[Duty]) -> Iterator[tuple[Duty, Duty]]:
    """Yield each pair of duties that share a run of words, the earlier one first."""
    holders: dict[tuple[str, ...], list[int]] = {}
    listed = list(duties)
    for index, duty in enumerate(listed):
        for run in _runs(duty.text):
            holders.setdefault(run, []).append(index)
    pairs: set[tuple[int, int]] = set()
    for indexes in holders.values():
        if len(indexes) > CROWD:
            pairs.update(pairwise(indexes))
        else:
            pairs.update((a, b) for n, a in enumerate(indexes) for b in indexes[n + 1 :])
    yield from ((listed[a], listed[b]) for a, b in sorted(pairs))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))}


def scope_without_sibling(matrix: Matrix) -> Iterator[Fact]:
    """A duty is limited to some scopes, and its unit has no like duty for the others."""
    for unit in matrix.duty_units:
        duties = [matrix.duty(code) for code in unit.duties]
        own = set(unit.scopes) or {scope.id for scope in matrix.scopes}
        for duty in duties:
            missing = own - set(duty.scopes) if duty.scopes else set()
            missing -= {scope for other in duties if _sibling(duty, other) for scope in other.scopes or own}
            if missing:
                names = matrix.scope_names(tuple(scope.id for scope in matrix.scopes if scope.id in missing))
                parts = {"scopes": matrix.scope_names(duty.scopes), "missing": names}
                yield Fact("scope-without-sibling", (duty,), duty.line, (duty.id,), parts=parts)


def _sibling(duty: Duty, other: Duty) -> bool:
    return duty.id != other.id and (_alike(duty.text, other.text, SIBLING) or _contained(duty, other))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def bundled_duties(matrix: Matrix) -> Iterator[Fact]:
    """One duty holds two: its text is more than one sentence."""
    for duty in matrix.duties:
        number = len(_sentences(duty.text))
        if number > 1:
            yield Fact("bundled-duties", (duty,), duty.line, (duty.id,), values={"n": str(number)})


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text; what stands in brackets and after an abbreviation begins none."""
    # The number of an item ends no sentence.
    items = (line.removeprefix(mark[0]) if (mark := ITEM.match(line)) else line for line in text.split("\n"))
    plain = re.sub(r"\([^()]*\)", "", "\n".join(items))
    parts = re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|(?<=[。！？])", plain)
    sentences: list[str] = []
    for part in parts:
        if sentences and re.search(rf"(^|[\s.])(\w|{ABBREVIATIONS})\.$", sentences[-1], re.IGNORECASE):
            sentences[-1] += f" {part}"
        elif part.strip():
            sentences.append(part)
    return [sentence for sentence in sentences if re.search(r"\w", sentence)]
