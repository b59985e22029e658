"""Whatever stands in the data file, the program answers with a matrix or with problems, and soon."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.matrices import ROOT
from vastuumatriisi.cli.check import as_json
from vastuumatriisi.datafile import load, read
from vastuumatriisi.datafile.read import KNOWN_KEYS
from vastuumatriisi.errors import MAX_DIAGNOSTICS, SourceError
from vastuumatriisi.findings import find
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.text.characters import FORBIDDEN

REAL = (ROOT / "source" / "vastuumatriisi.yaml").read_bytes()
GUARD = 20.0  # seconds of work; what hangs takes longer, what is merely slow on a loaded machine does not
FLIPS = 150

KEYS = st.sampled_from([*sorted(KNOWN_KEYS), "R", "no-owner", "x"])
WORDS = st.sampled_from(
    [
        *("", "1", "fi", "et", "2026-01-31", "2026-02-30", "a", "b", "E-1", "E-01", "R", "R/A", "Q (x)", "()", "-"),
        *(
            "true",
            "no",
            "~",
            "https://esimerkki.fi",
            "{{7*7}}",
            "=1",
            "ä" * 300,
            "9" * 5_000,
            "𝔘😀",
            "\u00ad\u2011",
            "٣",
        ),
    ]
)
SIGNS = (b"\n", b"  ", b"\t", b": ", b"- ", b'"', b"*", b"&", b"[", b"}", b"\r")
SCALARS = WORDS | st.text(max_size=8) | st.none() | st.integers() | st.booleans()
STRUCTURES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | WORDS, inner, max_size=5), max_leaves=25
)


@contextmanager
def guarded() -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < GUARD


def answer(content: bytes) -> bool:
    """Return whether the content is a matrix; fail for any answer but a matrix or well-formed problems."""
    with guarded():
        try:
            matrix = read.matrix_of(load.read(content, "x"))
        except SourceError as error:
            diagnostics = error.diagnostics
        else:
            assert as_json(find(matrix, wording(matrix.language)))
            assert set(Views(matrix).unit_grid.rows) == {duty.id for duty in matrix.duties}
            return True
    assert 1 <= len(diagnostics) <= MAX_DIAGNOSTICS
    for diagnostic in diagnostics:
        assert min(diagnostic.line, diagnostic.column) >= 1
        assert "\n" not in str(diagnostic)
        assert not FORBIDDEN.search(str(diagnostic))
    return False


def whole(draw: st.DrawFn) -> dict[str, Any]:
    """Return a small sound file."""
    duty = {"id": "E-1", "text": "Teemme työtä."}
    unit = {"id": "b", "name": "Yksikkö", "leads": ["a"], "duties": [duty]}
    return {
        "format": 1,
        "title": "Esimerkki",
        "organisation": "Esimerkkilä",
        "language": draw(st.sampled_from(["fi", "sv", "en", "ar", "xx"])),
        "edition": "1",
        "date": "2026-01-31",
        "roles": [{"id": "a", "name": "A"}],
        "levels": [{"id": "c", "name": "Taso", "units": [unit]}],
    }


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container below ``node`` with each of its keys or numbers."""
    steps = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for step in steps:
        yield node, step
        yield from places(node[step])


@st.composite
def nearly_sound(draw: st.DrawFn) -> dict[str, Any]:
    """Return a sound file in which up to four places were replaced, added to or removed."""
    data = whole(draw)
    for _ in range(draw(st.integers(0, 4))):
        container, step = draw(st.sampled_from(list(places(data))))
        change = draw(st.sampled_from(["replace", "add", "remove"]))
        if change == "remove":
            del container[step]
        elif change == "replace" or isinstance(container, list):
            container[step] = draw(STRUCTURES)
        else:
            container[draw(KEYS)] = draw(STRUCTURES)
        if not data:
            return data
    return data


def as_yaml(data: Any) -> bytes:
    return yaml.dump(data, allow_unicode=True).encode("utf-8", "surrogatepass")


@given(nearly_sound())
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_nearly_sound_files(data: dict[str, Any]) -> None:
    """A sound file with a few things wrong in it gives a matrix or problems."""
    answer(as_yaml(data))


@given(STRUCTURES)
@settings(max_examples=200)
def test_any_structure(data: Any) -> None:
    """Any structure at all gives problems."""
    answer(as_yaml(data))


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=300)
def test_any_bytes(content: bytes) -> None:
    """Any bytes at all give problems."""
    assert not answer(content)


@given(st.text(alphabet="abc:-,[]{}&*!|>?%@`\"'# \n\t\\<=~01", max_size=60))
@settings(max_examples=500)
def test_signs_of_the_grammar(text: str) -> None:
    """Any order of YAML's own signs gives problems, also below a sound head."""
    assert not answer(text.encode())
    answer(b"format: 1\ntitle: x\n" + text.encode())


def test_flipped_bytes_of_the_real_file() -> None:
    """The real file with some bytes changed, cut out, doubled or moved gives a matrix or problems."""
    chance = random.Random(20261123)  # noqa: S311 -- the same damage in every run
    sound = [answer(damaged(chance)) for _ in range(FLIPS)]
    assert 0 < sum(sound) < FLIPS


def damaged(chance: random.Random) -> bytes:
    content = bytearray(REAL)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, length = chance.randrange(len(content)), chance.randrange(1, 60)
        kind = chance.randrange(5)
        if kind == 0:
            content[at] = chance.randrange(256)
        elif kind == 1:
            content[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del content[at : at + length]
        elif kind == 3:
            content[at:at] = content[at : at + length]
        else:
            content[at : at + 1] = chance.choice(SIGNS)
    return bytes(content)
