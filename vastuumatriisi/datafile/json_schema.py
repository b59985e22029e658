"""The JSON Schema of the data file, with what each key means in the language of whoever writes the file."""

import json
from collections.abc import Iterator
from typing import Any

from vastuumatriisi.datafile.schema import DataFile
from vastuumatriisi.datafile.schema_errors import KINDS
from vastuumatriisi.locales.wording import Wording

MATRIX = "matrix"  # the table entries of the keys of the file itself
ANYWHERE = "any"  # those of keys that mean the same in several parts


def schema_text(say: Wording) -> str:
    """Return the JSON Schema as it is printed and written."""
    return json.dumps(json_schema(say), indent=2, ensure_ascii=False)


def json_schema(say: Wording) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the data file, as an editor with YAML support takes it."""
    from pydantic.json_schema import GenerateJsonSchema

    schema = DataFile.model_json_schema()
    # The loader reads scalars as text; an editor sees YAML's own types, in which 1 is a number.
    schema["properties"]["format"] = {"const": 1}
    for kind, part in _parts(schema):
        part.pop("description", None)  # that of the class is for whoever reads the code
        for key, said in part["properties"].items():
            # Editors show the title above the description, and it would repeat the key.
            said.pop("title", None)
            said["description"] = _meaning(kind, key, say)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": say("keys.title")}


def _parts(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield MATRIX, schema
    for kind, entry in KINDS.items():
        yield kind, schema["$defs"][entry.__name__]


def _meaning(kind: str, key: str, say: Wording) -> str:
    own = f"keys.{kind}.{key}"
    return say.entries[own if own in say.entries else f"keys.{ANYWHERE}.{key}"].format()
