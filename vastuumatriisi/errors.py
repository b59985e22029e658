"""What can go wrong for reasons outside this program, in words for the person at the keyboard."""

from dataclasses import dataclass


class Refusal(Exception):
    """An expected failure; ``str()`` of it is one or several plain sentences for the user."""


class WrongUsage(Refusal):
    """The command line asks for something that is not there."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of the data file: ``line`` and ``column`` count from 1."""

    file: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.what}; {self.remedy}"


class SourceError(Refusal):
    """The data file cannot be used; ``problems`` holds every fault that one reading can find, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
