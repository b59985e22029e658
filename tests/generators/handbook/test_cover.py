"""The cover of a handbook names each fact as what it is."""

import pytest

from tests.support.matrices import matrix_of
from vastuumatriisi.generators.handbook.content.front import cover_facts
from vastuumatriisi.locales.wording import wording

MATRIX = """
format: 1
title: Matrix
organisation: Example
language: {language}
edition: "1"
date: 2026-01-31
contact: example@example.org
publication_url: https://example.org/matrix
roles: [{{id: head, name: head}}]
levels:
  - {{id: level, name: Level, units: [{{id: unit, name: Unit, leads: [head], duties: [{{id: U-1, text: We do.}}]}}]}}
"""


@pytest.mark.parametrize(
    ("language", "contact", "address"),
    [
        ("en", "Contact", "Published at"),
        ("fi", "Yhteys", "Julkaistu osoitteessa"),
        ("sv", "Kontakt", "Publicerad på"),
    ],
)
def test_an_address_is_no_contact(language: str, contact: str, address: str) -> None:
    """Whom to ask and where the edition is published are two facts with a label each."""
    facts = [*cover_facts(matrix_of(MATRIX.format(language=language)), wording(language))]
    assert facts[-2:] == [(contact, "example@example.org"), (address, "https://example.org/matrix")]
