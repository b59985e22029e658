"""What a roster says, held against the matrix: ids, types and roles that are known, and names that are names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix import Matrix, SiteType, Views
from vastuumatriisi.matrix.matrix import meets
from vastuumatriisi.matrix.rosters import Roster, Site
from vastuumatriisi.text.characters import FORBIDDEN, describe, is_blank, shown
from vastuumatriisi.text.did_you_mean import nearest, similar

from .written import Problems, Text, WrittenRoster, WrittenSite

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID, LONGEST_NAME, LONGEST_CONTACT = 100, 120, 300  # characters
NO_NAME = re.compile(r"[@;/\\<>|]|https?:|\d[\d -]*\d[\d -]*\d")  # addresses, several in one, telephone numbers
CONTACT = "write the name of one person; a name holds no number of a telephone, @, ; or /"


def checked(written: WrittenRoster, matrix: Matrix, problems: Problems) -> Roster:
    """Return the roster. Raises SourceError with every problem that was found up to here."""
    check = _Check(matrix, Views(matrix), problems, frozenset(role.id for role in matrix.roles), _spellings(matrix))
    sites = [site for one in written.sites if (site := check.site(one))]
    if not written.sites and not problems.found:
        problems.add(Text("", 1, 1), "the roster names no site", "write at least one, or delete the file")
    if problems.found:
        raise SourceError(problems.found)
    return Roster(tuple(sites), written.date.value if written.date else "")


def _spellings(matrix: Matrix) -> Mapping[str, str]:
    """Return what a table may call a role -> its id, "" where it is the name of several."""
    found: dict[str, str] = {}
    for role in matrix.roles:
        for word in {role.id, *(name.casefold() for name in (role.name, role.short, *role.aliases))}:
            found[word] = role.id if word not in found else ""
    return found


@dataclass(slots=True)
class _Check:
    matrix: Matrix
    views: Views
    problems: Problems
    roles: frozenset[str]
    spellings: Mapping[str, str]  # names and other spellings of roles, folded, with the id that each means
    taken: dict[str, Text] = field(default_factory=dict)  # ids of sites, with the place of each
    named: dict[str, Text] = field(default_factory=dict)  # names of sites
    active: dict[str, frozenset[str]] = field(default_factory=dict)  # type -> the roles that have a letter there

    def site(self, written: WrittenSite) -> Site | None:
        """Return a house, None where its id or type is none."""
        self._identifier(written.identifier)
        name = self._line(written, "name", written.name, LONGEST_NAME)
        contact = self._line(written, "contact", written.contact, LONGEST_CONTACT)
        kind = self._type(written)
        if written.name and name:
            self._once(self.named, written.name, "name", "tell the sites apart by their names")
        people = self._people(written, kind)
        if kind is None:
            return None
        identifier = written.identifier
        return Site(identifier.value, name, kind.id, contact, tuple(people.items()), identifier.line)

    def _identifier(self, text: Text) -> None:
        if not IDENTIFIER.fullmatch(text.value) or len(text.value) > LONGEST_ID:
            what = f"“{shown(text.value)}” is no id" if text.value else "a site has an empty id"
            remedy = "write lower-case letters a to z, digits and hyphens, such as esimerkin-koulu"
            self.problems.add(text, what, remedy)
        else:
            self._once(self.taken, text, "id", "write each site once, with all its people")

    def _once(self, known: dict[str, Text], text: Text, what: str, remedy: str) -> None:
        first = known.setdefault(text.value.casefold(), text)
        if first is not text:
            told = f"the {what} “{shown(text.value)}” is taken in line {first.line}"
            self.problems.add(text, told, remedy)

    def _line(self, written: WrittenSite, key: str, text: Text | None, most: int) -> str:
        if text is None or is_blank(text.value):
            if key == "name":
                what = f"the site {shown(written.identifier.value)} has no name"
                self.problems.add(text or written.identifier, what, "write the name that people know it by")
            return ""
        self._refuse_characters(text)
        if len(text.value) > most:
            self.problems.add(text, f"the {key} is {len(text.value)} characters long", f"write {most} at most")
        return text.value

    def _refuse_characters(self, text: Text) -> None:
        if bad := FORBIDDEN.search(text.value):
            self.problems.add(text, f"the text holds the character {describe(bad[0])}", "delete it")

    def _type(self, written: WrittenSite) -> SiteType | None:
        types = {kind.id: kind for kind in self.matrix.site_types}
        text = written.type
        if text is None or is_blank(text.value):
            what = f"the site {shown(written.identifier.value)} has no type"
            remedy = f"write one of {', '.join(types)}" if types else "define “site_types” in the data file first"
            self.problems.add(text or written.identifier, what, remedy)
            return None
        by_name = {kind.name.casefold(): kind for kind in types.values()}
        found = types.get(text.value) or by_name.get(text.value.casefold())
        if found is None:
            what = f"there is no type of house “{shown(text.value)}”"
            self.problems.add(
                text, what, similar(text.value.casefold(), tuple(types), "known are ") if types else "define it"
            )
        return found

    def _people(self, written: WrittenSite, kind: SiteType | None) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[Text]] = {}
        vacant: set[str] = set()
        for person in written.people:
            role = self._role(person.role, person.name, kind)
            if person.name is not None:
                self._name(person.name)
            if role and person.name is not None:
                found.setdefault(role, []).append(person.name)
            elif role:
                vacant.add(role)
                found.setdefault(role, [])
        for role, names in found.items():
            self._each_once(role, names, vacant=role in vacant)
        return {role: tuple(name.value for name in names) for role, names in found.items()}

    def _each_once(self, role: str, names: list[Text], *, vacant: bool) -> None:
        if vacant and names:
            what = f"the role {role} is said to be vacant and to be held"
            self.problems.add(names[0], what, "delete the line that is wrong")
        known: dict[str, Text] = {}
        for name in names:
            first = known.setdefault(name.value.casefold(), name)
            if first is not name:
                what = f"“{shown(name.value)}” stands twice in the role {role}, first in line {first.line}"
                self.problems.add(name, what, "delete one of them")

    def _role(self, text: Text, name: Text | None, kind: SiteType | None) -> str:
        """Return the id of a role, "" where it is none of the house."""
        role = self._meant(text.value)
        if not role:
            swapped = name is not None and self._meant(name.value)
            what = f"there is no role “{shown(text.value)}”"
            if swapped and name:
                remedy = f"role and name seem to be swapped: “{shown(name.value)}” is a role"
            else:
                known = [known.id for known in self.matrix.roles]
                near = nearest(text.value.casefold(), known)
                remedy = f"did you mean “{near}”?" if near else "write the id of a role of the data file"
            self.problems.add(text, what, remedy)
            return ""
        if kind and role not in self._active_in(kind):
            what = f"the role {role} has nothing to do in a house of the type {kind.id}"
            self.problems.add(text, what, "write it at the site that it is of, or mend the type of this one")
        return role

    def _meant(self, word: str) -> str:
        """Return the id of the role that a word names, by its id, its name or another spelling, "" if none or many."""
        return word if word in self.roles else self.spellings.get(word.casefold(), "")

    def _active_in(self, kind: SiteType) -> frozenset[str]:
        if kind.id not in self.active:
            self.active[kind.id] = frozenset(self._acting(kind))
        return self.active[kind.id]

    def _acting(self, kind: SiteType) -> Iterator[str]:
        for group in self.views.site_groups(kind):
            for code in group.duties:
                for part in self.matrix.assignments_of(code):
                    if part.letters and meets(self.matrix.actor(part.actor).scopes, kind.scopes):
                        yield part.actor

    def _name(self, text: Text) -> None:
        self._refuse_characters(text)
        if is_blank(text.value):
            self.problems.add(text, "a name is empty", "write it, or leave the list empty where nobody holds the role")
        elif NO_NAME.search(text.value):
            self.problems.add(text, f"“{shown(text.value)}” does not look like the name of one person", CONTACT)
        elif len(text.value) > LONGEST_NAME:
            what = f"a name is {len(text.value)} characters long"
            self.problems.add(text, what, f"write one person, {LONGEST_NAME} characters at most")
        elif self._meant(text.value):
            self.problems.add(text, f"“{shown(text.value)}” is a role, not a person", "write who holds the role")
