"""Every broken source is refused with the messages in its first comment, in little time and little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.matrices import HEAD, ROOT
from vastuumatriisi.datafile.load import load
from vastuumatriisi.datafile.read import validate
from vastuumatriisi.errors import SourceError
from vastuumatriisi.locales.wording import messages, wording
from vastuumatriisi.matrix.letters import usual_letters

FOLDER = Path(__file__).parent / "broken_sources"
SOURCES = sorted(FOLDER.glob("*.yaml"))


def expected_in(path: Path) -> list[str]:
    """Return the messages that the first comment holds, or that of the file beside it: UTF-16 has no such comment."""
    beside = path.with_suffix(".expected")
    content = (beside if beside.exists() else path).read_bytes().decode("utf-8", "replace")
    return content.split("\n", 1)[0].removeprefix("# ").split(" | ")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_broken_source(path: Path) -> None:
    """Every expected message is there, with file, line and column, and no other one."""
    with pytest.raises(SourceError) as caught:
        validate(load(path, path.name), usual_letters(wording("fi")))
    assert [str(diagnostic) for diagnostic in caught.value.diagnostics] == [
        f"{path.name}:{line}" for line in expected_in(path)
    ]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_broken_sources_in_words_of_the_reader(language: str) -> None:
    """All messages in Finnish and in Swedish are those of the table beside the sources, which people have read."""
    told = {}
    for path in SOURCES:
        with pytest.raises(SourceError) as caught:
            validate(load(path, path.name), usual_letters(wording("fi")))
        lines = caught.value.told(messages(language)).splitlines()[:-1]
        told[path.stem] = [line.removeprefix(f"{path.name}:") for line in lines]
    expected = yaml.safe_load((FOLDER / "expected" / f"{language}.yaml").read_text(encoding="utf-8"))
    assert told == expected


def test_there_are_many() -> None:
    """A test that finds its files by a pattern must not pass because it finds none."""
    assert len(SOURCES) >= 80


HOSTILE = """
import json, re, sys, time
from pathlib import Path
from vastuumatriisi.errors import UserError
from vastuumatriisi.datafile.load import load
from vastuumatriisi.datafile.read import validate
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix.letters import usual_letters
for path in sys.argv[1:]:
    started = time.process_time()
    try:
        validate(load(Path(path), "x"), usual_letters(wording("fi")))
        said = "accepted"
    except UserError as user_error:
        said = str(user_error)
    # Kilobytes, the most since the program began; getrusage would count its parent's, too.
    most = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
    print(json.dumps([said[:2_000], said.count("\\n") + 1, time.process_time() - started, most]))
"""

HEAD_BYTES = HEAD.encode()
UNITS = HEAD_BYTES + b"roles: []\nlevels: [{id: a, name: A, units: [{id: u, name: U, "
MANY = 299_000
FLOODS = {
    "texts_for_roles": (
        HEAD_BYTES + b"levels: []\nroles: [" + b"x," * MANY + b"]\n",
        "is a text; write its keys there",
    ),
    "strange_keys": (HEAD_BYTES + b"levels: []\nroles: [" + b"{x: 1}," * (MANY // 3) + b"]\n", "there is no key “x”"),
    "unknown_ids": (UNITS + b"leads: [" + b",".join(b"x%d" % n for n in range(MANY)) + b"]}]}]\n", "“x0”"),
    "duties_without_id": (UNITS + b"duties: [" + b"{text: x}," * (MANY // 3) + b"]}]}]\n", "write “id: D-01”"),
    "one_id_for_all": (UNITS + b"duties: [" + b"{id: E-1, text: x}," * (MANY // 5) + b"]}]}]\n", "such as “E-2”"),
    "too_many_values": (b"a: [" + b"x," * 8_000_000 + b"]\n", "more than 300000 keys and values"),
    "too_large": (b"#" * (17 * 1024 * 1024), "larger than 16 MiB"),
    "controls": (b"\x07" * 15_000_000, "U+0007"),
    "conflict_markers": (b"<<<<<<< a\n" * 1_500_000, "a conflict marker of git"),
    "wide_text": ("a: 😀\n".encode() * 1_500_000, "the key “a” is here twice"),
    "brackets": (b"a: " + b"[" * 15_000_000, "more than 100 deep"),
    "braces_and_colons": (b"{a: " * 4_000_000, "more than 100 deep"),
    "dashes": (b"- " * 7_000_000, "more than 100 deep"),
    "anchors": (b"".join(b"k%d: &a%d x\n" % (n, n) for n in range(400_000)), "more than 300000 keys and values"),
    "long_text": (b"a: " + b"x" * 15_000_000, "the text is 15000000 characters long, and 32767 is the most"),
    "long_key": (b"x" * 15_000_000 + b": a", "the text is 15000000 characters long"),
    "open_brackets_in_a_cell": (
        UNITS + b'duties: [{id: E-1, text: x, assign: {u: "' + b"(" * 32_000 + b'"}}]}]}]\n',
        "the cell is 32000 characters long",
    ),
    "digits": (UNITS + b"duties: [{id: " + b"9" * 9_000 + b", text: x}, {text: y}]}]}]\n", "write “id: D-01”"),
    "tabs": (b"a:\n" + b"\tb: c\n" * 2_000_000, "a tab indents the line"),
}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells a process its peak memory")
def test_floods_are_refused_in_little_memory(tmp_path: Path) -> None:
    """No hostile source takes 300 MB or 20 seconds of work, and each is told in at most a thousand lines."""
    for name, (content, _) in FLOODS.items():
        (tmp_path / name).write_bytes(content)
    files = [str(tmp_path / name) for name in FLOODS]
    command = [sys.executable, "-c", HOSTILE, *files]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", cwd=ROOT, timeout=600)
    told = dict(zip(FLOODS, map(json.loads, done.stdout.splitlines()), strict=True))
    for name, (_, message) in FLOODS.items():
        said, lines, seconds, kilobytes = told[name]
        assert message in said, (name, said)
        assert max(map(len, said.splitlines())) < 300, name
        assert lines <= 1_000, name
        assert seconds < 20, name
        assert kilobytes * 1024 < 300_000_000, name
