"""LibreOffice as the other program that accepts, refuses, opens and saves tracked changes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

_TIMEOUT = 120
ACCEPT, REJECT, SAVE = "AcceptAllTrackedChanges", "RejectAllTrackedChanges", ""
_NAMESPACES = 'xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink"'
_MACRO = """
Sub Main(jobs As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "MS Word 2007 XML"
  number = FreeFile
  Open jobs For Input As #number
  Do While Not EOF(number)
    Line Input #number, job
    If job = "" Then Exit Do
    part = Split(job, "|")
    file = StarDesktop.loadComponentFromURL(ConvertToURL(part(0)), "_blank", 0, hidden())
    If part(2) &lt;&gt; "" Then
      dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
      dispatcher.executeDispatch(file.CurrentController.Frame, ".uno:" &amp; part(2), "", 0, Array())
    End If
    file.storeToURL(ConvertToURL(part(1)), filter())
    file.close(True)
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
"""


def program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def settled(folder: Path, jobs: Mapping[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """Each job's file as LibreOffice saves it after the dispatch named with it; `folder` takes what that needs."""
    office = program()
    assert office is not None
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    # The first start makes the profile, and would overwrite a macro that is there already.
    _run([*command, "--terminate_after_init"])
    basic = folder / "profile" / "user" / "basic" / "Standard"
    (basic / "script.xlb").write_text(
        f'<?xml version="1.0"?><library:library {_NAMESPACES} library:name="Standard" library:readonly="false"'
        ' library:passwordprotected="false"><library:element library:name="Settle"/></library:library>'
    )
    (basic / "Settle.xba").write_text(
        '<?xml version="1.0"?><script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle"'
        f' script:language="StarBasic">{_MACRO}</script:module>'
    )
    lines = []
    for name, (data, action) in jobs.items():
        source, target = folder / f"{name}.in.docx", folder / f"{name}.out.docx"
        source.write_bytes(data)
        lines.append(f"{source}|{target}|{action}")
    (folder / "jobs.txt").write_text("\n".join(lines) + "\n")
    macro = f'macro:///Standard.Settle.Main("{folder / "jobs.txt"}")'
    _run([*command, macro])
    return {name: (folder / f"{name}.out.docx").read_bytes() for name in jobs}


def _run(command: list[str]) -> None:
    """LibreOffice is a script that starts the program: where that hangs, both have to go."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            assert process.wait(_TIMEOUT) == 0
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
