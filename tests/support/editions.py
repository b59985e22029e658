"""Made-up matrices as plain data, by chance."""

import random
from typing import Any

Data = dict[str, Any]

WORDS = [
    "Teemme",
    "työtä",
    "autamme",
    "muita",
    "hankimme",
    "laitteita:",
    "#1",
    "neuvomme",
    "\u201csanaa\u201d",
    "it's",
    "kohta 3,",
    "100 %",
    "[sic]",
    "-",
    "12:30",
    "true",
    "no",
    "{x}",
    "“a” & b",
    "*tähti",
    "a: b",
    'x "y"',
    "\\n",
    "viikossa",
    "kaikkia",
    "yhdessä",
    "https://a.fi/?b=c&d",
    "@koti",
    "| tai",
    "äö\u00a0ü",
    "~",
    "😀",
    "a\u0308ni",
]
SCOPES, THEMES = ["koulu", "lukio"], ["tuki", "raha"]
ROLES, UNITS = [f"rooli-{n}" for n in range(3)], [f"yksikko-{n}" for n in range(5)]
CELLS = ["R", "A", "S", "C", "I", "R/A", "R, A (iso)", "-", "RA", "C (pieni, ei aina)", "A (x), R (y)"]
REASONS = ["Sovittu: näin on.", "Ei, #2", "true"]


