"""The guides for coordinators, in Finnish and Swedish: what they tell to type, to look for and to write is there."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support.english import TECHNICAL
from tests.support.matrices import ROOT
from vastuumatriisi.cli.arguments import parser
from vastuumatriisi.datafile import schema
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import messages, wording

LANGUAGES = ["fi", "sv"]
KEYS = {field.alias or name for one in schema.Entry.__subclasses__() for name, field in one.model_fields.items()}


def guide(language: str) -> str:
    return (ROOT / f"README.{language}.md").read_text(encoding="utf-8")


def quoted(language: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", guide(language).replace("\n   ", " "))


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands(language: str) -> None:
    """Each command has these words and options."""
    commands = [one for one in quoted(language) if one.split()[0] == "vastuumatriisi"]
    assert len(commands) >= 12
    for command in commands:
        words = shlex.split(command)[1:]
        if words not in (["--help"], []):
            parser(Path()).parse_args(words if not words[0].startswith("-") else ["build", *words])
    used = {one.split()[1] for one in commands if len(one.split()) > 1 and not one.split()[1].startswith("-")}
    assert used == {"new", "check", "watch", "review", "release", "diff", "verify", "doctor"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys(language: str) -> None:
    """What is a single word in small letters is a key of the data file."""
    named = {one for one in quoted(language) if re.fullmatch(r"[a-z_]+", one)} - {"vastuumatriisi", "build"}
    assert {"text", "edition", "date", "approved_by"} <= named
    assert named <= KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_files(language: str) -> None:
    """Documents and folders are called so, and pictures and links are there."""
    words, text = wording(language), guide(language)
    assert f"`build/{words('paths.workbook')}`" in text
    assert f"`build/{words('paths.posters')}`" in text
    leads_to = re.findall(r"\]\(([^)]+)\)", text)
    assert len(leads_to) >= 5
    assert [path for path in leads_to if not (ROOT / path).is_file()] == []
    pictures = [path for path in leads_to if path.endswith(".png")]
    assert len(pictures) == 4
    assert all(("/sv/" in path) == (language == "sv") for path in pictures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mistake_that_is_shown(language: str) -> None:
    """It is told so."""
    what = message("source.unknown.actor", name="rehotri")
    told = Diagnostic("source/vastuumatriisi.yaml", 231, 17, what, message("source.meant", near="rehtori"))
    assert f"    {told.told(messages(language))}\n" in guide(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_technical_words(language: str) -> None:
    """A word for which there is no plain one is explained."""
    explained = {*re.findall(r"\*\*([^*]+)\*\*", guide(language))}
    assert {word for word in TECHNICAL.split() if word not in explained} <= {"vastuumatriisi"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_tell_the_same(language: str) -> None:
    """Both have the same parts in the same order, the same options, and no more than a page holds."""
    parts = [re.sub(r"[^#`|]", "", line) for line in guide("fi").splitlines() if line.startswith(("#", "|"))]
    own = [re.sub(r"[^#`|]", "", line) for line in guide(language).splitlines() if line.startswith(("#", "|"))]
    assert own == parts
    options = [re.findall(r"--[a-z]+", guide(one)) for one in ("fi", language)]
    assert options[0] == options[1]
    assert len(guide(language)) < 7500
