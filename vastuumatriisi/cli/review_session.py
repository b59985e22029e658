"""One run of ``review``: what is asked, what came back, and what was decided before."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.cli.review_words import Words, words_of
from vastuumatriisi.datafile.editions import frozen_editions, read_edition
from vastuumatriisi.datafile.load import content_of, read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.opening import workbook_content
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.record import Decisions, open_ones, record_path, recorded
from vastuumatriisi.incoming.returned.review import Review, review_of
from vastuumatriisi.matrix import Matrix


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; ``accept`` and ``reject`` are "" where nothing is said."""

    workbook: Path
    workbook_name: str
    source: Path
    source_name: str
    accept: str = ""
    reject: str = ""
    reason: str = ""
    owners: str = "leads"
    json: bool = False
    reply: Path | None = None

    @classmethod
    def of(cls, options: argparse.Namespace, shown: Callable[[Path], str]) -> "Asked":
        """Return what the words of the command line ask for; ``shown`` is how messages call a path."""
        names = shown(options.workbook), options.source, shown(options.source)
        told = options.accept, options.reject, options.reason, options.owners
        return cls(options.workbook, *names, *told, json=options.json, reply=options.reply)


@dataclass(frozen=True, slots=True)
class Session:
    """One run: the review in words, what was decided before, and the data file as it was read."""

    asked: Asked
    review: Review
    words: Words
    content: bytes
    decisions: Decisions
    path: Path

    @property
    def open(self) -> tuple[Proposal, ...]:
        return open_ones(self.review, self.decisions)


def begun(asked: Asked, language: str) -> Session:
    """Return a run that has read everything, and tells it in a language. Raises UserError."""
    content = content_of(asked.source, asked.source_name)
    present = matrix_of(read(content, asked.source_name))
    sent, name = workbook_content(asked.workbook, asked.workbook_name), asked.workbook_name
    found = review_of(sent, name, present, lambda mark: _edition(asked, present, mark))
    path = record_path(asked.source, found, name)
    return Session(asked, found, words_of(found, language), content, recorded(path), path)


def _edition(asked: Asked, present: Matrix, mark: str) -> Matrix | None:
    """Return the edition with a fingerprint, the present one too; None where none has it, or where it does not read."""
    if present.fingerprint == mark:
        return present
    for frozen in frozen_editions(asked.source, asked.source_name).values():
        try:
            matrix = read_edition(frozen)
        except UserError:
            continue
        if matrix.fingerprint == mark:
            return matrix
    return None
