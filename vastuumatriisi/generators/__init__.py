"""The generators: each plans its documents as jobs and renders a job to bytes.

A generator is a module with the three names of the protocol ``Generator``. Adding a format is one module and one
entry in ``GENERATORS``.
"""

from vastuumatriisi.generators import handbook, posters, workbook
from vastuumatriisi.generators.jobs import Generator, Job, Options, Rendered

GENERATORS: tuple[Generator, ...] = (workbook, handbook, posters)

__all__ = ["GENERATORS", "Generator", "Job", "Options", "Rendered"]
