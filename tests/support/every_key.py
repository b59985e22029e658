"""A matrix with every key of the data file."""

from typing import Any

# Every text of the schema stands here once.
DATA: dict[str, Any] = {
    "format": "1",
    "title": "Matriisi",
    "organisation": "Kunta",
    "language": "fi",
    "edition": "1",
    "date": "2026-01-31",
    "contact": "a@b.fi",
    "publication_url": "https://b.fi/x",
    "fonts": ["Fira Sans"],
    "approved_by": "Johtaja",
    "valid_from": "2026-02-01",
    "review_by": "2026-03-01",
    "thresholds": {"many-performers": "4"},
    "letters": {"R": {"name": "Tekee", "meaning": "Tekee työn.", "counts_as": "responsible"}},
    "derive": {"performs": "R"},
    "scopes": [{"id": "s", "name": "Lukio"}],
    "themes": [{"id": "t", "name": "Aihe"}],
    "roles": [
        {
            "id": "r",
            "name": "rehtori",
            "short": "Rehtori",
            "unit": "u",
            "scopes": ["s"],
            "collective": "false",
            "aliases": ["rex"],
            "accept": {"idle-role": "Tarvitaan."},
        }
    ],
    "levels": [
        {
            "id": "l",
            "name": "Taso",
            "short": "T",
            "units": [
                {
                    "id": "u",
                    "name": "Yksikkö",
                    "short": "Y",
                    "contact": "c@b.fi",
                    "performs": "true",
                    "leads": ["r"],
                    "supports": ["r"],
                    "scopes": ["s"],
                    "accept": {"no-owner": "Sovittu."},
                    "duties": [
                        {
                            "id": "E-1",
                            "text": "Teemme.",
                            "theme": "t",
                            "cooperates": ["r"],
                            "counterparts": ["E-2"],
                            "scopes": ["s"],
                            "assign": {"r": "R"},
                            "note": "Ei kesällä.",
                            "links": [{"title": "Ohje", "url": "https://b.fi/y"}],
                            "accept": {"no-owner": "Sovittu."},
                        },
                        {"id": "E-2", "text": "Autamme."},
                    ],
                }
            ],
        }
    ],
    "site_types": [{"id": "k", "name": "Koulu", "units": ["u"], "scopes": ["s"]}],
    "history": [{"edition": "0", "date": "2025-01-01", "note": "Ensimmäinen."}],
}
