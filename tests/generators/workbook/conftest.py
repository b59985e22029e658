"""What the tests of the workbook share: LibreOffice as a converter."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], Path]:
    """Convert a workbook with LibreOffice; returns the folder of the result."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(data: bytes, form: str) -> Path:
        folder, source = tmp_path_factory.mktemp("office"), tmp_path_factory.mktemp("source") / "kirja.xlsx"
        source.write_bytes(data)
        command = [program, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", form]
        subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True)
        return folder

    return convert


# A macro in LibreOffice's own Basic, since its Python is not installed everywhere.
SORTING = """
Sub Change
  On Error GoTo Failed
  Dim document As Object, sheet As Object, place As Object, steps, words, i As Integer
  Dim field(0) As New com.sun.star.table.TableSortField
  Dim how(1) As New com.sun.star.beans.PropertyValue
  Dim form(0) As New com.sun.star.beans.PropertyValue
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(Environ("SOURCE"), "_blank", 0, hidden())
  steps = Split(Environ("STEPS"), "|")
  For i = 0 To UBound(steps)
    words = Split(steps(i), ";")
    sheet = document.Sheets.getByIndex(CInt(words(1)))
    If words(0) = "sort" Then
      place = sheet.getCellRangeByName(words(2))
      field(0).Field = CInt(words(3))
      field(0).IsAscending = (words(4) = "up")
      how(0).Name = "SortFields"
      how(0).Value = field()
      how(1).Name = "ContainsHeader"
      how(1).Value = False
      place.sort(how())
    Else
      sheet.Rows.insertByIndex(CInt(words(2)), 1)
    End If
  Next i
  document.calculateAll()
  form(0).Name = "FilterName"
  form(0).Value = "Calc MS Excel 2007 XML"
  document.storeToURL(Environ("TARGET"), form())
  document.close(True)
Failed:
  StarDesktop.terminate()
End Sub
"""


@pytest.fixture(scope="module")
def sorted_by_office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, list[str]], bytes]:
    """Sort sheets and insert rows as a reader does; returns the workbook as LibreOffice saves it.

    A step is "sort;SHEET;RANGE;COLUMN;up" or "insert;SHEET;ROW", with sheets, columns and rows counted from 0.
    """
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    profile = tmp_path_factory.mktemp("profile")
    command = [program, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    (profile / "a.csv").write_text("a")
    # The first start makes the module that the macro is put into.
    started = [*command, "--convert-to", "ods", "--outdir", str(profile), str(profile / "a.csv")]
    subprocess.run(started, check=True, capture_output=True, timeout=100)
    code = SORTING.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic">{code}</script:module>'
    )

    def change(data: bytes, steps: list[str]) -> bytes:
        folder = tmp_path_factory.mktemp("sorted")
        source, target = folder / "kirja.xlsx", folder / "lajiteltu.xlsx"
        source.write_bytes(data)
        told = {"SOURCE": source.as_uri(), "TARGET": target.as_uri(), "STEPS": "|".join(steps)}
        call = [*command, "macro:///Standard.Module1.Change"]
        subprocess.run(call, check=True, capture_output=True, timeout=100, env={**os.environ, **told})
        return target.read_bytes()

    return change
