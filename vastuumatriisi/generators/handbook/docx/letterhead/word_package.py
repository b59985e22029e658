"""The parts of a Word file that somebody else has made, or in one sentence why it cannot serve as a letterhead."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from vastuumatriisi.generators.reproducible_zip import ArchiveBuffer
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.system.archives import DAMAGED

MIB = 1024 * 1024
# Beyond these no letterhead goes; one that does would keep the program, LibreOffice or Word busy for minutes.
MOST_PARTS = 2000
MOST_BYTES = 96 * MIB  # of all parts unpacked, most of it pictures
MOST_XML = 16 * MIB  # of all parts that are XML
# Of one part by its name; every chapter gets a copy of the header.
MOST_IN_A_PART = {r"(styles|numbering|settings)\w*\.xml": 4 * MIB, r"(header|footer)\w*\.xml": 2 * MIB}
MOST_STYLES = 4079  # as many as Word itself takes

CONTENT_TYPES = "[Content_Types].xml"
WORD_TYPES = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = WORD_TYPES + b"document.main+xml"
# A template, and both with macros, which are taken out; python-docx opens none of the three.
LIKE_DOCUMENTS = (
    WORD_TYPES + b"template.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
STRICT = b"http://purl.oclc.org/ooxml/"
SAVE = message("letterhead.save_in_word")
# How files of other kinds begin.
BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0", "doc"),
    (b"%PDF", "pdf"),
    (rb"{\rtf", "rtf"),
    (b"<", "text"),
)


class UnfitLetterhead(Exception):
    """What is wrong with a file that cannot serve as a letterhead, and what to do."""

    def __init__(self, what: Text, remedy: Text = SAVE) -> None:
        super().__init__(what, remedy)
        self.what, self.remedy = what, remedy


def word_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name, its main part as that of a plain document. Raises UnfitLetterhead."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _refuse_excess(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except DAMAGED as error:
        raise UnfitLetterhead(_kind(data, error)) from None
    _refuse_other_kinds(parts)
    for name, part in parts.items():
        styles = part.count(b"styleId=") if "styles" in name else 0
        if styles > MOST_STYLES:
            raise UnfitLetterhead(
                message("letterhead.over_styles", most=MOST_STYLES), message("letterhead.fewer_styles")
            )
        if _is_xml(name) and re.search(rb"<!(DOCTYPE|ENTITY)", part[:4096]):
            raise UnfitLetterhead(message("letterhead.entities", part=name))
    types = parts[CONTENT_TYPES]
    for other in LIKE_DOCUMENTS:
        types = types.replace(other, DOCUMENT_TYPE)
    return parts | {CONTENT_TYPES: types} | dict(_without_dangling(parts))


def _without_dangling(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the lists of relationships without those to parts that are not there, which some programs leave behind."""
    known = {name.casefold() for name in parts}
    for name in (name for name in parts if name.endswith(".rels")):
        try:
            root = etree.fromstring(parts[name], etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError:
            raise UnfitLetterhead(message("letterhead.damaged_part", part=name)) from None
        folder = name.rpartition("_rels/")[0]
        for relationship in list(root):
            target = str(relationship.get("Target", ""))
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").casefold()
            is_whole = all(relationship.get(part) for part in ("Id", "Type", "Target"))
            if not is_whole or (relationship.get("TargetMode") != "External" and path not in known):
                root.remove(relationship)
        yield name, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the package of the parts, uncompressed."""
    result = ArchiveBuffer()
    with zipfile.ZipFile(result, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return result.getvalue()


def _refuse_excess(entries: list[zipfile.ZipInfo]) -> None:
    """Raise UnfitLetterhead for what is larger than any letterhead, before anything of it is unpacked."""
    less = message("letterhead.less")
    if len(entries) > MOST_PARTS:
        raise UnfitLetterhead(message("letterhead.parts", number=len(entries), most=MOST_PARTS), less)
    sizes = {entry.filename: entry.file_size for entry in entries}
    limits = [
        (message("letterhead.whole"), sum(sizes.values()), MOST_BYTES),
        (message("letterhead.texts"), sum(size for name, size in sizes.items() if _is_xml(name)), MOST_XML),
        *(
            (message("letterhead.part", name=name), size, limit)
            for name, size in sizes.items()
            if (limit := _limit(name))
        ),
    ]
    for what, size, limit in limits:
        if size > limit:
            values = {"what": what, "size": _grouped(round(size / MIB)), "most": limit // MIB}
            raise UnfitLetterhead(message("letterhead.unpacked", **values), less)


def _grouped(number: int) -> Text:
    """Return a number with its thousands set off as whoever reads it is used to."""
    thousands, _, rest = f"{number:,}".rpartition(",")
    return message("letterhead.thousands", thousands=thousands, rest=rest) if thousands else rest


def _limit(name: str) -> int:
    part = name.rpartition("/")[2]
    return next((limit for pattern, limit in MOST_IN_A_PART.items() if re.fullmatch(pattern, part)), 0)


def _is_xml(name: str) -> bool:
    return name.casefold().endswith((".xml", ".rels", ".vml"))


def _kind(data: bytes, error: Exception) -> Message:
    if not data:
        return message("letterhead.empty")
    for beginning, kind in BEGINNINGS:
        if data.lstrip().startswith(beginning):
            return message(f"letterhead.kind.{kind}")
    if "password" in str(error) or "encrypted" in str(error):
        return message("letterhead.password")
    return message("letterhead.cut_off" if data.startswith(b"PK") else "letterhead.no_word_file")


def _refuse_other_kinds(parts: Mapping[str, bytes]) -> None:
    types = parts.get(CONTENT_TYPES, b"")
    if b"opendocument" in parts.get("mimetype", b""):
        raise UnfitLetterhead(message("letterhead.kind.open_document"))
    if any(other in types for other in (DOCUMENT_TYPE, *LIKE_DOCUMENTS)):
        if STRICT in parts.get("_rels/.rels", b""):
            raise UnfitLetterhead(message("letterhead.strict"), message("letterhead.save_not_strict"))
        return
    for mark, kind in ((b"spreadsheetml", "xlsx"), (b"presentationml", "pptx")):
        if mark in types:
            raise UnfitLetterhead(message(f"letterhead.kind.{kind}"))
    raise UnfitLetterhead(message("letterhead.no_document"))
