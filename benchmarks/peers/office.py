"""LibreOffice, which turns a document or an HTML page into a PDF."""

import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from benchmarks.measuring import Failed, NotHere, run, version_of

NAMES = ("soffice", "libreoffice")


@cache
def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@cache
def version() -> str | None:
    """Return name and version, None where there is no LibreOffice on the PATH."""
    return version_of(find())


def convert(
    documents: Sequence[Path], output: Path, profile: Path, environment: Mapping[str, str], form: str = "pdf"
) -> float:
    """Convert documents in one run and return its seconds; ``profile`` is warm from the second run on.

    Raises NotHere, and Failed where a PDF is missing.
    """
    program = find()
    if program is None:
        raise NotHere("LibreOffice")
    words = ("--headless", "--norestore", "--convert-to", form, "--outdir", str(output), *map(str, documents))
    seconds = run([program, f"-env:UserInstallation={profile.as_uri()}", *words], environment)
    for document in documents:
        if not (output / f"{document.stem}.pdf").is_file():
            raise Failed(f"LibreOffice made no PDF of {document.name}")
    return seconds
