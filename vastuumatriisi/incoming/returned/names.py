"""What people write in cells -> ids: names as the sheets have them, in whatever case and with whatever spaces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vastuumatriisi.incoming.anchors import ACTOR, Layout
from vastuumatriisi.incoming.returned.facts import NewName
from vastuumatriisi.incoming.returned.values import folded
from vastuumatriisi.matrix import Link, Matrix, Role
from vastuumatriisi.matrix.letters import Cell, LetterError
from vastuumatriisi.text.characters import on_one_line


@dataclass(frozen=True, slots=True)
class Names:
    """Folded names of a matrix -> ids; a name that several have is none."""

    matrix: Matrix
    actors: Mapping[str, str]
    units: Mapping[str, str]
    themes: Mapping[str, str]
    scopes: Mapping[str, str]

    def theme(self, text: str) -> str | NewName:
        """Return the theme of that name, "" for none."""
        return self.themes.get(folded(text), NewName(on_one_line(text))) if text else ""

    def scopes_in(self, text: str) -> tuple[str, ...] | None:
        """Return the scopes that a list names, None where one of them is unknown."""
        parts = [part for part in map(folded, text.replace(";", ",").replace("\n", ",").split(",")) if part]
        found = [self.scopes.get(part, "") for part in parts]
        return None if "" in found else tuple(dict.fromkeys(found))

    def letters(self, text: str, base: Cell | None) -> Cell | None:
        """Return the letters that a cell says, with the conditions that the base has for those that stay.

        Raises LetterError for what is no letter.
        """
        if not text:
            return None
        read = self._read(on_one_line(text))
        typed = {letter for letter, _ in read.conditions}
        kept = [one for one in (base.conditions if base else ()) if one[0] in read.letters and one[0] not in typed]
        return Cell(read.letters, (*kept, *read.conditions))

    def _read(self, text: str) -> Cell:
        try:
            return self.matrix.letters.read(text)
        except LetterError:
            same = {symbol.casefold(): symbol for symbol in self.matrix.letters.symbols}
            if len(same) < len(self.matrix.letters.symbols):
                raise
            same = self._letter_names() | same
            letters = [same.get(folded(part), "") for part in text.replace(",", "/").split("/")]
            if "" in letters:
                raise
            return Cell(self.matrix.letters.in_order(letters))

    def _letter_names(self) -> dict[str, str]:
        """Return the letters by their names, which people write in their place, but for names that several have."""
        names = [folded(letter.name) for letter in self.matrix.letters.letters]
        return {
            name: letter.symbol
            for name, letter in zip(names, self.matrix.letters.letters, strict=True)
            if names.count(name) == 1
        }


def names_of(matrix: Matrix, layout: Layout) -> Names:
    """Return the names of a matrix; where they repeat, sheets have told them apart in their own way."""
    headers = [
        (header, key.removeprefix(ACTOR))
        for own in layout.headers.values()
        for key, header in own.items()
        if key.startswith(ACTOR)
    ]
    actors = [(name, one.id) for one in matrix.actors for name in (one.name, one.short, one.id)]
    actors += [(alias, one.id) for one in matrix.actors if isinstance(one, Role) for alias in one.aliases]
    units = [(name, one.id) for one in matrix.units for name in (one.name, one.short)]
    return Names(
        matrix,
        _only(headers, layout.units, actors),
        _only([], layout.units, units),
        _only([], {}, [(theme.name, theme.id) for theme in matrix.themes]),
        _only([], {}, [(scope.name, scope.id) for scope in matrix.scopes]),
    )


def _only(
    headers: Iterable[tuple[str, str]], shown: Mapping[str, str], names: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return ids by folded names, those of one alone; what the sheets themselves say comes first."""
    found: dict[str, set[str]] = {}
    for name, identifier in (*headers, *names):
        found.setdefault(folded(name), set()).add(identifier)
    own = {folded(name): identifier for identifier, name in shown.items()}
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1} | own


def links_in(text: str) -> tuple[Link, ...] | None:
    """Return the links of lines such as "Ohje: https://…", None where a line is none."""
    links = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        title, sign, address = line.partition(": http")
        if not sign or any(character.isspace() for character in address):
            return None
        links.append(Link(on_one_line(title), f"http{address}"))
    return tuple(links)
