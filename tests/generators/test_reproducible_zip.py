"""Archives with stable bytes."""

import io
import zipfile

from vastuumatriisi.generators.reproducible_zip import stable_zip

NAMES = ("xl/b.xml", "docProps/a.xml", "[Content_Types].xml")


def archive(names: tuple[str, ...], date: tuple[int, int, int, int, int, int], method: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name, date), f"<{name}/>".encode())
    return data.getvalue()


def test_order_time_and_method_of_the_input_leave_no_trace() -> None:
    """Two archives with the same parts become the same bytes."""
    one = stable_zip(archive(NAMES, (2026, 11, 23, 12, 0, 0), zipfile.ZIP_STORED))
    other = stable_zip(archive(NAMES[::-1], (1999, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED))
    assert one == other


def test_parts_are_whole_and_content_types_come_first() -> None:
    """No part changes, and the list of content types is where readers look for it."""
    with zipfile.ZipFile(io.BytesIO(stable_zip(archive(NAMES, (2026, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)))) as made:
        assert made.namelist() == ["[Content_Types].xml", "docProps/a.xml", "xl/b.xml"]
        assert {name: made.read(name).decode() for name in NAMES} == {name: f"<{name}/>" for name in NAMES}
        assert {entry.date_time for entry in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_part_is_written_in_its_pieces() -> None:
    """A change takes the part and gives the new one in pieces; the other parts stay as they were."""
    data = archive(NAMES, (2026, 1, 1, 0, 0, 0), zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(stable_zip(data, {"xl/b.xml": lambda part: [b"<a>", part, b"</a>"]}))) as made:
        assert made.read("xl/b.xml") == b"<a><xl/b.xml/></a>"
        assert made.read("docProps/a.xml") == b"<docProps/a.xml/>"
