"""What one looks things up in: the index of roles, units and themes, and the glossary."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from vastuumatriisi.matrix import GridCell, Role
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.collation import alphabetical

from ..document import Chapter, ColumnSection, Heading, Paragraph, Run, Runs, joined, text
from .spans import Phrases

INDEX_COLUMNS = 3


def index_chapters(pieces: Phrases) -> Iterator[Chapter]:
    """Yield the index of roles, of units and of themes, as far as there is something in them."""
    words, matrix = pieces.wording, pieces.matrix
    acting = {assignment.actor for assignment in matrix.assignments}
    parts: list[ColumnSection] = []
    for title, actors in (
        ("handbook.index_roles", [role.id for role in matrix.roles if role.id in acting]),
        ("handbook.index_units", [unit.id for unit in matrix.units if unit.id in acting]),
    ):
        ordered = sorted(actors, key=lambda actor: (alphabetical(matrix.actor(actor).name, matrix.language), actor))
        if ordered:
            parts += [ColumnSection((Heading(2, words(title), "", ""), *_about(pieces, first=not parts)))]
            parts += [_in_columns([tuple(_entry(pieces, actor)) for actor in ordered])]
    if matrix.themes:
        heading = Heading(2, words("handbook.index_themes"), "", "")
        parts += [ColumnSection((heading, text(words("handbook.theme_index_about"), keep=True)))]
        parts += [_in_columns([(line,) for line in _themes(pieces)])]
    if parts:
        title = words("handbook.index")
        # What follows columns on the same page makes them end at the same height.
        total = words("handbook.index_total", actors=len(acting), entries=len(matrix.assignments))
        parts.append(ColumnSection((text(total, "Summary"),)))
        first = ColumnSection((Heading(1, title, "", ""), *parts[0].blocks), parts[0].columns)
        yield Chapter(title, (first, *parts[1:]))


def _in_columns(entries: Sequence[tuple[Paragraph, ...]]) -> ColumnSection:
    """Return the entries in columns; their heading moves to the next page where there is no room for two of them.

    Where columns are a few lines high, LibreOffice parts the names that begin them from their letters all the same.
    Paragraphs that it must not divide it does not bear in columns: it looks for their height without an end.
    """
    (*lines, last), *others = entries
    first = (*lines, replace(last, keep=bool(others)))
    return ColumnSection((*first, *chain.from_iterable(others)), INDEX_COLUMNS)


def _about(pieces: Phrases, *, first: bool) -> Iterator[Paragraph]:
    """Yield how the index is read, below its first heading; a section ends with a paragraph of its own."""
    yield text(pieces.wording("handbook.index_about" if first else "handbook.index_units_about"), keep=True)


def _entry(pieces: Phrases, actor: str) -> Iterator[Paragraph]:
    found = pieces.matrix.actor(actor)
    home = found.home if isinstance(found, Role) else ""
    shown = home in pieces.anchors.units
    place: Runs = (Run(" "), replace(pieces.name(home, short=True), style="Muted")) if shown else ()
    own = Run(found.name, "Label", pieces.anchors.units.get(actor, ""), url=pieces.page_of_role(actor))
    yield Paragraph((own, *place), "IndexEntry")
    entries = pieces.views.entries_of(actor)
    for number, entry in enumerate(entries, 1):
        spans = (pieces.mark(entry), pieces.behind_letters, *_codes(pieces, entry))
        yield Paragraph(spans, "IndexLine", keep=number < len(entries))


def _codes(pieces: Phrases, entry: GridCell) -> Runs:
    """Return the codes of an entry: neighbours in ranges, those with a condition one by one."""
    plain = [a.duty for a in entry.assignments if not a.conditions]
    bound = tuple((pieces.duty(a.duty), *pieces.conditions(a)) for a in entry.assignments if a.conditions)
    return joined(tuple(filter(None, (pieces.ranges(plain, paged=True), *bound))))


def _themes(pieces: Phrases) -> Iterator[Paragraph]:
    matrix = pieces.matrix
    named = [(theme.id, theme.name) for theme in matrix.themes]
    for theme, name in (*named, ("", pieces.wording("handbook.no_theme"))):
        codes = [duty.id for duty in matrix.duties if duty.theme == theme]
        if codes:
            yield Paragraph((Run(name, "Label"), Run("\n"), *pieces.ranges(codes)), "ThemeLine")


def glossary(pieces: Phrases) -> Chapter:
    title = pieces.wording("handbook.glossary")
    terms = sorted(_terms(pieces), key=lambda term: alphabetical(term[0], pieces.wording.language))
    entries = (Paragraph((Run(term, "Label"), Run("\t"), Run(meaning)), "GlossaryEntry") for term, meaning in terms)
    return Chapter(title, (ColumnSection((Heading(1, title, "", ""), *entries)),), continued=True)


def _terms(pieces: Phrases) -> Iterator[tuple[str, str]]:
    """Yield (term, meaning) for each word that this handbook uses; the letters have a table of their own."""
    matrix, words = pieces.matrix, pieces.wording
    used = {
        "code": True,
        "edition": True,
        "fingerprint": True,
        "leads": any(unit.leads for unit in matrix.units),
        "supports": any(unit.supports for unit in matrix.units),
        "theme": bool(matrix.themes),
        "partners": any(duty.cooperates for duty in matrix.duties),
        "counterparts": any(duty.counterparts for duty in matrix.duties),
        "owner": matrix.letters.has_accountable,
    }
    for term, is_used in used.items():
        if is_used:
            yield words("matrix.leads.one" if term == "leads" else f"matrix.{term}"), words(f"handbook.term_{term}")
    if any(ownership.open for ownership in matrix.ownership.values()):
        yield with_capital(words("matrix.open")), words("handbook.term_open")
    if matrix.has_stated:
        yield with_capital(words("origin.stated")), words("handbook.term_stated")
    if matrix.has_derived:
        yield with_capital(words("origin.derived")), words("handbook.term_derived")
