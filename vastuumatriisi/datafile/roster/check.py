"""What a roster says, held against the matrix: ids, types and roles that are known, and names that are names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.errors import SourceError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.matrix import Matrix, SiteType, Views
from vastuumatriisi.matrix.matrix import meets
from vastuumatriisi.matrix.rosters import Roster, Site
from vastuumatriisi.text.characters import FORBIDDEN, describe, is_blank, shown
from vastuumatriisi.text.did_you_mean import nearest, similar

from .written import Problems, Text, WrittenRoster, WrittenSite

IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID, LONGEST_NAME, LONGEST_CONTACT = 100, 120, 300  # characters
NO_NAME = re.compile(r"[@;/\\<>|]|https?:|\d[\d -]*\d[\d -]*\d")  # addresses, several in one, telephone numbers


def checked(written: WrittenRoster, matrix: Matrix, problems: Problems) -> Roster:
    """Return the roster. Raises SourceError with every problem that was found up to here."""
    check = _Check(matrix, Views(matrix), problems, frozenset(role.id for role in matrix.roles), _spellings(matrix))
    sites = [site for one in written.sites if (site := check.site(one))]
    if not written.sites and not problems.found:
        problems.add(Text("", 1, 1), message("roster.no_site"), message("roster.write_one_or_delete"))
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
            self._once(self.named, written.name, "name", message("roster.tell_apart"))
        people = self._people(written, kind)
        if kind is None:
            return None
        identifier = written.identifier
        return Site(identifier.value, name, kind.id, contact, tuple(people.items()), identifier.line)

    def _identifier(self, text: Text) -> None:
        if not IDENTIFIER.fullmatch(text.value) or len(text.value) > LONGEST_ID:
            what = message("roster.wrong_id", id=shown(text.value)) if text.value else message("roster.empty_id")
            self.problems.add(text, what, message("roster.write_id"))
        else:
            self._once(self.taken, text, "id", message("roster.each_once"))

    def _once(self, known: dict[str, Text], text: Text, what: str, remedy: Message) -> None:
        first = known.setdefault(text.value.casefold(), text)
        if first is not text:
            told = message(f"roster.{what}_taken", value=shown(text.value), line=first.line)
            self.problems.add(text, told, remedy)

    def _line(self, written: WrittenSite, key: str, text: Text | None, most: int) -> str:
        if text is None or is_blank(text.value):
            if key == "name":
                what = message("roster.no_name", site=shown(written.identifier.value))
                self.problems.add(text or written.identifier, what, message("roster.write_known_name"))
            return ""
        self._refuse_characters(text)
        if len(text.value) > most:
            what = message(f"roster.{key}_too_long", length=len(text.value))
            self.problems.add(text, what, message("source.at_most", most=most))
        return text.value

    def _refuse_characters(self, text: Text) -> None:
        if bad := FORBIDDEN.search(text.value):
            what = message("roster.character", character=describe(bad[0]))
            self.problems.add(text, what, message("source.delete_it"))

    def _type(self, written: WrittenSite) -> SiteType | None:
        types = {kind.id: kind for kind in self.matrix.site_types}
        text = written.type
        if text is None or is_blank(text.value):
            what = message("roster.no_type", site=shown(written.identifier.value))
            remedy = message("roster.one_of", known=[*types]) if types else message("roster.define_types")
            self.problems.add(text or written.identifier, what, remedy)
            return None
        by_name = {kind.name.casefold(): kind for kind in types.values()}
        found = types.get(text.value) or by_name.get(text.value.casefold())
        if found is None:
            what = message("roster.unknown_type", type=shown(text.value))
            remedy = similar(text.value.casefold(), tuple(types)) if types else message("roster.define_types")
            self.problems.add(text, what, remedy)
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
            self.problems.add(names[0], message("roster.vacant_and_held", role=role), message("roster.delete_line"))
        known: dict[str, Text] = {}
        for name in names:
            first = known.setdefault(name.value.casefold(), name)
            if first is not name:
                what = message("roster.person_twice", person=shown(name.value), role=role, line=first.line)
                self.problems.add(name, what, message("roster.delete_one"))

    def _role(self, text: Text, name: Text | None, kind: SiteType | None) -> str:
        """Return the id of a role, "" where it is none of the house."""
        role = self._meant(text.value)
        if not role:
            swapped = name is not None and self._meant(name.value)
            what = message("roster.unknown_role", role=shown(text.value))
            if swapped and name:
                remedy = message("roster.swapped", role=shown(name.value))
            else:
                known = [known.id for known in self.matrix.roles]
                near = nearest(text.value.casefold(), known)
                remedy = message("source.meant", near=near) if near else message("roster.write_role")
            self.problems.add(text, what, remedy)
            return ""
        if kind and role not in self._active_in(kind):
            what = message("roster.idle_there", role=role, type=kind.id)
            self.problems.add(text, what, message("roster.other_site"))
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
            self.problems.add(text, message("roster.empty_name"), message("roster.write_or_empty"))
        elif NO_NAME.search(text.value):
            self.problems.add(text, message("roster.no_person", text=shown(text.value)), message("roster.no_contact"))
        elif len(text.value) > LONGEST_NAME:
            what = message("roster.long_person", length=len(text.value))
            self.problems.add(text, what, message("roster.one_person", most=LONGEST_NAME))
        elif self._meant(text.value):
            self.problems.add(
                text, message("roster.role_not_person", text=shown(text.value)), message("roster.who_holds")
            )
