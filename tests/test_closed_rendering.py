"""Rendering reaches nothing outside: no network, and no file but templates, fonts and the data file."""

import http.server
import io
import re
import sys
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
import weasyprint
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from tests.support.languages import assert_in_every_language
from tests.support.making import all_jobs, jobs_of
from tests.support.matrices import ROOT, views_of
from vastuumatriisi.builder.executor import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.handbook.docx.built_in_template import built_in
from vastuumatriisi.matrix import Views

MARKED = "salaisuus-7731"  # what a file holds that must never get into a document
HTML, CSS = "poster.html.j2", "poster.css.j2"


class Trap(http.server.BaseHTTPRequestHandler):
    """Answers every request, by a redirect to a file if it is asked for one, and remembers it."""

    visits: list[str]

    def do_GET(self) -> None:
        self.visits.append(self.path)
        self.send_response(302 if "redirect" in self.path else 200)
        self.send_header("Location", "file:///etc/hostname")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and what was asked of it."""
    visits: list[str] = []
    handler = type("Handler", (Trap,), {"visits": visits})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", visits
        server.shutdown()


@pytest.fixture
def views() -> Views:
    return views_of("""
        roles: [{id: eeva, name: Eeva Esimerkki}]
        levels:
          - {id: t, name: T, units: [{id: yksikko, name: Yksikkö, leads: [eeva], duties: [{id: E-1, text: Teemme.}]}]}
    """)


def poster(views: Views, design: Design) -> bytes:
    [job] = jobs_of("posters", views, design)
    return render(job, design).data


def with_poison(design: Design, name: str, poison: str) -> Design:
    """Return the design with something put before the end of the page, or at the end of the style sheet."""
    text = design.templates[name].decode("utf-8")
    aside = f'<div style="position: absolute; top: 0; left: 0">{poison}</div>'
    changed = text.replace("</body>", f"{aside}</body>") if name == HTML else f"{text}\n{poison}\n"
    assert changed != text
    return replace(design, templates={**design.templates, name: changed.encode()})


SVG = '<svg width="9" height="9"><title>x</title>INSIDE<image href="{url}/x.png" width="9" height="9"/></svg>'
POISONS = {
    "picture": (HTML, '<img alt="x" src="{url}/x.png">'),
    "redirect": (HTML, '<img alt="x" src="{url}/redirect.png">'),
    "file": (HTML, '<img alt="x" src="{file}">'),
    "object": (HTML, '<object data="{file}">x</object>'),
    "embed": (HTML, '<embed src="{url}/x.svg">'),
    "style_sheet": (HTML, '<link rel="stylesheet" href="{url}/x.css">'),
    "style_file": (HTML, '<link rel="stylesheet" href="{file}">'),
    "import": (HTML, '<style>@import "{url}/x.css";</style>'),
    "attached_link": (HTML, '<p><a rel="attachment" href="{file}">x</a></p>'),
    "attached_address": (HTML, '<p><a rel="attachment" href="{url}/x">x</a></p>'),
    "drawing": (HTML, '<svg width="9" height="9"><title>x</title><image href="{file}" width="9" height="9"/></svg>'),
    "drawing_address": (HTML, '<svg width="9" height="9"><title>x</title><use href="{url}/x.svg#y"/></svg>'),
    "base": (HTML, '<base href="{url}/"><img alt="x" src="x.png">'),
    "srcdoc": (HTML, '<iframe src="{url}/x"></iframe><img alt="x" src="{url}/y.png">'),
    "parent_folder": (HTML, '<img alt="x" src="../source/vastuumatriisi.yaml">'),
    "data_address": (HTML, '<img alt="x" src="data:image/png;base64,AAAA">'),
    "frame": (HTML, '<iframe src="{file}"></iframe><img alt="x" src="{file}">'),
    "icon_and_attachment": (HTML, '<link rel="attachment" href="{file}"><link rel="icon" href="{url}/x.ico">'),
    "button": (HTML, '<input type="image" alt="x" src="{file}"><img alt="x" src="{url}/x.png">'),
    "video": (HTML, '<video src="{url}/x.mp4" poster="{file}"></video><object data="{url}/x.svg">x</object>'),
    "sources": (HTML, '<picture><source srcset="{file}"><img alt="x" src="{url}/x.png" srcset="{file} 2x"></picture>'),
    "old_link": (
        HTML,
        '<svg width="9" height="9"><title>x</title><image xlink:href="{file}" width="9" height="9"/></svg>',
    ),
    "filter_picture": (
        HTML,
        SVG.replace("INSIDE", '<filter id="f"><feImage href="{file}"/></filter><g filter="url(#f)"/>'),
    ),
    "filter_elsewhere": (HTML, SVG.replace("INSIDE", '<rect filter="url({file}#f)"/><use href="{file}#f"/>')),
    "style_of_a_drawing": (HTML, SVG.replace("INSIDE", '<style>@import "{file}"; a {{ fill: url({file}#x) }}</style>')),
    "style_attribute": (HTML, '<p style="background: url({file})">x</p>'),
    "import_of_a_file": (CSS, '@import url("{file}");'),
    "picture_of_an_attribute": (CSS, 'h1::before {{ content: url("{file}") attr(class) }}'),
    "border": (CSS, "h1 {{ border: 1px solid; border-image-source: url({file}) }}"),
    "page_background": (CSS, "@page {{ background: url({file}); @top-left {{ content: url({url}/x.png) }} }}"),
    "counter_of_pictures": (
        CSS,
        '@counter-style x {{ system: cyclic; symbols: url("{file}") }} li {{ list-style: x }}',
    ),
    "colour_profile": (CSS, '@color-profile --x {{ src: url("{file}") }} p {{ color: color(--x 1 0 0) }}'),
    "background": (CSS, "h1 {{ background: url({url}/x.png) }}"),
    "background_file": (CSS, "h1 {{ background: url({file}) }}"),
    "font": (CSS, '@font-face {{ font-family: X; src: url("{url}/x.ttf") }} p {{ font-family: X }}'),
    "font_file": (CSS, '@font-face {{ font-family: X; src: url("{file}") }} p {{ font-family: X }}'),
    "system_font": (CSS, '@font-face {{ font-family: X; src: local("DejaVu Sans") }} p {{ font-family: X }}'),
    "marker": (CSS, "li {{ list-style-image: url({url}/x.png) }}"),
    "content": (CSS, "h1::before {{ content: url({file}) }}"),
}


def test_the_trap_catches(trap: tuple[str, list[str]], tmp_path: Path) -> None:
    """The engine by itself would open a file and ask the server: without this the next test proves nothing."""
    url, visits = trap
    (tmp_path / "secret.css").write_text("", encoding="utf-8")
    file = (tmp_path / "secret.css").as_uri()
    with watched() as reached:
        page = f'<link rel="stylesheet" href="{file}"><link rel="stylesheet" href="{url}/control.css">'
        weasyprint.HTML(string=page).render()
    assert "/control.css" in visits
    assert any("secret.css" in path for path in reached)
    visits.clear()


@pytest.mark.parametrize("name", POISONS)
def test_poisoned_template(
    name: str, views: Views, design: Design, trap: tuple[str, list[str]], tmp_path: Path
) -> None:
    """Whatever a template asks for from elsewhere is neither fetched nor opened; at most it is left out."""
    url, visits = trap
    secret = tmp_path / "secret.txt"
    secret.write_text(MARKED, encoding="utf-8")
    template, poison = POISONS[name]
    data, refused = b"", "yksikko"
    with watched() as reached:
        try:
            data = poster(views, with_poison(design, template, poison.format(url=url, file=secret.as_uri())))
        except UserError as user_error:
            refused = str(user_error)
    assert "yksikko" in refused
    assert visits == []
    assert [path for path in reached if str(tmp_path) in path or path.startswith("socket")] == []
    assert MARKED.encode() not in data
    assert not re.search(rb"/(EmbeddedFile|Filespec|FileAttachment|JavaScript|Launch)\b", data)


reached_now: list[list[str]] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if reached_now and event == "open":
        reached_now[-1].append(str(arguments[0]))
    elif reached_now and event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system"):
        reached_now[-1].append(f"socket {event} {arguments!r}")


class watched:  # noqa: N801 -- used as a context manager
    """Collects what Python opens and connects to in the block; such a hook cannot be taken away again."""

    installed = False

    def __enter__(self) -> list[str]:
        if not watched.installed:
            sys.addaudithook(_hook)
            watched.installed = True
        reached_now.append([])
        return reached_now[-1]

    def __exit__(self, *_error: object) -> None:
        reached_now.pop()


def test_generators_open_nothing(views: Views, design: Design) -> None:
    """Making all documents opens no file but those of the program and of Python's packages, and no connection."""
    jobs = all_jobs(views, design)
    for job in jobs:
        render(job, design)  # what is imported or cached at first does not matter
    with watched() as reached:
        for job in jobs:
            render(job, design)
    # openpyxl writes each sheet into a scratch file of its own before it puts them together.
    scratch = str(Path(tempfile.gettempdir()) / "openpyxl.")
    # How much memory this process takes, and nothing of this machine.
    own = (str(ROOT / "vastuumatriisi"), sys.prefix, sys.base_prefix, scratch, "/proc/self/statm")
    assert [path for path in reached if not path.startswith(own) and path != tempfile.gettempdir()] == []


