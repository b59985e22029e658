"""Matrix -> plain data in the keys of the data file, and the text that ``read`` reads as the same matrix.

Comments and layout of the file that it came from are not in it, and neither is what it lies on disk as.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from vastuumatriisi.datafile.schema import Derive
from vastuumatriisi.datafile.written_cells import cell_text
from vastuumatriisi.datafile.written_introduction import introduction_text
from vastuumatriisi.matrix import Duty, Level, Matrix, Role, Unit
from vastuumatriisi.matrix.changes.facts import parent_of, stated_duty, stated_level, stated_role, stated_unit

Plain = dict[str, Any]
HEAD = ("title", "organisation", "language", "edition", "date")
OPTIONAL = ("contact", "publication_url", "fonts", "approved_by", "valid_from", "review_by")


def plain(matrix: Matrix) -> Plain:
    """Return the matrix as the data of a file: texts, numbers, truth values, lists and dicts; empty keys left out."""
    head: Plain = {"format": 1, **{key: _value(getattr(matrix, key)) for key in (*HEAD, *OPTIONAL)}}
    below: dict[str, list[Unit]] = {}
    for unit in matrix.units:
        below.setdefault(parent_of(unit), []).append(unit)
    return _said(
        {
            **head,
            "introduction": introduction_text(matrix.introduction, ""),
            "thresholds": {
                "many-performers": matrix.thresholds.many_performers,
                "overloaded-actor": matrix.thresholds.overloaded_actor,
                "near-duplicate": matrix.thresholds.near_duplicate,
            },
            "letters": _letters(matrix),
            "scopes": [{"id": one.id, "name": one.name} for one in matrix.scopes],
            "themes": [{"id": one.id, "name": one.name} for one in matrix.themes],
            "site_types": [
                _said({"id": one.id, "name": one.name, "units": list(one.units), "scopes": list(one.scopes)})
                for one in matrix.site_types
            ],
            "history": [
                _said({"edition": past.edition, "date": past.date.isoformat(), "note": past.note})
                for past in matrix.history
            ],
        }
    ) | {
        # Said even where they are empty: a relation may give no letter, and a file must have roles and levels.
        "derive": dict(_rules(matrix)),
        "roles": list(map(_role, matrix.roles)),
        "levels": [_level(matrix, level, below) for level in matrix.levels],
    }


def written(matrix: Matrix) -> str:
    """Return the matrix as the text of a data file on one line, which any program leaves as it is."""
    return json.dumps(plain(matrix), ensure_ascii=False)


def _value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value if isinstance(value, str) else value and value.isoformat()


def _said(part: Mapping[str, Any]) -> Plain:
    return {key: value for key, value in part.items() if value not in ("", None, [], {}, ())}


def _letters(matrix: Matrix) -> Plain:
    """Return the letters, none where they are those of the language: these come from no line of a file."""
    return {
        letter.symbol: _said(
            {
                "name": letter.name,
                "meaning": letter.meaning,
                "counts_as": letter.counts_as,
                "accept": dict(letter.accept),
            }
        )
        for letter in matrix.letters.letters
        if any(one.line for one in matrix.letters.letters)
    }


def _rules(matrix: Matrix) -> Iterator[tuple[str, str | None]]:
    """Yield the letter of each relation; one that gives none only because its letter is unknown is left to follow."""
    for relation, usual in Derive().model_dump().items():
        letter = matrix.derive.get(relation)
        if letter is not None or usual in matrix.letters:
            yield relation, letter


def _role(role: Role) -> Plain:
    stated = stated_role(role)
    return _said(
        {
            "id": stated.id,
            "name": stated.name,
            "short": stated.short,
            "unit": stated.unit,
            "scopes": list(stated.scopes),
            "collective": stated.collective or None,
            "aliases": list(stated.aliases),
            "accept": dict(stated.accept),
        }
    )


def _level(matrix: Matrix, level: Level, below: Mapping[str, list[Unit]]) -> Plain:
    stated = stated_level(level)
    units = [_unit(matrix, unit, below) for unit in below.get(level.id, ())]
    return {**_said({"id": stated.id, "name": stated.name, "short": stated.short}), "units": units}


def _unit(matrix: Matrix, unit: Unit, below: Mapping[str, list[Unit]]) -> Plain:
    stated = stated_unit(unit)
    made = _said(
        {
            "id": stated.id,
            "name": stated.name,
            "short": stated.short,
            "contact": stated.contact,
            "scopes": list(stated.scopes),
            "leads": list(stated.leads),
            "supports": list(stated.supports),
            "duties": [_duty(matrix, matrix.duty(code)) for code in unit.duties],
            "accept": dict(stated.accept),
            "units": [_unit(matrix, one, below) for one in below.get(unit.id, ())],
        }
    )
    return made if stated.performs is None else {**made, "performs": stated.performs}


def _duty(matrix: Matrix, duty: Duty) -> Plain:
    stated = stated_duty(matrix, duty)
    return _said(
        {
            "id": stated.id,
            "text": stated.text,
            "scopes": list(stated.scopes),
            "cooperates": list(stated.cooperates),
            "counterparts": list(stated.counterparts),
            "theme": stated.theme,
            "assign": {actor: cell_text(cell, matrix.letters) for actor, cell in stated.letters},
            "note": stated.note,
            "links": [{"title": link.title, "url": link.url} for link in stated.links],
            "accept": dict(stated.accept),
        }
    )
