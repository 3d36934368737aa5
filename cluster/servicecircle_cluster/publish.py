"""Finished counties on the shared file system: a folder that appears whole, and a record that says what it is.

    counties/ID/        the program's folder of results, untouched
    records/ID.json     key, exit code, inputs, files with sizes
    failures/ID.json    key and reason of a county that would fail again
    rows/ID.json        how its last attempt ended, for `gather`

A record is written after its folder and taken away before it: a record that stands means a whole folder.
"""

import fcntl
import json
import os
import shutil
import socket
from contextlib import contextmanager
from pathlib import Path

from .errors import JobError


class Store:
    """The output folder of a job."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)

    def prepare(self):
        for name in ("counties", "records", "failures", ".locks", ".work"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def county(self, name: str) -> Path:
        return self.folder / "counties" / name

    def work(self) -> Path:
        return self.folder / ".work"

    def record(self, name: str) -> dict | None:
        """The record of a finished county whose files are all there in their size; None otherwise."""
        record = _read(self.folder / "records" / f"{name}.json")
        if record is None:
            return None
        folder = self.county(name)
        try:
            whole = all((folder / file).stat().st_size == size for file, size in record["files"].items())
        except (OSError, KeyError, TypeError):
            return None
        return record if whole else None

    def failure(self, name: str) -> dict | None:
        return _read(self.folder / "failures" / f"{name}.json")

    def publish(self, name: str, made: Path, record: dict) -> bool:
        """Puts a folder in its place with its record; False when another attempt has done so with the same key.

        Attempts of one county wait for each other; whoever is killed on the way leaves no record, and what it left of
        a folder is replaced by the next.
        """
        record = {**record, "files": sizes_of(made)}
        with self._lock(name):
            standing = self.record(name)
            if standing and standing["key"] == record["key"]:
                return False
            place, old = self.county(name), self.work() / f"{made.parent.name}.old"
            (self.folder / "records" / f"{name}.json").unlink(missing_ok=True)
            if place.exists():
                place.rename(old)
            made.rename(place)
            _write(self.folder / "records" / f"{name}.json", record)
            (self.folder / "failures" / f"{name}.json").unlink(missing_ok=True)
        shutil.rmtree(old, ignore_errors=True)
        return True

    def refresh(self, name: str, record: dict):
        """Writes the record of a folder that stands: its inputs were touched but hold the same bytes."""
        with self._lock(name):
            _write(self.folder / "records" / f"{name}.json", record)

    def publish_failure(self, name: str, key: str, failure: dict | None):
        """No results stand for the county any more, but those of this very key, which another attempt has made.

        - Parameter failure: remembered, since it would come again; None of one that may not.
        """
        with self._lock(name):
            standing = self.record(name)
            if standing and standing["key"] == key:
                return
            for kind in ("records", "failures"):
                (self.folder / kind / f"{name}.json").unlink(missing_ok=True)
            if (place := self.county(name)).exists():
                shutil.rmtree(place, ignore_errors=True)
            if failure is not None:
                _write(self.folder / "failures" / f"{name}.json", {**failure, "key": key})

    def keep_row(self, name: str, row: dict):
        _write(self.folder / "rows" / f"{name}.json", row)

    def row(self, name: str) -> dict | None:
        """The row kept last; None when a record or failure was written after it, which then tells how it stands."""
        kept = _written(self.folder / "rows" / f"{name}.json")
        if kept < max(_written(self.folder / kind / f"{name}.json") for kind in ("records", "failures")):
            return None
        return _read(self.folder / "rows" / f"{name}.json")

    @contextmanager
    def job_lock(self, shared: bool = False):
        """One job at a time in an output folder, or any number of tasks of a job array (`shared`).

        The lock goes with its process, however that ends.
        """
        with open(self.folder / ".locks" / "job", "w") as file:
            try:
                fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
            except OSError:
                raise JobError(f"another job writes to {self.folder}: wait for it, or name another folder") from None
            if not shared:
                for left in (*self.work().iterdir(), *(self.folder / "tiles").glob("*")):
                    shutil.rmtree(left, ignore_errors=True)
            yield

    @contextmanager
    def _lock(self, name: str):
        with open(self.folder / ".locks" / f"county-{name}", "w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def sizes_of(folder: Path) -> dict[str, int]:
    """Every file below a folder, by its path in it."""
    return {path.relative_to(folder).as_posix(): path.stat().st_size
            for path in sorted(folder.rglob("*")) if path.is_file()}


def write_whole(path: Path, text: str):
    """A text file that appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unready = unready_place(path)
    unready.write_text(text, encoding="utf-8")
    unready.replace(path)


def unready_place(path: Path) -> Path:
    """Where a file is made before it is renamed into its place: beside it, hidden, no other process's on any machine."""
    return path.with_name(f".{path.name}.{socket.gethostname()}.{os.getpid()}")


def _write(path: Path, record: dict):
    write_whole(path, json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True))


def _written(path: Path) -> int:
    """When, in nanoseconds; -1 where there is none."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return -1


def _read(path: Path) -> dict | None:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
