"""The generators: each plans its documents as jobs and renders a job to bytes.

A generator is a module with the names of the protocol ``Generator``. Adding a format is one module and one
entry in ``GENERATORS``.
"""

from vastuumatriisi.generators import handbook, posters, workbook
from vastuumatriisi.generators.job import Generator, Job, Needs, Options, Rendered

GENERATORS: tuple[Generator, ...] = (workbook, handbook, posters)

__all__ = ["GENERATORS", "Generator", "Job", "Needs", "Options", "Rendered", "generator_of"]


def generator_of(job: Job) -> Generator:
    return next(generator for generator in GENERATORS if job.group == generator.GROUP)
