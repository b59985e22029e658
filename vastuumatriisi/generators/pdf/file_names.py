"""The names of files that are called after ids."""

from collections.abc import Collection

# Names that Windows keeps for devices; a file of such a name cannot be made there.
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def file_name(identifier: str) -> str:
    """Return the name of the file of what has that id, without its ending."""
    return f"{identifier}_" if identifier in DEVICES else identifier


def free_name(name: str, taken: Collection[str]) -> str:
    """Return the name with as many underscores as tell it from the ids that are taken."""
    while name in taken:
        name += "_"
    return name
