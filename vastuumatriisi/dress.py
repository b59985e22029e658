"""The dress of the documents: templates, theme and wording, read once and passed to every generator."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.errors import Refusal
from vastuumatriisi.theme import Theme, read_theme
from vastuumatriisi.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Dress:
    """What documents look like and which words they use; ``templates`` maps file names to their bytes."""

    theme: Theme
    wording: Wording
    templates: Mapping[str, bytes]


def read_dress(folder: Path, language: str) -> Dress:
    """Return the dress in the ``templates`` folder for documents in ``language``. Raises Refusal."""
    if not folder.is_dir():
        raise Refusal(f"{folder}: the folder with the templates is missing; put it back.")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith((".", "~$")))
    templates = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return Dress(read_theme(folder / "theme.toml"), wording(language), templates)
