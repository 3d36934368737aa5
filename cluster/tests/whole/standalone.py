"""A standalone Spark cluster of processes on loopback: a master, workers, and their death."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pyspark

SPARK = Path(pyspark.__file__).parent


class Standalone:
    """Starts a master; workers come by `add_worker`. Everything it started ends with `stop`."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True)
        self.port = _free_port()
        self.address = f"spark://127.0.0.1:{self.port}"
        self.workers: list[subprocess.Popen] = []
        self._master = self._start("master", "org.apache.spark.deploy.master.Master",
                                   "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", "0")
        _wait_for("the master", lambda: _listens(self.port))

    def add_worker(self) -> Path:
        """One more worker of one core; returns the folder of its executors."""
        name = f"worker-{len(self.workers) + 1}"
        place = self.folder / name
        self.workers.append(self._start(name, "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1",
                                        "--cores", "1", "--memory", "1g", "--webui-port", "0",
                                        "--work-dir", str(place), self.address))
        _wait_for(name, lambda: "Successfully registered" in (self.folder / f"{name}.log").read_text(errors="replace"))
        return place

    def kill_worker(self, index: int) -> int:
        """Ends a worker and all it started, at once, as a machine that fails; returns how many processes."""
        doomed = [self.workers[index].pid, *descendants(self.workers[index].pid)]
        for process in doomed:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.workers[index].wait()
        return len(doomed)

    def newest_worker(self) -> Path:
        return self.folder / f"worker-{len(self.workers)}"

    def sweep(self):
        """Removes what executors of ended jobs left: each had unpacked the bundle."""
        for left in self.folder.glob("worker-*/app-*"):
            shutil.rmtree(left, ignore_errors=True)

    def stop(self):
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
        self._master.terminate()
        for process in [*self.workers, self._master]:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()

    def _start(self, name: str, *arguments: str) -> subprocess.Popen:
        environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(SPARK),
                       "SPARK_DAEMON_MEMORY": "256m"}
        with open(self.folder / f"{name}.log", "wb") as log:
            return subprocess.Popen([SPARK / "bin" / "spark-class", *arguments], env=environment, cwd=self.folder,
                                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)


def descendants(process: int) -> list[int]:
    """Process ids below one, from /proc."""
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for(what: str, is_ready, seconds: float = 900):
    end = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not start within {seconds:g} s")
        time.sleep(0.3)
