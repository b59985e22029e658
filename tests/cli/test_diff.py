"""``diff``: what has changed between two editions, for people, for terminals and for machines."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.support.command import SMALL, manifest, run
from tests.support.matrices import ROOT
from vastuumatriisi.matrix.changes import Kind

HOUSES = "site_types: [{id: talo, name: Talo, units: [yksi]}, {id: muu, name: Muu, units: [kaksi]}]\n"
OLD = SMALL + HOUSES
NEW = (
    OLD.replace('edition: "1"', 'edition: "2"')
    .replace("2026-01-31", "2026-06-30")
    .replace("Teemme työtä.", "Teemme paljon työtä.")
    + 'history: [{edition: "1", date: 2026-01-31}]\n'
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A data file whose edition before it is frozen."""
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "1.yaml").write_text(OLD, encoding="utf-8")
    path = tmp_path / "tiedot.yaml"
    path.write_text(NEW, encoding="utf-8")
    return path


def answer(*arguments: str | Path) -> Any:
    done = run("diff", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.usefixtures("finnish")
def test_since_the_last_edition_in_words(source: Path) -> None:
    """Without sides the present file is told against the base, by unit, and at the end which prints to replace."""
    done = run("diff", "--source", source)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Painos 1 (31.1.2026) → painos 2 (30.6.2026)",
        "",
        "Koko matriisi",
        "  Painos: 1 → 2",
        "  Päiväys: 31.1.2026 → 30.6.2026",
        "  Aiemmat painokset: lisätty 1 (31.1.2026)",
        "",
        "Yksi",
        "  Y-1, teksti: Teemme [lisätty: paljon] työtä.",
        "",
        "Korvaa nämä julisteet: Yksi, Talo (koko talo); muut pitävät paikkansa.",
        "Korvaa näiden roolien tehtävälistat: Eeva Esimerkki.",
        "Korvaa työkirja ja käsikirja, joissa on koko matriisi.",
    ]


def test_machines_get_everything(source: Path) -> None:
    """The fixed keys: both editions, the changes with before and after, and the documents."""
    told = answer("--source", source)
    assert {*told} == {"old", "new", "changes", "letters", "documents"}
    assert (told["old"]["edition"], told["old"]["date"]) == ("1", "2026-01-31")
    assert (told["new"]["edition"], told["new"]["date"]) == ("2", "2026-06-30")
    assert re.fullmatch("[0-9a-f]{4}-[0-9a-f]{4}", told["new"]["fingerprint"])
    [change] = [change for change in told["changes"] if change["kind"] == "duty-reworded"]
    assert (change["where"], change["unit"]) == ("Y-1", "yksi")
    assert (change["before"], change["after"]) == ("Teemme työtä.", "Teemme paljon työtä.")
    assert told["letters"] == []
    assert told["documents"] == [
        {"kind": "workbook", "change": "reads-differently"},
        {"kind": "handbook", "change": "reads-differently"},
        {"kind": "handbook-pdf", "change": "reads-differently"},
        {"kind": "poster", "change": "reads-differently", "unit": "yksi"},
        {"kind": "site-poster", "change": "reads-differently", "site_type": "talo"},
        {"kind": "role-sheet", "change": "reads-differently", "role": "eeva"},
        {"kind": "web", "change": "reads-differently"},
    ]


@pytest.mark.usefixtures("finnish")
def test_documents_are_those_whose_marks_differ(source: Path, tmp_path: Path) -> None:
    """What diff says of the documents is what two builds' manifests say, those that come and go too."""
    other = NEW.replace("id: kaksi, name: Kaksi", "id: kolme, name: Kolme").replace("units: [kaksi]", "units: [kolme]")
    source.write_text(other, encoding="utf-8")
    marks = []
    for name, text in (("vanha", OLD), ("uusi", other)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        done = run("--source", tmp_path / f"{name}.yaml", "--output", tmp_path / name, "--jobs", "1")
        assert done.returncode == 0, done.stderr
        documents: Any = manifest(tmp_path / name)["documents"]
        keys = ("kind", "unit", "role", "site_type")
        marks.append({tuple(document.get(key) for key in keys): document["mark"] for document in documents})
    old, new = marks
    expected = {key: "new" if key not in old else "gone" for key in old.keys() ^ new.keys()}
    expected |= {key: "reads-differently" for key in old.keys() & new.keys() if old[key] != new[key]}
    told = answer("--source", source)["documents"]
    assert {tuple(one.get(key) for key in keys): one["change"] for one in told} == expected
    lines = run("diff", "--source", source).stdout.splitlines()
    assert lines[-5:] == [
        "Korvaa kaikki julisteet.",
        "Uudet julisteet: Kolme.",
        "Ota pois nämä julisteet: Kaksi.",
        "Korvaa näiden roolien tehtävälistat: Eeva Esimerkki, Olli Esimerkki.",
        "Korvaa työkirja ja käsikirja, joissa on koko matriisi.",
    ]


@pytest.mark.usefixtures("finnish")
def test_nothing_changed(source: Path) -> None:
    """One line says so, and nothing differs for scripts."""
    done = run("diff", "1", "1", "--source", source, "--exit-code")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Mikään ei ole muuttunut: painos 1 (31.1.2026) ja painos 1 (31.1.2026) ovat samat."
    ]
    told = answer("1", "1", "--source", source)
    assert (told["changes"], told["letters"], told["documents"]) == ([], [], [])


