"""What people have remarked at cells: notes, the comments of threads with their authors, links that lead elsewhere."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from vastuumatriisi.incoming.returned.sheets import Remark
from vastuumatriisi.incoming.returned.values import clean, unescaped

NOTES, THREADS = "comments", "threadedComment"  # kinds of relations
LINK = re.compile(rb"<(?:\w+:)?hyperlink\s[^>]*>")
ATTRIBUTE = re.compile(r"\b(ref|id)=[\"']([^\"']*)[\"']")
IN_THREAD = "tc="  # before the id of a thread, as the author of the note that older programs show in its place
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def remarks_of(content: bytes) -> dict[str, tuple[Remark, ...]]:
    """Return the remarks by the name of their sheet. Raises whatever a damaged file makes of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = {*archive.namelist()}
        people = {
            str(person.get("id")): str(person.get("displayName") or "")
            for name in names
            if name.startswith("xl/persons/")
            for person in _root(archive, name).iter("{*}person")
        }
        return {
            title: (
                *(told for found in _parts_of(archive, names, part) for told in _told(archive, *found, people)),
                *_links(archive, part),
            )
            for title, part in sheet_parts(archive)
        }


def _root(archive: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(archive.read(name), PARSER)


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet with its part."""
    targets = {relation: part for relation, _, part in _targets(archive, "xl/workbook.xml")}
    for sheet in _root(archive, "xl/workbook.xml").iter("{*}sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        if relation in targets:
            yield str(sheet.get("name")), targets[relation]


def _targets(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the relations of a part inside of the file: id, kind and part, whose name may be any."""
    folder = posixpath.dirname(part)
    for relation in _relations(archive, part):
        if relation.get("TargetMode") != "External":
            target = str(relation.get("Target"))
            kind = str(relation.get("Type")).rpartition("/")[2]
            yield str(relation.get("Id")), kind, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[Any]:
    folder, name = posixpath.split(part)
    try:
        yield from _root(archive, f"{folder}/_rels/{name}.rels").iter("{*}Relationship")
    except KeyError:
        return


def _links(archive: zipfile.ZipFile, sheet: str) -> Iterator[Remark]:
    """Yield where the links of cells lead outside of the workbook; ours lead to its own sheets alone."""
    outside = {
        str(one.get("Id")): str(one.get("Target"))
        for one in _relations(archive, sheet)
        if one.get("TargetMode") == "External" and str(one.get("Type")).endswith("/hyperlink")
    }
    for found in LINK.finditer(archive.read(sheet)) if outside else ():
        said = dict(ATTRIBUTE.findall(found[0].decode("utf-8", "replace")))
        target = clean(outside.get(said.get("id", ""), ""))
        if target and not target.startswith("#"):
            letters, row = coordinate_from_string(said["ref"].split(":")[0])
            yield Remark(row, column_index_from_string(letters), target, "", is_link=True)


def _parts_of(archive: zipfile.ZipFile, names: set[str], sheet: str) -> Iterator[tuple[str, str]]:
    for _, kind, target in _targets(archive, sheet):
        if target in names and kind in (NOTES, THREADS):
            yield kind, target


def _told(archive: zipfile.ZipFile, kind: str, part: str, people: Mapping[str, str]) -> Iterator[Remark]:
    root = _root(archive, part)
    found = _threads(root, people) if kind == THREADS else _notes(root)
    for reference, text, by in found:
        letters, row = coordinate_from_string(reference.split(":")[0])
        if said := clean(unescaped(text)):
            yield Remark(row, column_index_from_string(letters), said, clean(by))


def _threads(root: Any, people: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for comment in root.iter("{*}threadedComment"):
        text = "".join(comment.find("{*}text").itertext()) if comment.find("{*}text") is not None else ""
        yield str(comment.get("ref")), text, people.get(str(comment.get("personId")), "")


def _notes(root: Any) -> Iterator[tuple[str, str, str]]:
    authors = [str(author.text or "") for author in root.iter("{*}author")]
    for comment in root.iter("{*}comment"):
        number = int(comment.get("authorId") or 0)
        by = authors[number] if number < len(authors) else ""
        if not by.startswith(IN_THREAD):
            # Furigana of Japanese stand beside the text, not in it.
            text = "".join(part.text or "" for part in comment.iter("{*}t") if not part.getparent().tag.endswith("rPh"))
            yield str(comment.get("ref")), text, by
