"""Made-up matrices from YAML text."""

import textwrap
from pathlib import Path

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


def matrix_of(yaml_text: str) -> Matrix:
    """Return the matrix of a whole data file, or of one that lacks the six keys of its head."""
    text = textwrap.dedent(yaml_text)
    return read.matrix_of(load.read((text if "format:" in text else HEAD + text).encode(), "esimerkki.yaml"))


def views_of(yaml_text: str) -> Views:
    return Views(matrix_of(yaml_text))
