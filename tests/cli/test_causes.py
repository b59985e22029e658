"""What the machine or its limits refuse is told by its real cause, in one line and without a traceback."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import SMALL
from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.cli.causes import cause_of
from vastuumatriisi.locales.wording import messages

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell and its limits")

FULL = Path("/dev/full")
LACKING = "Standard output does not take what there is to say (No space left on device)"
COMMANDS = ("check {source}", "schema", "--source {source} --output {output} --only workbook", "--help", "doctor")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "tiedot.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def shell(source: Path, words: str, around: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a shell, ``around`` it what the shell shall do, with the command in the place of {}."""
    told = words.format(source=source, output=source.parent / "build")
    line = around.replace("{}", f"'{sys.executable}' '{ROOT / 'generate.py'}' {told}")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
        env=environment,
    )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
@pytest.mark.parametrize("words", COMMANDS)
def test_full_output(source: Path, words: str) -> None:
    """A standard output that is full is told as such, once; nothing is said of scratch files."""
    done = shell(source, words, "{} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith(LACKING)
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
@pytest.mark.parametrize("words", COMMANDS[:3])
def test_full_standard_error(source: Path, words: str) -> None:
    """What nobody can hear is no reason to fail."""
    assert shell(source, words, "{} 2> /dev/full").returncode == 0
    assert shell(source, "chek", "{} 2> /dev/full").returncode == 2


@pytest.mark.parametrize("around", ["{} | head -c 1", "{} >&-"])
@pytest.mark.parametrize("words", COMMANDS)
def test_a_reader_that_has_heard_enough(source: Path, words: str, around: str) -> None:
    """A pipe that is closed, or an output that never was open, is what somebody wants."""
    done = shell(source, words, around)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("limit", [16, 32])
@pytest.mark.parametrize("words", [*COMMANDS[:3], "--source {source} --output {output} --jobs 2"])
def test_few_files(source: Path, words: str, limit: int) -> None:
    """Where too few files may be open at once, that is said with the number, and the option that allows more."""
    done = shell(source, words, f"ulimit -n {limit}; {{}}")
    told = f"This process may have only {limit} files open at once; allow it at least 64 (ulimit -n) and try again.\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", told)
    assert not (source.parent / "build").exists()


def test_few_files_that_can_be_more(source: Path) -> None:
    """What is only a default, and may be raised, is raised."""
    done = shell(source, COMMANDS[2], "ulimit -S -n 32; {}")
    assert (done.returncode, done.stderr) == (0, "")


MANY = (
    f"--source '{ROOT / 'source' / 'vastuumatriisi.yaml'}' --output {{output}} --only posters,roles --force --jobs 60"
)


