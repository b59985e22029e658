"""Templates may be any HTML: what is no well-formed XML gives the same poster."""

from dataclasses import replace

from tests.support.making import jobs_of
from vastuumatriisi.builder.executor import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views


def test_templates_may_be_any_html(kuopio: Views, design: Design) -> None:
    """Elements without ends, attributes without values, and names in capitals change nothing on the sheet."""
    loose = {
        name: content.replace(b" />", b">").replace(b'data-fit=""', b"data-fit").replace(b"</li>", b"")
        for name, content in design.templates.items()
    }
    loose["poster.html.j2"] = loose["poster.html.j2"].replace(b"<main", b"<MAIN").replace(b"</main", b"</MAIN")
    assert loose != design.templates
    job = next(job for job in jobs_of("posters", kuopio, design) if job.unit == "istekki")
    assert render(job, replace(design, templates=loose)).data == render(job, design).data
