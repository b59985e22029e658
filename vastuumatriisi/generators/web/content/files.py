"""The links to what lies beside the page in the same build: workbook, handbook, posters and role sheets."""

from collections.abc import Iterator

from .duties import Telling

WHOLE = ("workbook", "handbook")

File = tuple[str, str]  # what it is called, and its address from the page


def file_of(telling: Telling, kind: str, identifier: str = "", **named: str) -> File | None:
    """Return the document of that kind and id, None where the build has none."""
    path = telling.views.beside.get((kind, identifier))
    if path is None:
        return None
    up = "../" * telling.wording("paths.web").count("/")
    return telling.wording(f"web.files.{kind}", **named), f"{up}{path}"


def files(telling: Telling) -> Iterator[File]:
    """Yield the documents that are of no unit and no role."""
    found = [file_of(telling, kind) for kind in WHOLE]
    found += [file_of(telling, "site-poster", site.id, name=site.name) for site in telling.views.matrix.site_types]
    yield from filter(None, found)
