"""A build that is ended at any moment by any signal leaves no process and no file behind, and a whole build."""

import random
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.ended import SIGNALS, Warm, assert_soon_gone, gone, names
from tests.support.matrices import ROOT
from tests.support.rosters import MATRIX, ROSTER
from vastuumatriisi.publish import exclusive, recover

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes belong to a run"),
    pytest.mark.slow,
]

# A hundred moments; those of LibreOffice take longer.
MOMENTS = {"posters,workbook": 40, "posters,handbook": 36, "sites,posters": 24}


@pytest.fixture
def warm(tmp_path: Path) -> Iterator[Warm]:
    (tmp_path / "scratch").mkdir()
    with Warm(tmp_path / "scratch") as warm:
        yield warm


@pytest.mark.parametrize(("kinds", "moments"), list(MOMENTS.items()))
def test_a_hundred_moments(warm: Warm, tmp_path: Path, kinds: str, moments: int) -> None:
    """Whatever ends a build with workers and LibreOffice, all that it has started ends too, and a whole build stands.

    After Ctrl-C, SIGTERM and SIGHUP nothing is left; what a killed one leaves the next one clears away.
    """
    sources = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    texts = (SMALL, SMALL.replace("Teemme työtä.", "Teemme paljon työtä."))
    if "sites" in kinds:
        texts = (MATRIX, MATRIX.replace("Johdamme koulua.", "Johdamme kaikkea koulua."))
        (tmp_path / "sites.yaml").write_text(ROSTER, encoding="utf-8")
    for source, text in zip(sources, texts, strict=True):
        source.write_text(text, encoding="utf-8")
    home = tmp_path / "home"
    home.mkdir()

    def command(source: Path, output: Path) -> tuple[str | Path, ...]:
        return "--source", source, "--output", output, "--only", kinds, "--jobs", "2"

    for source in sources:
        assert warm.run(*command(source, tmp_path / "whole" / source.stem))[0] == 0
    wholes = [files_in(tmp_path / "whole" / source.stem) for source in sources]
    assert warm.run(*command(sources[1], home / "build"))[0] == 0
    status, whole = warm.run(*command(sources[0], home / "build"))
    assert status == 0
    chance = random.Random(20261129)  # noqa: S311
    statuses = dict.fromkeys(SIGNALS, 0)
    left = 0
    for moment in range(moments):
        number = SIGNALS[moment % len(SIGNALS)]
        words = command(sources[files_in(home / "build") == wholes[0]], home / "build")  # so that there is work to do
        status, _ = warm.run(*words, number=number, moment=chance.uniform(0, whole))
        assert status in (0, -number, 128 + number), (moment, warm.said)
        assert "Traceback" not in warm.said, moment
        statuses[number] += status == (-number if number == signal.SIGKILL else 128 + number)
        assert gone(warm.scratch) is not None, moment
        found = files_in(home / ("build" if (home / "build").exists() else ".build.previous"))
        assert found in wholes, moment
        if status == -number:  # killed, or ended before it could answer anything
            left += len(names(warm.scratch)) > 0
            with exclusive(home / "build"):
                recover(home / "build")
            assert warm.run("check", sources[0])[0] == 0
        assert warm.sockets == [], moment
        assert names(home) == {"build"}, moment
        if number == signal.SIGKILL:
            clear_probes(warm.scratch)
        assert names(warm.scratch) == set(), (moment, status, sorted(warm.scratch.rglob("*")))
    assert warm.run(*command(sources[0], home / "build"))[0] == 0
    assert gone(warm.scratch) is not None
    assert (names(home), names(warm.scratch), files_in(home / "build")) == ({"build"}, set(), wholes[0])
    # The others were done, or had not begun to answer.
    assert all(statuses.values()), statuses
    assert left > 0


def test_two_ctrl_cs(warm: Warm, tmp_path: Path) -> None:
    """A second Ctrl-C while the first is being answered leaves nothing behind either, and no traceback."""
    source, home = tmp_path / "tiedot.yaml", tmp_path / "home"
    source.write_text(SMALL, encoding="utf-8")
    home.mkdir()
    words = ("--source", source, "--output", home / "build", "--only", "posters,workbook", "--jobs", "2", "--force")
    assert warm.run(*words)[0] == 0
    status, whole = warm.run(*words)
    assert status == 0
    chance = random.Random(20261129)  # noqa: S311
    ended = 0
    for moment in range(24):
        status, _ = warm.run(*words, number=signal.SIGINT, moment=chance.uniform(0, whole), again=0.05)
        assert status in (0, -signal.SIGINT, 128 + signal.SIGINT), (moment, warm.said)
        assert warm.said in ("", "Interrupted; nothing was changed.\n"), moment
        ended += status > 0
        assert gone(warm.scratch) is not None, moment
        assert (names(home), names(warm.scratch)) == ({"build"}, set()), moment
    assert ended >= 12


@pytest.mark.parametrize("number", SIGNALS[:3])
def test_work_that_does_not_end_holds_nobody(warm: Warm, tmp_path: Path, number: signal.Signals) -> None:
    """A web page whose template never ends is made in a thread of the command, which ends all the same."""
    templates = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", templates)
    page = templates / "web.html.j2"
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    page.write_text(loops + page.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    words = ("--source", tmp_path / "esimerkki.yaml", "--output", tmp_path / "build", "--templates", templates)
    status, seconds = warm.run(*words, "--only", "web,posters", "--jobs", "2", number=number, moment=4.0)
    assert status == 128 + number
    assert seconds < 14
    assert gone(warm.scratch) is not None
    assert names(warm.scratch) == set()


def test_what_a_killed_build_has_started_ends_soon(warm: Warm, tmp_path: Path) -> None:
    """Workers, their server and LibreOffice end within two seconds after the build was killed.

    What they leave, sockets elsewhere too, goes with the next run.
    """
    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    words = ("--source", tmp_path / "esimerkki.yaml", "--output", tmp_path / "build", "--jobs", "2", "--force")
    assert warm.run(*words)[0] == 0
    _, whole = warm.run(*words)
    killed = 0
    for part in (0.2, 0.35, 0.5, 0.65):
        killed += warm.run(*words, number=signal.SIGKILL, moment=part * whole)[0] == -signal.SIGKILL
        assert_soon_gone(warm.scratch)
    assert warm.run("check", tmp_path / "esimerkki.yaml")[0] == 0
    clear_probes(warm.scratch)
    assert (warm.sockets, names(warm.scratch)) == ([], set())
    assert killed >= 2  # the others were done before, on a machine that has other things to do now and then


def clear_probes(folder: Path) -> None:
    """Remove the files of four bytes with which Python itself finds out where scratch files may stand (tempfile)."""
    for path in folder.iterdir():
        if path.is_file() and path.read_bytes() in (b"", b"blat"):
            path.unlink()
