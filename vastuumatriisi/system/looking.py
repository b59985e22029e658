"""What lies at a path that somebody has named: nothing, where the system does not even let one look.

Before Python 3.14 a ``Path`` raises there: below a folder that one may not enter, and for a name that is too long. Who
goes on to read or to write hears of the system why that cannot be.
"""

import errno
import os
from pathlib import Path


def is_there(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110 -- it raises nothing


def is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 -- it raises nothing


def is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- it raises nothing


def is_regular(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 -- it raises nothing


def is_missing(path: Path) -> bool:
    """Tell whether there is surely nothing at a path, for one because nothing can have so long a name."""
    try:
        return not path.exists()
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    except ValueError:
        return False