@pytest.mark.usefixtures("finnish")
def test_only_the_edition_changed(source: Path) -> None:
    """What is printed still holds where nothing that the matrix says has changed."""
    source.write_text(NEW.replace("paljon ", ""), encoding="utf-8")
    done = run("diff", "--source", source)
    assert done.stdout.splitlines()[-1] == "Kaikki entiset asiakirjat pitävät paikkansa."


def test_exit_code_for_scripts(source: Path) -> None:
    """With --exit-code a difference is 1, without it 0, in words and as JSON."""
    assert run("diff", "--source", source, "--exit-code").returncode == 1
    assert run("diff", "--source", source, "--exit-code", "--json").returncode == 1
    assert run("diff", "--source", source).returncode == 0


def test_any_two_sides(source: Path, tmp_path: Path) -> None:
    """Sides are labels or files, in any direction; the present label is the file itself."""
    (tmp_path / "muu.yaml").write_text(NEW.replace("paljon", "vähän"), encoding="utf-8")
    back = answer("2", "1", "--source", source)
    assert (back["old"]["edition"], back["new"]["edition"]) == ("2", "1")
    files = answer(tmp_path / "muu.yaml", source, "--source", tmp_path / "ei-ole.yaml")
    assert [change["kind"] for change in files["changes"]] == ["duty-reworded"]
    one = answer("1", "--source", source)
    assert (one["old"]["edition"], one["new"]["edition"]) == ("1", "2")


