"""Processes that end with the one that started them, and locks that a fork doesn't keep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from regdocs.build.processes import Processes

BUSY = """
import sys, tempfile, time
from regdocs.build.processes import Processes
def work():
    tempfile.mkdtemp()
    time.sleep(600)
try:
    with Processes(2) as executor:
        futures = [executor.submit(work), executor.submit(work), executor.submit(work)]
        print(*executor._processes, flush=True)
        futures[0].result()
except KeyboardInterrupt:
    sys.exit(130)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are for Linux")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_process_that_is_ended_takes_its_own_and_their_files_along(tmp_path: Path, number: signal.Signals) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # Tests that run in the background ignore Ctrl-C, and so would what they start.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [sys.executable, "-c", BUSY], env={**os.environ, "TMPDIR": str(tmp_path)}, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        workers = [int(each) for each in running.stdout.readline().split()]
        assert len(workers) == 2
        _until(lambda: len(list(tmp_path.glob("*/*"))) == 2)
        # Ctrl-C reaches every process of a terminal; whoever kills one means that one.
        (os.killpg if number is signal.SIGINT else os.kill)(running.pid, number)
        assert running.communicate() == ("", "")
    assert running.returncode == (130 if number is signal.SIGINT else -number)
    _until(lambda: not any(map(_alive, workers)) and not list(tmp_path.iterdir()))


LOCKED = """
import sys
from pathlib import Path
from regdocs.build.lock import alone
from regdocs.build.processes import Processes
with alone(Path(sys.argv[1])):
    executor = Processes(1)
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
    with Processes(1, os.putenv, ("REGDOCS_BEGUN", "yes")) as executor:
        assert executor.submit(len, "abc").result() == 3


FORKING = """
import signal, threading
from regdocs.build.processes import Processes, may_fork
signal.signal(signal.SIGTERM, lambda *_: None)
told = [may_fork()]
with Processes(1) as executor:
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
