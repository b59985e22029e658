"""The worked example of a cluster, as it stands in the documentation."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import Silent, files_in
from tests.support.matrices import ROOT
from tests.support.rosters import MATRIX, ROSTER
from vastuumatriisi.builder.executor import InProcessRenderer
from vastuumatriisi.builder.pipeline import build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.options import Options

TEXT = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")


def test_cluster_makes_the_same_bytes(tmp_path: Path) -> None:
    """A cluster of this machine, its workers processes of their own, against one process that does all."""
    pytest.importorskip("distributed")
    [example] = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    script, source, roster = tmp_path / "cluster.py", tmp_path / "m.yaml", tmp_path / "sites.yaml"
    for path, content in ((script, example), (source, MATRIX), (roster, ROSTER)):
        path.write_text(content, encoding="utf-8")
    command = [sys.executable, script, source, roster, tmp_path / "cluster", ROOT / "templates"]
    environment = {"PATH": "", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 made, 0 unchanged" in done.stdout
    alone = Request(
        source,
        "m.yaml",
        tmp_path / "alone",
        ROOT / "templates",
        formats=("sites",),
        roster=roster,
        roster_name="sites.yaml",
        options=Options(paper="A3"),
    )
    build(alone, Silent(), InProcessRenderer())
    assert files_in(tmp_path / "cluster") == files_in(tmp_path / "alone")
