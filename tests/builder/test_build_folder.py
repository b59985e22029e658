"""The folder of the documents, through the command: what others put there stays, and a failed build changes nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in, run
from tests.support.matrices import ROOT
from vastuumatriisi.publish.lock import exclusive

WORKBOOK = "vastuumatriisi.xlsx"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data file and its finished workbook; tests work on a copy."""
    folder = tmp_path_factory.mktemp("valmis")
    (folder / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    assert build(folder).returncode == 0
    return folder


@pytest.fixture
def folder(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "kansio"))


def build(folder: Path, *options: str, output: Path | None = None) -> subprocess.CompletedProcess[str]:
    place = output or folder / "build"
    return run("--source", folder / "esimerkki.yaml", "--output", place, "--only", "workbook", *options)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Assert that a build was refused with 1 in plain sentences that hold the words."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("options", [(), ("--force",)])
def test_file_of_somebody_else(folder: Path, options: tuple[str, ...]) -> None:
    """A file that no build put there stops the build, with --force too, and stays."""
    (folder / "build" / "muistiinpanot.txt").write_text("tärkeää", encoding="utf-8")
    before = files_in(folder)
    refused(build(folder, *options), "muistiinpanot.txt", "move them elsewhere")
    assert files_in(folder) == before


def test_folder_of_somebody_else(folder: Path) -> None:
    """A folder that holds no build is never replaced."""
    (folder / "kuvat").mkdir()
    (folder / "kuvat" / "kesä.jpg").write_bytes(b"x")
    refused(build(folder, "--force", output=folder / "kuvat"), "kesä.jpg")
    assert (folder / "kuvat" / "kesä.jpg").read_bytes() == b"x"


@pytest.mark.parametrize("lock", ["~$vastuumatriisi.xlsx", ".~lock.vastuumatriisi.xlsx#"])
def test_document_that_is_open(folder: Path, lock: str) -> None:
    """The lock file of an office program stops the build and names the document to be closed."""
    (folder / "build" / lock).write_bytes(b"")
    before = files_in(folder)
    refused(build(folder), "vastuumatriisi.xlsx", "close it first")
    assert files_in(folder) == before


def test_document_changed_by_hand(folder: Path) -> None:
    """A changed document stops the build and is named; --force replaces it, since that was asked for."""
    document = folder / "build" / "vastuumatriisi.xlsx"
    whole = document.read_bytes()
    document.write_bytes(whole + b"x")
    refused(build(folder), "changed by hand", "vastuumatriisi.xlsx", "--force")
    assert document.read_bytes() == whole + b"x"
    assert build(folder, "--force").returncode == 0
    assert document.read_bytes() == whole


def test_system_litter(folder: Path) -> None:
    """What systems leave in any folder is no reason to stop."""
    (folder / "build" / ".DS_Store").write_bytes(b"x")
    (folder / "build" / "Thumbs.db").write_bytes(b"x")
    assert build(folder).returncode == 0


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.path.insert(0, sys.argv[2])
from vastuumatriisi.cli.main import main
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("size", [0, 500, 1_000, 2_000, 4_000, 8_000])
def test_disk_without_room(folder: Path, size: int) -> None:
    """A disk that takes no more bytes ends in a sentence, whichever file it is that finds no room."""
    before = files_in(folder)
    (folder / "esimerkki.yaml").write_text(SMALL.replace("työtä", "paljon työtä"), encoding="utf-8")
    options = ["--source", folder / "esimerkki.yaml", "--output", folder / "build", "--only", "workbook"]
    command = [sys.executable, "-B", "-c", LIMITED, str(size), ROOT, *options]
    # Coverage would like to write too, and complain that it cannot.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60, env=environment)
    refused(done, f"more than {size} bytes", "ulimit -f")
    assert {path: data for path, data in files_in(folder).items() if path.startswith("build/")} == {
        path: data for path, data in before.items() if path.startswith("build/")
    }
    assert {path.name for path in folder.iterdir()} == {"build", "esimerkki.yaml"}


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="there is no folder here that nobody may write to")
def test_folder_that_cannot_be_written(folder: Path) -> None:
    """A folder in which nobody may write, not even root, ends in a sentence that names it."""
    refused(build(folder, output=Path("/sys/kernel/vastuumatriisi")), "/sys/kernel", "--output")


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """A folder on another file system than the tests' own."""
    shared_memory = Path("/dev/shm")  # noqa: S108 -- another file system is what is wanted
    if not os.access(shared_memory, os.W_OK):
        pytest.skip("there is no other file system here")
    folder = shared_memory / f"vastuumatriisi-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_folder_on_another_disk(folder: Path, other_disk: Path) -> None:
    """Documents go to another file system directly, and are replaced there through a link too."""
    (folder / "linkki").symlink_to(other_disk / "build")
    for output in (other_disk / "build", folder / "linkki"):
        done = build(folder, output=output)
        assert done.returncode == 0, done.stderr
        assert (other_disk / "build" / WORKBOOK).read_bytes() == (folder / "build" / WORKBOOK).read_bytes()
    assert [path.name for path in other_disk.iterdir()] == ["build"]


