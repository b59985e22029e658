"""What the tests share: Kuopio's matrix, made-up matrices from YAML text, and the design of the documents."""

import os
import signal
from collections.abc import Callable, MappingView, Set

import pytest
from hypothesis import settings

from tests.support.matrices import ROOT, views_of
from vastuumatriisi.datafile import read
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views

# What a script starts in the background ignores Ctrl-C, and so would every command that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# How long one example takes tells what else the machine had to do.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Commands speak English to tests that do not ask for another language, whatever the one of their data file.
os.environ.pop("LC_ALL", None)
os.environ["LC_MESSAGES"] = "en"


@pytest.fixture
def finnish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak Finnish."""
    monkeypatch.setenv("LC_MESSAGES", "fi_FI.UTF-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "write the gold pages as they look now, and record what they were made with"
    parser.addoption("--update-gold", action="store_true", help=told)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Refuse cases from a set: its order differs by process, and pytest-xdist wants the same in all of its workers."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        cases = mark.args[1] if len(mark.args) > 1 else mark.kwargs["argvalues"]
        if isinstance(cases, Set) and not isinstance(cases, MappingView):  # that of a dict has its order
            told = f"{metafunc.definition.nodeid}: its cases are a set, whose order is another one each time; sort them"
            raise pytest.UsageError(told)


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
