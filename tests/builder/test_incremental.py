"""What has not changed is taken over, what has changed is made again, and both are what a fresh build would make."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pymupdf_fonts
import pytest

from tests.support.command import PRINTED, Silent, files_in, run
from tests.support.matrices import HEAD, ROOT
from vastuumatriisi.builder import toolchain, up_to_date
from vastuumatriisi.builder.documents import Outdated
from vastuumatriisi.builder.executor import InProcessRenderer
from vastuumatriisi.builder.layouts import Office
from vastuumatriisi.builder.pipeline import BuildResult, build
from vastuumatriisi.builder.request import Request
from vastuumatriisi.design import design
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.locales import wording
from vastuumatriisi.options import Options
from vastuumatriisi.system import libraries

SOURCE = (
    HEAD
    + """
roles: [{id: eeva, name: Eeva Esimerkki}, {id: olli, name: Olli Esimerkki}, {id: joku, name: Jo}, {id: turha, name: T}]
letters: {A: {name: Vastaa, counts_as: accountable}, R: {name: Tekee, counts_as: responsible}}
levels:
  - id: taso
    name: Taso
    units:
      - {id: yksi, name: Yksi, leads: [eeva], duties: [{id: Y-1, text: Teemme työtä.}]}
      - {id: kaksi, name: Kaksi, leads: [olli], duties: [{id: K-1, text: Autamme muita., assign: {olli: A, joku: A}}]}
site_types: [{id: talo, name: Talo, units: [yksi]}]
"""
)
WORKBOOK, HANDBOOK = "vastuumatriisi.xlsx", "vastuukasikirja.docx"
ONE, TWO, HOUSE = "julisteet/yksi.pdf", "julisteet/kaksi.pdf", "julisteet/talo-talo.pdf"
POSTERS = {ONE, TWO, HOUSE}
EEVA, OLLI, JOKU = "roolit/eeva.pdf", "roolit/olli.pdf", "roolit/joku.pdf"
SHEETS = {EEVA, OLLI, JOKU}
DRAWN = POSTERS | SHEETS
SHEET_COLLECTION = "roolit/kaikki-roolit.pdf"
WEB = "verkko/index.html"
ALL = {WORKBOOK, HANDBOOK, WEB, *POSTERS, *SHEETS}


class Desk:
    """A data file and templates of its own, and the folder that its documents go to."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.office: Office | None = None
        self.options = Options()
        self.source = folder / "esimerkki.yaml"
        self.templates = folder / "templates"
        self.source.write_text(SOURCE, encoding="utf-8")
        shutil.copytree(ROOT / "templates", self.templates)
        monkeypatch.setattr("vastuumatriisi.builder.pipeline.find_office", lambda: self.office)

    def request(self, output: str = "build", *, force: bool = False) -> Request:
        place = self.folder / output
        return Request(self.source, "esimerkki.yaml", place, self.templates, options=self.options, force=force)

    def build(self, output: str = "build", *, force: bool = False) -> BuildResult:
        return build(self.request(output, force=force), Silent(), InProcessRenderer())

    def replace(self, old: str, new: str, file: str = "esimerkki.yaml") -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def tools(self, name: str, version: str) -> None:
        """Let another version of a tool be installed."""
        toolchain.toolchain.cache_clear()
        real, drawing = toolchain.version, libraries.versions()
        self.monkeypatch.setattr(toolchain, "version", lambda asked: version if asked == name else real(asked))
        if name in drawing:
            self.monkeypatch.setattr(libraries, "versions", lambda: drawing | {name: version})

    def code(self, path: str) -> None:
        """Let one of the program's own files be another."""
        files = toolchain._own_files()
        assert path in dict(files)
        changed = tuple((name, content + b"#" if name == path else content) for name, content in files)
        toolchain.toolchain.cache_clear()
        toolchain.code.cache_clear()
        self.monkeypatch.setattr(toolchain, "_own_files", lambda: changed)

    def words(self, key: str, text: str) -> None:
        found = wording.wording("fi")
        changed = wording.Wording(found.language, {**found.entries, key: text})
        self.monkeypatch.setattr(design, "wording", lambda _: changed)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    yield Desk(tmp_path, monkeypatch)
    toolchain.toolchain.cache_clear()
    toolchain.code.cache_clear()


