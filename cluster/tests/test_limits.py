import os
import subprocess
import sys
import time

from servicecircle_cluster.limits import run_limited


def sh(tmp_path, script, **limits):
    return run_limited(["/bin/sh", "-c", script], {"PATH": os.environ["PATH"]}, tmp_path, **limits)


def test_code_and_last_words(tmp_path):
    ending = sh(tmp_path, "echo first >&2; echo last >&2; exit 3")
    assert (ending.code, ending.said, ending.ran_out) == (3, "first\nlast", False)


def test_only_the_end_of_long_words_is_kept(tmp_path):
    said = sh(tmp_path, "i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done").said
    assert said.endswith("line 1999") and len(said) <= 4000


def test_time_ends_the_whole_group(tmp_path):
    ending = sh(tmp_path, "sleep 1000 & echo $! > child; wait", seconds=0.5)
    assert ending.ran_out and ending.code == -9
    assert is_gone(int((tmp_path / "child").read_text()))


def test_nothing_is_left_running_after_a_good_end(tmp_path):
    assert sh(tmp_path, "sleep 1000 & echo $! > child").code == 0
    assert is_gone(int((tmp_path / "child").read_text()))


def test_memory_is_refused(tmp_path):
    script = "import sys; b = bytearray(400 << 20)"
    ending = run_limited([sys.executable, "-c", script], dict(os.environ), tmp_path, memory_mb=200)
    assert ending.code == 1 and "MemoryError" in ending.said
    assert run_limited([sys.executable, "-c", script], dict(os.environ), tmp_path).code == 0


def test_a_worker_that_dies_takes_its_program_along(tmp_path):
    script = ("from servicecircle_cluster.limits import run_limited; from pathlib import Path; import sys;"
              "run_limited(['/bin/sh', '-c', 'echo $$ > child; exec sleep 1000'], {}, Path(sys.argv[1]))")
    worker = subprocess.Popen([sys.executable, "-c", script, tmp_path])
    while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text():
        time.sleep(0.05)
    worker.kill()
    worker.wait()
    assert is_gone(int((tmp_path / "child").read_text()))


def is_gone(process: int) -> bool:
    """Waits, since a killed process may take a moment; a zombie that nobody has waited for is gone, too."""
    for _ in range(400):
        try:
            with open(f"/proc/{process}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
