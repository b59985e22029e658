"""Files of other office formats, turned by LibreOffice into one that we read."""

import tempfile
from pathlib import Path
from subprocess import TimeoutExpired

from vastuumatriisi.errors import reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.bounds import TooLarge, content_within, processor_time_of_others, ran_out_of_time
from vastuumatriisi.system.libreoffice import conversion, end, find_program, start

SECONDS_TO_START = 60  # of LibreOffice, on a machine that has much else to do
BYTES_PER_SECOND = 200_000  # of the file that is turned: a larger one has more time
MOST_BYTES = 256 << 20  # of what it makes; none of the files that are turned may be nearly as large


class ConversionFailed(Exception):
    """LibreOffice made no file of it; the message says why."""


def converted(content: bytes, ending: str, form: str) -> bytes:
    """Return the content of a file as another format, both named by their endings. Raises ConversionFailed."""
    program = find_program()
    if program is None:
        raise ConversionFailed(message("office.needed"))
    with tempfile.TemporaryDirectory(prefix="vastuumatriisi-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, target = folder / f"from.{ending}", folder / "made" / f"from.{form}"
        source.write_bytes(content)
        profile, before = folder / "profile", processor_time_of_others()
        command = conversion(program, profile, source, form, target.parent)
        _run(command, profile, SECONDS_TO_START + len(content) // BYTES_PER_SECOND)
        if not target.is_file():
            raise ConversionFailed(message("office.no_time" if ran_out_of_time(before) else "office.could_not"))
        try:
            return content_within(target, MOST_BYTES)
        except TooLarge:
            raise ConversionFailed(message("office.too_large")) from None


def _run(command: list[str], profile: Path, seconds: float) -> None:
    try:
        process = start(command, profile=profile)
    except OSError as error:
        raise ConversionFailed(message("office.not_started", reason=reason(error))) from None
    with process:
        try:
            process.communicate(timeout=seconds)
        except TimeoutExpired:
            raise ConversionFailed(message("office.no_answer", seconds=seconds)) from None
        finally:
            end(process)
