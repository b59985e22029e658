"""Ctrl-C while libraries are being loaded: it is answered as soon as that is done, and never lost."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.matrices import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")

CTRL_C = "import os, signal; os.kill(os.getpid(), signal.SIGINT)"
LIBRARIES = {
    "swallows it": f"try:\n    {CTRL_C}\nexcept BaseException:\n    pass\n",
    "takes it for a fault": f"try:\n    {CTRL_C}\nexcept BaseException:\n    raise RuntimeError('a fault')\n",
}
# Loads the library proper in place of the one in front of it.
REAL = "import sys; sys.path.pop(0); del sys.modules['pydantic']; import pydantic\n"
PROGRAM = """
import sys, time
from vastuumatriisi.system.process import answered_between_imports
with answered_between_imports():
    try:
        import library
        print("loaded")
        time.sleep(20)
        print("went on")
    except KeyboardInterrupt:
        print("interrupted")
"""


@pytest.mark.parametrize("kind", LIBRARIES)
def test_an_import_is_not_cut_off(kind: str, tmp_path: Path) -> None:
    """A library that does something else with Ctrl-C than to end loads whole; then it is answered, at once."""
    (tmp_path / "library.py").write_text(LIBRARIES[kind], encoding="utf-8")
    command = [sys.executable, "-c", f"import sys; sys.path.append({str(tmp_path)!r}){PROGRAM}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.stdout.splitlines(), done.stderr) == (["loaded", "interrupted"], "")


def test_the_command_is_interrupted_whatever_is_being_loaded(tmp_path: Path) -> None:
    """A build ends with 130 and its sentence, though the library that is being loaded makes a fault of Ctrl-C."""
    (tmp_path / "instead" / "pydantic").mkdir(parents=True)
    library = LIBRARIES["takes it for a fault"] + REAL
    (tmp_path / "instead" / "pydantic" / "__init__.py").write_text(library, encoding="utf-8")
    lines = f"import sys; sys.path.insert(0, {str(tmp_path / 'instead')!r}); from vastuumatriisi.cli.main import main; "
    command = [sys.executable, "-c", f"{lines}sys.exit(main(sys.argv[1:]))", "--output", str(tmp_path / "build")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (130, "Interrupted; nothing was changed.\n")
    assert not (tmp_path / "build").exists()


def test_an_interrupt_that_a_library_makes_a_fault_of(tmp_path: Path) -> None:
    """When it is no longer loading, too, what it raises for Ctrl-C is no fault of ours."""
    (tmp_path / "esimerkki.yaml").write_text("format: 1\n", encoding="utf-8")
    lines = "import sys; from vastuumatriisi.cli import main as cli; from vastuumatriisi.datafile import read\n"
    lines += f"def library(*_):\n    {CTRL_C}\n"
    lines += "def reading(*_):\n    try:\n        library()\n    except BaseException:\n        raise ValueError('x')\n"
    lines += "read.read_matrix = reading\nsys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", lines, "check", str(tmp_path / "esimerkki.yaml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (130, "Interrupted; nothing was changed.\n")


def test_what_a_process_shares_is_given_back(tmp_path: Path) -> None:
    """Ctrl-C while semaphores are made for the processes is answered when their ends are provided for."""
    lines = "import sys; from multiprocessing import resource_tracker; from vastuumatriisi.cli import main as cli\n"
    lines += f"before = resource_tracker.register\ndef register(*told):\n    before(*told)\n    {CTRL_C}\n"
    lines += "resource_tracker.register = register\nsys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", lines, "--jobs", "2", "--output", str(tmp_path / "build")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (130, "Interrupted; nothing was changed.\n")


HELD = """
import os, signal, threading, time
from vastuumatriisi.system.process import answered_between_imports, delayed_interrupts
threading.Thread(target=time.sleep, args=(2,), daemon=True).start()
with answered_between_imports():
    try:
        with delayed_interrupts():
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
            print("went on")
        time.sleep(20)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_held_back_whatever_threads_there_are() -> None:
    """A signal that another thread gets for the process is not answered in the block either, and not lost."""
    done = subprocess.run([sys.executable, "-c", HELD], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["went on", "interrupted"]


def test_the_handler_of_another_is_kept() -> None:
    """Whoever ignores Ctrl-C goes on ignoring it, and in the end all is as before."""
    program = (
        "import signal; from vastuumatriisi.system.process import answered_between_imports\n"
        "with answered_between_imports(): pass\n"
        "assert signal.getsignal(signal.SIGINT) is signal.default_int_handler\n"
        "assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "with answered_between_imports(): assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


AGAIN = """
import os, signal, time
from vastuumatriisi.system import process
process.PATIENCE = {patience}
with process.answered_between_imports() as interrupt:
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(20)
    except KeyboardInterrupt:
        {then}
    print("ended")
"""


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(
    ("patience", "then"),
    [
        (5.0, "os.kill(os.getpid(), signal.{0}); time.sleep(0.2); print('tidied up')"),
        (0.0, "interrupt.undisturbed = True; os.kill(os.getpid(), signal.{0}); time.sleep(0.2); print('tidied up')"),
    ],
)
def test_a_second_one_while_the_first_is_answered(number: str, patience: float, then: str) -> None:
    """It changes nothing: what is tidied up is tidied up."""
    program = AGAIN.format(patience=patience, then=then.format(number))
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines() == ["tidied up", "ended"]


TIDYING = """
import os, signal, sys, time
from pathlib import Path
from vastuumatriisi import publish
from vastuumatriisi.publish import swap
from vastuumatriisi.system import process
process.PATIENCE = 0.0
before, times = swap.recover, []
def recover(output):
    times.append(output)
    if len(times) > 1:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
    before(output)
def documents():
    raise ValueError("a fault")
    yield
swap.recover = recover
edition = publish.Edition("1", "2026-01-31", "", "", {}, "", ())
with process.answered_between_imports():
    try:
        swap.publish(documents(), edition, Path(sys.argv[1]) / "build", force=False)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_a_build_is_tidied_up_before_it_is_answered(tmp_path: Path) -> None:
    """However late it comes, what a build has staged goes first."""
    command = [sys.executable, "-c", TIDYING, tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("interrupted\n", "")
    assert list(tmp_path.iterdir()) == []


AMID_VALIDATORS = """
import os, signal, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from vastuumatriisi.datafile import read
from vastuumatriisi.system.process import answered_between_imports

def end(frame, event, called):
    if frame.f_code.co_filename.endswith("_generate_schema.py"):
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGTERM)

source = read.load(Path({source!r}))
with answered_between_imports() as interrupt:
    try:
        sys.setprofile(end)
        read.matrix_of(source)
    except KeyboardInterrupt:
        print("heard", interrupt.number, read.schema.DataFile.__pydantic_complete__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_signal_amid_the_validators_of_the_data_file() -> None:
    """Pydantic, which compiles them the first time, may pass over it and say that it does: it is heard after that."""
    source = str(ROOT / "source" / "vastuumatriisi.yaml")
    program = AMID_VALIDATORS.format(root=str(ROOT), source=source)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.stdout, done.stderr) == ("heard 15 True\n", "")


CUT_OFF = """
import sys
sys.path.insert(0, {root!r})
from vastuumatriisi.cli import main as command

class CutOff:
    def __del__(self):
        raise BufferError("Existing exports of data: object cannot be re-sized")

def interrupted(options, say):
    raise KeyboardInterrupt

kept = CutOff()
command.HANDLERS = {{"schema": interrupted}}
sys.argv[1:] = ["schema", "--messages", "en"]
status = command.main()
del kept
sys.exit(status)
"""


def test_what_is_cut_off_complains_to_nobody() -> None:
    """Objects that Ctrl-C has left half done, as pickles on their way to another process, are no news."""
    command = [sys.executable, "-c", CUT_OFF.format(root=str(ROOT))]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.returncode, done.stderr) == (130, "Interrupted; nothing was changed.\n")