def changes(theme: str, old: str, new: str) -> Callable[[Desk], None]:
    return lambda desk: desk.replace(f"\n{theme} = {old}", f"\n{theme} = {new}", "templates/theme.toml")


def says(old: str, new: str) -> Callable[[Desk], None]:
    return lambda desk: desk.replace(old, new)


def letterhead(desk: Desk) -> None:
    """Change the Word template in nothing but the name of its author."""
    document = docx.Document(str(desk.templates / "handbook.docx"))
    document.core_properties.author = "Eeva Esimerkki"
    document.save(str(desk.templates / "handbook.docx"))


def in_another_order(desk: Desk) -> None:
    """Put what stands first in the file last, so that its findings come last too: they are in the order of lines."""
    head, roles, rest = re.split(r"^(roles: .*\n)", desk.source.read_text(encoding="utf-8"), flags=re.MULTILINE)
    desk.source.write_text(head + rest + roles, encoding="utf-8")


def font(desk: Desk) -> None:
    """Put a file of the posters' own family into the folder of fonts, where it goes before the packaged one."""
    (desk.templates / "fonts").mkdir()
    (desk.templates / "fonts" / "Esimerkki.ttf").write_bytes(pymupdf_fonts.myfont("notos"))


CHANGES: dict[str, tuple[Callable[[Desk], object], set[str]]] = {
    "nothing": (lambda _: None, set()),
    "a comment in the data": (says("roles:", "# kommentti\nroles:"), set()),
    "a duty": (says("Teemme työtä.", "Teemme paljon työtä."), ALL - {TWO, OLLI, JOKU}),
    "the name of a role": (says("name: Eeva", "name: Eevi"), ALL - {TWO, OLLI, JOKU}),
    "the name of a unit": (says("name: Kaksi", "name: Kaksoset"), ALL - {ONE, HOUSE, EEVA}),
    "the order of the data": (in_another_order, {WORKBOOK, WEB}),  # its findings alone follow that order
    "the name of a letter": (says("name: Vastaa", "name: Päättää"), ALL - {ONE, HOUSE}),
    "a rule of letters": (says("levels:", "derive: {leads: R}\nlevels:"), {WORKBOOK, HANDBOOK, WEB, EEVA}),
    "the date": (says("2026-01-31", "2026-02-01"), ALL),
    "a house": (says("name: Talo,", "name: Esimerkkitalo,"), {WORKBOOK, HANDBOOK, WEB, HOUSE}),
    "a poster template": (
        lambda desk: desk.replace("</body>", "<!-- x --></body>", "templates/poster.html.j2"),
        POSTERS,
    ),
    "a template of role sheets": (
        lambda desk: desk.replace("</body>", "<!-- x --></body>", "templates/role.html.j2"),
        SHEETS,
    ),
    "the Word template": (letterhead, {HANDBOOK}),
    "a comment in the theme": (
        lambda desk: desk.replace("[poster]", "# koot\n[poster]", "templates/theme.toml"),
        set(),
    ),
    "a colour": (changes("muted", '"#4A5563"', '"#4A5564"'), ALL),
    "a size of posters": (changes("body_most", "40.0", "39.0"), POSTERS),
    "a size of the handbook": (changes("table", "10.5", "10.0"), {HANDBOOK}),
    "a size of the workbook": (changes("cover", "24.0", "26.0"), {WORKBOOK}),
    "a font": (font, ALL),
    "wording of posters": (lambda desk: desk.words("poster.edition", "Laitos {edition}"), DRAWN | {WEB}),
    "wording of the workbook": (lambda desk: desk.words("workbook.levels", "Kerrokset: {levels}"), {WORKBOOK}),
    "wording of the handbook": (lambda desk: desk.words("handbook.contents", "Mitä missä"), {HANDBOOK}),
    "wording of all": (lambda desk: desk.words("matrix.open", "auki"), ALL),
    "WeasyPrint": (lambda desk: desk.tools("weasyprint", "71.0"), DRAWN),
    "Pango": (lambda desk: desk.tools("pango", "9.9"), DRAWN),
    "openpyxl": (lambda desk: desk.tools("openpyxl", "9.9"), {WORKBOOK}),
    "python-docx": (lambda desk: desk.tools("python-docx", "9.9"), {HANDBOOK}),
    "lxml": (lambda desk: desk.tools("lxml", "9.9"), {WORKBOOK, HANDBOOK}),
    "code of posters": (lambda desk: desk.code("generators/posters/generator.py"), POSTERS),
    "code of what is drawn": (lambda desk: desk.code("generators/pdf/engine.py"), DRAWN),
    "code of the workbook": (lambda desk: desk.code("generators/workbook/content/cover.py"), {WORKBOOK}),
    "code of all": (lambda desk: desk.code("matrix/matrix.py"), ALL),
    "LibreOffice": (lambda desk: setattr(desk, "office", Office("soffice-that-is-missing", "1")), {HANDBOOK}),
    "the paper": (lambda desk: setattr(desk, "options", Options(paper="A4")), {ONE, TWO, WORKBOOK}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_only_what_depends_on_a_change_is_made_again(change: str, desk: Desk) -> None:
    """Each kind of input in turn: what depends on it is made, and all is as in a build that starts from nothing."""
    desk.build()
    before = files_in(desk.folder / "build")
    apply, expected = CHANGES[change]
    apply(desk)
    result = desk.build()
    assert result.made == expected
    after = files_in(desk.folder / "build")
    for path in ALL - expected:
        assert after[path] == before[path], path
    desk.build("afresh")
    assert after == files_in(desk.folder / "afresh")


def test_nothing_is_made_from_more_than_it_names(desk: Desk) -> None:
    """What a generator does not name among its needs it cannot use: asking for it is an error."""
    whole = design.read_design(desk.templates, "fi")
    [posters] = [known for known in GENERATORS if known.name == "posters"]
    worn = posters.part_of(whole)
    assert worn.wording("poster.edition", edition="1")
    assert worn.theme.colours == whole.theme.colours
    with pytest.raises(KeyError):
        worn.wording("handbook.contents")
    with pytest.raises(KeyError):
        worn.theme.handbook["body"]
    assert "handbook.docx" not in worn.templates


def test_a_change_and_back(desk: Desk) -> None:
    """A word changed, and changed back, gives the first bytes again; the posters of others are left in peace."""
    desk.build()
    before = files_in(desk.folder / "build")
    desk.replace("Teemme työtä.", "Teemme paljon työtä.")
    assert TWO not in desk.build().made
    assert files_in(desk.folder / "build")[TWO] == before[TWO]
    desk.replace("Teemme paljon työtä.", "Teemme työtä.")
    assert TWO not in desk.build().made
    assert files_in(desk.folder / "build") == before


def test_extras_follow_the_posters(desk: Desk) -> None:
    """The collection and the pictures are made again where a poster is, and have its mark."""
    desk.options = Options(collection=True, previews=True)
    first = {entry.path: entry.mark for entry in desk.build().documents}
    desk.replace("Autamme muita.", "Autamme kaikkia muita.")
    result = desk.build()
    pictures, collection = {path.replace(".pdf", ".png") for path in POSTERS}, "julisteet/kaikki-julisteet.pdf"
    assert result.made == {
        WORKBOOK,
        HANDBOOK,
        TWO,
        TWO.replace(".pdf", ".png"),
        collection,
        OLLI,
        JOKU,
        SHEET_COLLECTION,
        WEB,
    }
    marks = {entry.path: entry.mark for entry in result.documents}
    assert {path for path in marks if marks[path] != first[path]} == result.made
    assert all(marks[path] == marks[path.replace(".png", ".pdf")] for path in pictures)
    desk.build("afresh")
    assert files_in(desk.folder / "build") == files_in(desk.folder / "afresh")


def test_force_makes_all(desk: Desk) -> None:
    """With --force every document is made, from the same data the same bytes."""
    desk.build()
    before = files_in(desk.folder / "build")
    assert desk.build(force=True).made == ALL
    assert files_in(desk.folder / "build") == before


def test_force_gives_up_what_is_asked_for_alone(desk: Desk) -> None:
    """With --force and --only the documents that were not asked for are kept where they are current."""
    desk.build()
    before = files_in(desk.folder / "build")
    (desk.folder / "build" / ONE).write_bytes(b"scribble")
    request = desk.request(force=True)._replace(formats=("posters",), units=("yksi",))
    result = build(request, Silent(), InProcessRenderer())
    assert (result.made, result.left_out) == ({ONE}, ())
    assert files_in(desk.folder / "build") == before


def test_deleted_document_is_made_again(desk: Desk) -> None:
    """A document that somebody has deleted is the only one that is made."""
    desk.build()
    before = files_in(desk.folder / "build")
    (desk.folder / "build" / TWO).unlink()
    assert desk.build().made == {TWO}
    assert files_in(desk.folder / "build") == before


def test_unchanged_build_is_left_in_peace(desk: Desk) -> None:
    """Where nothing has changed, the folder is not replaced: it is the same one, and so are its files."""
    desk.build()
    place = desk.folder / "build"
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (place, *sorted(place.rglob("*")))]
    result = desk.build()
    assert result.made == frozenset()
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (place, *sorted(place.rglob("*")))] == before


