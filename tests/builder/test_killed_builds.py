"""A build that is killed at any moment leaves the old or the new one whole, and the next run succeeds."""

import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.matrices import ROOT

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the builds are forked from one that is warm"),
    pytest.mark.slow,
]

BUILDS = 100
WORDS = ("Teemme työtä.", "Teemme paljon työtä.")

# One process imports everything, and each build is a fork of it: a hundred starts of Python would take a minute more.
# Half of the builds are killed anywhere, half while they publish, which is a small part of the time, or right after it.
WARM = """
    import json, os, random, signal, sys, time
    from pathlib import Path
    sys.path.insert(0, {root!r})
    from vastuumatriisi import publish
    from vastuumatriisi.cli import main as cli
    from vastuumatriisi.builder import pipeline
    from vastuumatriisi.builder.layouts import find_office
    from vastuumatriisi.builder.toolchain import toolchain

    def fork(arguments, announce=None):
        process = os.fork()
        if process == 0:
            if announce is not None:
                real = publish.publish
                def publishing(*given, **named):
                    os.write(announce, b"x")
                    published = real(*given, **named)
                    os.write(announce, b"x")
                    return published
                publish.publish = publishing
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1), os.dup2(null, 2)
            os._exit(cli.main(arguments))
        return process

    def finished(process):
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def took(arguments):
        started = time.monotonic()
        assert finished(fork(arguments)) == 0
        return time.monotonic() - started

    chance = random.Random(20261123)
    toolchain(), find_office()  # each remembers its answer

    def command(source, output):
        return ["--source", source, "--output", output, "--only", "workbook", "--jobs", "1"]

    sources, output = sys.argv[1:3], sys.argv[3]
    whole = max(took(command(source, source + ".whole")) for source in sources)
    arguments = [command(source, output) for source in sources]
    assert took(arguments[1])
    for number in range({builds}):
        reader, writer = os.pipe()
        process = fork(arguments[number % 2], writer)
        if number % 4 < 2:
            time.sleep(chance.uniform(0, whole))
        else:
            os.read(reader, 1)
            if number % 8 == 7:  # on a busy machine no other one would get so far
                os.read(reader, 1)
            time.sleep(chance.uniform(0, 0.03))
        os.kill(process, signal.SIGKILL)
        status = finished(process)
        os.close(reader), os.close(writer)
        print(json.dumps(["killed", number, status]), flush=True)
        sys.stdin.readline()
        print(json.dumps(["mended", number, finished(fork(arguments[number % 2]))]), flush=True)
        sys.stdin.readline()
"""


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for path, word in zip(paths, WORDS, strict=True):
        path.write_text(SMALL.replace(WORDS[0], word), encoding="utf-8")
    return paths


def test_a_hundred_killed_builds(sources: list[Path], tmp_path: Path) -> None:
    """After each kill a whole build stands in the folder or beside it; the next build succeeds and leaves no trace."""
    home = tmp_path / "home"
    output = home / "build"
    home.mkdir()
    script = textwrap.dedent(WARM).format(root=str(ROOT), builds=BUILDS)
    command = [sys.executable, "-c", script, *map(str, sources), str(output)]
    statuses, stood, traces = [], [], 0
    wholes: list[dict[str, bytes]] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in process.stdout:
            step, number, status = json.loads(line)
            if step == "killed":
                statuses.append(status)
                wholes = wholes or [files_in(Path(f"{source}.whole")) for source in sources]
                found = files_in(output if output.exists() else home / ".build.previous")
                assert found in wholes, number
                stood.append(wholes.index(found) == number % 2)
                traces += len(list(home.iterdir())) > 1
            else:
                assert status == 0, number
                assert files_in(output) == wholes[number % 2], number
                assert [path.name for path in home.iterdir()] == ["build"], number
            process.stdin.write("\n")
            process.stdin.flush()
        assert process.wait(60) == 0
    assert len(statuses) == BUILDS
    assert statuses.count(-9) >= BUILDS // 2  # the others were done before they could be killed
    assert {True, False} <= set(stood)
    assert traces > 0


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="only Linux tells which processes belong to a group")
def test_no_process_outlives_a_killed_build(sources: list[Path], tmp_path: Path) -> None:
    """The processes that make posters end soon after the build that started them was killed."""
    text = sources[0].read_text(encoding="utf-8")
    units = "".join(
        f"      - {{id: u{n}, name: U{n}, leads: [eeva], duties: [{{id: U-{n}, text: Teemme.}}]}}\n" for n in range(30)
    )
    sources[0].write_text(text + units, encoding="utf-8")
    command = [sys.executable, ROOT / "generate.py", "--source", sources[0], "--output", tmp_path / "build"]
    command += ["--only", "posters", "--jobs", "2", "--verbose"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True)
    assert process.stderr is not None
    assert process.stderr.readline() == "32 to make, 0 current\n"
    assert "made" in process.stderr.readline()
    process.kill()
    process.wait()
    deadline = time.monotonic() + 15
    while members_of(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    process.stderr.close()
    assert members_of(process.pid) == []


def members_of(session: int) -> list[int]:
    """Return the processes of a session that are still at work."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found
