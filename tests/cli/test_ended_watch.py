"""A watch that is ended at any moment, with its preview or without: all that people have decided is whole."""

import json
import random
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.ended import SIGNALS, Warm, gone, names

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes belong to a run"),
    pytest.mark.slow,
]

MOMENTS = 8  # of each kind of watch, two of each signal
OTHER = SMALL.replace("Teemme työtä.", "Teemme paljon työtä.")
KEPT = {"editions/0.yaml": SMALL.replace('edition: "1"', 'edition: "0"'), "reviews/kirja.yaml": "format: 1\n"}


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Warm]:
    (tmp_path / "scratch").mkdir()
    with Warm(tmp_path / "scratch") as warm:
        yield warm


@pytest.mark.parametrize("options", [(), ("--serve",)])
def test_any_moment(options: tuple[str, ...], warm: Warm, tmp_path: Path) -> None:
    """It may begin, make documents after a save, or wait: nothing that it has started or begun is left.

    What a killed one leaves goes with the next build. Data file, frozen editions and decisions are as they were.
    """
    home = tmp_path / "home"
    source = home / "tiedot.yaml"
    for path, text in {"tiedot.yaml": SMALL, **KEPT}.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_text(text, encoding="utf-8")
    place = ("--source", source, "--output", home / "build", "--only", "workbook,posters", "--jobs", "2")
    wholes = []
    for text in (OTHER, SMALL):
        source.write_text(text, encoding="utf-8")
        status, whole = warm.run(*place)
        assert status == 0, warm.said
        wholes.append(files_in(home / "build"))
    chance = random.Random(20261129)  # noqa: S311
    ended = 0
    for number in range(MOMENTS):
        sent, text = SIGNALS[number % len(SIGNALS)], (OTHER, SMALL)[number // len(SIGNALS) % 2]
        moment = chance.uniform(0, 2 * whole)
        saving = threading.Timer(moment / 2, save, (source, text))
        saving.start()
        status, _ = warm.run("watch", *place, *options, number=sent, moment=moment)
        saving.join()
        assert status in (-sent, 128 + sent), (number, warm.said)
        assert "Traceback" not in warm.said, number
        ended += status == (-sent if sent == signal.SIGKILL else 128 + sent)
        assert gone(warm.scratch) is not None, number
        standing = home / ("build" if (home / "build").exists() else ".build.previous")
        assert is_whole(files_in(standing), wholes), number
        assert source.read_text(encoding="utf-8") == text, number
        assert {path: (home / path).read_text(encoding="utf-8") for path in KEPT} == KEPT, number
        if status == -sent:  # killed, or ended before it could answer anything
            assert warm.run(*place)[0] == 0, warm.said
            assert gone(warm.scratch) is not None, number
        assert names(home) == {"tiedot.yaml", "editions", "reviews", "build"}, number
        assert names(warm.scratch) == set(), number
    assert ended > MOMENTS // 2
    assert warm.run(*place)[0] == 0, warm.said
    assert files_in(home / "build") in wholes


def save(source: Path, text: str) -> None:
    """Put another text into the place of a data file, as editors do."""
    fresh = source.parent.parent / "fresh.yaml"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(source)


def is_whole(found: dict[str, bytes], wholes: list[dict[str, bytes]]) -> bool:
    """Tell whether a build is one of the whole ones, or one of a watch that has put new posters beside the rest.

    Then the manifest marks what is of the build before, all of which is of one build, as the posters are of one.
    """
    if found in wholes:
        return True
    entries = json.loads(found["manifest.json"])["documents"]
    before = {entry["path"] for entry in entries if entry.get("stale")}
    parts = before, found.keys() - before - {"manifest.json"}
    return all(
        paths and any(all(found[path] == whole.get(path) for path in paths) for whole in wholes) for paths in parts
    )