def test_fonts_of_the_machine_are_not_trusted(desk: Desk) -> None:
    """A poster with a sign that no packaged font has depends on the machine's fonts, and is made by every build."""
    desk.replace("Autamme muita.", "Autamme 責任.")
    desk.build()
    assert desk.build().made == {TWO, OLLI, JOKU}
    assert desk.build().notes


def test_collection_with_fonts_of_the_machine_is_not_trusted(desk: Desk) -> None:
    """So does the collection that holds such a poster."""
    desk.options = Options(collection=True)
    desk.replace("Autamme muita.", "Autamme 責任.")
    desk.build()
    assert desk.build().made == {TWO, "julisteet/kaikki-julisteet.pdf", OLLI, JOKU, SHEET_COLLECTION}


class Looking(Silent):
    """Looks at the folder each time that something is published: what stands there, and what of it is of old."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: list[tuple[set[str], set[str]]] = []

    def published(self, paths: tuple[str, ...]) -> None:  # noqa: ARG002 -- a reporter gets them
        found = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        stale = {document["path"] for document in found["documents"] if document.get("stale")}
        self.seen.append(({*files_in(self.folder)} - {"manifest.json"}, stale))


def test_nothing_is_missing_while_posters_come_first(desk: Desk) -> None:
    """Where posters are published first, all other documents stand meanwhile, marked as old in the manifest."""
    desk.build()
    desk.replace("Teemme työtä.", "Teemme paljon työtä.")
    looking = Looking(desk.folder / "build")
    build(desk.request(), looking, InProcessRenderer(), posters_first=True)
    assert looking.seen == [(ALL, {WORKBOOK, HANDBOOK, WEB, HOUSE, EEVA}), (ALL, {HANDBOOK}), (ALL, set())]
    desk.build("afresh")
    assert files_in(desk.folder / "build") == files_in(desk.folder / "afresh")


class Impatient(Looking):
    """Tells that all is out of date as soon as something has been published."""

    def outdated(self) -> bool:
        return bool(self.seen)


def test_what_is_out_of_date_is_given_up(desk: Desk) -> None:
    """What has been published stands, the rest is as it was and marked so, and the next build makes it."""
    desk.build()
    before = files_in(desk.folder / "build")
    desk.replace("Teemme työtä.", "Teemme paljon työtä.")
    with pytest.raises(Outdated):
        build(desk.request(), Impatient(desk.folder / "build"), InProcessRenderer(), posters_first=True)
    now = files_in(desk.folder / "build")
    changed = {path for path in before if now[path] != before[path]} - {"manifest.json"}
    assert (changed, {*now}) == ({ONE}, {*before})
    assert desk.build().made == {WORKBOOK, HANDBOOK, WEB, HOUSE, EEVA}
    desk.build("afresh")
    assert files_in(desk.folder / "build") == files_in(desk.folder / "afresh")


def test_a_watch_that_was_cut_off_is_mended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was of old when a watch ended is made by the next build."""
    desk.build()
    desk.replace("Teemme työtä.", "Teemme paljon työtä.")

    class Ended(Looking):
        def published(self, paths: tuple[str, ...]) -> None:  # noqa: ARG002 -- a reporter gets them
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(desk.request(), Ended(desk.folder), InProcessRenderer(), posters_first=True)
    assert {*files_in(desk.folder / "build")} == ALL | {"manifest.json"}
    assert up_to_date.standing_manifest(desk.request()) is None
    assert desk.build().made == {WORKBOOK, HANDBOOK, WEB, HOUSE, EEVA}
    desk.build("afresh")
    assert files_in(desk.folder / "build") == files_in(desk.folder / "afresh")


