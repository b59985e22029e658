"""The texts around the tables: the title, sentences above as the introduction; all others are told with their place."""

import re
from dataclasses import dataclass

from vastuumatriisi.incoming.foreign.finding.draft import Draft
from vastuumatriisi.incoming.foreign.finding.ledger import Ledger
from vastuumatriisi.incoming.foreign.finding.reach import Reached
from vastuumatriisi.incoming.foreign.finding.titles import title_above
from vastuumatriisi.incoming.foreign.reading.values import Line, Place, Reading

SENTENCE = re.compile(r"(?:\S+\s+){2,}\S*[^\W\d_]\S*[.!?]", re.DOTALL)
LONG, WORDS = 40, 5  # characters and words of what is a sentence without its stop, too
LONGEST_TITLE = 100  # characters


@dataclass(frozen=True, slots=True)
class Around:
    """The title, "" where none stands there; the paragraphs of the introduction; whether there is only one table."""

    title: str
    introduction: tuple[str, ...]
    alone: bool


def texts_around(reading: Reading, reached: list[Reached], ledger: Ledger, draft: Draft) -> Around:
    """Return what the texts around the tables say, and tell the ledger of each."""
    tops = [_top(one) for one in reached]
    title = title_above(reached, ledger)
    above = [line for line in reading.lines if line.number <= reached[0].sheet.above]
    if not title:
        title = _title_of_lines(above, ledger) or (reached[0].sheet.title if len(reached) == 1 else "")
    introduction = [text for one, top in zip(reached, tops, strict=True) for text in _above(one, top, ledger, draft)]
    for line in above:
        if line.kind != "heading" and _is_sentence(line.text) and not ledger.is_line_used(line):
            introduction.append(f"- {line.text}" if line.kind == "item" else line.text)
            ledger.use_line(line)
            draft.ask("introduction", "likely", str(line.number))
    named = {one.sheet.title for one in reached}
    for line in reading.lines:
        if line.kind == "heading" and line.text in named:
            ledger.use_line(line)
        ledger.ignore_line(line, "text-above" if line in above else "text-beside")
    return Around(title, tuple(introduction), len(reached) == 1)


def tell_edges(reading: Reading, draft: Draft) -> None:
    """Tell the texts at the edge of pages, and ask of lines with words struck through whether they still hold."""
    for text in reading.margins:
        draft.ask("margin", "likely", text=text)
    for line in reading.lines:
        if line.struck:
            draft.ask("struck", "doubtful", str(line.number), text=line.text)


def _top(one: Reached) -> int:
    """Return the first row of a sheet that belongs to a table of it, as the file has its rows."""
    roles = (place for table in one.tables for role in table.roles for place in role.cells)
    duties = (Place(row, table.labels.duty) for table in one.tables for row in table.lettered)
    return min((one.back(place).row for places in (roles, duties) for place in places), default=0)


def _above(one: Reached, top: int, ledger: Ledger, draft: Draft) -> list[str]:
    """Return the sentences above the tables of a sheet; what else stands there is told."""
    unused = [*ledger.unused(one.number, top)]
    taken = [(place, " ".join(text.split())) for place, text in unused if _is_sentence(text)]
    for place, _ in taken:
        draft.ask("introduction", "likely", ledger.name(one.number, place))
    ledger.use(one.number, (place for place, _ in taken))
    ledger.ignore(one.number, (place for place, _ in unused), "above")
    return [text for _, text in taken]


def _is_sentence(text: str) -> bool:
    return SENTENCE.fullmatch(text.strip()) is not None or (len(text) >= LONG and len(text.split()) >= WORDS)


def _title_of_lines(above: list[Line], ledger: Ledger) -> str:
    """Return the outermost heading above the first table, else the first line where that is short."""
    path: list[Line] = []
    for line in above:
        if line.kind == "heading":
            path = [one for one in path if one.level < line.level] + [line]
    likely = path[:1] or [line for line in above[:1] if line.kind == "text" and not _is_sentence(line.text)]
    if not likely or len(likely[0].text) > LONGEST_TITLE:
        return ""
    ledger.use_line(likely[0])
    return likely[0].text
