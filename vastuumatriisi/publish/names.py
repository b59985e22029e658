"""Which names and paths a document may have, and which names belong to somebody else."""

import re
from collections.abc import Collection

from vastuumatriisi.locales.message import Message, message

MANIFEST = "manifest.json"
LONGEST_NAME = 220  # bytes: an id of 200 letters and what is put behind it; common file systems end at 255

_LITTER = re.compile(
    r"\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|\.localized|\.directory|icon\r|\._.*", re.IGNORECASE
)
_OFFICE_LOCK = re.compile(r"~\$.+|\.~lock\..+#")
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9]|lpt[0-9])[ ]*(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[^\x20-\x7e]|[<>:"|?*\\]')


def path_fault(path: str) -> Message | None:
    """Return why ``path`` cannot be a document's, None if it is relative, ASCII and safe anywhere."""
    if found := _FORBIDDEN.search(path):
        return message("publish.path.character", character=repr(found.group()))
    for name in path.split("/"):
        if fault := _name_fault(name):
            return fault
    return message("publish.path.manifest") if path.casefold() == MANIFEST else None


class PathRegistry:
    """The paths of one build, taken one after the other."""

    def __init__(self) -> None:
        self._files: dict[str, str] = {MANIFEST: MANIFEST}
        self._folders: dict[str, str] = {}

    def take(self, path: str) -> None:
        """Take a path; raise ValueError where it is impossible, or cannot stand beside those taken before.

        Two cannot stand side by side that are equal but for case, or a file and its own folder.
        """
        if fault := path_fault(path):
            raise ValueError(message("publish.no_path", path=repr(path), fault=fault))
        key = path.casefold()
        parents = [key[:at] for at, character in enumerate(key) if character == "/"]
        rivals = [self._files[known] for known in (key, *parents) if known in self._files]
        rivals += [self._folders[key]] if key in self._folders else []
        if rivals:
            raise ValueError(message("publish.rivals", one=repr(rivals[0]), other=repr(path)))
        self._files[key] = path
        self._folders.update(dict.fromkeys(parents, path))


def is_litter(name: str) -> bool:
    """Return whether an operating system leaves files of this name in any folder that somebody looks at."""
    return _LITTER.fullmatch(name) is not None


def is_office_lock(name: str) -> bool:
    """Return whether this is the mark of a document that is open: ``~$name.docx``, ``.~lock.name.xlsx#``."""
    return _OFFICE_LOCK.fullmatch(name) is not None


def locked_document(lock: str, documents: Collection[str]) -> str:
    """Return the path of the document that the lock file at path ``lock`` belongs to, or ``lock`` itself."""
    folder, _, name = lock.rpartition("/")
    rest = name[2:] if name.startswith("~$") else name[len(".~lock.") : -1]
    # Word writes ~$ before a short name, over the first letter of a longer one, over two of a long one.
    for overwritten in (0, 1, 2) if name.startswith("~$") else (0,):
        for document in documents:
            home, _, candidate = document.rpartition("/")
            if home == folder and candidate[overwritten:] == rest:
                return document
    return lock


def _name_fault(name: str) -> Message | None:
    if name in ("", ".", ".."):
        return message("publish.path.relative")
    if len(name) > LONGEST_NAME:
        return message("publish.path.long", most=LONGEST_NAME)
    if name.endswith((".", " ")) or name.startswith(" "):
        return message("publish.path.edge")
    if _DEVICE.fullmatch(name):
        return message("publish.path.device")
    if is_litter(name) or is_office_lock(name):
        return message("publish.path.litter")
    return None
