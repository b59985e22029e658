"""``check --fix``: what it writes, tells and keeps."""

import json
from pathlib import Path

import pytest

from tests.support.command import run
from tests.support.matrices import HEAD, ONE_UNIT

DUTIES = """\
          - {id: D-01, text: Huolto}
          - {text: Toinen}
          - {text: Kolmas}
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "esimerkki.yaml"
    path.write_text(f"{HEAD}roles: [{{id: eeva, name: Eeva}}]\n{ONE_UNIT}{DUTIES}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("language", "told", "saved"),
    [
        ("fi", "tehtävällä ei ole tunnusta; korjattu: id: D-02", "2 virhettä korjattu"),
        ("sv", "uppgiften har inget id; rättat: id: D-02", "2 fel rättade"),
        ("en", "the duty has no id; mended: id: D-02", "2 problems mended"),
    ],
)
def test_codes_are_written(language: str, told: str, saved: str, source: Path) -> None:
    """Each is told with its place; the file as it was stays beside it, and the questions follow."""
    was = source.read_bytes()
    done = run("check", "--fix", source, "--messages", language)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].endswith(told)
    assert lines[0].startswith(f"{source}:17:13: ")
    assert lines[2].startswith(saved)
    assert f"{source.name}.before" in lines[2]
    assert source.with_name(f"{source.name}.before").read_bytes() == was
    assert source.read_text(encoding="utf-8").count("{id: D-0") == 3
    again = run("check", "--fix", source, "--messages", language)
    assert "D-02" not in again.stdout
    assert again.stdout.splitlines() == lines[3:]


def test_what_is_left_is_told(source: Path) -> None:
    """What only a person can mend ends with 1, and what could be mended is mended."""
    text = source.read_text(encoding="utf-8").replace("{text: Kolmas}", "{text: Kolmas, scopes: [lukio]}")
    source.write_text(text, encoding="utf-8")
    done = run("check", "--fix", source, "--messages", "fi")
    assert done.returncode == 1
    assert "{id: D-03, text: Kolmas, scopes: [lukio]}" in source.read_text(encoding="utf-8")
    *problems, counted = done.stderr.splitlines()
    assert counted == "1 virhe on vielä korjattava."
    assert "lukio" in problems[0]


def test_for_machines(source: Path) -> None:
    """JSON stays alone on the standard output."""
    done = run("check", "--fix", "--json", source, "--messages", "en")
    assert done.returncode == 0
    assert isinstance(json.loads(done.stdout), list)
    assert "2 problems mended" in done.stderr


def test_nothing_to_mend(source: Path) -> None:
    """A file without a problem is not touched, and nothing is put beside it."""
    run("check", "--fix", source)
    source.with_name(f"{source.name}.before").unlink()
    was = source.stat()
    run("check", "--fix", source)
    assert source.stat().st_mtime_ns == was.st_mtime_ns
    assert [path.name for path in source.parent.iterdir()] == [source.name]
