"""Matrix -> the one job of the web page -> its HTML file."""

from collections.abc import Iterable

from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

from .content.page import page


def plan(views: Views, findings: tuple[Finding, ...], design: Design, _options: Options) -> Iterable[Job]:
    """Yield the one job, whose content is a ``page.Page``."""
    content = page(views, findings, design)
    yield Job("web", "web", design.wording("paths.web"), content, views.matrix.fingerprint)


def render(job: Job, design: Design) -> Rendered:
    """Return the HTML file in UTF-8. Raises UserError for a mistake in a template."""
    from .html.document import document

    return Rendered(document(job.content, design).encode())
