"""The same data and the same versions give the same bytes, wherever, whenever and however the build runs."""

import getpass
import hashlib
import io
import json
import platform
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pypdf
import pytest

from tests.support.command import files_in
from tests.support.matrices import ROOT

EVERYTHING = ("--collection", "--previews", "--marks")
PARTS = ("generate.py", "pyproject.toml", "vastuumatriisi", "templates", "source")
HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"}
THERE = {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711", "LANG": "fi_FI.UTF-8"}


def build(program: Path, output: Path, home: Path, surroundings: dict[str, str], *options: str) -> None:
    """Build Kuopio's documents with a copy of the program, its own data file, and almost no environment."""
    home.mkdir()
    command = [sys.executable, "-B", program / "generate.py", "--output", output, *options]
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "HOME": str(home), **surroundings}
    done = subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", env=environment, cwd=home, timeout=600
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Two builds: by the program as it stands, and by a copy in another folder, seconds later."""
    if sys.platform == "win32":
        pytest.skip("needs the environment of a POSIX system")
    folder = tmp_path_factory.mktemp("tavut")
    other = folder / "Toinen paikka äö" / "ohjelma"
    other.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, other / part)
    build(ROOT, folder / "eka", folder / "koti-1", HERE, "--jobs", "1", *EVERYTHING)
    time.sleep(2.1)  # the clock of zip archives has steps of two seconds
    build(other, folder / "Toinen paikka äö" / "toka", folder / "koti-2", THERE, "--jobs", "2", *EVERYTHING)
    return files_in(folder / "eka"), files_in(folder / "Toinen paikka äö" / "toka")


Builds = tuple[dict[str, bytes], dict[str, bytes]]


def test_every_file_is_identical(builds: Builds) -> None:
    """Every document and the manifest have the same bytes in both builds."""
    one, other = builds
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []
    assert len(one) > 10


def test_archives_have_fixed_dates_and_sorted_parts(builds: Builds) -> None:
    """The parts of office files are dated 1980, come from no particular system, and stand in order."""
    archives = {path: data for path, data in builds[0].items() if data.startswith(b"PK")}
    assert archives
    for path, data in archives.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}, path
        assert {entry.create_system for entry in entries} == {3}
        names = [entry.filename for entry in entries]
        assert names == ["[Content_Types].xml", *sorted(set(names) - {"[Content_Types].xml"})]


def test_documents_are_dated_by_the_data(builds: Builds) -> None:
    """Whatever date a document has is that of the edition, and no document names this machine or its user."""
    date = json.loads(builds[0]["manifest.json"])["date"]
    strangers = {platform.node(), getpass.getuser(), "root", "tavut", str(ROOT)} - {"", "work", "main"}
    for path, data in builds[0].items():
        text = metadata_of(data)
        years = set(re.findall(r"\b(20\d\d-?\d\d-?\d\d)", text))
        assert {year.replace("-", "") for year in years} <= {date.replace("-", "")}, (path, years)
        words = set(re.findall(r"[\w.-]+", text))
        assert not words & strangers, path


def metadata_of(data: bytes) -> str:
    """Return what a document says of itself."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join(archive.read(n).decode("utf-8") for n in archive.namelist() if n.startswith("docProps/"))
    if data.startswith(b"%PDF"):
        reader = pypdf.PdfReader(io.BytesIO(data))
        catalogue = reader.trailer["/Root"]
        xmp = catalogue["/Metadata"].get_data().decode("utf-8") if "/Metadata" in catalogue else ""
        return f"{dict(reader.metadata or {})} {xmp}"
    return ""


def test_manifest_tells_the_tools_and_neither_place_nor_time(builds: Builds) -> None:
    """The manifest names what the bytes depend on, the subsetter too, and no folder, machine, user or moment."""
    text = builds[0]["manifest.json"].decode("utf-8")
    tools = json.loads(text)["toolchain"]
    assert {"vastuumatriisi", "python", "zlib", "openpyxl", "python-docx", "lxml", "weasyprint"} <= set(tools)
    assert {"pango", "harfbuzz", "fontconfig", "pymupdf-fonts", "uharfbuzz"} <= set(tools)
    told = re.sub("(julisteet|roolit|verkko)/", "", text)
    assert not re.search(r"/|\\|\d\d:\d\d|tmp|home", told)
    assert platform.node() not in text


def test_manifest_is_in_order(builds: Builds) -> None:
    """The documents stand in the manifest in the order of their paths, each with the digest of its bytes."""
    documents = json.loads(builds[0]["manifest.json"])["documents"]
    paths = [entry["path"] for entry in documents]
    assert paths == sorted(set(builds[0]) - {"manifest.json"})
    assert all(entry["sha256"] == hashlib.sha256(builds[0][entry["path"]]).hexdigest() for entry in documents)