def svg(inside: str, head: str = "") -> bytes:
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1">{inside}</svg>'.encode()


def picture(form: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 2)).save(data, form)
    return data.getvalue()


ENTITY = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
BOMB = (
    '<!DOCTYPE svg [<!ENTITY a "xxxxxxxxxx">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
FALSE_LOGOS = {
    "text": ("logo.svg", b"just text"),
    "html": ("logo.svg", b"<html><body>x</body></html>"),
    "picture_in_a_drawing": ("logo.svg", svg('<image href="file:///etc/hostname"/>')),
    "script": ("logo.svg", svg("<script>alert(1)</script>")),
    "foreign": ("logo.svg", svg("<foreignObject><p>x</p></foreignObject>")),
    "reference": ("logo.svg", svg('<use href="http://127.0.0.1:9/x.svg#y"/>')),
    "style_import": ("logo.svg", svg('<style>@import "file:///etc/hostname";</style>')),
    "style_address": ("logo.svg", svg('<path style="fill: url(http://127.0.0.1:9/x)" d="M0 0h4v1z"/>')),
    "fill_address": ("logo.svg", svg('<path fill="url(http://127.0.0.1:9/x#y)" d="M0 0h4v1z"/>')),
    "entity": ("logo.svg", svg("<title>&x;</title>", ENTITY)),
    "entity_bomb": ("logo.svg", svg("<title>&i;</title>", BOMB)),
    "style_sheet": ("logo.svg", b'<?xml-stylesheet href="file:///etc/hostname"?>' + svg("")),
    "no_size": ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "nothing": ("logo.png", b""),
    "jpeg": ("logo.png", picture("JPEG")),
    "drawing": ("logo.png", svg("")),
    "half_a_picture": ("logo.png", picture("PNG")[:40]),
    "zip": ("logo.png", b"PK\x03\x04"),
}


@pytest.mark.parametrize("name", FALSE_LOGOS)
def test_logo_that_is_not_what_it_claims(name: str, views: Views, design: Design) -> None:
    """A logo that is no plain SVG or PNG is refused by its name, with what to do, and nothing is fetched for it."""
    file, content = FALSE_LOGOS[name]
    with watched() as reached, pytest.raises(UserError, match=f"templates/{file}: .*; ") as caught:
        poster(views, replace(design, templates={**design.templates, file: content}))
    assert "etc/hostname" not in str(caught.value)
    assert_in_every_language(caught.value)
    assert [path for path in reached if path.startswith(("socket", "/etc"))] == []


@pytest.mark.parametrize(
    ("file", "content"), [("logo.svg", svg('<path d="M0 0h4v1z"/>')), ("logo.png", picture("PNG"))]
)
def test_honest_logo(file: str, content: bytes, views: Views, design: Design) -> None:
    """A plain SVG and a plain PNG are taken."""
    assert poster(views, replace(design, templates={**design.templates, file: content})).startswith(b"%PDF")


def test_office_files_refer_to_nothing_outside(views: Views, design: Design) -> None:
    """No part of the workbook or the handbook is loaded from elsewhere when somebody opens it."""
    for job in all_jobs(views, design):
        data = render(job, design).data
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                relations = [archive.read(name) for name in archive.namelist() if name.endswith(".rels")]
            assert not any(b'TargetMode="External"' in text for text in relations)


@pytest.mark.parametrize("place", ["http://127.0.0.1:9/logo.png", "file:///etc/hostname"])
@pytest.mark.parametrize("how", ["picture", "field"])
def test_letterhead_that_loads_from_elsewhere(how: str, place: str, views: Views, design: Design) -> None:
    """A picture or a field that LibreOffice and Word would go and fetch stays behind, and a line says so."""
    document = docx.Document(io.BytesIO(built_in(design.theme)))
    header = document.sections[0].header
    header.paragraphs[0].text = "Esimerkkilän kaupunki"
    if how == "picture":
        header.part.relate_to(place, RELATIONSHIP_TYPE.IMAGE, is_external=True)
    else:
        field = header.paragraphs[0]._p.makeelement(qn("w:fldSimple"), {qn("w:instr"): f'INCLUDEPICTURE "{place}" \\d'})
        header.paragraphs[0]._p.append(field)
    data = io.BytesIO()
    document.save(data)
    poisoned = replace(design, templates={**design.templates, "handbook.docx": data.getvalue()})
    [job] = jobs_of("handbook", views, poisoned)
    made = render(job, poisoned)
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert all(place.encode() not in archive.read(name) for name in archive.namelist())
    left_out = {"picture": "links to other files", "field": "fields that load something"}[how]
    assert any(left_out in str(note) for note in made.notes)
