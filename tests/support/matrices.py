"""Made-up matrices from YAML text."""

import textwrap
from pathlib import Path

import yaml

from vastuumatriisi.datafile import load, read
from vastuumatriisi.matrix import Matrix, Views

ROOT = Path(__file__).resolve().parents[2]  # of the checkout

HEAD = """\
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
"""

# A level with one unit, up to its duties.
ONE_UNIT = """\
levels:
  - id: taso
    name: Taso
    units:
      - id: yksikko
        name: Yksikkö
        leads: [eeva]
        duties:
"""


def matrix_of(yaml_text: str) -> Matrix:
    """Return the matrix of a whole data file, or of one that lacks the six keys of its head."""
    text = textwrap.dedent(yaml_text)
    return read.matrix_of(load.read((text if "format:" in text else HEAD + text).encode(), "esimerkki.yaml"))


def many_duties(yaml_text: str, number: int = 41) -> str:
    """Return a data file with a further level of so many duties: its handbook is no booklet."""
    data = yaml.safe_load(yaml_text)
    duties = [{"id": f"MUU-{n}", "text": f"Hoidamme asian {n}."} for n in range(1, number + 1)]
    data["levels"].append({"id": "muu", "name": "Muut", "units": [{"id": "muut", "name": "Muut", "duties": duties}]})
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def views_of(yaml_text: str) -> Views:
    return Views(matrix_of(yaml_text))
