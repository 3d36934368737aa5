"""The program and all it needs in one archive, built once, unpacked by Spark on every worker.

    bin/servicecircle   as built
    lib/*.so*           every shared library it asks for, but those of the C library (glibc), which must be the same
                        version or newer on the worker
    share/proj/         PROJ's database
    bundle.json         version, SHA-256 of every file, and `program`: one digest over all of them
"""

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import tarfile
import zlib
from pathlib import Path

from .digest import sha256_of
from .errors import JobError

# glibc belongs to the machine: its loader and its libraries go together.
OF_THE_MACHINE = re.compile(r"^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|anl|nss_.*)\.so\..*|linux-vdso.*)$")
PROJ_DATABASES = ("/usr/share/proj", "/usr/local/share/proj")


def build_bundle(binary: str, archive: str) -> dict:
    """Writes the archive (.tar.gz; equal inputs give equal bytes) and returns its `bundle.json`."""
    program = Path(binary).resolve()
    if not program.is_file():
        raise JobError(f"{binary}: no such program. Build it with `swift build -c release`, or name it by --binary.")
    files = {"bin/servicecircle": program, "share/proj/proj.db": _proj_database()}
    files.update({f"lib/{name}": path for name, path in shared_libraries(program).items()})
    digests = {name: sha256_of(path) for name, path in sorted(files.items())}
    about = {"version": version_of(program), "program": program_digest(digests), "files": digests}
    target = Path(archive)
    target.parent.mkdir(parents=True, exist_ok=True)
    unready = target.with_name(f".{target.name}.{os.getpid()}")
    with open(unready, "wb") as out, gzip.GzipFile("", "wb", 1, out, mtime=0) as packed, \
            tarfile.open(fileobj=packed, mode="w") as tar:
        _add(tar, "bundle.json", json.dumps(about, indent=1).encode(), 0o644)  # first: a job reads it alone
        for name, path in sorted(files.items()):
            _add(tar, name, path.read_bytes(), 0o755 if name.startswith(("bin/", "lib/")) else 0o644)
    unready.replace(target)
    return about


def read_about(archive: str) -> dict:
    """`bundle.json` of an archive, without unpacking the rest."""
    try:
        with tarfile.open(archive) as tar:
            for entry in tar:
                if entry.name == "bundle.json":
                    return json.load(tar.extractfile(entry))
            raise KeyError("no bundle.json")
    except (OSError, EOFError, zlib.error, KeyError, tarfile.TarError, ValueError) as error:
        raise JobError(f"{archive}: no bundle of ServiceCircle ({error}). Make one: servicecircle-cluster bundle") from None


def program_digest(digests: dict[str, str]) -> str:
    """One digest over the names and digests of a bundle's files."""
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def version_of(program: Path, environment: dict | None = None) -> str:
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, env=environment, timeout=60)
    if answer.returncode != 0:
        raise JobError(f"{program} --version: {(answer.stderr or answer.stdout).strip()}")
    return answer.stdout.strip()


def shared_libraries(program: Path) -> dict[str, Path]:
    """Name -> file of what `ldd` finds; a library that is missing here is told, not left for the workers to find."""
    answer = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise JobError(f"ldd {program}: {answer.stderr.strip()}")
    found = libraries_of(answer.stdout)
    missing = sorted(name for name, path in found.items() if path is None)
    if missing:
        raise JobError(f"{program} lacks {', '.join(missing)} on this machine: build the bundle where it runs")
    return {name: path.resolve() for name, path in found.items()}


def libraries_of(listing: str) -> dict[str, Path | None]:
    """The lines of `ldd` without glibc's own; None stands for `not found`."""
    libraries: dict[str, Path | None] = {}
    for line in listing.splitlines():
        match = re.match(r"\s*(\S+) => (not found|\S+)", line)
        if match and not OF_THE_MACHINE.match(match[1]):
            libraries[match[1]] = None if match[2] == "not found" else Path(match[2])
    return libraries


def _proj_database() -> Path:
    folders = [os.environ.get("PROJ_DATA"), os.environ.get("PROJ_LIB"), *PROJ_DATABASES]
    for folder in filter(None, folders):
        if (path := Path(folder) / "proj.db").is_file():
            return path
    raise JobError("proj.db was not found: install PROJ's data (Debian: proj-data) or set PROJ_DATA")


def _add(tar: tarfile.TarFile, name: str, data: bytes, mode: int):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), mode
    tar.addfile(entry, io.BytesIO(data))
