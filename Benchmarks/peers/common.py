"""What every peer script shares: a stop watch that knows processor time, and one JSON line as the answer."""

import json
import sys
import time


class Laps:
    """Wall and processor seconds (all threads of this process) by step."""

    def __init__(self):
        self.seconds, self.cpu = {}, {}
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def lap(self, name):
        wall, cpu = time.perf_counter(), time.process_time()
        self.seconds[name] = wall - self._wall
        self.cpu[name] = cpu - self._cpu
        self._wall, self._cpu = wall, cpu


def answer(laps, **facts):
    print(json.dumps({"seconds": laps.seconds, "cpu": laps.cpu, **facts}))
    sys.stdout.flush()