def test_manifest_without_keys_reuses_nothing(desk: Desk) -> None:
    """A manifest that does not tell what its documents were made from, as of an older version, proves nothing."""
    desk.build()
    path = desk.folder / "build" / "manifest.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    for document in found["documents"]:
        del document["cache_key"]
    path.write_text(json.dumps(found), encoding="utf-8")
    assert desk.build().made == ALL


# --- nothing to do, told without the libraries ---------------------------------------------------------------


ENGINES = {"docx", "fontTools", "openpyxl", "pikepdf", "weasyprint"}
HEAVY = ENGINES | {"jinja2", "lxml", "pydantic", "rich", "yaml", "filelock"}
IMPORTED = """
import sys
sys.path.insert(0, sys.argv[1])
from vastuumatriisi.cli.main import main
status = main(sys.argv[2:])
print(*sorted({name.partition(".")[0] for name in sys.modules}))
sys.exit(status)
"""


def test_nothing_to_do_imports_no_library(tmp_path: Path) -> None:
    """A build that changes nothing says so, and imports no library at all."""
    (tmp_path / "esimerkki.yaml").write_text(SOURCE, encoding="utf-8")
    options = ["--source", str(tmp_path / "esimerkki.yaml"), "--output", str(tmp_path / "build")]
    assert run(*options).returncode == 0
    command = [sys.executable, "-c", IMPORTED, str(ROOT), *options]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=60)
    told, imported = done.stdout.splitlines()
    assert told.endswith(f"nothing to do, {len(ALL | PRINTED)} documents are current; edition 1, {told[-10:]}")
    assert not HEAVY & {*imported.split()}
    assert run(*options, "--only", "posters").stdout == f"{told}\n"
    assert run(*options, "--quiet").stdout == ""


