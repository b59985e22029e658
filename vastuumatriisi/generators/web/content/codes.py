"""How lists of codes are told short: their common beginning, and the number of each."""

from collections.abc import Iterator


def prefix(codes: tuple[str, ...]) -> str:
    """Return what all codes of a unit begin with before their numbers: "TEK" of TEK-01 and TEK-02, "" for nothing."""
    found = {code.rpartition("-")[0] for code in codes}
    return found.pop() if len(found) == 1 else ""


def numbers(codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each code with the number by which a list calls it that names their common beginning once."""
    common = prefix(codes)
    for code in codes:
        number = code[len(common) + 1 :] if common else code
        yield code, number.lstrip("0") or number
