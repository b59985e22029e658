"""Jobs and documents of a matrix, as a build plans and makes them."""

from vastuumatriisi.builder.executor import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import Finding, find
from vastuumatriisi.generators import FORMATS, GENERATORS
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

__all__ = ["all_jobs", "findings_of", "jobs_of", "render"]


def findings_of(views: Views, design: Design) -> tuple[Finding, ...]:
    """Return the findings that the documents show."""
    return find(views.matrix, design.wording, design.poster_fonts(views.matrix.fonts))


def jobs_of(name: str, views: Views, design: Design, options: Options | None = None) -> list[Job]:
    """Return the jobs of the format of that name."""
    findings = findings_of(views, design) if FORMATS[name].findings else ()
    return list(FORMATS[name].generator.plan(views, findings, design, options or Options()))


def all_jobs(views: Views, design: Design, options: Options | None = None) -> list[Job]:
    """Return the jobs of all formats."""
    return [job for known in GENERATORS for job in jobs_of(known.name, views, design, options)]
