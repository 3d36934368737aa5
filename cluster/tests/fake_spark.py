"""Enough of Spark for the driver: tasks one after the other in this process, tried again as Spark tries them."""

import sys
from types import SimpleNamespace

from servicecircle_cluster import job as driver

MOST_FAILURES = 5  # Spark's own limit, which the job sets to `deaths` + 2


class WorkerDied(BaseException):
    """What no task of ours can catch: its process is gone."""


class FakeContext:
    master = "spark://fake"

    def __init__(self):
        self.attempt = 0

    def parallelize(self, items, count):
        return FakeTasks(self, items)

    def accumulator(self, start, param):
        kept = list(start)
        return SimpleNamespace(value=kept, add=kept.extend)


class FakeTasks:
    def __init__(self, context, items, call=None):
        self._context, self._items, self._call = context, list(items), call

    def map(self, call):
        return FakeTasks(self._context, self._items, call)

    def collect(self):
        return [self._tried(item) for item in self._items]

    def _tried(self, item):
        for attempt in range(MOST_FAILURES):
            self._context.attempt = attempt
            try:
                return self._call(item)
            except (WorkerDied, RuntimeError) as error:
                last = error
        raise Exception(f"Job aborted: {last}")


class FakeFiles:
    """Hadoop's file layer over the folders that are here; nobody answers as `nowhere`."""

    def __init__(self, address):
        self.address = address

    def getFileSystem(self, configuration):
        if "//nowhere" in self.address:
            raise Exception("An error occurred while calling o1.getFileSystem.\n: UnknownHostException: nowhere\n\tat x")
        return SimpleNamespace(exists=lambda path: driver.Path(path.address).exists(), makeQualified=lambda path: path)

    def toString(self):
        return self.address


def use_fake_spark(monkeypatch) -> FakeContext:
    """Jobs run on it from now on, with pyspark or without."""
    context = FakeContext()
    context._jvm = SimpleNamespace(org=SimpleNamespace(apache=SimpleNamespace(hadoop=SimpleNamespace(fs=SimpleNamespace(
        Path=FakeFiles)))))
    context._jsc = SimpleNamespace(hadoopConfiguration=lambda: None)
    task = SimpleNamespace(attemptNumber=lambda: context.attempt)
    accumulators = SimpleNamespace(AccumulatorParam=object)
    monkeypatch.setitem(sys.modules, "pyspark", SimpleNamespace(TaskContext=SimpleNamespace(get=lambda: task),
                                                                accumulators=accumulators))
    monkeypatch.setitem(sys.modules, "pyspark.accumulators", accumulators)
    monkeypatch.delitem(sys.modules, "servicecircle_cluster.progress", raising=False)
    monkeypatch.setattr(driver, "PAUSE_OF_A_FAILING_WORKER", 0)
    spark = SimpleNamespace(sparkContext=context)
    monkeypatch.setattr(driver, "_Session", lambda job: SimpleNamespace(get=lambda: spark, stop=lambda: None))
    return context
