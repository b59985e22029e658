"""What docs/upstream.md says of other libraries: its entries, and a WeasyPrint that has taken one of them up."""

import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.support.matrices import ROOT

DOCUMENTS = ("docs/upstream.md", "docs/upstream_office.md")
# As in the entry about sonames: the one change, which needs no other.
BEFORE = '    """Try various names for the same library, for different platforms."""\n'
AFTER = "    names = [name for name in names if '.so.' in name]\n"


class Entry(NamedTuple):
    """A change that we would make, with the library that it is about and its version, and the code that shows why."""

    library: str
    version: str
    title: str
    text: str
    reproduction: str

    @property
    def name(self) -> str:
        return f"{self.library}: {self.title}"


def entries() -> list[Entry]:
    """Return the entries of all documents; one without a reproduction has "" for it."""
    return [entry for path in DOCUMENTS for entry in _entries((ROOT / path).read_text(encoding="utf-8"))]


def _entries(document: str) -> list[Entry]:
    found = []
    for part in re.split(r"^## ", document, flags=re.MULTILINE)[1:]:
        heading, *sections = re.split(r"^### ", part, flags=re.MULTILINE)
        library, _, version = heading.strip().splitlines()[0].rpartition(" ")
        for section in sections:
            title, _, text = section.partition("\n")
            code = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
            found.append(Entry(library, version, title, text, "".join(code)))
    return found


def weasyprint_of_sonames(folder: Path) -> Path:
    """Copy the installed WeasyPrint, with sonames alone for Linux, and return the folder for PYTHONPATH."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    target = folder / "changed" / "weasyprint"
    shutil.copytree(Path(spec.origin).parent, target, ignore=shutil.ignore_patterns("__pycache__"))
    loader = target / "text" / "ffi.py"
    text = loader.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    loader.write_text(text.replace(BEFORE, BEFORE + AFTER), encoding="utf-8")
    return target.parent
