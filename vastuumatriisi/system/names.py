"""Names that files cannot have here, though other systems allow them."""

import re
import sys
from pathlib import PureWindowsPath

# What Windows keeps for devices, whatever stands behind it, and what it drops or forbids ("Naming Files, Paths, and
# Namespaces").
_IMPOSSIBLE = re.compile(
    r'(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\..*)?|.*[\x00-\x1f<>:"|?*].*|.*[. ]',
    re.IGNORECASE | re.DOTALL,
)


def impossible_name(path: str) -> str | None:
    """Return the part of a path that no file or folder can be called here, None where there is none."""
    if sys.platform == "win32":
        found = PureWindowsPath(path)
        names = found.parts[1:] if found.anchor else found.parts
        return next((name for name in names if name != ".." and _IMPOSSIBLE.fullmatch(name)), None)
    return None
