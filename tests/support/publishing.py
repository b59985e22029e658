"""Builds of made-up documents, and what is read of an output folder."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.errors import UserError
from vastuumatriisi.publish import (
    Artifact,
    Edition,
    ManifestEntry,
    inspect,
    publish,
)

Tree = dict[str, bytes]

TOOLS = {"weasyprint": "1", "openpyxl": "2"}
OLD = Edition("luonnos", "2026-11-23", "a1b2c3", "0" * 64, TOOLS)
NEW = Edition("2027-01", "2027-01-15", "d4e5f6", "1" * 64, TOOLS)
POSTER = "julisteet/koulun-johto.pdf"


def artifact(path: str, kind: str, data: bytes, **told: Any) -> Artifact:
    return Artifact(ManifestEntry(path, kind, **told), data)


def documents(word: str) -> list[Artifact]:
    data = word.encode() * 1000
    return [
        artifact("vastuumatriisi.xlsx", "workbook", b"x" + data, pages=3, mark="0123-4567", cache_key="ab"),
        artifact("vastuukasikirja.docx", "handbook", b"d" + data),
        artifact(POSTER, "poster", b"p" + data, pages=1, unit="koulun-johto"),
        artifact("julisteet/lukio.pdf", "site-poster", b"s" + data, pages=2, site_type="lukio"),
    ]


def tree(folder: Path) -> Tree:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def beside(output: Path) -> list[str]:
    return [name for name in names(output.parent) if name != output.name]


def user_error(call: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        call()
    assert_in_every_language(caught.value)
    return str(caught.value)


def publish_new(output: Path, *, force: bool = False) -> None:
    publish(documents("new"), NEW, output, force=force)


def assert_refused(output: Path, *words: str, force: bool = False) -> None:
    """Both doors are shut with the same words, and nothing has moved."""
    before = tree(output) if output.is_dir() else {}
    for call in (lambda: inspect(output, force=force), lambda: publish_new(output, force=force)):
        sentence = user_error(call)
        assert all(word in sentence for word in words), sentence
        assert "; " in sentence
    assert (tree(output) if output.is_dir() else {}) == before
    assert not [name for name in beside(output) if name.startswith(".build.")]


def tampered(output: Path, change: Callable[[dict[str, object]], object]) -> bytes:
    manifest = json.loads((output / "manifest.json").read_bytes())
    change(manifest)
    return json.dumps(manifest).encode()


def failing(monkeypatch: pytest.MonkeyPatch, name: str, number: int, when: Callable[[str], bool]) -> None:
    """Let ``os.<name>`` fail with ``number`` where its first argument, as a text, satisfies ``when``."""
    real = getattr(os, name)

    def call(path: object, *arguments: object, **keywords: object) -> object:
        if when(str(path)):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *arguments, **keywords)

    monkeypatch.setattr(os, name, call)


ENDLESS = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {root!r})
    from tests.support.publishing import NEW, OLD, documents
    from vastuumatriisi.publish import exclusive, inspect, publish, recover
    output = Path(sys.argv[1])
    with exclusive(output, timeout=30):
        print("at work", flush=True)
        while True:
            for word, edition in (("new", NEW), ("old", OLD)):
                recover(output)
                inspect(output, force=False)
                publish(documents(word), edition, output, force=False)
                if sys.argv[2] == "once":
                    sys.exit()
"""


def build_in_a_process(output: Path, how: str) -> subprocess.Popen[str]:
    script = textwrap.dedent(ENDLESS).format(root=str(ROOT))
    process = subprocess.Popen([sys.executable, "-c", script, output, how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "at work\n"
    return process
