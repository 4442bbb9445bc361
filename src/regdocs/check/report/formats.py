"""The forms that a run can be told in, each with the file that it writes where several go to one folder."""

from __future__ import annotations

FILES = {
    "text": "findings.txt",
    "json": "findings.json",
    "junit": "junit.xml",
    "sarif": "findings.sarif",
    "github": "findings.github.txt",
    "markdown": "findings.md",
    "html": "coverage.html",
}
