"""All sizes of one poster, put together from its parts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vastuumatriisi.generators.posters import body, frame
from vastuumatriisi.generators.posters.content import Entry, Poster
from vastuumatriisi.generators.posters.division import divided
from vastuumatriisi.generators.posters.measures import HEIGHT, POINT, Measure

SPACE = 22.0  # above and below the duties
# Room for the name, how much larger than the theme's it may be, and room for the foot band; roomiest first.
FRAMES = ((380.0, 1.7, 236.0), (232.0, 1.0, 236.0), (160.0, 1.0, 180.0), (108.0, 1.0, 140.0))
Framed = tuple[body.Body, frame.Head, frame.Foot, float, list[Entry]]

HEAD_GROWTH = 0.3  # of the sheet's height: what a head may grow where a few short duties leave room


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: each duty with the space that its text leaves at the end of its lines.

    ``height`` is what the duties take with the least gaps, ``gap`` the space below each.
    """

    entries: tuple[tuple[Entry, float], ...]
    height: float
    gap: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What the template needs beside the words. ``room`` is the height of the columns. Lengths in A3 points."""

    point: float
    palette: int
    head: frame.Head
    foot: frame.Foot
    body: body.Body
    room: float
    sheets: tuple[tuple[Column, ...], ...]

    def spread(self, heights: Sequence[float]) -> "Setting":
        """Return the setting with the height that is left in each column given to its gaps, within bounds.

        ``heights`` are those of all columns in order, with the least gaps.
        """
        remaining = iter(heights)
        sheets = tuple(tuple(self._spread(column, next(remaining)) for column in sheet) for sheet in self.sheets)
        return replace(self, sheets=sheets)

    def without_gaps(self, heights: Sequence[float]) -> tuple[float, ...]:
        """Return the heights of laid out columns less what their gaps have beyond the least."""
        least = body.LEAST_GAP * self.body.size
        columns = (column for sheet in self.sheets for column in sheet)
        return tuple(
            height - (column.gap - least) * len(column.entries) for column, height in zip(columns, heights, strict=True)
        )

    def gap_difference(self, other: "Setting") -> float:
        """Return the largest difference between the gaps of two settings, in ems of the duties."""
        pairs = zip(self.sheets, other.sheets, strict=True)
        columns = (pair for one, two in pairs for pair in zip(one, two, strict=True))
        return max(abs(one.gap - two.gap) for one, two in columns) / self.body.size

    def _spread(self, column: Column, height: float) -> Column:
        least = body.LEAST_GAP * self.body.size
        # The gap below the last duty counts half: the margin below the column is there too.
        more = max(self.room - height, 0.0) / max(len(column.entries) - 0.5, 1)
        gap = min(least + more, body.MOST_GAP * self.body.size)
        return Column(column.entries, height, round(gap, 2))


def setting(poster: Poster, sizes: Mapping[str, float], levels: int, measure: Measure) -> Setting:
    """Return the setting with the largest type; ``sizes`` and ``levels`` are the theme's, in points and in number.

    The head and the foot give way until the duties reach the size aimed at; where even the largest duties leave room,
    the name takes it.
    """
    duties, head, foot, room, entries = _roomiest(poster, measure, sizes)
    growth = min(duties.slack, HEAD_GROWTH * HEIGHT)
    columns = [[[(entries[i], duties.indents[i]) for i in column] for column in sheet] for sheet in duties.sheets]
    heights = [sum(duties.heights[i] for i in column) for sheet in duties.sheets for column in sheet]
    return Setting(
        point=round(POINT[poster.paper], 6),
        palette=(poster.level - 1) % levels + 1,
        head=replace(head, words=round(head.words + growth, 2), top=round(head.top + growth / 2, 2)),
        foot=foot,
        body=duties,
        room=round(room - growth, 2),
        sheets=tuple(tuple(Column(tuple(column), 0.0, 0.0) for column in sheet) for sheet in columns),
    ).spread(heights)


def _roomiest(poster: Poster, measure: Measure, sizes: Mapping[str, float]) -> Framed:
    """Return the duties in the roomiest frame that leaves them large, else in the closest."""
    *roomier, closest = FRAMES
    for number, space in enumerate(roomier):
        framed = _framed(poster, measure, sizes, *space)
        wanted = sizes["body_aim"] if number else sizes["body_most"]
        if len(framed[0].sheets) == 1 and framed[0].size >= wanted:
            return framed
    return _framed(poster, measure, sizes, *closest)


def _framed(
    poster: Poster, measure: Measure, sizes: Mapping[str, float], head_room: float, larger: float, foot_room: float
) -> Framed:
    head = frame.head(poster, measure, sizes["name"] * larger, head_room)
    foot = frame.foot(poster, measure, sizes["running"], foot_room)
    # A hair less than the sheet, because the sides of A2 and A4 are not quite in the ratio of A3's.
    room = HEIGHT - 1.0 - head.height - foot.height - foot.running_height - 2 * SPACE
    # What makes lines longer than expected, a strange script, may make them higher too.
    careful = room * max(0.5, 1 - 0.3 * (measure.caution - 1))
    entries = divided(poster.entries, measure, careful, sizes["body_least"])
    duties = [body.measured(entry, measure) for entry in entries]
    return body.body(duties, careful, sizes), head, foot, room, entries
