"""What one looks things up in: the role index, the theme index, the glossary."""

from collections.abc import Iterator

from vastuumatriisi.matrix import GridCell, Role
from vastuumatriisi.text.collation import alphabetical

from ..document import BodyElement, Chapter, ColumnSection, Heading, Paragraph, Run, Runs, joined, text
from .spans import Phrases

INDEX_COLUMNS = 2


def index_chapters(pieces: Phrases) -> Iterator[Chapter]:
    """Yield the indexes that have something in them."""
    if pieces.views.acting:
        yield _role_index(pieces)
    if pieces.matrix.themes:
        yield _theme_index(pieces)


def _role_index(pieces: Phrases) -> Chapter:
    words, matrix = pieces.wording, pieces.matrix
    title = words("handbook.role_index")
    actors = sorted(
        {assignment.actor for assignment in matrix.assignments},
        key=lambda actor: (alphabetical(matrix.actor(actor).name, matrix.language), actor),
    )
    entries = tuple(block for actor in actors for block in _index_entry(pieces, actor))
    total = words("handbook.role_index_total", actors=len(actors), entries=len(matrix.assignments))
    about = f"{words('handbook.role_index_about')} {total}"
    return Chapter(
        title, (ColumnSection((Heading(1, title, "", ""), text(about))), ColumnSection(entries, INDEX_COLUMNS))
    )


def _index_entry(pieces: Phrases, actor: str) -> Iterator[BodyElement]:
    found = pieces.matrix.actor(actor)
    home = found.home if isinstance(found, Role) else ""
    place: Runs = (Run(" – ", "Muted"), pieces.name(home, short=True)) if home in pieces.anchors.units else ()
    own = Run(found.name, "Label", pieces.anchors.units.get(actor, ""))
    yield Paragraph((own, *place), "IndexEntry")
    for entry in pieces.views.entries_of(actor):
        yield Paragraph((pieces.mark(entry), pieces.behind_letters, *_codes(pieces, entry)), "IndexLine")


def _codes(pieces: Phrases, entry: GridCell) -> Runs:
    return joined(tuple((pieces.duty(a.duty), *pieces.conditions(a)) for a in entry.assignments))


def _theme_index(pieces: Phrases) -> Chapter:
    words, matrix = pieces.wording, pieces.matrix
    title = words("handbook.theme_index")
    blocks: list[BodyElement] = []
    named = [(theme.id, theme.name) for theme in matrix.themes]
    for theme, name in (*named, ("", words("handbook.no_theme"))):
        by_unit: dict[str, list[str]] = {}
        for duty in matrix.duties:
            if duty.theme == theme:
                by_unit.setdefault(duty.unit, []).append(duty.id)
        if by_unit:
            blocks.append(Paragraph((Run(name, "Label"),), "IndexEntry"))
        for unit, codes in by_unit.items():
            blocks.append(Paragraph((pieces.name(unit, short=True), Run(": "), *pieces.duties(codes)), "ThemeLine"))
    about = text(words("handbook.theme_index_about"))
    return Chapter(
        title, (ColumnSection((Heading(1, title, "", ""), about)), ColumnSection(tuple(blocks), INDEX_COLUMNS))
    )


def glossary(pieces: Phrases) -> Chapter:
    title = pieces.wording("handbook.glossary")
    terms = sorted(_terms(pieces), key=lambda term: alphabetical(term[0], pieces.wording.language))
    entries = (Paragraph((Run(term, "Label"), Run("\t"), Run(meaning)), "GlossaryEntry") for term, meaning in terms)
    return Chapter(title, (ColumnSection((Heading(1, title, "", ""), *entries)),))


def _terms(pieces: Phrases) -> Iterator[tuple[str, str]]:
    """Yield (term, meaning) for each letter and each word that this handbook uses."""
    matrix, words = pieces.matrix, pieces.wording
    for letter in matrix.letters.letters:
        # What a matrix leaves out, its letter's name stands in for: nothing is to be read twice.
        named = letter.name not in (letter.symbol, letter.meaning) and letter.meaning
        term = f"{letter.symbol} – {letter.name}" if named else letter.symbol
        meaning = letter.meaning or letter.name
        if meaning != term:
            yield term, meaning
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
        yield _sentence(words("matrix.open")), words("origin.open")
    if matrix.has_stated:
        yield _sentence(words("origin.stated")), words("handbook.term_stated")
    if matrix.has_derived:
        yield _sentence(words("origin.derived")), words("handbook.term_derived")


def _sentence(word: str) -> str:
    return word[:1].upper() + word[1:]
