"""``build --since``: what changes are marked against, and what the closing lines tell of the prints of that edition."""

import os
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in, manifest, run
from tests.support.matrices import many_duties
from tests.support.tracked import body, lines, settled

HISTORY = 'history: [{edition: "1", date: 2026-01-31}]\n'
NEXT = SMALL.replace('edition: "1"', 'edition: "2"').replace("2026-01-31", "2026-06-01") + HISTORY
REWORDED = NEXT.replace("Autamme muita.", "Autamme kaikkia.")
EDITIONS = "Painos 1 (31.1.2026) → painos 2 (1.6.2026)"
SOME = "Korvaa nämä julisteet: Kaksi; muut pitävät paikkansa."
IN_ENGLISH = (
    "Edition 1 (31 January 2026) → edition 2 (1 June 2026)",
    "Replace these posters: Kaksi; all others still hold.",
)
HANDBOOK, REDLINE = "vastuukasikirja.docx", "vastuukasikirja-muutokset.docx"
ALL_HOLD = "Kaikki entiset asiakirjat pitävät paikkansa."


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A data file whose first edition is frozen, and in whose second one a duty is reworded."""
    path = tmp_path / "tiedot.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert run("release", "--source", path).returncode == 0
    path.write_text(REWORDED, encoding="utf-8")
    return path


def built(source: Path, *arguments: str | Path) -> list[str]:
    """Return the lines that a build of the posters says; it has no errors."""
    done = run("build", "--source", source, "--output", source.parent / "out", "--only", "posters", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def posters(source: Path) -> dict[str, bytes]:
    return files_in(source.parent / "out" / "julisteet")


@pytest.mark.usefixtures("finnish")
def test_the_newest_of_the_history(source: Path) -> None:
    """Without the option the newest frozen edition of the history is the base; its prints are told of by ``diff``."""
    lines = built(source)
    told = run("diff", "--source", source).stdout.splitlines()
    start = lines.index(EDITIONS)
    assert told[0] == EDITIONS
    assert lines[start + 1] == SOME
    assert lines[start + 1 : -1] == told[told.index(SOME) :]


@pytest.mark.usefixtures("finnish")
def test_new_and_gone(source: Path) -> None:
    """A poster without an older print is new, a print without a poster has to come down."""
    source.write_text(NEXT.replace("id: kaksi, name: Kaksi", "id: kolme, name: Kolme"), encoding="utf-8")
    lines = built(source)
    start = lines.index(EDITIONS)
    assert lines[start + 1 : start + 4] == [
        "Entiset julisteet pitävät paikkansa.",
        "Uudet julisteet: Kolme.",
        "Ota pois nämä julisteet: Kaksi.",
    ]


@pytest.mark.usefixtures("finnish")
@pytest.mark.parametrize("since", ["1", "editions/1.yaml"])
def test_an_edition_and_a_file(source: Path, since: str) -> None:
    """An edition is named by its label, and any data file by its path, whatever the history says."""
    source.write_text(REWORDED.replace(HISTORY, ""), encoding="utf-8")
    path = str(source.parent / since) if "/" in since else since
    lines = built(source, "--since", path)
    assert lines[lines.index(EDITIONS) :][:2] == [EDITIONS, SOME]


@pytest.mark.usefixtures("finnish")
def test_none(source: Path) -> None:
    """On request nothing is marked and nothing is told of other editions, as where there is none."""
    lines = built(source, "--since", "none")
    assert not [line for line in lines if "Painos" in line or "julisteet:" in line]
    unmarked = posters(source)
    assert {*unmarked} == {"yksi.pdf", "kaksi.pdf"}
    (source.parent / "editions" / "1.yaml").unlink()
    assert not [line for line in built(source, "--force") if "Painos" in line or "julisteet:" in line]
    assert posters(source) == unmarked


@pytest.mark.usefixtures("finnish")
def test_nothing_has_changed(source: Path) -> None:
    """A base that says the same is told of in one sentence, and leaves the documents as they are without it."""
    source.write_text(NEXT, encoding="utf-8")
    lines = built(source)
    assert lines[lines.index(EDITIONS) + 1] == ALL_HOLD
    marked = posters(source)
    built(source, "--since", "none", "--force")
    assert posters(source) == marked


def test_an_unknown_label(source: Path) -> None:
    """What is not there is wrong usage: the message names what is, and nothing is made."""
    done = run("build", "--source", source, "--output", source.parent / "out", "--since", "2025-12")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "2025-12: there is no such file and no such edition; name a data file or the label of an edition; "
        "frozen are 1.\n"
    )
    assert not (source.parent / "out").exists()


def test_a_long_path_that_is_wrong(source: Path) -> None:
    """The message names the file, whatever the folders it is said to be in."""
    wrong = source.parent / "kansio" / ("pitkä-nimi" * 6) / "viime-vuosi.yaml"
    done = run("build", "--source", source, "--since", wrong)
    assert done.returncode == 2
    assert done.stderr.startswith(f"…{os.sep}viime-vuosi.yaml: there is no such file and no such edition; ")


def test_a_base_that_no_longer_reads(source: Path) -> None:
    """One note says what is wrong with it and where; all documents are made, without marks."""
    frozen = source.parent / "editions" / "1.yaml"
    frozen.write_text(SMALL.replace("[eeva]", "[eva]"), encoding="utf-8")
    lines = built(source)
    notes = [line for line in lines if line.startswith("Changes are not marked: ")]
    assert len(notes) == 1
    assert f"{frozen}:13:40: there is no unit or role “eva”" in notes[0]
    assert IN_ENGLISH[0] not in lines
    unmarked = posters(source)
    assert not [line for line in built(source, "--since", "none", "--force") if "not marked" in line]
    assert posters(source) == unmarked


def test_an_edition_that_is_frozen_later(source: Path) -> None:
    """An edition that comes to be frozen is a reason to build: what changes are marked against is another one."""
    frozen = source.parent / "editions" / "1.yaml"
    content = frozen.read_bytes()
    frozen.unlink()
    out = source.parent / "out"
    arguments = ("build", "--source", source, "--output", out)
    assert IN_ENGLISH[0] not in run(*arguments).stdout
    assert "nothing to do" in run(*arguments).stdout
    frozen.write_bytes(content)
    again = run(*arguments)
    assert IN_ENGLISH[0] in again.stdout.splitlines()
    assert manifest(out)["edition"] == "2"
    assert "nothing to do" in run(*arguments).stdout


def test_prints_are_told_again_when_nothing_has_to_be_made(source: Path) -> None:
    arguments = "build", "--source", source, "--output", source.parent / "out"
    first, second = run(*arguments).stdout.splitlines(), run(*arguments).stdout.splitlines()
    assert "nothing to do" in second[-1]
    start = first.index(IN_ENGLISH[0])
    assert IN_ENGLISH[1] in first[start:]
    assert second[:-1] == first[start:-1]


def test_tracked_changes_accepted_and_rejected(source: Path) -> None:
    """Accepting all gives the text of the new handbook, page numbers and all, rejecting all that of the old one."""
    old = source.parent / "editions" / "1.yaml"
    for path in (old, source):
        path.chmod(0o644)
        path.write_text(many_duties(path.read_text(encoding="utf-8")), encoding="utf-8")
    options = ["--only", "handbook", "--output", source.parent / "out"]
    done = run("build", "--source", source, "--redline", *options)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("build", "--source", old, "--only", "handbook", "--output", source.parent / "old").returncode == 0
    redline, new, before = (
        (source.parent / folder / name).read_bytes()
        for folder, name in (("out", REDLINE), ("out", HANDBOOK), ("old", HANDBOOK))
    )
    assert settled(redline, "w:ins", "w:del") == [line for line in lines(body(new)) if line]
    assert settled(redline, "w:del", "w:ins") == [line for line in lines(body(before)) if line]
    [entry] = [entry for entry in manifest(source.parent / "out")["documents"] if entry["kind"] == "redline"]
    assert (entry["path"], entry["pages"]) == (REDLINE, None)
    again = run("build", "--source", source, "--redline", *options)
    assert "0 made" in again.stdout or "nothing to do" in again.stdout
    assert (source.parent / "out" / REDLINE).read_bytes() == redline


def test_no_tracked_changes_without_a_base(source: Path) -> None:
    done = run(
        "build",
        "--source",
        source,
        "--since",
        "none",
        "--only",
        "handbook",
        "--redline",
        "--output",
        source.parent / "out",
    )
    assert done.returncode == 0
    assert "no redline" in done.stdout + done.stderr
    assert not (source.parent / "out" / REDLINE).exists()


def test_prints_are_told_in_the_language_of_the_command(source: Path) -> None:
    """Whichever language a build was made in, the next command tells in its own; documents stay in the matrix's."""
    arguments = "build", "--source", source, "--output", source.parent / "out", "--messages"
    made = {language: run(*arguments, language).stdout.splitlines() for language in ("en", "fi", "sv")}
    replaced = "Byt ut de här affischerna: Kaksi; de övriga gäller fortfarande."
    for language, said in {
        "en": IN_ENGLISH,
        "fi": (EDITIONS, SOME),
        "sv": ("Utgåva 1 (31.1.2026) → utgåva 2 (1.6.2026)", replaced),
    }.items():
        told = run("diff", "--source", source, "--messages", language).stdout.splitlines()
        assert [line for line in said if line not in told] == []
        start = made[language].index(said[0])
        assert made[language][start + 1 : -1] == told[told.index(said[1]) :]
    assert SOME in lines(body((source.parent / "out" / HANDBOOK).read_bytes()))
