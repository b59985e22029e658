"""What stands on a poster: a value of plain words, complete before anything is laid out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import Wording, direction
from vastuumatriisi.matrix import Assignment, Duty, Link, Matrix, Unit, Views
from vastuumatriisi.text.addresses import typed, with_parameters
from vastuumatriisi.text.capitals import within_a_sentence
from vastuumatriisi.text.characters import undivided

from .mark import partner_names, unit_mark
from .people import People, band_of, newest_edition
from .qr_and_logo import Logo, QrCode, logo

LONG_TITLE = 60  # characters; from here on the title of a link is no label but text, which may be divided
LONG_NAME = 40  # characters; from here on a bracketed end of a unit's name is set smaller, on lines of its own


@dataclass(frozen=True, slots=True)
class PosterSheet:
    """The paper, how far colours run over its edge in mm, and whether it has crop marks.

    Of a house, it lies on its side unless it is ``upright``.
    """

    paper: str = "A3"
    bleed: float = 0.0
    marks: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A smaller line under a duty: a label ("Yhteistyössä", "R/A") and what belongs to it.

    ``counts_as`` is that of the strongest letter where the label is one, else "".
    ``address`` is where a link leads, whose last item is that as it is typed.
    """

    label: str
    items: tuple[str, ...]
    counts_as: str = ""
    stated: bool = True
    address: str = ""


@dataclass(frozen=True, slots=True)
class PosterDuty:
    """One duty as the poster shows it; ``scope`` is its mark ("vain lukio") or "", ``links`` are its QR codes.

    ``change`` is the word for what it is since the base: "uusi"; "" where it reads as before.
    """

    code: str
    text: str
    scope: str
    remarks: tuple[Remark, ...]
    links: tuple[QrCode, ...] = ()
    change: str = ""


@dataclass(frozen=True, slots=True)
class Poster:
    """One poster; ``level`` counts from 1, ``origin`` tells whose it is, ``newest`` where its QR code leads, where that
    stands alone.

    ``current`` and ``mark`` tell whether a print is valid, ``changes`` what reads differently than in the base.
    """

    id: str
    sheet: PosterSheet
    language: str
    fonts: tuple[str, ...]
    direction: str
    level: int
    level_label: str
    level_name: str
    groups: tuple[str, ...]
    name: str
    name_end: str
    document_title: str
    title: str
    count: str
    entries: tuple[PosterDuty, ...]
    leads: People | None
    supports: People | None
    contact: People | None
    newest: People | None
    legend: tuple[Remark, ...]
    code: QrCode | None
    logo: Logo | None
    organisation: str
    origin: tuple[str, ...]
    current: tuple[str, ...]
    mark: str
    date: str
    changes: str = ""


def poster(views: Views, unit: Unit, design: Design, sheet: PosterSheet) -> Poster:
    """Return the poster of a unit with duties."""
    matrix, wording = views.matrix, design.wording
    level = matrix.level(unit.level)
    name, name_end = _divided_name(unit.name)
    mark = unit_mark(views, unit)
    code = qr_code(matrix, wording, unit=unit.id, mark=mark)
    people = band_of(matrix, unit, wording)
    newest = newest_edition(matrix, wording) if code and people.empty else None
    return Poster(
        id=unit.id,
        sheet=sheet,
        language=matrix.language,
        fonts=matrix.fonts,
        direction=direction(matrix.language),
        level=level.number,
        level_label=wording("poster.level", number=level.number) if matrix.shows_levels else "",
        level_name=level.name if matrix.shows_levels and level.name != unit.name else "",
        groups=matrix.names(unit.path),
        name=name,
        name_end=name_end,
        document_title=undivided(wording("poster.title", unit=unit.name, title=matrix.title)),
        title=matrix.title,
        count=wording.count("count.duties", len(unit.duties)),
        entries=tuple(_entry(views, matrix.duty(code), design) for code in unit.duties),
        leads=people.leads,
        supports=people.supports,
        contact=people.contact,
        newest=newest,
        legend=tuple(legend(views, unit.duties, wording)),
        code=replace(code, label="") if code and newest else code,
        logo=logo(design),
        organisation=undivided(matrix.organisation),
        origin=(matrix.organisation, matrix.title),
        current=tuple(currency(matrix, wording)),
        mark=mark,
        date=matrix.date.isoformat(),
    )


def _divided_name(name: str) -> tuple[str, str]:
    divided = re.fullmatch(r"(.+\S) (\([^()]+\))", name) if len(name) >= LONG_NAME else None
    return (divided[1], divided[2]) if divided else (name, "")


