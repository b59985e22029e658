"""The JSON Schema agrees with what the program itself accepts."""

from typing import Any

import jsonschema
import pytest
import yaml

from tests.support.matrices import ROOT, matrix_of
from vastuumatriisi.datafile.schema import json_schema
from vastuumatriisi.errors import SourceError


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: numbers and truth values are such, dates are text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str) -> list[str]:
    data: Any = yaml.load(text, Loader=EditorLoader)  # noqa: S506 -- a safe loader with one resolver less
    return [error.message for error in jsonschema.Draft202012Validator(json_schema()).iter_errors(data)]


def test_it_is_a_schema() -> None:
    """The schema follows its own meta-schema, patterns included."""
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_it_says_what_it_is() -> None:
    """Editors show the title, which is not that of a class of ours."""
    assert json_schema()["title"] == "vastuumatriisi data file, format 1"


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
