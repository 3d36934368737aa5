"""Folders that only Spark's file layer reaches (`hdfs://`, `s3a://`), brought to the task that runs the county.

A county with a `folder` names its analysis inside it. Spark reads every file below the folder (`binaryFile`, at most 2 GB
each) and hands it to the county's task, which lays it on its own disk for the time of the run.
"""

from pathlib import Path

from .county_task import Orders, Outcome, run_county, scratch_folder


def found_roots(spark, works: list) -> tuple[list, list]:
    """Those whose folder is there, and with a reason those whose folder is not: Spark reads all folders or none."""
    found, failed, why = [], [], {}
    for work in works:
        address = work.county.folder
        if address not in why:
            why[address] = _trouble_with(spark, address)
        if why[address]:
            failed.append((work, why[address]))
        else:
            found.append(work)
    return found, failed


def _trouble_with(spark, address: str) -> str:
    try:
        files, path = _placed(spark, address)
        return "" if files.exists(path) else f"its folder {address} does not exist"
    except Exception as error:  # as many kinds as there are stores
        words = str(error).strip().splitlines() or [type(error).__name__]
        # A Java error stands in the second line of what Python says of it.
        return f"its folder {address} cannot be reached: {words[1 if len(words) > 1 else 0].strip().lstrip(': ')[:300]}"


def with_files(spark, works: list):
    """An RDD of (work, [(path below the folder, bytes)]), one county a partition, in the order given."""
    roots = [_qualified(spark, work.county.folder) for work in works]
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(roots).select("path", "content")
    # A folder may serve several counties.
    users: dict[str, list[int]] = {}
    for index, root in enumerate(roots):
        users.setdefault(root, []).append(index)

    def owners(row):
        return [(index, (name, bytes(row.content))) for root, indices in users.items()
                if (name := below(row.path, root)) for index in indices]

    count = len(works)
    numbered = spark.sparkContext.parallelize(list(enumerate(works)), count)
    return numbered.cogroup(files.rdd.flatMap(owners), numPartitions=count).map(
        lambda pair: (list(pair[1][0])[0], list(pair[1][1])))


def below(path: str, root: str) -> str:
    """The part of a path behind its root; empty when it lies elsewhere."""
    return path[len(root) + 1:] if path.startswith(root + "/") else ""


def run_with_files(pair, orders: Orders, earlier_attempts: int) -> Outcome:
    """Lays the files down and runs the county on them."""
    work, files = pair
    try:
        with scratch_folder(orders, f"{work.county.id}-inputs") as folder:
            for name, content in files:
                place = Path(folder, name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            return run_county(work, orders, earlier_attempts, folder)
    except OSError as error:
        return Outcome(work.county.id, work.county.group, "failed",
                       f"its folder could not be laid down on the worker: {error.strerror or error}", is_workers=True)


def _qualified(spark, address: str) -> str:
    """The address as Spark writes paths below it."""
    files, path = _placed(spark, address)
    return files.makeQualified(path).toString().rstrip("/")


def _placed(spark, address: str):
    """The file system of an address, and the path in it."""
    path = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(address)
    return path.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration()), path