FAULTS: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no such edition": (("3",), 2, "3: there is no such file and no such edition; name a data file or the label of an"),
    "no such side": (("1", "tiedto"), 2, "tiedto: there is no such file and no such edition"),
    "too many": (("1", "2", "1"), 2, "unrecognized arguments: 1"),
    "no option": (("--jsno",), 2, "unrecognized arguments: --jsno"),
    "nothing": (("",), 2, "“”: there is no such file and no such edition"),
    "a folder": ((str(ROOT),), 1, f"{ROOT} is a folder; name the data file itself."),
    "a picture": (
        (str(ROOT / "tests" / "gold" / "handbook-contents.png"),),
        1,
        "this is a picture (PNG); name a data file or",
    ),
    "another file": ((str(ROOT / "README.md"),), 1, "README.md:"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_sides_that_are_none(source: Path, fault: str) -> None:
    """Whatever is named, the answer is a sentence and the exit status that belongs to it."""
    words, status, told = FAULTS[fault]
    done = run("diff", *words, "--source", source)
    assert (done.returncode, done.stdout) == (status, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_base(tmp_path: Path) -> None:
    """Where nothing is frozen one sentence says what to do."""
    (tmp_path / "tiedot.yaml").write_text(OLD, encoding="utf-8")
    done = run("diff", "--source", tmp_path / "tiedot.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"There is no earlier edition in {tmp_path / 'editions'}, so name a data file or the label of an edition to "
        "compare with; `release` freezes the present one for later.\n"
    )


def test_a_base_that_does_not_read(source: Path) -> None:
    """An edition whose format has since been corrected is one sentence with the line of its first problem."""
    frozen = source.parent / "editions" / "1.yaml"
    frozen.write_text(OLD.replace("leads: [eeva]", "leads: [eeva], vetää: x"), encoding="utf-8")
    done = run("diff", "--source", source)
    assert (done.returncode, done.stdout) == (1, "")
    [line] = done.stderr.splitlines()
    assert line.startswith(f"{frozen}:13:47: there is no key “vetää” here")
    assert line.endswith("; so the edition “1” does not read any more, and another one has to be named.")


def test_problems_of_the_present_file(source: Path) -> None:
    """The problems of the data file itself are told as ever."""
    source.write_text(NEW.replace("[eeva]", "[eva]"), encoding="utf-8")
    done = run("diff", "--source", source)
    assert done.returncode == 1
    assert f"{source}:13:40: there is no unit or role “eva”; did you mean “eeva”?" in done.stderr.splitlines()


def on_terminal(*arguments: str | Path, **environment: str) -> str:
    """Return what the command prints on a terminal."""
    ours, theirs = pty.openpty()
    known = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    surroundings = {**known, "TERM": "xterm-256color", "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, str(ROOT / "generate.py"), "diff", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=surroundings)
    os.close(theirs)
    printed = b""
    try:
        while part := os.read(ours, 65536):
            printed += part
    except OSError:  # what the end of a terminal is on Linux
        pass
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return printed.decode()


@pytest.mark.usefixtures("finnish")
def test_colours_on_a_terminal_alone(source: Path) -> None:
    """What is new is green and what is gone red on a terminal; in a pipe and with NO_COLOR there is no escape code."""
    coloured = on_terminal("--source", source)
    assert "[lisätty: \x1b[32mpaljon\x1b[0m]" in coloured
    assert "\x1b[31m1\x1b[0m → \x1b[32m2\x1b[0m" in coloured
    plain = run("diff", "--source", source).stdout
    assert "\x1b" not in plain
    assert on_terminal("--source", source, NO_COLOR="1").replace("\r\n", "\n") == plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).replace("\r\n", "\n") == plain


@pytest.mark.usefixtures("finnish")
def test_terminals_that_know_no_unicode(source: Path) -> None:
    """Where the terminal's encoding lacks a sign it is escaped, not a fault."""
    done = run("diff", "--source", source, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Teemme [lis\\xe4tty: paljon]" in done.stdout


@pytest.mark.usefixtures("finnish")
def test_texts_are_no_markup(source: Path) -> None:
    """Square brackets and braces of a text are shown as they are."""
    source.write_text(NEW.replace("paljon ", "'[bold]' {x} ").replace("Kaksi", "[red]K{a}ksi"), encoding="utf-8")
    source.write_text(
        source.read_text().replace("text: Teemme '[bold]' {x} työtä.", 'text: "Teemme [bold] {x} työtä."')
    )
    source.write_text(source.read_text().replace("name: [red]K{a}ksi", 'name: "[red]K{a}ksi"'))
    done = run("diff", "--source", source)
    assert "  Y-1, teksti: Teemme [lisätty: [bold] {x}] työtä." in done.stdout.splitlines()
    assert "  Nimi: Kaksi → [red]K{a}ksi" in done.stdout.splitlines()


@pytest.mark.parametrize("language", ["sv", "en", "ja"])
def test_languages(source: Path, language: str) -> None:
    """Where nobody asks for a language the words are those of the data file's."""
    source.write_text(NEW.replace("language: fi", f"language: {language}"), encoding="utf-8")
    first = {"sv": "Utgåva 1 (31.1.2026) → utgåva 2 (30.6.2026)"}
    expected = first.get(language, "Edition 1 (31 January 2026) → edition 2 (30 June 2026)")
    done = run("diff", "--source", source, LC_MESSAGES="", LANG="")
    assert done.stdout.splitlines()[0] == expected


def test_facts_of_every_kind_as_json(source: Path) -> None:
    """Duties, units, roles, letters and lists are plain JSON, letters written as the data file has them."""
    text = NEW.replace("{id: olli, name: Olli Esimerkki}", "{id: ulla, name: Ulla}").replace(
        "leads: [olli]", "leads: [ulla]"
    )
    text = text.replace("text: Autamme muita.", "text: Autamme muita., assign: {eeva: 'A (iso), R', yksi: '-'}")
    text = text.replace("duties: [{id: K-1", "duties: [{id: K-2, text: Uusi työ täällä., assign: {eeva: RA}}, {id: K-1")
    letters = "letters: {R: {name: Tekee, counts_as: responsible}, A: {name: Vastaa, counts_as: accountable}}\n"
    source.write_text(text + letters, encoding="utf-8")
    told = answer("--source", source)
    by_kind = {change["kind"]: change for change in told["changes"]}
    assert {*by_kind} <= {*get_args(Kind)}
    assert by_kind["duty-added"]["after"]["letters"] == {"eeva": "R, A"}
    assert by_kind["role-added"]["after"]["name"] == "Ulla"
    stated = {change["part"]: change["after"] for change in told["changes"] if change["kind"] == "duty-letters"}
    assert stated == {"eeva": "R, A (iso)", "yksi": "-"}
    assert {"duty": "K-1", "was": "K-1", "unit": "kaksi", "actor": "olli", "before": "A", "after": None} in told[
        "letters"
    ]
    removed = [change for change in told["changes"] if change["kind"] == "letter-changed" and change["after"] is None]
    assert {change["before"]["symbol"] for change in removed} == {"S", "C", "I"}
