"""Processes that end with the one that started them, and locks that a fork doesn't keep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from regdocs.build.processes import processes

BUSY = """
import os, time
from regdocs.build.processes import processes
with processes(2) as executor:
    futures = [executor.submit(time.sleep, 600), executor.submit(time.sleep, 600)]
    print(*executor._processes, flush=True)
    time.sleep(600)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are for Linux")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_killed_process_takes_its_own_along() -> None:
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        workers = [int(each) for each in running.stdout.readline().split()]
        assert len(workers) == 2
        running.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while any(map(_alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_alive, workers))


LOCKED = """
import sys
from pathlib import Path
from regdocs.build.lock import alone
from regdocs.build.processes import processes
with alone(Path(sys.argv[1])):
    executor = processes(1)
    executor.submit(len, "").result()
with alone(Path(sys.argv[1])):
    print("again")
executor.shutdown()
"""


def test_a_lock_is_free_though_a_fork_has_the_file_open(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOCKED, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("again\n", "")


def test_a_process_begins_with_what_it_is_given() -> None:
    with processes(1, os.putenv, ("REGDOCS_BEGUN", "yes")) as executor:
        assert executor.submit(len, "abc").result() == 3


FORKING = """
import signal, threading
from regdocs.build.processes import may_fork, processes
signal.signal(signal.SIGTERM, lambda *_: None)
told = [may_fork()]
with processes(1) as executor:
    told.append(executor.submit(signal.getsignal, signal.SIGTERM).result() is signal.SIG_DFL)
end = threading.Event()
thread = threading.Thread(target=end.wait)
thread.start()
told.append(may_fork())
end.set()
thread.join()
told.append(may_fork())
import regdocs.formats.pdf.engine
told.append(may_fork())
print(*told)
"""


def test_only_a_process_without_threads_is_forked_and_its_handlers_stay_behind() -> None:
    ran = subprocess.run([sys.executable, "-c", FORKING], capture_output=True, text=True, timeout=60, check=False)
    assert (ran.stdout, ran.stderr) == ("True True False True False\n", "")
