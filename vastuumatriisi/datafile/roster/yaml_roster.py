"""``sites.yaml`` -> what is written in it."""

from collections.abc import Iterable, Iterator
from typing import Any

from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span, kind_of
from vastuumatriisi.locales.message import message
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
        what = message("source.missing", key="format")
        if version is not None:
            what = message("roster.unknown_format", format=shown(str(version)))
        problems.add(_at(root, "format"), what, message("source.write_quoted", wanted="format: 1"))
    sites = root.get("sites")
    if not isinstance(sites, LocatedList):
        problems.add(_at(root, "sites"), message("roster.no_sites"), message("roster.write_sites"))
        return WrittenRoster(())
    pairs = zip(sites, sites.item_spans, strict=True)
    return WrittenRoster(tuple(_found(pairs, problems)), _text(root, "date", problems))


def _found(pairs: Iterable[tuple[Any, Span]], problems: Problems) -> Iterator[WrittenSite]:
    """Yield the houses; what is no house and stands among them is told."""
    for entry, span in pairs:
        if isinstance(entry, WrittenSite):
            yield entry
        elif entry is not NO_SITE:
            problems.add(_place(span), message("roster.house_is", kind=kind_of(entry)), message("roster.write_house"))


def _site(entry: Any, span: Span, problems: Problems) -> object:
    """Return a house as written, what is no entry of a house as it is, and NO_SITE where all is told already."""
    if not isinstance(entry, LocatedDict):
        return entry
    _refuse_unknown(entry, SITE_KEYS, problems)
    identifier = _text(entry, "id", problems)
    if identifier is None:
        if "id" not in entry or entry["id"] is None:
            problems.add(_place(span), message("roster.house_without_id"), message("roster.write_house_id"))
        return NO_SITE
    name, kind, contact = (_text(entry, key, problems) for key in ("name", "type", "contact"))
    return WrittenSite(identifier, name, kind, contact, tuple(_people(entry, problems)))


def _people(entry: LocatedDict, problems: Problems) -> Iterator[WrittenPerson]:
    people = entry.get("people")
    if people is None:
        return
    if not isinstance(people, LocatedDict):
        what = message("source.holds", key="people", kind=kind_of(people))
        problems.add(_at(entry, "people"), what, message("roster.write_people"))
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
            what = message("source.holds", key=shown(role), kind=kind_of(names))
            problems.add(_at(people, role), what, message("roster.write_names"))


def _listed(role: Text, names: LocatedList, problems: Problems) -> Iterator[WrittenPerson]:
    for name, span in zip(names, names.item_spans, strict=True):
        if isinstance(name, str):
            yield WrittenPerson(role, _place(span, name))
        else:
            problems.add(_place(span), message("roster.name_is", kind=kind_of(name)), message("roster.text_or_nothing"))


def _refuse_unknown(entry: LocatedDict, known: tuple[str, ...], problems: Problems) -> None:
    for key in entry:
        if key not in known:
            what = message("source.unknown_key", name=message("source.name", key=shown(key)))
            problems.add(_place(entry.key_spans[key]), what, similar(key, known))


def _text(entry: LocatedDict, key: str, problems: Problems) -> Text | None:
    value = entry.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        what = message("source.holds", key=key, kind=kind_of(value))
        problems.add(_at(entry, key), what, message("source.wanted.text"))
        return None
    return _place(entry.value_spans[key], value)


def _at(entry: LocatedDict, key: str) -> Text:
    return _place(entry.key_spans.get(key, entry.span))


def _place(span: Span, value: str = "") -> Text:
    return Text(on_one_line(value), span.line, span.column)
