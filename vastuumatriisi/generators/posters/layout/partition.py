"""Things in a row divided over columns and sheets without changing their order."""

from collections.abc import Sequence


def fewest(heights: Sequence[float], room: float) -> float:
    """Return how many columns of ``room`` the heights take in order; infinity where one is higher than a column."""
    columns, used = 1, 0.0
    for height in heights:
        if height > room:
            return float("inf")
        if used + height > room:
            columns, used = columns + 1, 0.0
        used += height
    return columns


def balanced(heights: Sequence[float], columns: int, room: float) -> list[tuple[int, ...]]:
    """Return the indexes in each of ``columns`` columns, none empty, as evenly high as the order allows.

    No column gets higher than ``room``. The sum of the squared heights is the least possible, by dynamic programming
    over the last column.
    """
    count = len(heights)
    unreachable = float("inf")
    cost = [[unreachable] * (count + 1) for _ in range(columns + 1)]
    start = [[0] * (count + 1) for _ in range(columns + 1)]
    cost[0][0] = 0.0
    for column in range(1, columns + 1):
        for end in range(column, count + 1):
            height = 0.0
            for first in range(end - 1, column - 2, -1):
                height += heights[first]
                if height > room and first < end - 1:
                    break
                total = cost[column - 1][first] + height * height
                if total < cost[column][end]:
                    cost[column][end], start[column][end] = total, first
    return _traced(start, columns, count)


def _traced(start: list[list[int]], columns: int, count: int) -> list[tuple[int, ...]]:
    divided: list[tuple[int, ...]] = []
    end = count
    for column in range(columns, 0, -1):
        divided.append(tuple(range(start[column][end], end)))
        end = start[column][end]
    return divided[::-1]