def test_files_for_many_workers(source: Path) -> None:
    """A default that would do for a few processes is raised for many."""
    done = shell(source, MANY, "ulimit -S -n 64; {}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("limit", [64, 80])
def test_too_many_workers_for_the_files(source: Path, limit: int) -> None:
    """Where it may not be raised, that is told as what it is, not as a process that was ended; nothing is published."""
    done = shell(source, MANY, f"ulimit -n {limit}; {{}}")
    told = f"This process may have only {limit} files open at once; allow it at least 256 (ulimit -n) and try again.\n"
    assert (done.returncode, done.stderr) == (1, told)
    assert not (source.parent / "build").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
def test_little_memory(source: Path) -> None:
    """A template that takes no more than one may is not blamed for what the machine lacks."""
    shutil.copytree(ROOT / "templates", source.parent / "pohjat")
    poster = source.parent / "pohjat" / "poster.html.j2"
    much = "".join(f"{{% set a{n} = 'x' * 900000 ~ {n} %}}" for n in range(500))
    poster.write_text(poster.read_text(encoding="utf-8").replace("</body>", f"{much}</body>"), encoding="utf-8")
    words = "--source {source} --output {output} --only posters --jobs 1 --templates " + str(poster.parent)
    done = shell(source, words, "ulimit -v 600000; {}")
    told = "There is not enough memory; close other programs, or allow this one more (ulimit -v), and try again.\n"
    assert (done.returncode, done.stderr) == (1, told)
    assert not (source.parent / "build").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to the limit")
@pytest.mark.parametrize("limit", [200_000, 300_000, 400_000])
def test_too_little_memory_for_processes(source: Path, limit: int) -> None:
    """Where threads would be started that get no memory for their first step, the build ends before, and says why."""
    done = shell(source, "--source {source} --output {output} --jobs 2", f"ulimit -v {limit}; {{}}")
    told = "There is not enough memory; close other programs, or allow this one more (ulimit -v), and try again.\n"
    assert (done.returncode, done.stderr) == (1, told)
    assert not (source.parent / "build").exists()


@pytest.mark.parametrize("error", [RuntimeError("can't start new thread"), OSError(errno.EAGAIN, "")])
def test_no_more_processes(error: Exception) -> None:
    """Threads and processes that cannot be started are told with both limits that may be meant."""
    told = cause_of(error)
    assert told
    assert_in_every_language(told)
    assert messages("en").told(told).startswith("No more processes or threads can be started; close other programs")


def test_a_library_without_memory() -> None:
    """What the loader of libraries says is told as what it is."""
    told = cause_of(ImportError("etree.so: failed to map segment from shared object"))
    assert told
    assert messages("en").told(told).startswith("There is not enough memory")


@pytest.mark.parametrize("number", [errno.ENFILE, errno.EFBIG])
def test_limits_that_are_not_of_this_process(number: int) -> None:
    """Files of the whole system, and how large one may be where it is written, are told as what they are."""
    told = cause_of(OSError(number, os.strerror(number), "/media/esimerkki/kirja.xlsx"))
    assert told
    assert_in_every_language(told)
    said = messages("en").told(told)
    assert said.startswith(
        "No more files can be opened on this machine"
        if number == errno.ENFILE
        else "The file system takes no file so large (/media/esimerkki/kirja.xlsx)"
    )


@pytest.mark.parametrize(
    ("command", "busy", "told"),
    [
        ("check", "from vastuumatriisi.datafile import read as place", ", and nothing was changed"),
        ("watch --source", "from vastuumatriisi.cli import watch as place", ""),  # which may have published
    ],
)
def test_a_limit_on_processor_time(source: Path, command: str, busy: str, told: str) -> None:
    """It ends the command with a sentence that names it, as a signal does, and says what is true of the command."""
    lines = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from vastuumatriisi.cli import commands, main as cli\n"
    lines += "def busy(*_, **given):\n    while True: pass\n"
    lines += f"{busy}\nplace.read_matrix = place.watch = busy\nsys.exit(cli.main())"
    words = ["bash", "-c", f'ulimit -t 3; exec "{sys.executable}" -c "$0" {command} {source}', lines]
    done = subprocess.run(words, capture_output=True, check=False, encoding="utf-8", timeout=120, cwd=source.parent)
    said = f"The limit on processor time is reached (ulimit -t){told}; allow more and try again.\n"
    assert (done.returncode, done.stderr) == (152, said)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no server of processes")
def test_a_limit_on_processor_time_of_workers(source: Path) -> None:
    """Where a process that makes documents has reached it, it is named, not the memory."""
    shutil.copytree(ROOT / "templates", source.parent / "pohjat")
    poster = source.parent / "pohjat" / "poster.html.j2"
    busy = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    poster.write_text(busy + poster.read_text(encoding="utf-8"), encoding="utf-8")
    words = "--source {source} --output {output} --only posters --jobs 2 --templates " + str(poster.parent)
    done = shell(source, words, "ulimit -t 5; {}")
    assert done.returncode == 1
    assert done.stderr.startswith("The process that makes julisteet/")
    assert done.stderr.endswith(
        " has used up the processor time that it may have (ulimit -t); allow more and try again.\n"
    )
    assert done.stderr.count("\n") == 1
