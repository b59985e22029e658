"""The folder ``templates``: what a designer may change. Standard library only."""

import os
from pathlib import Path

from vastuumatriisi.errors import Refusal

LETTERHEAD = "handbook.docx"


def read_templates(folder: Path, letterhead: Path | None = None) -> dict[str, bytes]:
    """Return POSIX path -> content of each file in the folder, sorted. Raises Refusal.

    ``letterhead`` is a Word file in place of the ``handbook.docx`` of the folder. Hidden files, and those that an
    office program keeps while a document is open, do not count.
    """
    if not folder.is_dir():
        raise Refusal(f"{folder}: the folder with the templates is missing; put it back.")
    found = sorted(
        Path(place, name)
        for place, _, names in os.walk(folder, followlinks=True)
        for name in names
        if not name.startswith((".", "~$"))
    )
    templates = {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}
    if letterhead:
        try:
            templates[LETTERHEAD] = letterhead.read_bytes()
        except OSError as error:
            raise Refusal(
                f"{letterhead}: the Word template cannot be read ({error.strerror}); check the name."
            ) from None
    return templates
