"""State -> what the page says: sections of documents with their names, what is wrong, what is open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from vastuumatriisi.findings import Finding
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.preview.state import State, Update
from vastuumatriisi.publish import ManifestEntry
from vastuumatriisi.text.capitals import with_capital

Sizes = Mapping[str, tuple[tuple[int, int], ...]]  # by the paths of PDFs: width and height of their pages, in px

WEB = "web"
# What the web page may do, which is made by templates that may be anybody's: run its scripts, answer its forms (the
# policy has none sent), and print. It has no origin, so that nothing else of this server can be read by it.
SANDBOX = "allow-scripts allow-forms allow-modals"
EDITION, FRAMES = "edition", "frames"  # the page around it alone, and where it is served for a frame
# The section of each kind, in the order of the page. What has no pages that can be shown is named at its end.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "posters": ("poster", "site-poster"),
    "handbook": ("handbook-pdf",),
    "roles": ("role-sheet",),
    "sites": ("site",),
}
FILES = "files"
GROUPS = {kind: name for name, kinds in SECTIONS.items() for kind in kinds} | {
    WEB: WEB,
    "handbook": "handbook",
    "redline": "handbook",
    "workbook": "workbook",
}
MOST_NAMED = 3  # groups of documents that an update names; of more it says "the documents"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document; ``address`` is that of its picture."""

    address: str
    alternative: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document: ``id`` of its place on the page, ``address`` of itself; ``stale`` while a newer one is made."""

    id: str
    name: str
    address: str
    digest: str
    stale: bool
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: str
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of it; ``told`` is what the live region says, ``changed`` the documents that it speaks of, at most three.

    ``frame`` is the address of the web page in its frame, and ``sandbox`` what it may do there.
    """

    state: State
    sections: tuple[Section, ...]
    web: Document | None
    frame: str
    sandbox: str
    files: tuple[Document, ...]
    asked: tuple[Finding, ...]
    answered: tuple[Finding, ...]
    told: str
    changed: tuple[Document, ...]


def page_of(state: State, sizes: Sizes, words: Wording) -> Page:
    """Return what the page says of a state."""
    documents = {entry.path: _document(entry, state, sizes, words) for entry in state.documents}
    by_kind = {entry.path: entry.kind for entry in state.documents}
    sections = tuple(_sections(_in_order(state), documents, words))
    shown = {document.id for section in sections for document in section.documents}
    update = state.update
    changed = [documents[path] for path in sorted(update.paths & documents.keys())] if update else []
    web = next((path for path, kind in by_kind.items() if kind == WEB), "")
    return Page(
        state,
        sections,
        replace(documents[web], address=EDITION) if web else None,
        f"{FRAMES}/{quote(web)}",
        SANDBOX,
        tuple(one for path, one in documents.items() if one.id not in shown and by_kind[path] != WEB),
        tuple(one for one in state.findings if not one.answered),
        tuple(one for one in state.findings if one.answered),
        _told(update, state, words),
        tuple(one for one in changed if one.sheets and one.id in shown)[:MOST_NAMED],
    )


def _in_order(state: State) -> list[ManifestEntry]:
    """Return the documents in the order in which the data file names what they are about."""
    places = {identifier: place for place, identifier in enumerate(state.names)}
    abouts = {entry.path: entry.unit or entry.role or entry.site_type or "" for entry in state.documents}
    return sorted(state.documents, key=lambda entry: (places.get(abouts[entry.path], len(places)), entry.path))


def _sections(
    in_order: Sequence[ManifestEntry], documents: Mapping[str, Document], words: Wording
) -> Iterator[Section]:
    for name, kinds in SECTIONS.items():
        found = [documents[entry.path] for kind in kinds for entry in in_order if entry.kind == kind]
        if shown := tuple(one for one in found if one.sheets):
            yield Section(name, words(f"preview.{name}"), shown)


def _document(entry: ManifestEntry, state: State, sizes: Sizes, words: Wording) -> Document:
    name, address = _name(entry, state, words), quote(entry.path)
    pages = sizes.get(entry.path, ())
    sheets = (
        Sheet(
            f"pictures/{address}/{number}.jpg?{picture_digest(entry)}",
            words("preview.page", name=name, n=number, all=len(pages)),
            *size,
        )
        for number, size in enumerate(pages, 1)
    )
    return Document(f"doc-{address}", name, f"documents/{address}", picture_digest(entry), entry.stale, tuple(sheets))


def picture_digest(entry: ManifestEntry) -> str:
    """Return what makes the addresses of pictures others when the document is another one."""
    return entry.sha256[:16]


def _name(entry: ManifestEntry, state: State, words: Wording) -> str:
    """Return the name of what a document is about, else its own, else that of its file."""
    about = entry.unit or entry.role or entry.site_type or ""
    told = [state.names.get(about, about), state.names.get(entry.site or "", entry.site or "")]
    own = {WEB: "preview.web", "handbook-pdf": "preview.handbook"}
    return ", ".join(filter(None, told)) or (words(own[entry.kind]) if entry.kind in own else entry.path)


def _told(update: Update | None, state: State, words: Wording) -> str:
    """Return what has become new: "Julisteet päivitetty 14.05"."""
    if update is None:
        return ""
    entries = [entry for entry in state.documents if entry.path in update.paths]
    found = {GROUPS.get(entry.kind, FILES) for entry in entries}
    groups = [name for name in dict.fromkeys((*GROUPS.values(), FILES)) if name in found]
    posters = [entry for entry in entries if GROUPS.get(entry.kind) == "posters"]
    if FILES in groups or not 0 < len(groups) <= MOST_NAMED:
        what = words("preview.updated.files")
    else:
        named = {group: words(f"preview.updated.{group}") for group in groups}
        if len(posters) == 1:
            named["posters"] = words("preview.updated.poster", name=_name(posters[0], state, words))
        what = words.listed(named.values())
    time = words("preview.time", hour=update.hour, minute=f"{update.minute:02}")
    return words("preview.updated.at", what=with_capital(what), time=time)
