"""Folders of results, compared byte by byte."""

from pathlib import Path


def differences(one: Path, other: Path, but: tuple[str, ...] = ()) -> list[str]:
    """Files that one of two folders lacks, or whose bytes differ; by name."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in folder.rglob("*")
             if path.is_file() and path.name not in but and not path.name.startswith(".")}
    return sorted(name for name in names if not ((one / name).is_file() and (other / name).is_file()
                                                 and (one / name).read_bytes() == (other / name).read_bytes()))


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of change of every file: what has been written anew shows."""
    return {path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
            for path in sorted(folder.rglob("*")) if path.is_file() and ".locks" not in path.parts}
