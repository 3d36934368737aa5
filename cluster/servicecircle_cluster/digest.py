"""When two runs are the same run: a key over the analysis, the settings, the program and every input's bytes."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileState:
    """A file and what it held. `size` and `mtime_ns` say without reading whether it may have changed since."""

    path: str
    size: int
    mtime_ns: int
    sha256: str

    def is_untouched(self) -> bool:
        try:
            stat = Path(self.path).stat()
        except (OSError, ValueError):
            return self.size < 0
        return (stat.st_size, stat.st_mtime_ns) == (self.size, self.mtime_ns)


def sha256_of(path: str | Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() if hasattr(hashlib, "file_digest") else _digest(file)


def _digest(file) -> str:
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def state_of(path: str | Path) -> FileState:
    """Of a missing file: size -1 and no digest, which is a state like another; a folder has no digest either."""
    path = Path(path)
    try:
        stat = path.stat()
        digest = "" if path.is_dir() else sha256_of(path)
        return FileState(str(path), stat.st_size, stat.st_mtime_ns, digest)
    except (OSError, ValueError):  # no path at all, such as one with a zero byte
        return FileState(str(path), -1, 0, "")


def key_of(program: str, analysis: FileState | None, settings, inputs: list[FileState], more=()) -> str:
    """The key of a run. Paths are part of it only by their last name: a moved folder is the same work.

    - Parameter more: whatever else decides, such as a halo's neighbours; anything JSON can write.
    """
    parts = {
        "program": program, "analysis": analysis.sha256 if analysis else "", "settings": list(map(list, settings)),
        "inputs": [[Path(state.path).name, state.sha256] for state in inputs], "more": list(more),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def as_record(states: list[FileState]) -> list[dict]:
    return [asdict(state) for state in states]


def from_record(states: list[dict]) -> list[FileState]:
    return [FileState(**state) for state in states]
