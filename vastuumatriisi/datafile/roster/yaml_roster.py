"""``sites.yaml`` -> what is written in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span, kind_of
from vastuumatriisi.text.characters import on_one_line, shown
from vastuumatriisi.text.did_you_mean import similar

from .written import Problems, Text, WrittenPerson, WrittenRoster, WrittenSite

KEYS = ("format", "sites", "date")
NO_SITE = object()
SITE_KEYS = ("id", "name", "type", "contact", "people")


def read_yaml(content: bytes, problems: Problems) -> WrittenRoster:
    """Return the roster that the bytes hold. Raises SourceError where they are no YAML."""
    root = read(content, problems.file, lambda entry, span: _site(entry, span, problems)).root
    _refuse_unknown(root, KEYS, problems)
    version = root.get("format")
    if version != "1":
        what = "there is no “format”" if version is None else f"the format {shown(str(version))} is not known"
        problems.add(_at(root, "format"), what, "write “format: 1”")
    sites = root.get("sites")
    if not isinstance(sites, LocatedList):
        problems.add(_at(root, "sites"), "there is no list “sites”", "write “sites:” and a list of houses under it")
        return WrittenRoster(())
    pairs = zip(sites, sites.item_spans, strict=True)
    return WrittenRoster(tuple(_found(pairs, problems)), _text(root, "date", problems))


def _found(pairs: Iterable[tuple[Any, Span]], problems: Problems) -> Iterator[WrittenSite]:
    """Yield the houses; what is no house and stands among them is told."""
    for entry, span in pairs:
        if isinstance(entry, WrittenSite):
            yield entry
        elif entry is not NO_SITE:
            problems.add(_place(span), f"a house is {kind_of(entry)}", "write its id, name and type as “key: value”")


def _site(entry: Any, span: Span, problems: Problems) -> object:
    """Return a house as written, what is no entry of a house as it is, and NO_SITE where all is told already."""
    if not isinstance(entry, LocatedDict):
        return entry
    _refuse_unknown(entry, SITE_KEYS, problems)
    identifier = _text(entry, "id", problems)
    if identifier is None:
        if "id" not in entry or entry["id"] is None:
            problems.add(_place(span), "a house has no id", "write one, such as “id: esimerkin-koulu”")
        return NO_SITE
    name, kind, contact = (_text(entry, key, problems) for key in ("name", "type", "contact"))
    return WrittenSite(identifier, name, kind, contact, tuple(_people(entry, problems)))


def _people(entry: LocatedDict, problems: Problems) -> Iterator[WrittenPerson]:
    people = entry.get("people")
    if people is None:
        return
    if not isinstance(people, LocatedDict):
        remedy = "write each role with its people: “rehtori: [Etunimi Esimerkki]”"
        problems.add(_at(entry, "people"), f"“people” is {kind_of(people)}", remedy)
        return
    for role, names in people.items():
        place = _place(people.key_spans[role], role)
        if names is None or names == []:
            yield WrittenPerson(place, None)
        elif isinstance(names, str):
            yield WrittenPerson(place, _place(people.value_spans[role], names))
        elif isinstance(names, LocatedList):
            yield from _listed(place, names, problems)
        else:
            problems.add(_at(people, role), f"“{shown(role)}” has {kind_of(names)}", "write a list of names")


def _listed(role: Text, names: LocatedList, problems: Problems) -> Iterator[WrittenPerson]:
    for name, span in zip(names, names.item_spans, strict=True):
        if isinstance(name, str):
            yield WrittenPerson(role, _place(span, name))
        else:
            problems.add(_place(span), f"a name is {kind_of(name)}", "write one text, or nothing in the list")


def _refuse_unknown(entry: LocatedDict, known: tuple[str, ...], problems: Problems) -> None:
    for key in entry:
        if key not in known:
            place = _place(entry.key_spans[key])
            problems.add(place, f"there is no key “{shown(key)}”", similar(key, known, "known are "))


def _text(entry: LocatedDict, key: str, problems: Problems) -> Text | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        problems.add(_at(entry, key), f"“{key}” is {kind_of(value)}", "write one text")
        return None
    return _place(entry.value_spans[key], value)


def _at(entry: LocatedDict, key: str) -> Text:
    return _place(entry.key_spans.get(key, entry.span))


def _place(span: Span, value: str = "") -> Text:
    return Text(on_one_line(value), span.line, span.column)
