"""Tries what templates may do to a process, each in one of its own, which dies where it takes too long."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from tests.support.matrices import ROOT
from tests.support.templates import made, with_line, with_template
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import UserError
from vastuumatriisi.system import limits

SECONDS = 10
MEMORY = 1 << 30  # bytes of addresses more than it begins with


def tried(name: str, lines: Mapping[str, str], templates: Mapping[str, str]) -> dict[str, str]:
    """Return what becomes of each line in a template of that name beside those others: how it is refused, if it is."""
    given = json.dumps({"name": name, "lines": dict(lines), "templates": dict(templates)})
    command = [sys.executable, "-m", "tests.support.hostile"]
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=ROOT, encoding="utf-8")
    return dict(map(json.loads, done.stdout.splitlines()))


def _main() -> None:
    given = json.load(sys.stdin)
    design = read_design(ROOT / "templates", "fi")
    for name, content in given["templates"].items():
        design = with_template(design, name, content)
    kind = given["name"].partition(".")[0]
    made(design, kind)  # what all have in common
    for key, line in given["lines"].items():
        changed, _ = with_line(design, line, given["name"])
        print(json.dumps([key, _told(changed, kind)]), flush=True)


def _told(design: Design, kind: str) -> str:
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.write(writer, _refusal(design, kind).encode()[:9999])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read().decode()
    return said or f"ended with {os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}"


def _refusal(design: Design, kind: str) -> str:
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS)  # ends the process, whatever is at work
    most = limits._pages(0) + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        made(design, kind)
    except UserError as error:
        return str(error)
    except BaseException as error:  # noqa: BLE001 -- whatever else is no refusal
        return type(error).__name__
    return "made"


if __name__ == "__main__":
    _main()
