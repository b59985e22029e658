"""What the tests share: Kuopio's matrix, made-up matrices from YAML text, and the design of the documents."""

import signal
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from vastuumatriisi.datafile import load, read
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Matrix, Views

ROOT = Path(__file__).resolve().parent.parent

# What a script starts in the background ignores Ctrl-C, and so would every command that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

HEAD = """\
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "write the gold pages as they look now, and record what they were made with"
    parser.addoption("--update-gold", action="store_true", help=told)


def matrix_of(yaml_text: str) -> Matrix:
    """Return the matrix of a whole data file, or of one that lacks the six keys of its head."""
    text = textwrap.dedent(yaml_text)
    return read.matrix_of(load.read((text if "format:" in text else HEAD + text).encode(), "esimerkki.yaml"))


def views_of(yaml_text: str) -> Views:
    return Views(matrix_of(yaml_text))


@pytest.fixture(scope="session")
def build_views() -> Callable[[str], Views]:
    return views_of


@pytest.fixture(scope="session")
def kuopio() -> Views:
    """The views of the real matrix."""
    return Views(read.read_matrix(ROOT / "source" / "vastuumatriisi.yaml"))


@pytest.fixture(scope="session")
def design() -> Design:
    """The design of Finnish documents."""
    return read_design(ROOT / "templates", "fi")


class Silent:
    """A reporter that says nothing."""

    def waiting(self, holder: str) -> None: ...

    def planned(self, to_make: int, kept: int) -> None: ...

    def working(self, paths: tuple[str, ...]) -> None: ...

    def finished(self, path: str) -> None: ...

    def published(self, paths: tuple[str, ...]) -> None: ...
