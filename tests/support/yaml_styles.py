"""Plain data -> YAML in one of the many ways in which people write it."""

import json
import random
import re
from typing import Any

import yaml


class Writer:
    """Writes by chance: brackets or lines, quotes or none, comments, blank lines, anchors; a seed always the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 -- for tests
        self.shift = self.chance.choice([0, 2, 2, 4])
        self.comments = self.chance.choice([0.0, 0.15, 0.4])
        self.flow_likely = self.chance.choice([0.0, 0.2, 0.6])
        self.blanks = self.chance.choice([0.0, 0.1])
        self.anchors = self.chance.choice([0.0, 0.0, 0.3])
        self.known: dict[str, str] = {}
        self.number = 0

    def whole(self, data: dict[str, Any]) -> bytes:
        text = "".join(f"{line}\n" for line in self.mapping(data, 0))
        if self.chance.random() < 0.3:
            text = f"# alku {self.mark()}\n{text}"
        if self.chance.random() < 0.2:
            text = f"---\n{text}"
        if self.chance.random() < 0.2:
            text += f"# loppu {self.mark()}\n"
        if self.chance.random() < 0.2:
            text = text.rstrip("\n")
        text = text.replace("\n", self.chance.choice(["\n", "\n", "\n", "\r\n", "\r"]))
        return (b"\xef\xbb\xbf" if self.chance.random() < 0.1 else b"") + text.encode()

    def mark(self) -> str:
        self.number += 1
        return f"huomautus {self.number}."

    def above(self, column: int) -> list[str]:
        lines = []
        if self.chance.random() < self.blanks:
            lines.append("")
        if self.chance.random() < self.comments / 2:
            lines.append(f"{' ' * column}# {self.mark()}")
            if self.chance.random() < 0.2:
                lines.append("")
        return lines

    def behind(self) -> str:
        return f"  # {self.mark()}" if self.chance.random() < self.comments / 3 else ""

    def mapping(self, data: dict[str, Any], column: int, *, first_above: bool = True) -> list[str]:
        lines: list[str] = []
        for key, value in data.items():
            if lines or first_above:
                lines += self.above(column)
            lines += self.pair(key, value, column)
        return lines

    def pair(self, key: str, value: Any, column: int) -> list[str]:
        indent = " " * column
        start = f"{indent}{self.scalar(key, column, flow=False, key=True)}:"
        repeated = json.dumps(value, sort_keys=False)
        if repeated in self.known and self.chance.random() < 0.6:
            return [f"{start} *{self.known[repeated]}{self.behind()}"]
        anchor = self.anchor(value, repeated)
        if isinstance(value, dict | list) and (not value or self.chance.random() < self.flow_likely):
            lines = self.flow(value, column + 2).split("\n")
            lines[0] = f"{start} {anchor}{lines[0]}"
            lines[-1] += self.behind()
            return lines
        if isinstance(value, dict):
            return [f"{start} {anchor}".rstrip() + self.behind(), *self.mapping(value, column + 2)]
        if isinstance(value, list):
            items = [line for item in value for line in self.item(item, column + self.shift)]
            return [f"{start} {anchor}".rstrip() + self.behind(), *items]
        text = self.scalar(value, column, flow=False)
        return f"{start} {anchor}{text}{'' if text[:1] in ('|', '>') else self.behind()}".split("\n")

    def anchor(self, value: Any, repeated: str) -> str:
        if not isinstance(value, list | str) or not value or self.chance.random() > self.anchors:
            return ""
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            return ""
        name = f"a{self.chance.randrange(6)}"
        self.known = {text: other for text, other in self.known.items() if other != name}
        self.known[repeated] = name
        return f"&{name} "

    def item(self, value: Any, column: int) -> list[str]:
        lines = self.above(column)
        if not isinstance(value, dict):
            return [*lines, *f"{' ' * column}- {self.scalar(value, column, flow=False)}".split("\n")]
        if self.chance.random() < self.flow_likely:
            inner = self.flow(value, column + 4).split("\n")
            inner[0] = f"{' ' * column}- {inner[0]}"
            inner[-1] += self.behind()
            return [*lines, *inner]
        step = self.chance.choice([2, 2, 2, 4])
        below = self.mapping(value, column + step, first_above=False)
        below[0] = f"{' ' * column}-{' ' * (step - 1)}{below[0].lstrip()}"
        if self.chance.random() < self.comments / 4:
            below.append(f"{' ' * (column + step)}# {self.mark()}")
        return [*lines, *below]

    def flow(self, value: Any, column: int) -> str:
        if isinstance(value, dict):
            parts = [f"{self.scalar(k, column, flow=True, key=True)}: {self.flow(v, column)}" for k, v in value.items()]
            return self.bracketed("{", parts, "}", column)
        if isinstance(value, list):
            return self.bracketed("[", [self.flow(one, column) for one in value], "]", column)
        return self.scalar(value, column, flow=True)

    def bracketed(self, opening: str, parts: list[str], closing: str, column: int) -> str:
        if not parts:
            return opening + closing
        if self.chance.random() < 0.15:
            indent = "\n" + " " * column
            text = opening
            for number, part in enumerate(parts, 1):
                above = f"{indent}# {self.mark()}" if self.chance.random() < self.comments / 3 else ""
                comma = "," if number < len(parts) or self.chance.random() < 0.3 else ""
                behind = f" # {self.mark()}" if self.chance.random() < self.comments / 3 else ""
                text += f"{above}{indent}{part}{comma}{behind}"
            return f"{text}{indent}{closing}"
        pad = self.chance.choice(["", "", " "])
        return opening + pad + ", ".join(parts) + pad + closing

    def scalar(self, value: str | None, column: int, *, flow: bool, key: bool = False) -> str:
        if value is None:
            return "null"
        style = self.chance.choice(["", "", "", "'", '"', "|", ">", "long"])
        if not key and not flow and style in ("|", ">") and (block := self.block(value, style, column)):
            return block
        if not key and style == "long" and not flow and (folded := self.folded(value, column)):
            return folded
        if style in ("", "long", "|", ">") and plain(value, flow=flow):
            return value
        if style == "'" and "\n" not in value:
            return "'" + value.replace("'", "''") + "'"
        return json.dumps(value, ensure_ascii=False)

    def block(self, value: str, style: str, column: int) -> str:
        body = value.removesuffix("\n")
        if not body or body != body.strip() or any(not line or line != line.strip() for line in body.split("\n")):
            return ""
        indent = "\n" + " " * (column + self.chance.choice([1, 2, 4]))
        chomp = "" if value.endswith("\n") else "-"
        if style == ">" and "\n" not in body:
            words = body.split(" ")
            lines = [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
            return f">{chomp}{indent}{indent.join(lines)}" if all(lines) and "  " not in body else ""
        return f"|{chomp}{indent}{indent.join(body.split(chr(10)))}"

    def folded(self, value: str, column: int) -> str:
        words = value.split(" ")
        if len(words) < 4 or not all(words) or not plain(value, flow=False) or "\n" in value:
            return ""
        indent = "\n" + " " * (column + 3)
        lines = [" ".join(words[:2]), " ".join(words[2:])]
        return indent.join(lines) if not re.match(r"[-?:#]", lines[1]) else ""


def plain(value: str, *, flow: bool) -> bool:
    if flow and value[:1] in ("-", "?", ":"):
        return False
    text = f"[{value}]" if flow else f"k: {value}"
    try:
        read = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 -- texts alone
    except yaml.YAMLError:
        return False
    return read == ([value] if flow else {"k": value}) and " #" not in value and value not in ("null", "~", "")
