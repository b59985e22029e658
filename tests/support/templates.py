"""Designs whose templates have something more, and a matrix of one poster to make in them."""

import time
from dataclasses import replace

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import views_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.job import Job
from vastuumatriisi.options import Options

HTML, CSS = "poster.html.j2", "poster.css.j2"
ONE = """
    roles: [{id: eeva, name: Eeva Esimerkki}]
    levels:
      - {id: t, name: T, units: [{id: yksikko, name: Yksikkö, leads: [eeva], duties: [{id: E-1, text: Teemme.}]}]}
"""


def with_template(design: Design, name: str, content: str | bytes) -> Design:
    """Return the design with a template in place of the one of that name, or beside the others."""
    written = content.encode() if isinstance(content, str) else content
    return replace(design, templates={**design.templates, name: written})


def with_line(design: Design, line: str, name: str = HTML) -> tuple[Design, int]:
    """Return the design with a line more in a template, at its end or before that of its page, and its number."""
    text = design.templates[name].decode()
    before, end, after = text.partition("</body>")
    number = before.count("\n") + 1
    return with_template(design, name, f"{before}{line}{end}{after}"), number


def job_of(design: Design, name: str = "posters", kind: str = "") -> Job:
    """Return the first job of a format for the matrix of one poster, or the first of a kind."""
    jobs = jobs_of(name, views_of(ONE), design, Options(previews=True, collection=True))
    return next(job for job in jobs if kind in ("", job.kind))


def made(design: Design, name: str = "posters", kind: str = "") -> bytes:
    """Return the first document of a format for the matrix of one poster, or the first of a kind."""
    return render(job_of(design, name, kind), design).data


def refused(design: Design, line: str, name: str = HTML) -> str:
    """Return how the poster is refused, which is told of that line, soon, and in every language."""
    changed, number = with_line(design, line, name)
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        made(changed)
    assert time.monotonic() - started < 15
    assert str(caught.value).startswith(f"templates/{name}:{number}: the template has a mistake (")
    assert "\n" not in str(caught.value)
    assert_in_every_language(caught.value)
    return str(caught.value)
