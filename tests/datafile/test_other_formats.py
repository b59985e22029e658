"""A file that is no YAML at all is called what it is, by what is in it and not by its name."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PIL import Image

from tests.support.command import SMALL, run
from tests.support.matrices import HEAD, ROOT
from vastuumatriisi.datafile.load import read
from vastuumatriisi.errors import SourceError


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def zipped(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return data.getvalue()


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, kind)
    return data.getvalue()


def old_office(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)


XLSX = saved(openpyxl.Workbook())
TABLE = "Tehtävä;Rehtori;Opettaja\nHankimme laitteita;A;R\nNeuvomme;R;C\n"
FILES: dict[str, tuple[bytes, str]] = {
    "xlsx": (XLSX, "this is an Excel workbook; `import` reads it"),
    "xlsx cut off": (XLSX[:-300], "this is an Excel workbook; `import` reads it"),
    "xlsb": (zipped(**{"[Content_Types].xml": b"", "xl/workbook.bin": b""}), "a binary Excel workbook (.xlsb)"),
    "docx": (saved(docx.Document()), "this is a Word document; `import` reads it"),
    "pptx": (zipped(**{"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "a PowerPoint presentation"),
    "ods": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument spreadsheet (.ods)"),
    "odt": (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "an OpenDocument text (.odt)"),
    "odp": (zipped(mimetype=b"application/vnd.oasis.opendocument.presentation"), "an OpenDocument file"),
    "zip": (zipped(a=b"x"), "a zip archive"),
    "empty zip": (zipped(), "a zip archive"),
    "xls": (old_office("Workbook"), "an old Excel workbook (.xls)"),
    "doc": (old_office("WordDocument"), "an old Word document (.doc)"),
    "xlsx with a password": (old_office("EncryptedPackage"), "an Office file with a password"),
    "msi": (old_office("x"), "an old Office file"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF"),
    "rtf": (b"{\\rtf1\\ansi\\ansicpg1252 Teht\\'e4v\\'e4}", "a text in RTF"),
    "html": (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<title>x: y</title>\n", "a web page (HTML)"),
    "html table": (b"<table><tr><td>A</td></tr></table>", "a web page (HTML)"),
    "xhtml": (b'<?xml version="1.0"?>\n<html xmlns="x">', "a web page (HTML)"),
    "svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "a picture (SVG)"),
    "xml": (b'<?xml version="1.0"?>\n<matrix/>', "an XML file"),
    "xls in xml": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "a workbook in XML or HTML",
    ),
    "png": (picture("PNG"), "a picture (PNG)"),
    "jpeg": (picture("JPEG"), "a picture (JPEG)"),
    "gif": (picture("GIF"), "a picture (GIF)"),
    "tiff": (picture("TIFF"), "a picture (TIFF)"),
    "bmp": (picture("BMP"), "a picture (BMP)"),
    "webp": (picture("WEBP"), "a picture"),
    "gzip": (gzip.compress(SMALL.encode()), "a compressed file (gzip)"),
    "program": (b"\x7fELF\x02\x01\x01\x00\xff\xfe\xfa" + bytes(50), "a binary file"),
    "csv": (TABLE.encode(), "a table in plain text (CSV)"),
    "csv in latin-1": (TABLE.encode("latin-1"), "a table in plain text (CSV)"),
    "csv in utf-16": (TABLE.replace(";", "\t").encode("utf-16"), "a table in plain text (CSV)"),
    "csv with commas": (TABLE.replace(";", ",").encode("utf-8-sig"), "a table in plain text (CSV)"),
    "csv with quotes": (b'"Duty","Boss"\n"Plan, build","R"\n"Say ""yes""","A"\n', "a table in plain text (CSV)"),
    "csv below a title": (b"Matriisi: laitteet\n" + TABLE.encode(), "a table in plain text (CSV)"),
    "csv with its separator": (b"sep=;\nA;B\n", "a table in plain text (CSV)"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_a_file_is(name: str) -> None:
    """One message names the format and what to do, at the beginning of the file."""
    content, what = FILES[name]
    with pytest.raises(SourceError) as caught:
        read(content, "x")
    [diagnostic] = caught.value.diagnostics
    assert what in str(diagnostic)
    assert diagnostic[:3] == ("x", 1, 1)
    assert diagnostic.remedy


@pytest.mark.parametrize("command", [["build", "--source"], ["check"]])
def test_a_workbook_under_a_foreign_name(command: list[str], tmp_path: Path) -> None:
    """An Excel workbook that is called .yaml is told in one line, with exit status 1."""
    source = tmp_path / "matriisi.yaml"
    source.write_bytes(XLSX)
    done = run(*command, source, *(["--output", tmp_path / "build"] if command[0] == "build" else []))
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"{source}:1:1: this is an Excel workbook; `import` reads it"
    assert "Traceback" not in done.stderr


def test_a_large_workbook() -> None:
    """What is too large to be read is still called what it is."""
    content = zipped(**{"[Content_Types].xml": b"", "xl/workbook.xml": b"", "xl/media.bin": bytes(1000)})
    with pytest.raises(SourceError, match="an Excel workbook"):
        read(content[:-40] + bytes(17 * 1024 * 1024), "x")


@pytest.mark.parametrize(
    "text",
    [
        SMALL,
        json.dumps({"format": 1, "title": "a,b", "note": "c,d"}, indent=1),
        "# a;b\n# c;d\n" + HEAD,
        "title: a;b\nedition: c;d\n",
        (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8"),
    ],
)
def test_a_data_file_is_none_of_them(text: str) -> None:
    """YAML, and JSON as one kind of it, is read, however many commas and semicolons it holds."""
    assert read(text.encode(), "x").root