DISTURBANCES: dict[str, Callable[[Desk], object]] = {
    "a letter of the data": says("Teemme", "teemme"),
    "a template": lambda desk: desk.replace("</body>", "</body> ", "templates/poster.html.j2"),
    "another template": lambda desk: (desk.templates / "logo.svg").write_text("<svg/>"),
    "another option": lambda desk: setattr(desk, "options", Options(paper="A2")),
    "a byte of a document": lambda desk: (desk.folder / "build" / TWO).write_bytes(b"%PDF"),
    "a document less": lambda desk: (desk.folder / "build" / TWO).unlink(),
    "a file more": lambda desk: (desk.folder / "build" / "muu.txt").touch(),
    "a link": lambda desk: (desk.folder / "build" / "muu").symlink_to("vastuumatriisi.xlsx"),
    "an empty manifest": lambda desk: (desk.folder / "build" / "manifest.json").write_text("{}"),
    "no manifest": lambda desk: (desk.folder / "build" / "manifest.json").unlink(),
    "a list for a manifest": lambda desk: (desk.folder / "build" / "manifest.json").write_text("[]"),
    "a build that was cut off": lambda desk: (desk.folder / ".build.previous").mkdir(),
    "another version": lambda desk: desk.tools("weasyprint", "71.0"),
    "other code": lambda desk: desk.code("matrix/matrix.py"),
    "other wording": lambda desk: desk.code("locales/fi.toml"),
    "no data": lambda desk: desk.source.unlink(),
    "a note of another version": lambda desk: note(desk, {"key": "build.of_the_future", "values": {}}),
    "a note with other values": lambda desk: note(desk, {"key": "build.no_pdf", "values": {"file": "a"}}),
}


def note(desk: "Desk", written: object) -> None:
    path = desk.folder / "build" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["notes"].append(written)
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.mark.parametrize("disturbance", DISTURBANCES)
def test_any_doubt_ends_the_short_way(
    disturbance: str, desk: Desk, quick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a build in which nothing at all differs is told to be current without a closer look."""
    shutil.copytree(quick, desk.folder / "build")
    monkeypatch.setattr("vastuumatriisi.system.libreoffice.find_program", lambda: None)
    assert up_to_date.standing_manifest(desk.request()) is not None
    DISTURBANCES[disturbance](desk)
    assert up_to_date.standing_manifest(desk.request()) is None


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A finished build, as on a machine without LibreOffice."""
    folder = tmp_path_factory.mktemp("valmis")
    with pytest.MonkeyPatch.context() as monkeypatch:
        Desk(folder, monkeypatch).build()
        yield folder / "build"
