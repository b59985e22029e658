"""Work in a thread that is cancelled ends, wherever it is, and nothing is raised behind it."""

import importlib
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.builder.layouts import Cancelled, LayoutRunner, Office
from vastuumatriisi.builder.page_layout import LayoutFailed
from vastuumatriisi.system import conversion, office_socket
from vastuumatriisi.system.conversion import ConversionFailed, converted
from vastuumatriisi.system.office_socket import sockets_of


def test_work_that_is_cancelled_ends() -> None:
    """A loop in Python, which catches whatever it can catch, is over soon."""
    layouts, begun, ended = LayoutRunner(), threading.Event(), []

    def work() -> None:
        try:
            with layouts.endable():
                begun.set()
                while True:
                    try:
                        sum(range(1000))
                    except Exception:  # noqa: BLE001, S112 -- as a library may do
                        continue
        except Cancelled:
            ended.append(True)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert begun.wait(10)
    layouts.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert ended == [True]
    with pytest.raises(Cancelled), layouts.endable():
        raise AssertionError("it begins no more")


def test_no_import_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module is loaded whole, and whoever wants it too does not wait for ever."""
    (tmp_path / "esimerkki_slow.py").write_text(
        "import time\nuntil = time.monotonic() + 0.5\nwhile time.monotonic() < until:\n    pass\nready = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    layouts, begun = LayoutRunner(), threading.Event()

    def work() -> None:
        with layouts.endable():
            begun.set()
            importlib.import_module("esimerkki_slow")

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert begun.wait(10)
    time.sleep(0.1)
    layouts.cancel()
    thread.join(10)
    assert not thread.is_alive()
    assert importlib.import_module("esimerkki_slow").ready


def compute(seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        pass


def test_work_that_starts_threads() -> None:
    """It ends wherever it is, and none of those that it starts is ended in its place."""
    started, ended = [], []
    for _ in range(200):
        layouts, begun = LayoutRunner(), threading.Event()

        def work(layouts: LayoutRunner = layouts, begun: threading.Event = begun) -> None:
            try:
                with layouts.endable():
                    while True:
                        started.append(threading.Thread(target=begun.set))
                        started[-1].start()
                        compute(0.02)  # s; more than Python lets one thread go on alone
            except Cancelled:
                ended.append(True)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        assert begun.wait(10)
        layouts.cancel()
        thread.join(10)
        assert not thread.is_alive()
    assert len(ended) == 200
    for one in started:
        one.join(10)


def test_nothing_is_raised_behind_it() -> None:
    """What is cancelled when it is just done is done, or cancelled; what comes after it goes on."""
    chance, after = random.Random(20261129), []  # noqa: S311
    for _ in range(100):
        layouts, begun = LayoutRunner(), threading.Event()
        least = chance.uniform(0, 0.002)

        def work(layouts: LayoutRunner = layouts, begun: threading.Event = begun, least: float = least) -> None:
            try:
                with layouts.endable():
                    begun.set()
                    until = time.perf_counter() + least
                    while time.perf_counter() < until:
                        pass
            except Cancelled:
                pass
            until = time.perf_counter() + 0.002
            while time.perf_counter() < until:
                pass
            after.append(True)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        assert begun.wait(10)
        time.sleep(chance.uniform(0, 0.002))
        layouts.cancel()
        thread.join(10)
        assert not thread.is_alive()
    assert len(after) == 100


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_a_cancelled_libreoffice_leaves_no_socket(tmp_path: Path) -> None:
    """One with a profile of its own, which nobody but this run knows, is killed, and its socket goes with it."""
    document = docx.Document()
    for _ in range(3000):
        document.add_paragraph("Esimerkki " * 40)
    document.save(str(tmp_path / "pages.docx"))
    layouts, ended = LayoutRunner(), []

    def work() -> None:
        try:
            places = tmp_path / "pages.docx", tmp_path / "pages.pdf"
            layouts.convert(Office(shutil.which("soffice") or "", ""), *places, "pdf:writer_pdf_Export", 300)
        except Cancelled:
            ended.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    sockets, until = sockets_of(tmp_path / "profile"), time.monotonic() + 60
    while not any(place.exists() for place in sockets) and time.monotonic() < until:
        time.sleep(0.01)
    layouts.cancel()
    thread.join(20)
    assert ended == [True]
    assert not any(place.exists() for place in sockets)


@pytest.fixture
def office_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Office]:
    """Return what makes a LibreOffice that has its socket, and then does what it is told in Python."""

    def made(then: str) -> Office:
        program = tmp_path / "soffice"
        binds = (
            "import hashlib, os, pathlib, socket, sys, time, urllib.parse\n"
            "profile = sys.argv[1].partition('=')[2]\n"
            "name = ''.join(f'{byte:x}' for byte in hashlib.md5(profile.encode('utf-16-le')).digest())\n"
            f"os.chdir({str(tmp_path / 'p')!r})\n"  # the whole path may be longer than the name of a socket
            "socket.socket(socket.AF_UNIX).bind(f'OSL_PIPE_{os.getuid()}_SingleOfficeIPC_{name}')\n"
        )
        program.write_text(f"#!{sys.executable}\n{binds}{then}\n", encoding="utf-8")
        program.chmod(0o755)
        return Office(str(program), "")

    (tmp_path / "p").mkdir()
    monkeypatch.setattr(office_socket, "FOLDERS", (str(tmp_path / "p"),))
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
@pytest.mark.parametrize("then", ["time.sleep(60)", "sys.exit(1)", "os.kill(os.getpid(), 9)", "pass"])
def test_no_end_leaves_a_socket(
    office_that: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """A LibreOffice that takes too long, fails, is killed or forgets it; nor is one that others have touched."""
    office = office_that(then)
    monkeypatch.chdir(tmp_path / "p")
    with socket.socket(socket.AF_UNIX) as another:
        another.bind("OSL_PIPE_0_SingleOfficeIPC_0")
        with pytest.raises(LayoutFailed):
            LayoutRunner().convert(office, tmp_path / "a.docx", tmp_path / "a.pdf", "pdf", 2)
        assert [place.name for place in (tmp_path / "p").iterdir()] == ["OSL_PIPE_0_SingleOfficeIPC_0"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
@pytest.mark.parametrize("then", ["time.sleep(60)", "sys.exit(1)"])
def test_no_conversion_leaves_a_socket(
    office_that: Callable[[str], Office], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: str
) -> None:
    """Nor does one that reads what is imported."""
    monkeypatch.setattr(conversion, "find_program", lambda: office_that(then).program)
    monkeypatch.setattr(conversion, "SECONDS_TO_START", 2)
    with pytest.raises(ConversionFailed):
        converted(b"x", "xls", "xlsx")
    assert list((tmp_path / "p").iterdir()) == []


BUSY = "import os, sys\nif os.fork() == 0:\n    while True: pass\nos.wait()\nsys.exit({status})"
LIMITED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from vastuumatriisi.builder.layouts import LayoutRunner, Office
from vastuumatriisi.builder.page_layout import LayoutFailed
from vastuumatriisi.system import conversion
resource.setrlimit(resource.RLIMIT_CPU, (2, 3))
here = Path({folder!r})
try:
    LayoutRunner().convert(Office(str(here / "soffice"), ""), here / "a.docx", here / "a.pdf", "pdf", 60)
except LayoutFailed as failure:
    print(failure)
conversion.find_program = lambda: str(here / "soffice")
try:
    conversion.converted(b"x", "xls", "xlsx")
except conversion.ConversionFailed as failure:
    print(failure)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("status", [0, 1, 152])
def test_a_limit_on_processor_time(tmp_path: Path, status: int) -> None:
    """A LibreOffice that has had all of it is told so, whatever its starter makes of its end."""
    (tmp_path / "soffice").write_text(f"#!{sys.executable}\n{BUSY.format(status=status)}\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    program = LIMITED.format(root=str(ROOT), folder=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    told = "LibreOffice has used up the processor time that it may have (ulimit -t)"
    assert (done.stdout.splitlines(), done.stderr) == ([told, told], "")


PROFILED = """
import sys
sys.path.insert(0, {root!r})
from vastuumatriisi.builder.layouts import Cancelled, LayoutRunner

layouts = LayoutRunner()
try:
    with layouts.endable():
        {works}
except Cancelled as cancelled:
    print("ended")
calls = []
sys.setprofile(lambda *_: calls.append(1))
for _ in range(3):
    (lambda: None)()
sys.setprofile(None)
print(len(calls) > 3)
"""


CANCELS = "import threading; threading.Thread(target=layouts.cancel).start()\n        while True: pass"


@pytest.mark.parametrize(("works", "ended"), [("pass", ""), (CANCELS, "ended\n")])
def test_a_build_can_be_profiled(works: str, ended: str) -> None:
    """Work that is done or cancelled leaves nothing at which Python 3.11 hangs when it is profiled or traced."""
    command = [sys.executable, "-c", PROFILED.format(root=str(ROOT), works=works)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=30)
    assert (done.stdout, done.stderr) == (f"{ended}True\n", "")
