"""An office file of another format -> one that is read here, by LibreOffice in a folder that is gone afterwards."""

import subprocess
import tempfile
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.system.libreoffice import end, find_program, start

SECONDS = 120


def converted(content: bytes, suffix: str, target: str, file: str) -> bytes:
    """Return the bytes of a file, which has ``suffix`` (".xls"), as ``target`` ("xlsx").

    Raises UserError where LibreOffice is not installed, cannot read the file, or takes longer than two minutes.
    """
    program = find_program()
    if program is None:
        raise UserError(
            f"{file} is read by LibreOffice, which is not here; install it or save the file as .{target} and try again."
        )
    with tempfile.TemporaryDirectory(prefix="vastuumatriisi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, result = folder / f"source{suffix}", folder / "made" / f"source.{target}"
        source.write_bytes(content)
        _run(_command(program, folder, target, source), file)
        if not result.is_file():
            raise UserError(f"LibreOffice cannot read {file}; save it as .{target} in an office program and try again.")
        return result.read_bytes()


def _command(program: str, folder: Path, target: str, source: Path) -> list[str]:
    # A profile of its own: nothing of the user's, no macro that is trusted, no lock of a running one.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--nolockcheck", "--convert-to", target]
    return [program, profile, *options, "--outdir", str(folder / "made"), str(source)]


def _run(command: list[str], file: str) -> None:
    try:
        process = start(command)
    except OSError as error:
        raise UserError(f"LibreOffice, which reads {file}, cannot be started ({error.strerror}).") from None
    with process:
        try:
            process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise UserError(
                f"LibreOffice did not read {file} within {SECONDS} seconds; save it as .xlsx or .docx and try again."
            ) from None
        finally:
            end(process)
