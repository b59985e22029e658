"""System libraries: which versions they are, and how they are found without asking a compiler."""

import ctypes.util
import re
import subprocess
import sys

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system import libraries, library_search

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are looked for as ever")


def test_versions_are_those_that_the_engine_uses() -> None:
    """Pango, HarfBuzz and Fontconfig tell their versions, the same as to the layout engine."""
    versions = libraries.versions()
    assert list(versions) == ["pango", "harfbuzz", "fontconfig"]
    assert all(re.fullmatch(r"\d+(\.\d+)*", version) for version in versions.values())
    from weasyprint.text import ffi

    major, minor, micro = map(int, versions["pango"].split("."))
    assert ffi.pango.pango_version() == major * 10000 + minor * 100 + micro
    assert ffi.harfbuzz.hb_version_atleast(*map(int, versions["harfbuzz"].split(".")))


def test_a_library_that_is_not_there_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are told nevertheless."""
    monkeypatch.setattr(libraries, "HARFBUZZ", ("no-such-library",))
    versions = libraries.versions()
    assert versions["harfbuzz"] == ""
    assert versions["pango"]


def test_versions_need_nothing_but_the_standard_library() -> None:
    """A build that makes nothing asks for them too, and must not load the layout engine for it."""
    program = "import sys; from vastuumatriisi.system import libraries as l; l.versions(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    assert not {"weasyprint", "cffi", "uharfbuzz"} & {*done.stdout.split()}


@linux
def test_what_the_engine_asks_for_is_found_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By any of its names, without the search; what is unknown is searched for, once, and all is as before after it."""
    searched: list[str] = []
    monkeypatch.setattr(ctypes.util, "find_library", searched.append)
    before = ctypes.util.find_library
    with library_search.found_by_stem():
        for name in ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"):
            assert ctypes.util.find_library(name) == "libharfbuzz.so.0"
        assert ctypes.util.find_library("libpango-1.0-0") == "libpango-1.0.so.0"
        assert ctypes.util.find_library("libfontconfig-1") == "libfontconfig.so.1"
        assert not searched
        for _ in range(2):
            assert ctypes.util.find_library("no-such-library") is None
        assert searched == ["no-such-library"]
    assert ctypes.util.find_library is before


@linux
def test_a_library_that_does_not_load_is_searched_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An optional one has six names; the long search for it happens under one."""
    searched: list[str] = []
    monkeypatch.setattr(ctypes.util, "find_library", searched.append)
    monkeypatch.setitem(library_search.SONAMES, "harfbuzz-vector", "no-such-library.so.0")
    with library_search.found_by_stem():
        for name in ("libharfbuzz-vector-0", "harfbuzz-vector", "harfbuzz-vector-0.0", "libharfbuzz-vector.so.0"):
            assert ctypes.util.find_library(name) is None
    assert searched == ["harfbuzz-vector"]


@linux
def test_the_search_is_put_back_after_a_failure() -> None:
    """Whatever happens inside, others find libraries as before."""
    before = ctypes.util.find_library
    with pytest.raises(OSError, match="broken"), library_search.found_by_stem():
        raise OSError("broken")
    assert ctypes.util.find_library is before
