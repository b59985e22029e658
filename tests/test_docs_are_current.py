"""The documentation names every option of the command, every format and every key of the data file."""

import argparse
import re
from collections.abc import Iterator

import pytest

from tests.support.matrices import ROOT, matrix_of
from vastuumatriisi.cli.arguments import parser
from vastuumatriisi.cli.option_values import FORMATS
from vastuumatriisi.datafile import schema

README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "source" / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(actions).choices)


def options() -> Iterator[tuple[str, str]]:
    for name, command in commands().items():
        # The options of watch are those of build, and README says so.
        known = {option for action in commands()["build"]._actions for option in action.option_strings}
        for action in command._actions:
            for option in action.option_strings:
                # README says once of --messages that every command has it.
                if option not in ("-h", "--help", "--messages") and not (name == "watch" and option in known):
                    yield name, option


@pytest.mark.parametrize(("command", "option"), list(options()))
def test_readme_names_every_option(command: str, option: str) -> None:
    """An option stands in README, in the paragraph of its command."""
    block = README.split("## The command")[1].split("Exit status")[0]
    part = re.split(r"\n    python generate\.py ", block)
    assert any(option in text for text in part if text.startswith((command, f"[{command}]")))


def test_readme_tells_the_language() -> None:
    """Every command has the option that chooses its language, and README says so."""
    assert "--messages fi|sv|en" in README
    assert all("--messages" in command.format_help() for command in commands().values())


def test_readme_names_no_option_that_is_gone() -> None:
    """README speaks of no option that the command does not have."""
    known = {option for _, option in options()} | {"--messages", "--require-hashes", "--no-deps"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", README)) <= known


def test_readme_names_every_format() -> None:
    """What ``--only`` takes stands in README."""
    assert f"--only {','.join(FORMATS)}\n" in README


def keys() -> list[str]:
    models = (
        schema.DataFile,
        schema.ThresholdsEntry,
        schema.LetterEntry,
        schema.Derive,
        schema.ScopeEntry,
        schema.ThemeEntry,
        schema.RoleEntry,
        schema.LevelEntry,
        schema.UnitEntry,
        schema.DutyEntry,
        schema.LinkEntry,
        schema.SiteTypeEntry,
        schema.PastEditionEntry,
    )
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


@pytest.mark.parametrize("key", keys())
def test_format_names_every_key(key: str) -> None:
    """A key of the data file is explained in source/README.md."""
    assert re.search(rf"`{key}[`:]", FORMAT)


def test_the_whole_file_that_the_format_shows_is_one() -> None:
    """The example in source/README.md is a matrix that a coordinator can begin with."""
    [example] = re.findall(r"```yaml\n(.*?)```", FORMAT, re.DOTALL)
    assert [duty.id for duty in matrix_of(example).duties] == ["JOH-01", "TEK-01"]


@pytest.mark.parametrize("kind", ["responsible", "accountable", "support", "consulted", "informed", "none"])
def test_format_names_what_letters_count_as(kind: str) -> None:
    """Every value of counts_as is named."""
    assert f"`{kind}`" in FORMAT


@pytest.mark.parametrize("finding", schema.FINDINGS)
def test_format_explains_every_finding(finding: str) -> None:
    """Each finding has its row in the table of findings."""
    assert f"| `{finding}` |" in FORMAT
