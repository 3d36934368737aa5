"""The program on a worker: found, checked against what the driver shipped, and ready to start."""

import os
from dataclasses import dataclass
from pathlib import Path

from .bundle import program_digest, version_of
from .digest import sha256_of
from .errors import JobError, WorkerError

# The folder that Spark unpacks the archive into, below SparkFiles' root.
FOLDER = "servicecircle-bundle"
_checked: dict[tuple, str] = {}


@dataclass(frozen=True)
class Program:
    """An unpacked bundle. `environment` is all that the program sees: nothing of the worker's leaks into a run."""

    folder: Path

    @property
    def binary(self) -> Path:
        return self.folder / "bin" / "servicecircle"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_LIBRARY_PATH": str(self.folder / "lib"), "PROJ_DATA": str(self.folder / "share" / "proj"),
            "PROJ_NETWORK": "OFF", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "enable=no",
        }


def checked_program(folder: str, about: dict) -> Program:
    """The program in `folder`, when its bytes and version are those of `about` (the driver's `bundle.json`).

    Read once for each Python worker process, and again when a file has changed since.
    - Raises WorkerError: missing, other bytes, another version, not startable here.
    """
    program = Program(Path(folder).absolute())  # runs start in a folder of their own; Spark may say `.`
    if not program.binary.is_file():
        raise WorkerError("the program is missing on the worker: the bundle was not unpacked there")
    stats = tuple((name, *_stamp(program.folder / name)) for name in sorted(about["files"]))
    if _checked.get((folder, stats)) != about["program"]:
        digests = {name: sha256_of(program.folder / name) for name, *stamp in stats if stamp != [0, 0]}
        if program_digest(digests) != about["program"]:
            other = sorted(name for name, digest in about["files"].items() if digests.get(name) != digest)
            raise WorkerError(f"the program on the worker is not the one shipped: {', '.join(other)} differ")
        try:
            version = version_of(program.binary, program.environment)
        except (OSError, JobError) as error:
            raise WorkerError(f"the program does not start on the worker: {error}") from None
        if version != about["version"]:
            raise WorkerError(f"the program on the worker is version {version}, shipped was {about['version']}")
        _checked[(folder, stats)] = about["program"]
    return program


def bundle_folder(stated: str) -> str:
    """Where the bundle lies on this worker: a stated folder (a container image has it), else Spark's archive."""
    if stated:
        return stated
    from pyspark import SparkFiles

    return os.path.join(SparkFiles.getRootDirectory(), FOLDER)


def _stamp(path: Path) -> list[int]:
    try:
        stat = path.stat()
        return [stat.st_size, stat.st_mtime_ns]
    except OSError:
        return [0, 0]
