"""``review``: what a returned workbook proposes, decided by words or on a terminal, recorded and replied to."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.support.command import SMALL, files_in, run
from tests.support.matrices import ROOT, matrix_of
from tests.support.returned import Book, changed
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

ALL = "Kaikki tehtävät"


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    return render(Views(matrix_of(SMALL)), design)


@pytest.fixture
def home(workbook: bytes, tmp_path: Path) -> Path:
    """A folder with a data file, and a workbook of it that came back with five edits."""

    def edit(book: Book) -> None:
        sheet = book[ALL]
        sheet.put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        sheet.put("Y-1", "Olli Esimerkki", "C")
        sheet.put("K-1", "Kommentti", "Miksi vain me?")
        sheet.insert_row("K-1", {"Tehtävä": "Kirjaamme asiat.", "Yksikkö": "Kaksi"})
        sheet.put("K-1", "Olli Esimerkki", "")

    (tmp_path / "tiedot.yaml").write_text("# huomautus\n" + SMALL, encoding="utf-8")
    (tmp_path / "Ollin kirja.xlsx").write_bytes(changed(workbook, edit))
    return tmp_path


def review(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run("review", home / "Ollin kirja.xlsx", "--source", home / "tiedot.yaml", *arguments)


def answer(home: Path, *arguments: str | Path) -> Any:
    done = review(home, "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.usefixtures("finnish")
def test_the_list(home: Path) -> None:
    """Each proposal has its number, a sentence and its cell, in the language of the matrix; nothing is written."""
    before = (home / "tiedot.yaml").read_bytes()
    done = review(home)
    assert (done.returncode, done.stderr) == (0, "")
    first, *lines = done.stdout.splitlines()
    assert "tehty painoksesta 1 (31.1.2026" in first
    assert lines == [
        "   1  Y-1, teksti: Teemme [lisätty: paljon] työtä.",
        f"      {ALL}!B7",
        "   2  Y-1, Olli Esimerkki: lisätty C",
        f"      {ALL}!G7",
        "   3  K-1: ”Miksi vain me?”",
        f"      {ALL}!K8",
        "   4  K-1, Olli Esimerkki: poistettu A",
        "      Kukaan muu ei vastaa tehtävästä: yksinään tämä jättää sen avoimeksi.",
        f"      {ALL}!G8",
        "   5  Uusi tehtävä (Kaksi) lisätty: Kirjaamme asiat.",
        f"      {ALL}!B9",
        "5 ehdotusta avoinna.",
    ]
    assert (home / "tiedot.yaml").read_bytes() == before
    assert not (home / "reviews").exists()


def test_for_machines(home: Path) -> None:
    """The JSON names the base and has the fixed keys of each proposal."""
    told = answer(home)
    assert (told["base"]["edition"], told["base"]["found"]) == ("1", "embedded")
    keys = {"number", "kind", "duty", "actor", "base", "theirs", "now", "conflict", "cells", "by", "text"}
    assert all(keys <= {*one} for one in told["proposals"])
    assert [(one["kind"], one["duty"], one["base"], one["theirs"]) for one in told["proposals"]][:4] == [
        ("duty-reworded", "Y-1", "Teemme työtä.", "Teemme paljon työtä."),
        ("duty-letters", "Y-1", None, "C"),
        ("comment", "K-1", None, "Miksi vain me?"),
        ("duty-letters", "K-1", "A", None),
    ]


@pytest.mark.usefixtures("finnish")
def test_decided_recorded_and_replied(home: Path) -> None:
    """What is accepted is in the data file, all else as it was; record and reply tell what became of each."""
    done = review(home, "--accept", "1-2,5", "--reject", "4", "--reason", "Olli vastaa.", "--reply", home / "v.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Uuden tehtävän tunnus on K-2: Kirjaamme asiat.\n" in done.stdout
    assert "\n1 ehdotus avoinna.\n" in done.stdout
    text = (home / "tiedot.yaml").read_text(encoding="utf-8")
    assert text.startswith("# huomautus\n")
    after = matrix_of(text)
    assert (after.duty("Y-1").text, after.unit("kaksi").duties) == ("Teemme paljon työtä.", ("K-1", "K-2"))
    assert (home / "tiedot.yaml.before").read_text(encoding="utf-8") == "# huomautus\n" + SMALL
    record = yaml.safe_load((home / "reviews" / "2026-01-31-ollin-kirja.yaml").read_text(encoding="utf-8"))
    states = {one["number"]: (one["state"], one.get("reason")) for one in record["proposals"]}
    assert states == {
        1: ("accepted", None),
        2: ("accepted", None),
        3: ("open", None),
        4: ("rejected", "Olli vastaa."),
        5: ("accepted", None),
    }
    sheet = openpyxl.load_workbook(home / "v.xlsx").active
    assert sheet["A2"].value.startswith("Ollin kirja.xlsx: tehty")  # no folder of ours goes to others
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert rows[4][5] == "K-2"
    assert [(row[0], row[6]) for row in rows] == [
        (1, "hyväksytty"),
        (2, "hyväksytty"),
        (3, "avoinna"),
        (4, "ei hyväksytty"),
        (5, "hyväksytty"),
    ]
    assert [one["number"] for one in answer(home)["proposals"]] == [3]


def test_all_leaves_comments_to_people(home: Path) -> None:
    """``all`` takes what changes the data file; a comment is dealt with by its number alone, and then not open."""
    assert review(home, "--accept", "all").returncode == 0
    assert [one["kind"] for one in answer(home)["proposals"]] == ["comment"]
    before = (home / "tiedot.yaml").read_bytes()
    assert review(home, "--accept", "3").returncode == 0
    assert answer(home)["proposals"] == []
    assert (home / "tiedot.yaml").read_bytes() == before


@pytest.mark.parametrize(("owners", "leads"), [("leads", "[eeva]"), ("assign", "[eeva, olli]")])
@pytest.mark.usefixtures("finnish")
def test_an_owner_that_leaves_others_out_says_so(owners: str, leads: str, design: Design, tmp_path: Path) -> None:
    """Who would no longer lead the unit is named before anything is decided, with the option that keeps them."""
    source = SMALL.replace("leads: [eeva]", "leads: [eeva, olli]")
    edited = changed(
        render(Views(matrix_of(source)), design),
        lambda book: book["Avoimet päätökset"].put("yksi owner-undecided", "Päätös", "Eeva Esimerkki"),
    )
    (tmp_path / "tiedot.yaml").write_text(source, encoding="utf-8")
    (tmp_path / "Ollin kirja.xlsx").write_bytes(edited)
    assert "Muut vastuuhenkilöt jäävät pois: Olli Esimerkki." in review(tmp_path).stdout
    assert review(tmp_path, "--accept", "1", "--owners", owners).returncode == 0
    assert f"leads: {leads}" in (tmp_path / "tiedot.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "Tämä ei ole kirjain, joten se on kommentti. Kirjaimet ovat R, A, S, C, I."),
        ("sv", "Detta är ingen bokstav, så det är en kommentar. Bokstäverna är R, A, S, C, I."),
    ],
)
def test_what_is_no_letter_is_said_to_be_none(language: str, said: str, design: Design, tmp_path: Path) -> None:
    """A letter that nobody knows is told beside those there are; a comment at the same cell is but a comment."""

    def edit(book: Book) -> None:
        book[ALL].put("Y-1", "Olli Esimerkki", "Q")
        book.note(ALL, "G8", "Q", "Eeva")
        book[ALL].insert_row("K-1", {"Tehtävä": "Kirjaamme.", "Yksikkö": "Kaksi", "Olli Esimerkki": "Q"})

    data = render(Views(matrix_of(SMALL)), design)
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "Ollin kirja.xlsx").write_bytes(changed(data, edit))
    done = run("review", tmp_path / "Ollin kirja.xlsx", "--source", tmp_path / "tiedot.yaml", "--messages", language)
    lines = [line.strip() for line in done.stdout.splitlines()]
    after = {line[3:].strip(): lines[number + 1] for number, line in enumerate(lines) if line.endswith("Q”")}
    assert after == {
        "Y-1, Olli Esimerkki: ”Q”": said,
        "K-1, Olli Esimerkki (Eeva): ”Q”": f"{ALL}!G8",
        "Olli Esimerkki: ”Olli Esimerkki: Q”": said,
    }, done.stdout
    [own, *_] = [one for one in answer(tmp_path)["proposals"] if one["duty"] == "Y-1"]
    assert (own["kind"], own["theirs"]) == ("comment", "Q")
    reply = ("--reply", tmp_path / "v.xlsx", "--messages", language)
    assert review(tmp_path, "--accept", str(own["number"]), *reply).returncode == 0
    replied = [row[2].value for row in openpyxl.load_workbook(tmp_path / "v.xlsx").active.iter_rows(min_row=5)]
    assert sum(said in text for text in replied) == len(after) - 1, replied
    [record] = (tmp_path / "reviews").iterdir()
    first, *_ = yaml.safe_load(record.read_text(encoding="utf-8"))["proposals"]
    assert first["theirs"] == "Q"


@pytest.mark.usefixtures("finnish")
def test_machines_are_warned_as_people_are(home: Path) -> None:
    """What speaks against a proposal stands in the answer for machines, too."""
    warnings = {one["number"]: one["warnings"] for one in answer(home)["proposals"]}
    assert warnings == {
        **{number: [] for number in (1, 2, 3, 5)},
        4: ["Kukaan muu ei vastaa tehtävästä: yksinään tämä jättää sen avoimeksi."],
    }


def test_taken_back_by_hand_it_is_asked_again(home: Path) -> None:
    """What was accepted and is no longer in the data file is open again; it is no conflict."""
    assert review(home, "--accept", "1").returncode == 0
    (home / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    assert (1, False) in [(one["number"], one["conflict"]) for one in answer(home)["proposals"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--accept", "9"], "no open proposal 9"),
        (["--accept", "5-1"], "names no proposal"),
        (["--accept", "kaikki"], "names no proposal"),
        (["--accept", "1", "--reject", "1"], "both accepted and rejected"),
    ],
)
def test_numbers_that_are_none(arguments: list[str], words: str, home: Path) -> None:
    """A number that no open proposal has changes nothing and is wrong usage."""
    before = (home / "tiedot.yaml").read_bytes()
    done = review(home, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert (home / "tiedot.yaml").read_bytes() == before


def test_files_that_are_not_there(home: Path) -> None:
    """A workbook that is missing, and a reply that is there already, are told; nothing is changed."""
    (home / "v.xlsx").write_bytes(b"")
    missing = run("review", home / "muu.xlsx", "--source", home / "tiedot.yaml")
    assert (missing.returncode, missing.stderr.count("there is no such file")) == (1, 1)
    taken = review(home, "--reply", home / "v.xlsx")
    assert (taken.returncode, "is there already" in taken.stderr) == (1, True)
    (home / "reviews").mkdir()
    (home / "reviews" / "2026-01-31-ollin-kirja.yaml").write_text("- rikki", encoding="utf-8")
    broken = review(home)
    assert (broken.returncode, "no file of decisions" in broken.stderr) == (1, True)


@pytest.mark.usefixtures("finnish")
def test_on_a_terminal(home: Path) -> None:
    """A person is asked for each: yes, why, no with a reason, later; the end of the input leaves the rest open."""
    told = on_terminal(home, "k\np\ne\nEi nyt.\nm\n\x04")
    assert "Hyväksytäänkö?" in told
    assert "Onko kommentti käsitelty?" in told
    assert "Ehdotettu: C" in told
    record = yaml.safe_load((home / "reviews" / "2026-01-31-ollin-kirja.yaml").read_text(encoding="utf-8"))
    assert [one["state"] for one in record["proposals"]] == ["accepted", "rejected", "open", "open", "open"]
    assert record["proposals"][1]["reason"] == "Ei nyt."
    assert "Teemme paljon työtä." in (home / "tiedot.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("end", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGKILL, None])
@pytest.mark.usefixtures("finnish")
def test_no_answer_is_lost(end: int | None, home: Path) -> None:
    """Whatever ends the questions, a closed terminal too, all answers are recorded, and the next review goes on."""
    with terminal(home) as (parent, process):
        os.write(parent, b"k\ne\nEi nyt.\n")
        shown = b""
        while b"Onko kommentti" not in shown:  # the third question
            shown += os.read(parent, 4096)
        if end is None:  # nobody is at the other side of the terminal any more
            with Path(os.devnull).open("rb") as nothing:
                os.dup2(nothing.fileno(), parent)
        else:
            process.send_signal(end)
            shown += all_of(parent)
        process.wait(timeout=60)
    record = home / "reviews" / "2026-01-31-ollin-kirja.yaml"
    first, second, *others = yaml.safe_load(record.read_bytes())["proposals"]
    assert (first["state"], second["state"], second["reason"]) == ("accepted", "rejected", "Ei nyt.")
    assert {one["state"] for one in others} == {"open"}
    if end not in (None, signal.SIGKILL):
        assert process.returncode == 128 + int(end or 0)
        assert "Tähänastiset vastaukset on kirjattu" in shown.decode()
        assert "mitään ei muutettu" not in shown.decode()
    told = on_terminal(home, "m\n\x04")
    assert "Miksi vain me?" in told
    assert "Y-1" not in told.rpartition("avoinna.")[2]
    assert "Teemme paljon työtä." in (home / "tiedot.yaml").read_text(encoding="utf-8")
    states = [(one["state"], "waiting" in one) for one in yaml.safe_load(record.read_bytes())["proposals"]]
    assert states == [("accepted", False), ("rejected", False)] + [("open", False)] * 3


def on_terminal(home: Path, typed: str) -> str:
    """Type into the command on a terminal; returns what it shows."""
    with terminal(home) as (parent, process):
        os.write(parent, typed.encode())
        shown = all_of(parent)
        process.wait(timeout=60)
    return shown.decode()


@contextmanager
def terminal(home: Path) -> "Iterator[tuple[int, subprocess.Popen[bytes]]]":
    """Give the other side of the command's terminal, and the command."""
    parent, child = pty.openpty()
    command = [sys.executable, ROOT / "generate.py", "review", home / "Ollin kirja.xlsx"]
    with subprocess.Popen(
        [*command, "--source", home / "tiedot.yaml"], stdin=child, stdout=child, stderr=child, close_fds=True
    ) as process:
        os.close(child)
        yield parent, process
    os.close(parent)


