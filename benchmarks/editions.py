"""What commands do with two editions, alone: hold them against each other, change a word of one."""

import sys
from pathlib import Path

from vastuumatriisi.datafile.edit import apply, write
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.matrix.changes import Change, Changes, compare


def held_against_each_other(old: Path, new: Path) -> None:
    """Compare two data files; print how many changes there are."""
    print(len(compare(read_matrix(old), read_matrix(new))))


def edited(path: Path, code: str) -> None:
    """Change a word of one duty and write the file, in the way of every edit: proved by reading."""
    content = path.read_bytes()
    reworded = Change("duty-reworded", "duty", code, "", "", f"Esimerkki {len(content)}.", was=code)
    write(path, apply(Changes.of((reworded,), codes={code: code}), content, str(path)))


if __name__ == "__main__":
    if sys.argv[1] == "compare":
        held_against_each_other(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        edited(Path(sys.argv[2]), sys.argv[3])
