"""The worked example of CONTRIBUTING: a new format is one folder and its entry, and nothing else."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import PRINTED
from tests.support.matrices import HEAD, ROOT

BLOCK = re.compile(r"in `(generators/[\w/]+\.py)`:\n\n```python\n(.*?)```", re.DOTALL)
SOURCE = (
    HEAD
    + """
roles: [{id: eeva, name: Eeva Esimerkki}]
levels: [{id: t, name: Taso, units: [{id: yksi, name: Yksi, leads: [eeva], duties: [{id: Y-1, text: Teemme työtä.}]}]}]
"""
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program with what CONTRIBUTING says, word for word."""
    for name in ("vastuumatriisi", "templates", "generate.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    blocks = dict(BLOCK.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    entry = blocks.pop("generators/__init__.py")
    assert set(blocks) == {"generators/outline/__init__.py", "generators/outline/generator.py"}
    (tmp_path / "vastuumatriisi" / "generators" / "outline").mkdir()
    for path, code in blocks.items():
        (tmp_path / "vastuumatriisi" / path).write_text(code, encoding="utf-8")
    formats = tmp_path / "vastuumatriisi" / "generators" / "__init__.py"
    text = formats.read_text(encoding="utf-8")
    for statement in filter(None, entry.split("\n\n")):
        beginning = statement.split("=")[0].split("import ")[0]
        text, replaced = re.subn(
            rf"^{re.escape(beginning)}(?:import handbook.*$|= \(\n(?s:.*?)^\)$)", statement, text, flags=re.MULTILINE
        )
        assert replaced == 1, statement
    formats.write_text(text, encoding="utf-8")
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "vastuumatriisi.yaml").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def told(program: Path, *options: str) -> str:
    command = [sys.executable, "-B", program / "generate.py", *options]
    return subprocess.run(command, cwd=program, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout


def test_a_new_format_is_a_folder_and_an_entry(program: Path) -> None:
    """It can be asked for, is in the manifest with its mark, is kept while it is current, and made with the others."""
    told(program, "--only", "outline")
    assert (program / "build" / "outline.txt").read_text(encoding="utf-8") == "Tunnus  Tehtävä\nY-1  Teemme työtä.\n"
    manifest = json.loads((program / "build" / "manifest.json").read_text(encoding="utf-8"))
    [entry] = manifest["documents"]
    assert (entry["path"], entry["kind"], entry["mark"]) == ("outline.txt", "outline", manifest["fingerprint"])
    others = 5 + len(PRINTED)  # workbook, handbook, a poster, a role sheet, the web page
    assert f"{others} made, 1 unchanged" in told(program)
    assert f"nothing to do, {others + 1} documents are current" in told(program)
    poster = program / "templates" / "poster.css.j2"
    poster.write_text(poster.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert f"1 made, {others} unchanged" in told(program)