def all_of(parent: int) -> bytes:
    shown = b""
    with suppress(OSError):  # the other side is closed
        while part := os.read(parent, 4096):
            shown += part
    return shown


def test_the_same_again(home: Path) -> None:
    """What is decided in just this way is no mistake when it is said once more; another reason is."""
    words = ("--accept", "1", "--reject", "4", "--reason", "Olli vastaa.")
    assert review(home, *words).returncode == 0
    before = files_in(home)
    assert review(home, *words).returncode == 0
    assert files_in(home) == before
    assert review(home, *words[:-1], "Muu syy.").returncode == 2
    assert review(home, "--accept", "4").returncode == 2
    assert files_in(home) == before


def test_a_workbook_as_a_side_of_diff(home: Path, workbook: bytes) -> None:
    """``diff`` takes a workbook for the matrix that it was made from."""
    (home / "vanha.xlsx").write_bytes(workbook)
    (home / "tiedot.yaml").write_text(SMALL.replace("Autamme", "Neuvomme"), encoding="utf-8")
    done = run("diff", home / "vanha.xlsx", home / "tiedot.yaml", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert [(one["kind"], one["where"]) for one in told["changes"]] == [("duty-reworded", "K-1")]
    assert told["old"]["fingerprint"] == matrix_of(SMALL).fingerprint
    book = openpyxl.Workbook()
    book.save(home / "muu.xlsx")
    done = run("diff", home / "muu.xlsx", home / "tiedot.yaml")
    assert (done.returncode, "carries no matrix" in done.stderr) == (1, True)
