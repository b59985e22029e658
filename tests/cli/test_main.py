"""The command as people type it: what it makes, what it says, and how it ends."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.command import PRINTED, SHEETS, SMALL, files_in, manifest, run
from tests.support.matrices import ROOT

POSTERS = {"julisteet/yksi.pdf", "julisteet/kaksi.pdf"}
FILES = {"vastuumatriisi.xlsx", "vastuukasikirja.docx", *PRINTED, *SHEETS, *POSTERS, "verkko/index.html"}
# What shows the first duty of the small matrix, besides workbook and handbook.
SHOWING = ("julisteet/yksi.pdf", "roolit/eeva.pdf", "verkko/index.html")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "esimerkki.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished build of the small matrix; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("valmis")
    (folder / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    assert run("--source", folder / "esimerkki.yaml", "--output", folder / "build").returncode == 0
    return folder / "build"


def test_build_makes_everything(source: Path, tmp_path: Path) -> None:
    """Without a command it builds, lists each document with pages and size, and leaves nothing beside the folder."""
    done = run("--source", source, "--output", tmp_path / "build")
    assert (done.returncode, set(files_in(tmp_path / "build"))) == (0, FILES | {"manifest.json"})
    for name in FILES:
        [line] = [line for line in done.stdout.splitlines() if line.startswith(name)]
        assert "KiB" in line
        assert "made" in line.split()
    assert done.stdout.splitlines()[0].split() == ["document", "pages", "size", "type"]
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"build", "esimerkki.yaml"}


def test_manifest(built: Path) -> None:
    """The manifest tells edition, date, fingerprint, source, tools, and each document with its digest."""
    found = manifest(built)
    assert (found["edition"], found["date"]) == ("1", "2026-01-31")
    assert found["source_sha256"] == hashlib.sha256(SMALL.encode()).hexdigest()
    assert {"weasyprint", "openpyxl", "python-docx"} <= set(dict(found["toolchain"]))  # type: ignore[call-overload]
    documents = list(found["documents"])  # type: ignore[call-overload]
    [pages] = [entry["pages"] for entry in documents if entry["kind"] == "handbook"]
    # They are counted where LibreOffice is.
    assert (pages or 0) > 1 if shutil.which("soffice") else pages is None
    assert {(entry["path"], entry["kind"], entry["unit"], entry["pages"]) for entry in documents} == {
        ("vastuumatriisi.xlsx", "workbook", None, None),
        ("vastuukasikirja.docx", "handbook", None, pages),
        *((path, "handbook-pdf", None, pages) for path in PRINTED),
        ("julisteet/yksi.pdf", "poster", "yksi", 1),
        ("julisteet/kaksi.pdf", "poster", "kaksi", 1),
        *((path, "role-sheet", None, 1) for path in SHEETS),
        ("verkko/index.html", "web", None, None),
    }
    assert {entry["path"]: entry.get("role") for entry in documents if entry["kind"] == "role-sheet"} == {
        "roolit/eeva.pdf": "eeva",
        "roolit/olli.pdf": "olli",
    }
    for entry in documents:
        assert entry["sha256"] == hashlib.sha256((built / entry["path"]).read_bytes()).hexdigest()


def test_same_bytes_in_another_place(built: Path, source: Path, tmp_path: Path) -> None:
    """Another folder, time zone, hash seed and number of processes give the same bytes."""
    surroundings = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = run("build", "--source", source, "--output", tmp_path / "muualla", "--jobs", "1", **surroundings)
    assert done.returncode == 0, done.stderr
    assert files_in(tmp_path / "muualla") == files_in(built)


def test_problems_leave_the_build_alone(built: Path, source: Path, tmp_path: Path) -> None:
    """Every problem is one line with file, line and column on standard error; what stood before still stands."""
    shutil.copytree(built, tmp_path / "build")
    source.write_text(SMALL.replace("[eeva]", "[eva]").replace("title", "titel"), encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert f"{source}:13:40: there is no unit or role “eva”; did you mean “eeva”?" in lines
    assert f"{source}:2:1: there is no key “titel” here; did you mean “title”?" in lines
    assert "Traceback" not in done.stderr
    assert files_in(tmp_path / "build") == files_in(built)


def test_only_keeps_what_is_current(built: Path, source: Path, tmp_path: Path) -> None:
    """With --only and --unit the other documents stay where they are still current."""
    shutil.copytree(built, tmp_path / "build")
    done = run("--source", source, "--output", tmp_path / "build", "--only", "posters", "--unit", "yksi")
    assert done.returncode == 0
    assert files_in(tmp_path / "build") == files_in(built)
    assert f"0 made, {len(FILES)} unchanged" in done.stdout


def test_only_leaves_out_what_is_no_longer_current(built: Path, source: Path, tmp_path: Path) -> None:
    """After a change the documents that were not asked for and show it are left out, and the closing lines say so."""
    shutil.copytree(built, tmp_path / "build")
    source.write_text(SMALL.replace("Teemme työtä.", "Teemme paljon työtä."), encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build", "--only", "workbook,handbook")
    assert set(files_in(tmp_path / "build")) == FILES - {*SHOWING} | {"manifest.json"}
    assert f"{len(FILES) - 5} made, 2 unchanged" in done.stdout
    assert "left out, since not asked for and no longer current: " + ", ".join(SHOWING) in done.stdout


def test_only_tells_nothing_of_what_was_never_there(source: Path, tmp_path: Path) -> None:
    """In a folder that is new, a document that was not asked for is none that is no longer current."""
    done = run("--source", source, "--output", tmp_path / "build", "--only", "posters", "--unit", "yksi")
    assert set(files_in(tmp_path / "build")) == {"julisteet/yksi.pdf", "manifest.json"}
    assert "left out" not in done.stdout


def test_only_names_a_few_of_what_is_left_out(source: Path, tmp_path: Path) -> None:
    """Of many documents that are left out the closing line names the first ones and counts the rest."""
    units = "".join(
        f"      - {{id: u{n}, name: U, leads: [eeva], duties: [{{id: U-{n}, text: Työ.}}]}}\n" for n in range(9)
    )
    source.write_text(SMALL + units, encoding="utf-8")
    assert run("--source", source, "--output", tmp_path / "build", "--only", "posters").returncode == 0
    source.write_text((SMALL + units).replace("text: Työ.", "text: Muu työ."), encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build", "--only", "workbook")
    [line] = [line for line in done.stdout.splitlines() if line.startswith("left out")]
    assert line.endswith("julisteet/u4.pdf, julisteet/u5.pdf and 3 more")


def test_notes_do_not_flood(source: Path, tmp_path: Path) -> None:
    """Of many notes, as of a sign that no font has on every poster, the first are told and the rest counted."""
    units = "".join(
        f"      - {{id: u{n}, name: 責任, leads: [eeva], duties: [{{id: U-{n}, text: Työ.}}]}}\n" for n in range(9)
    )
    source.write_text(SMALL + units, encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build", "--only", "posters")
    assert done.returncode == 0
    told = [line for line in done.stdout.splitlines() if "U+8CAC" in line]
    assert len(told) == 6
    assert "and 3 more notes of this kind" in done.stdout.splitlines()


def test_document_changed_by_hand(built: Path, source: Path, tmp_path: Path) -> None:
    """A document that was changed by hand stops the build and is named; --force replaces it."""
    shutil.copytree(built, tmp_path / "build")
    (tmp_path / "build" / "vastuumatriisi.xlsx").write_bytes(b"changed")
    stopped = run("--source", source, "--output", tmp_path / "build")
    assert stopped.returncode == 1
    assert "vastuumatriisi.xlsx" in stopped.stderr
    assert (tmp_path / "build" / "vastuumatriisi.xlsx").read_bytes() == b"changed"
    assert run("--source", source, "--output", tmp_path / "build", "--force").returncode == 0
    assert files_in(tmp_path / "build") == files_in(built)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["--only", "poster"], 2, "name one or more of workbook, handbook, posters"),
        (["--paper", "A5"], 2, "A5"),
        (["--jobs", "0"], 2, "is not a number of processes"),
        (["--unit", "nobody"], 2, "there is no unit with duties of that id; known are palvelualue, "),
        (["--unit", "lapsia"], 2, "there is no unit with duties of that id; did you mean “lapsi”?"),
        (
            ["destroy"],
            2,
            "destroy: there is no such command; known are build, watch, check, import, diff, review, release, ",
        ),
        (["chek"], 2, "chek: there is no such command; did you mean “check”?"),
        (["--source", "missing.yaml"], 1, "there is no such file"),
        (["check", "missing.yaml"], 1, "there is no such file"),
    ],
)
def test_refusals(arguments: list[str], status: int, message: str, tmp_path: Path) -> None:
    """Wrong usage ends with 2, a missing input with 1, each in a plain sentence, and nothing is made."""
    done = run(*arguments, *([] if "check" in arguments else ["--output", tmp_path / "build"]))
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize(
    ("package", "text", "message"),
    [
        (
            "pydantic",
            "raise ModuleNotFoundError('x', name='pydantic')",
            "The Python package “pydantic” is missing; run",
        ),
        ("weasyprint", "raise OSError('cannot load library libpango-1.0-0')", "Pango"),
    ],
)
def test_missing_package_or_library(package: str, text: str, message: str, source: Path, tmp_path: Path) -> None:
    """A package or a system library that is missing ends in a sentence that says what to do."""
    (tmp_path / "instead" / package).mkdir(parents=True)
    (tmp_path / "instead" / package / "__init__.py").write_text(text, encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build", PYTHONPATH=str(tmp_path / "instead"))
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_modules_in_the_current_folder(source: Path, tmp_path: Path) -> None:
    """What lies in the folder that one happens to be in, another version of the program even, is not imported."""
    for name in ("vastuumatriisi", "yaml", "weasyprint"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('imported from here')", encoding="utf-8")
    command = [sys.executable, ROOT / "generate.py", "--source", source, "--only", "posters", "--jobs", "2"]
    done = subprocess.run(
        [*command, "--output", tmp_path / "build"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(files_in(tmp_path / "build")) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")
def test_what_is_forked_has_no_threads(tmp_path: Path) -> None:
    """The server that is forked into workers has one thread, whatever Pango keeps: no other would be in the workers."""
    # In a file: what a worker says goes nowhere.
    count = "print(len(os.listdir('/proc/self/task')), file=open(sys.argv[1], 'w'))"
    subprocess.run(
        [sys.executable, "-c", f"import os, sys, vastuumatriisi.cli.worker_preload; {count}", tmp_path / "threads"],
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    assert (tmp_path / "threads").read_text(encoding="utf-8") == "1\n"


ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@pytest.mark.parametrize("number", ENDINGS)
def test_ended_from_outside(tmp_path: Path, number: signal.Signals) -> None:
    """A signal that ends the command gives its status, without a traceback, and leaves nothing behind."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, ROOT / "generate.py", "--output", tmp_path / "build", "--jobs", "2"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True, env=environment
    ) as process:
        # By then it answers signals, and has something to leave.
        while not any(scratch.iterdir()) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(0.5)
        assert process.poll() is None
        os.killpg(process.pid, number)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (128 + number, "Interrupted; nothing was changed.\n")
    end = time.monotonic() + 20
    while any(scratch.iterdir()) and time.monotonic() < end:  # the server of the workers ends after the command
        time.sleep(0.05)
    assert [path.name for path in tmp_path.iterdir()] == ["scratch"]
    assert list(scratch.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_nohup(source: Path, tmp_path: Path) -> None:
    """Whoever ignores a closed terminal goes on ignoring it."""
    line = f"trap '' HUP; kill -HUP $$; exec '{sys.executable}' -c \"$0\" '{source}'"
    program = "import os, signal, sys; from vastuumatriisi.cli import main as cli\n"
    program += "from vastuumatriisi.datafile import read; before = read.read_matrix\n"
    program += "def reading(*told):\n    os.kill(os.getpid(), signal.SIGHUP)\n    return before(*told)\n"
    program += "read.read_matrix = reading\nsys.exit(cli.main(['check', sys.argv[1]]))"
    done = subprocess.run(["sh", "-c", line, program], cwd=ROOT, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


def test_check(source: Path) -> None:
    """Check counts what it found; only --strict fails for a finding, and an answered one is no failure."""
    assert run("check", source, "--strict").returncode == 0
    source.write_text(SMALL.replace("leads: [eeva]", "leads: [eeva, olli]"), encoding="utf-8")
    done = run("check", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert "owner-undecided (1)" in done.stdout
    assert done.stdout.endswith("2 duties in 2 units; 1 question, no errors.\n")
    assert run("check", source, "--strict").returncode == 1
    answer = "accept: {owner-undecided: sovitaan vuosittain}, leads: [eeva, olli]"
    source.write_text(SMALL.replace("leads: [eeva]", answer), encoding="utf-8")
    done = run("check", source, "--strict")
    assert done.returncode == 0
    assert "no questions, 1 answered, no errors." in done.stdout


def test_check_as_json(source: Path) -> None:
    """For machines there is a list with finding, where, line, message and answered."""
    source.write_text(SMALL.replace("leads: [eeva]", "leads: [eeva, olli]"), encoding="utf-8")
    [entry] = json.loads(run("check", "--json", source).stdout)
    assert (entry["finding"], entry["where"], entry["line"], entry["answered"]) == (
        "owner-undecided",
        "yksi",
        13,
        False,
    )
    assert entry["message"].startswith("Yksi: ")


def test_schema() -> None:
    """The JSON Schema is printed, and it is one."""
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert {"format", "title", "roles", "levels"} <= set(schema["required"])


def test_language_without_wording(source: Path, tmp_path: Path) -> None:
    """A language that has no wording gets the English one, and one line says so."""
    source.write_text(SMALL.replace("language: fi", "language: et"), encoding="utf-8")
    done = run("--source", source, "--output", tmp_path / "build", "--only", "workbook")
    assert "There is no wording for the language “et” yet" in done.stdout
    assert (tmp_path / "build" / "responsibility-matrix.xlsx").exists()


def test_verbose_and_quiet(source: Path, tmp_path: Path) -> None:
    """With -v each document is told as it stands, with -q nothing is said; in both what is wrong is."""
    options = ["--source", source, "--output", tmp_path / "build", "--only", "posters"]
    told = run(*options, "-v").stderr.splitlines()
    assert told[0] == "2 to make, 0 current"
    assert sorted(told[1:]) == ["made julisteet/kaksi.pdf", "made julisteet/yksi.pdf"]
    source.write_text(SMALL.replace("Teemme", "Teen"), encoding="utf-8")
    done = run(*options, "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    source.write_text("format: 2", encoding="utf-8")
    assert "format" in run(*options, "-q").stderr
    assert run(*options, "-q", "-v").returncode == 2
