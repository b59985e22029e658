"""The JSON Schema agrees with what the program itself accepts."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from tests.support.matrices import ROOT, matrix_of
from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.json_schema import json_schema
from vastuumatriisi.errors import SourceError
from vastuumatriisi.locales.wording import messages

ENGLISH = messages("en")


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: numbers and truth values are such, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    data: Any = yaml.load(text, Loader=EditorLoader)  # noqa: S506 -- a safe loader with one resolver less
    return [error.message for error in jsonschema.Draft202012Validator(json_schema(ENGLISH)).iter_errors(data)]


def test_it_is_a_schema() -> None:
    """The schema follows its own meta-schema, patterns included."""
    jsonschema.Draft202012Validator.check_schema(json_schema(ENGLISH))


def test_it_says_what_it_is() -> None:
    """Editors show the title, which is not that of a class of ours."""
    assert json_schema(ENGLISH)["title"] == "vastuumatriisi data file, format 1"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_key_is_explained(language: str) -> None:
    """Whoever points at a key in an editor reads what it means, in the language of the file."""
    said = json_schema(messages(language))
    parts = [said, *said["$defs"].values()]
    assert [key for part in parts for key, value in part["properties"].items() if not value.get("description")] == []
    assert len(parts) == len(schema.Entry.__subclasses__())
    assert said["$defs"]["DutyEntry"]["properties"]["id"]["description"].endswith(
        {"fi": "kirjoittaa seuraavan vapaan.", "sv": "följande lediga.", "en": "the next free one."}[language]
    )


def test_the_schema_beside_the_data_file_is_current() -> None:
    """The first line of the data file names the file that ``schema -o`` writes, in the language of the matrix."""
    source = ROOT / "source" / "vastuumatriisi.yaml"
    assert source.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json\n")
    said = json.loads(source.with_name("schema.json").read_text(encoding="utf-8"))
    assert said == json_schema(messages("fi"))


def test_the_real_file_is_valid() -> None:
    """An editor with the schema marks nothing in Kuopio's file."""
    assert faults((ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "change",
    [
        ("format: 1", "format: 2"),
        ("title:", "titel:"),
        ("language: fi", "language: suomi!"),
        ("leads: [palvelupaallikot]", "leads: palvelupaallikot"),
        ("- id: KOP-01\n", "- id: KOP 01\n"),
        ("counts_as: responsible", "counts_as: doing"),
    ],
)
def test_what_it_refuses_the_program_refuses(change: tuple[str, str]) -> None:
    """A fault of shape is marked by the editor and refused by the program."""
    text = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    broken = text.replace(*change, 1)
    assert faults(broken)
    with pytest.raises(SourceError):
        matrix_of(broken)


@pytest.mark.parametrize("code", ["TEK-99", "ÄÖ.1", "A_2", "責任-1", "Ж-3"])
def test_codes_of_any_script(code: str) -> None:
    """A code may have letters of any script."""
    text = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8").replace("KOP-01", code)
    assert faults(text) == []
    assert matrix_of(text).duties[0].id == code