def _entry(views: Views, duty: Duty, design: Design) -> PosterDuty:
    matrix, wording = views.matrix, design.wording
    coded = "link_code" in design.theme.poster
    typed_links = () if coded else tuple(link_remarks(duty.links))
    return PosterDuty(
        duty.id,
        duty.text,
        scope_mark(matrix, duty.scopes, wording),
        (*letter_remarks(views, duty), *_relations(matrix, duty, wording), *typed_links),
        tuple(link_codes(duty.links, wording)) if coded else (),
    )


def link_remarks(links: Iterable[Link]) -> Iterator[Remark]:
    """Yield a line for each link whose address can be typed from a wall; others would be noise there."""
    for link in links:
        address = typed(link.url)
        if address and len(link.title) <= LONG_TITLE:
            yield Remark(link.title, (address,), address=link.url)
        elif address:
            yield Remark("", (link.title, address), address=link.url)


def link_codes(links: Iterable[Link], wording: Wording) -> Iterator[QrCode]:
    for link in links:
        yield QrCode(link.url, wording("poster.link", title=link.title, address=link.url), link.title)


def scope_mark(matrix: Matrix, scopes: tuple[str, ...], wording: Wording) -> str:
    """Return "vain lukio": names of scopes lose their capital inside the phrase, but not those written ICT."""
    names = list(matrix.scope_names(scopes))
    if not names:
        return ""
    if not wording("matrix.only").startswith("{"):
        names = [within_a_sentence(name, matrix.language) for name in names]
    return wording("matrix.only", scopes=wording.listed(names))


def letter_remarks(views: Views, duty: Duty, scopes: tuple[str, ...] = ()) -> Iterator[Remark]:
    """Yield who has which letter for a duty that states letters; the derived letter of its own unit is plain there.

    With ``scopes``, only those actors that exist in them.
    """
    if not views.states_letters(duty.id):
        return
    matrix, there = views.matrix, views.assignments_in(duty.id, scopes)
    for symbols, assignments in views.actors_of(duty.id).items():
        for stated in (True, False):
            names = tuple(
                _with_conditions(matrix.actor(assignment.actor).name, assignment)
                for assignment in assignments
                if assignment.stated is stated and (stated or assignment.actor != duty.unit) and assignment in there
            )
            if names:
                yield Remark("/".join(symbols), names, matrix.letters[symbols[0]].counts_as, stated)


def _with_conditions(name: str, assignment: Assignment) -> str:
    conditions = dict.fromkeys(condition for _, condition in assignment.conditions)
    return f"{name} ({'; '.join(conditions)})" if conditions else name


def _relations(matrix: Matrix, duty: Duty, wording: Wording) -> Iterator[Remark]:
    yield from partners(matrix, duty.cooperates, wording)
    same = tuple(f"{matrix.unit(matrix.duty(code).unit).short} {code}" for code in duty.counterparts)
    if same:
        yield Remark(wording("matrix.counterparts"), same)


def partners(matrix: Matrix, actors: Iterable[str], wording: Wording) -> Iterator[Remark]:
    """Yield the line that names the partners of a duty, where there are any."""
    names = partner_names(matrix, actors)
    if names:
        yield Remark(wording("matrix.partners"), names)


def legend(views: Views, codes: Iterable[str], wording: Wording, scopes: tuple[str, ...] = ()) -> Iterator[Remark]:
    """Yield each letter on a poster with its name, and how a derived one looks where there is one."""
    matrix, letters = views.matrix, views.matrix.letters
    shown = [
        assignment
        for code in codes
        for assignment in views.assignments_in(code, scopes)
        if views.states_letters(code) and (assignment.stated or assignment.actor != matrix.duty(code).unit)
    ]
    for symbol in letters.in_order(symbol for assignment in shown for symbol in assignment.letters):
        name = letters[symbol].name
        yield Remark(symbol, (name,) if name != symbol else (), letters[symbol].counts_as)
    if any(assignment.letters and not assignment.stated for assignment in shown):
        yield Remark("", (wording("poster.derived"),), stated=False)


def qr_code(matrix: Matrix, wording: Wording, **what: str) -> QrCode | None:
    """Return the code that leads to the current edition; ``what`` tells which print it stood on, and its mark.

    The edition stands there, too: by the mark alone nobody could tell that a print is of an older one and still holds.
    """
    if not matrix.publication_url:
        return None
    address = with_parameters(matrix.publication_url, {**what, "edition": matrix.edition})
    alternative = wording("poster.code", address=matrix.publication_url)
    return QrCode(address, alternative, wording("poster.newest"))


def currency(matrix: Matrix, wording: Wording) -> Iterator[str]:
    """Yield what tells beside the mark whether a print is valid."""
    yield wording("poster.edition", edition=matrix.edition)
    yield wording.date(matrix.date)
    if matrix.valid_from:
        yield wording("poster.valid_from", date=wording.date(matrix.valid_from))
    if matrix.review_by:
        yield wording("matrix.valid_until", date=wording.date(matrix.review_by))
