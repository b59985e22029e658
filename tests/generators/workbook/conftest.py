"""What the tests of the workbook share: LibreOffice as a converter."""

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