def test_two_builds_at_once(folder: Path) -> None:
    """Builds into a folder where one is at work wait and say for whom; then they succeed."""
    command = [sys.executable, ROOT / "generate.py", "--source", folder / "esimerkki.yaml", "--only", "workbook"]
    command += ["--output", folder / "build", "--force"]
    with exclusive(folder / "build"):
        builds = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in "ab"]
        # None of them goes on before the lock is free, and each says so: the line comes however slow the machine is.
        told = [process.stderr.readline() for process in builds if process.stderr]
    rest = [process.communicate(timeout=100)[1] for process in builds]
    assert [process.returncode for process in builds] == [0, 0], (told, rest)
    assert all("another build is at work" in line and f"process {os.getpid()}" in line for line in told), told
    assert {path.name for path in folder.iterdir()} == {"build", "esimerkki.yaml"}


def test_names_that_no_terminal_shows(folder: Path) -> None:
    """A file name that is no UTF-8 is shown with escapes, in messages and in the closing lines."""
    if sys.platform != "linux":
        pytest.skip("other systems do not allow such names")
    strange = os.fsdecode(os.fsencode(folder) + b"/l\xe4hde.yaml")
    shutil.copy(folder / "esimerkki.yaml", strange)
    output = os.fsdecode(os.fsencode(folder) + b"/tulos-\xe4")
    done = run("--source", strange, "--output", output, "--only", "workbook")
    assert done.returncode == 0, done.stderr
    assert "udce4" in done.stdout
    Path(strange).write_text("format: 2", encoding="utf-8")
    refused(run("check", strange), "format")


def test_the_data_file_is_never_replaced(folder: Path) -> None:
    """A folder that holds the data file is not taken as the output folder."""
    before = files_in(folder)
    refused(build(folder, "--force", output=folder), "esimerkki.yaml")
    assert files_in(folder) == before


def test_a_letterhead_in_the_folder_of_the_documents(folder: Path) -> None:
    """A letterhead that a build would replace by its own product is refused."""
    before = files_in(folder)
    refused(build(folder, "--template", str(folder / "build" / WORKBOOK)), WORKBOOK, "a source of the documents")
    assert files_in(folder) == before


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_closed_streams(folder: Path, closed: str, jobs: str) -> None:
    """Whoever closes the streams hears nothing, and gets the documents."""
    words = [sys.executable, ROOT / "generate.py", "--source", folder / "esimerkki.yaml", "--output", folder / "uusi"]
    command = " ".join(f"'{word}'" for word in [*words, "--only", "posters", "--jobs", jobs])
    done = subprocess.run(["sh", "-c", f"{command} {closed}"], check=False, timeout=60, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert (folder / "uusi" / "julisteet" / "yksi.pdf").exists()
