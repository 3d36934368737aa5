"""What the driver shows while tasks run: a line for every county that has ended."""

import sys
import threading

from pyspark.accumulators import AccumulatorParam


class _Lines(AccumulatorParam):
    """A list that tasks append to; Spark carries it to the driver with each task's end."""

    def zero(self, value):
        return []

    def addInPlace(self, one, other):
        one.extend(other)
        return one


class Progress:
    """Prints counties as they end. A county that ran twice (a lost worker, a slow twin) is shown once."""

    def __init__(self, context, total: int, stream=sys.stderr, every: float = 0.5):
        self.ended = context.accumulator([], _Lines())
        self._total, self._stream, self._every = total, stream, every
        self._shown: set[str] = set()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._done.set()
        self._thread.join()
        self._show()

    def _watch(self):
        while not self._done.wait(self._every):
            self._show()

    def _show(self):
        for outcome in list(self.ended.value):
            if outcome.id not in self._shown:
                self._shown.add(outcome.id)
                print(line(len(self._shown), self._total, outcome), file=self._stream, flush=True)


def line(number: int, total: int, outcome) -> str:
    attempt = outcome.attempt
    figures = "" if "peak_mb" not in attempt else f"  {attempt['program_seconds']:.1f} s  {attempt['peak_mb']:.0f} MB"
    width = len(str(total))
    return f"[{number:{width}}/{total}] {outcome.id}  {outcome.status}{figures}  {outcome.reason or outcome.left_out}".rstrip()
