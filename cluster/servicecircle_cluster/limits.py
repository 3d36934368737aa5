"""One process under limits: it and everything it started end with it."""

import ctypes
import os
import resource
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
SAID_BYTES = 4000


@dataclass(frozen=True)
class Ending:
    """How a process ended: `code` as a shell has it, -N for signal N."""

    code: int
    seconds: float
    cpu_seconds: float
    peak_mb: float
    said: str  # the last lines of stderr
    ran_out: bool  # of time


def run_limited(arguments: list, environment: dict, folder: Path, seconds: float = 0, memory_mb: int = 0) -> Ending:
    """Runs to the end or to the limit. 0 means no limit.

    - seconds: wall time; then the whole process group is killed, with no time to write half of something.
    - memory_mb: address space (RLIMIT_AS), of each process; the program tells it from other ends by exit code 71.

    When this process dies the child is killed too (Linux): a worker that goes leaves nothing running.
    """
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def prepare():
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)
        if memory_mb:
            resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    begun = time.monotonic()
    with open(folder / "stderr", "w+b") as said:
        child = subprocess.Popen(arguments, env=environment, cwd=folder, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=said, start_new_session=True, preexec_fn=prepare)
        ran_out = threading.Event()

        def stop():
            ran_out.set()
            _kill_group(child.pid)

        timer = threading.Timer(seconds, stop) if seconds else None
        if timer:
            timer.start()
        try:
            _, status, usage = os.wait4(child.pid, 0)
        finally:
            if timer:
                timer.cancel()
            _kill_group(child.pid)
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(max(0, said.seek(0, os.SEEK_END) - SAID_BYTES))
        text = said.read().decode(errors="replace").strip()
    return Ending(child.returncode, time.monotonic() - begun, usage.ru_utime + usage.ru_stime,
                  usage.ru_maxrss / 1024, text, ran_out.is_set())


def _kill_group(group: int):
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
