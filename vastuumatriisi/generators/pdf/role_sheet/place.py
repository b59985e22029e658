"""The house whose people a role sheet names."""

from dataclasses import dataclass

from vastuumatriisi.matrix import meets
from vastuumatriisi.matrix.rosters import Site


@dataclass(frozen=True, slots=True)
class Place:
    """A house, and the scopes of its type, empty for all: duties of others have no place on its sheets."""

    site: Site
    scopes: tuple[str, ...]

    def has(self, scopes: tuple[str, ...]) -> bool:
        """Tell whether what exists in some scopes, empty for all, exists there."""
        return meets(scopes, self.scopes)

    def named(self, actor: str, name: str) -> str:
        """Return the name of an actor with those of the people there: "rehtori Maija Mallikas"."""
        people = self.site.holders(actor)
        return f"{name} {', '.join(people)}" if people else name
