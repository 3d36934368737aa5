import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest

from servicecircle_cluster.bundle import build_bundle, libraries_of, program_digest, read_about
from servicecircle_cluster.digest import sha256_of
from servicecircle_cluster.errors import JobError, WorkerError
from servicecircle_cluster.program import checked_program
from servicecircle_cluster.staging import below

LISTING = """
\tlinux-vdso.so.1 (0x00007ff1)
\tlibgeos_c.so.1 => /lib/x86_64-linux-gnu/libgeos_c.so.1 (0x00007ff1)
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007ff1)
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007ff1)
\tlibcom_err.so.2 => /lib/x86_64-linux-gnu/libcom_err.so.2 (0x00007ff1)
\tlibproj.so.25 => not found
\t/lib64/ld-linux-x86-64.so.2 (0x00007ff1)
"""


def test_libraries_but_those_of_the_machine():
    found = libraries_of(LISTING)
    assert sorted(found) == ["libcom_err.so.2", "libgeos_c.so.1", "libproj.so.25"]
    assert found["libproj.so.25"] is None


@pytest.mark.skipif(not Path("/usr/share/proj/proj.db").exists(), reason="PROJ's data is not installed")
def test_equal_programs_give_equal_archives(tmp_path):
    about = build_bundle("/bin/true", str(tmp_path / "one.tar.gz"))
    assert about == build_bundle("/bin/true", str(tmp_path / "b" / "other.tar.gz")) == read_about(str(tmp_path / "one.tar.gz"))
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "b" / "other.tar.gz").read_bytes()
    assert {"bin/servicecircle", "share/proj/proj.db"} <= set(about["files"])
    # What a job reads of it stands first: all of a full build's takes seconds to unpack.
    (tmp_path / "half.tar.gz").write_bytes((tmp_path / "one.tar.gz").read_bytes()[:100_000])
    assert read_about(str(tmp_path / "half.tar.gz")) == about


def test_no_bundle_is_told(tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"no archive")
    with pytest.raises(JobError, match="no bundle"):
        read_about(str(tmp_path / "x.tar.gz"))
    with gzip.open(tmp_path / "y.tar.gz", "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        tar.addfile(tarfile.TarInfo("other"), io.BytesIO())
    with pytest.raises(JobError, match="no bundle"):
        read_about(str(tmp_path / "y.tar.gz"))
    (tmp_path / "z.tar.gz").write_bytes((tmp_path / "y.tar.gz").read_bytes()[:40])
    with pytest.raises(JobError, match="no bundle"):
        read_about(str(tmp_path / "z.tar.gz"))


def installed(tmp_path, said="1.2"):
    """A program that says its version."""
    (tmp_path / "bin").mkdir()
    binary = tmp_path / "bin/servicecircle"
    binary.write_text(f"#!/bin/sh\necho {said}\n")
    binary.chmod(0o755)
    digests = {"bin/servicecircle": sha256_of(binary)}
    return binary, {"version": "1.2", "files": digests, "program": program_digest(digests)}


def test_the_shipped_program_passes(tmp_path):
    binary, about = installed(tmp_path)
    assert checked_program(str(tmp_path), about).binary == binary


def test_a_bundle_below_the_working_folder(tmp_path, monkeypatch):
    """Executors of a cluster call their folder `.`; a run starts elsewhere."""
    binary, about = installed(tmp_path)
    monkeypatch.chdir(tmp_path.parent)
    program = checked_program(tmp_path.name, about)
    assert program.binary == binary and program.environment["LD_LIBRARY_PATH"] == str(tmp_path / "lib")


def test_other_bytes_are_seen_also_after_a_good_check(tmp_path):
    binary, about = installed(tmp_path)
    checked_program(str(tmp_path), about)
    binary.write_text("#!/bin/sh\necho 1.2 \n")
    with pytest.raises(WorkerError, match="not the one shipped: bin/servicecircle"):
        checked_program(str(tmp_path), about)
    binary.unlink()
    with pytest.raises(WorkerError, match="missing on the worker"):
        checked_program(str(tmp_path), about)


def test_another_version_and_one_that_does_not_start(tmp_path):
    (tmp_path / "other").mkdir()
    _, about = installed(tmp_path / "other", "1.3")
    with pytest.raises(WorkerError, match="is version 1.3, shipped was 1.2"):
        checked_program(str(tmp_path / "other"), about)
    (tmp_path / "broken").mkdir()
    binary, about = installed(tmp_path / "broken")
    binary.chmod(0o644)
    with pytest.raises(WorkerError, match="does not start"):
        checked_program(str(tmp_path / "broken"), about)


def test_paths_below_a_root():
    assert below("hdfs://n:1/data/a b/x.csv", "hdfs://n:1/data/a b") == "x.csv"
    assert below("file:/data/ab/x.csv", "file:/data/a") == ""
