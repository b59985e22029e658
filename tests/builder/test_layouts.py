"""Work in a thread that is cancelled ends, wherever it is, and nothing is raised behind it."""

import importlib
import random
import threading
import time
from pathlib import Path

import pytest

from vastuumatriisi.builder.layouts import Cancelled, LayoutRunner


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