class Making:
    """Chooses by chance; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- for tests
        self.number = 0

    def one(self, values: Any) -> Any:
        return self.chance.choice(values)

    def some(self, values: list[str], most: int = 2) -> list[str]:
        return self.chance.sample(values, self.chance.randrange(min(most, len(values)) + 1))

    def text(self) -> str:
        words = [self.one(WORDS) for _ in range(self.chance.randrange(1, 9))]
        if self.chance.random() < 0.1:
            return "Teemme:\n" + "\n".join(f"- {word} x" for word in words[:3])
        if self.chance.random() < 0.1:
            words *= 4
        return " ".join(words)

    def code(self) -> str:
        self.number += 1
        return f"{self.one(['E', 'K'])}-{self.number:02d}"

    def maybe(self, part: Data, key: str, value: Any, likely: float = 0.3) -> None:
        if self.chance.random() < likely and value not in ([], {}, ""):
            part[key] = value

    def answers(self, part: Data, names: list[str]) -> None:
        self.maybe(part, "accept", {name: self.one(REASONS) for name in self.some(names)}, 0.2)

    def duty(self, part: Data | None = None) -> Data:
        part = part or {"id": self.code(), "text": self.text()}
        self.maybe(part, "scopes", self.some(SCOPES))
        self.maybe(part, "cooperates", self.some(ROLES + UNITS[:3], 3))
        self.maybe(part, "theme", self.one(THEMES))
        self.maybe(part, "assign", {actor: self.one(CELLS) for actor in self.some(ROLES + UNITS[:3], 3)})
        self.maybe(part, "note", self.text(), 0.15)
        self.maybe(
            part,
            "links",
            [
                {"title": self.text().replace("\n", " ")[:200].strip(), "url": f"https://a.fi/{n}"}
                for n in range(self.chance.randrange(3))
            ],
            0.15,
        )
        self.answers(part, ["two-accountable", "bundled-duties"])
        return part

    def unit(self, identifier: str) -> Data:
        part: Data = {"id": identifier, "name": self.text().replace("\n", " ")}
        self.maybe(part, "short", self.one(["Y", "1", part["name"]]))
        self.maybe(part, "contact", "a@b.fi", 0.1)
        self.maybe(part, "scopes", self.some(SCOPES), 0.2)
        self.maybe(part, "leads", self.some(ROLES), 0.7)
        self.maybe(part, "supports", self.some(ROLES, 3))
        self.maybe(part, "performs", self.one(["true", "false"]), 0.15)
        self.maybe(part, "duties", [self.duty() for _ in range(self.chance.randrange(4))], 0.8)
        self.answers(part, ["no-owner", "owner-undecided"])
        return part

    def role(self, identifier: str) -> Data:
        part: Data = {"id": identifier, "name": f"Rooli {self.one('abc')}"}
        self.maybe(part, "short", self.one(["R", part["name"], "12:30"]))
        self.maybe(part, "unit", self.one(UNITS[:3]), 0.2)
        self.maybe(part, "scopes", self.some(SCOPES), 0.2)
        self.maybe(part, "collective", self.one(["true", "false"]), 0.2)
        self.maybe(part, "aliases", self.some(["x", "y: z", "1"]), 0.2)
        self.answers(part, ["idle-role"])
        return part

    def head(self, data: Data) -> None:
        self.maybe(
            data,
            "introduction",
            self.one(["Alku.\n\n1. yksi\n2. kaksi\n- kolme\n\nLoppu on pitkä.\n", "Yksi kappale.", "- a\n- b\n"]),
        )
        self.maybe(data, "contact", "neuvonta: 1")
        self.maybe(data, "publication_url", "https://a.fi/x", 0.2)
        self.maybe(data, "fonts", self.some(["Noto Sans", "Fira"]), 0.2)
        self.maybe(data, "approved_by", "Lautakunta", 0.2)
        self.maybe(data, "valid_from", self.one(["2026-02-01", "2026-03-01"]), 0.2)
        self.maybe(data, "thresholds", {"many-performers": self.one(["3", "4"])}, 0.2)
        self.maybe(
            data, "derive", self.one([{"supports": "C"}, {"performs": None}, {"leads": "R", "cooperates": None}]), 0.2
        )
        self.maybe(
            data,
            "site_types",
            [
                {"id": one, "name": one, "units": [UNITS[0]], "scopes": self.some(SCOPES)}
                for one in self.some(["talo", "koulu"])
            ],
            0.3,
        )
        self.maybe(
            data,
            "history",
            [{"edition": one, "date": "2025-01-31", "note": "x"} for one in self.some(["0", "2025-01"])],
            0.2,
        )
        self.maybe(data, "letters", letters(self.one([0, 1])), 0.3)

    def matrix(self) -> Data:
        units = [self.unit(one) for one in UNITS[:4]]
        units[1]["units"] = [units.pop(2)]
        data: Data = {
            "format": "1",
            "title": self.text().replace("\n", " "),
            "organisation": "Esimerkkilä",
            "language": self.one(["fi", "en"]),
            "edition": "1",
            "date": "2026-01-31",
            "scopes": [{"id": one, "name": one.title()} for one in SCOPES],
            "themes": [{"id": one, "name": one.title()} for one in THEMES],
            "roles": [self.role(one) for one in ROLES],
            "levels": [
                {"id": "taso", "name": "Taso", "units": units[:2]},
                {"id": "toinen", "name": "Toinen", "units": units[2:]},
            ],
        }
        self.head(data)
        pair(self, data)
        return data


def letters(extra: int) -> Data:
    kinds = {"R": "responsible", "A": "accountable", "S": "support", "C": "consulted", "I": "informed"}
    if extra:
        kinds["X"] = "none"
    return {symbol: {"name": f"Kirjain {symbol}", "counts_as": kind} for symbol, kind in kinds.items()}


def units_of(data: Data) -> list[Data]:
    top = [unit for level in data["levels"] for unit in level["units"]]
    return [*top, *(below for unit in top for below in unit.get("units", ()))]


def duties_of(data: Data) -> list[Data]:
    return [duty for unit in units_of(data) for duty in unit.get("duties", ())]


def pair(making: Making, data: Data) -> None:
    """Make some duties counterparts of each other."""
    codes = [duty["id"] for duty in duties_of(data)]
    for duty in duties_of(data):
        others = [code for code in codes if code != duty["id"]]
        if others and making.chance.random() < 0.2:
            duty["counterparts"] = making.some(others)
            if not duty["counterparts"]:
                del duty["counterparts"]
