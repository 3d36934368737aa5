"""Runs every check and says how each ended; exit 1 when one failed."""

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

from .checks import Checks, Skipped

ROOT = Path(__file__).resolve().parents[3]


def chosen(checks, words: list[str]) -> list:
    """Those whose names hold one of the words, all without words; the bundle, which all of them use, is made first."""
    asked = [check for check in checks.all() if not words or any(word in check.__name__ for word in words)]
    return [checks.bundle_has_all] + [check for check in asked if check != checks.bundle_has_all]


def main() -> int:
    parser = argparse.ArgumentParser(prog="cluster-test")
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/servicecircle")
    parser.add_argument("--data", type=Path, help="real data for checking; skipped without")
    parser.add_argument("--only", default="", help="words of the names of the checks to make, parted by commas")
    options = parser.parse_args()
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="cluster-test-") as scratch:
        checks = Checks(ROOT, options.binary.resolve(), options.data, Path(scratch))
        words = [word for word in options.only.split(",") if word]
        try:
            for check in chosen(checks, words):
                begun = time.monotonic()
                try:
                    check()
                    passed += 1
                    ending = "passed"
                except Skipped as reason:
                    skipped += 1
                    ending = f"skipped: {reason}"
                except Exception:
                    failed += 1
                    ending = f"FAILED\n{traceback.format_exc()}"
                if checks.cluster:
                    checks.cluster.sweep()
                print(f"{check.__name__.replace('_', ' ')} ({time.monotonic() - begun:.0f} s): {ending}", flush=True)
                if failed and check == checks.bundle_has_all:
                    print("nothing else can be checked without the bundle")
                    break
        finally:
            if checks.cluster:
                checks.cluster.stop()
    for note in checks.notes:
        print(f"  {note}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
