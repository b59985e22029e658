"""All benchmarks side by side, as a table of ratios in Markdown.

Usage: python -m benchmarks [CASE …] [--rounds N] [--output FILE]. Every ratio is of two things that were measured
alternately, so it holds on other machines, and on one that has more to do; seconds do not.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cases import CASES
from benchmarks.measuring import Failed, NotHere, tell
from benchmarks.table import Growth, Row, markdown
from benchmarks.workshop import Workshop, workshop


def main(words: Sequence[str] | None = None) -> int:
    """Run the cases that are named, all if none is; the status tells only whether they could be measured."""
    options = _parser().parse_args(words)
    with workshop(options.rounds) as place:
        rows = [row for name in options.cases or CASES for row in _case(name, place)]
    text = markdown(rows, options.rounds)
    print(text)
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")
    return int(any(isinstance(row, Row) and row.note.startswith("failed") for row in rows))


def _case(name: str, place: Workshop) -> Iterator[Row | Growth]:
    tell(f"{name}: {CASES[name].__doc__}")
    try:
        yield from CASES[name](place)
    except NotHere as lacking:
        yield Row(name, str(CASES[name].__doc__), "", None, f"{lacking} is not here")
    except Failed as failure:
        yield Row(name, str(CASES[name].__doc__), "", None, f"failed: {failure}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures how fast the program is, against its parts, itself and others. Takes about an hour.",
    )
    parser.add_argument("cases", metavar="CASE", nargs="*", help="only these: " + ", ".join(CASES))
    parser.add_argument("--rounds", metavar="N", type=int, default=5, help="how often each is measured (5)")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write the table there, too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
