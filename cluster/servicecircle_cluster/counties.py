"""The table of counties: one row, one run of the program."""

import csv
import json
import math
import re
from dataclasses import dataclass, field
from pathlib import Path

from . import addresses
from .errors import JobError

# An id names a folder: no separators, no hidden names, nothing that Parquet's key=value folders would misread.
UNFIT_FOR_A_FOLDER = re.compile(r'[/\\=%\x00-\x1f:*?"<>|]')
PLAIN_COLUMNS = ("id", "analysis", "settings", "group", "size", "seconds", "memory_mb", "halo", "folder", "tiles")


@dataclass(frozen=True)
class County:
    """One row. Paths are absolute; limits of 0 mean those of the job."""

    id: str
    analysis: str = ""  # the analysis file; empty when the row itself states inputs and settings
    settings: tuple[tuple[str, str], ...] = ()  # as `--set key=value`, in key order
    group: str = ""  # the prefecture or province whose file it is gathered into
    size: float = 0  # how much work to expect, in any unit; 0: the bytes of its inputs
    seconds: float = 0  # wall seconds allowed
    memory_mb: int = 0  # address space allowed
    halo: float = -1  # metres beyond the border; -1: reckoned from speed and cutoff
    tiles: int = 0  # tasks to part its search among; 0: none but its own
    folder: str = ""  # address of a folder with the analysis and all its inputs, fetched by Spark's file layer

    def settings_by_key(self) -> dict[str, str]:
        return dict(self.settings)


@dataclass(frozen=True)
class CountyTable:
    counties: list[County]
    refused: list[tuple[str, str]] = field(default_factory=list)  # id, reason: rows that cannot be run


def read_table(address: str, spark=None) -> CountyTable:
    """Reads Parquet (by its ending, or a folder) or CSV (UTF-8, with or without BOM; all cells are text).

    `hdfs://`, `s3a://` and the like are read by `spark`.
    - Raises JobError: no such file, no column `id`, or an id that stands twice (every one is named).
    """
    if addresses.is_remote(address):
        rows, base = _rows_by_spark(address, spark), address.rsplit("/", 1)[0]
    else:
        path = addresses.local_path(address)
        if not path.exists():
            raise JobError(f"{address}: the table of counties does not exist")
        rows, base = _local_rows(path), str(path.absolute().parent)
    return table_of(rows, base)


def table_of(rows: list[dict], base: str) -> CountyTable:
    """Checks rows and makes counties of them; `base` is the folder that relative paths start from."""
    if not rows:
        raise JobError("the table of counties has no row")
    if "id" not in rows[0]:
        raise JobError(f"the table of counties has no column `id`; it has {', '.join(rows[0])}")
    seen: dict[str, int] = {}
    for row in rows:
        seen[_text(row["id"])] = seen.get(_text(row["id"]), 0) + 1
    doubles = sorted(name for name, count in seen.items() if count > 1 and name)
    if doubles:
        raise JobError(f"ids that stand more than once: {', '.join(doubles)}. Give each county an id of its own.")
    # On file systems that fold case two folders would be one.
    folded: dict[str, str] = {}
    for name in seen:
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            raise JobError(f"ids that differ in case only: {other}, {name}. Give each county an id of its own.")
    counties, refused = [], []
    for number, row in enumerate(rows, start=1):
        name = _text(row["id"])
        try:
            counties.append(_county(name, row, base))
        except (ValueError, JobError) as error:
            refused.append((name or f"row {number}", str(error)))
    return CountyTable(sorted(counties, key=lambda county: county.id), refused)


def _county(name: str, row: dict, base: str) -> County:
    if not name:
        raise ValueError("the row has no id")
    if name.startswith((".", "_")) or UNFIT_FOR_A_FOLDER.search(name) or len(name.encode()) > 200:
        raise ValueError("the id cannot name a folder: no / \\ = % : * ? \" < > |, no leading . or _, 200 bytes at most")
    settings = settings_of(_text(row.get("settings")))
    for key, value in row.items():
        if "." in key and _text(value):
            settings[key] = _text(value)
    analysis, folder = _text(row.get("analysis")), _text(row.get("folder"))
    if not analysis and not any(key.startswith("inputs.") for key in settings):
        raise ValueError("the row names neither an analysis file nor inputs (columns such as inputs.roads)")
    if folder:
        folder = _absolute(folder, base)
    elif analysis:
        analysis = _absolute(analysis, base)
    else:
        for key in [key for key in settings if _is_file(key)]:
            settings[key] = _absolute(settings[key], base)
    return County(
        id=name, analysis=analysis, settings=tuple(sorted(settings.items())), group=_text(row.get("group")),
        size=_number(row, "size"), seconds=_number(row, "seconds"), memory_mb=int(_number(row, "memory_mb")),
        halo=_number(row, "halo", -1), folder=folder, tiles=int(_number(row, "tiles")))


def settings_of(text: str) -> dict[str, str]:
    """Settings as a JSON object, or as `key=value` parted by semicolons or lines.

    Values of a JSON object that are no text are written as JSON, which YAML reads alike.
    """
    if text.startswith("{"):
        try:
            stated = json.loads(text)
        except json.JSONDecodeError as error:
            raise ValueError(f"settings are no JSON object: {error}") from None
        return {key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                for key, value in stated.items()}
    settings = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        key, sign, value = part.partition("=")
        if not sign:
            raise ValueError(f"setting `{part}` is not key=value")
        settings[key.strip()] = value.strip()
    return settings


def _is_file(key: str) -> bool:
    return key == "coverage.profiles" or (key.startswith("inputs.") and (key.count(".") == 1 or key.endswith(".file")))


def _absolute(path: str, base: str) -> str:
    if "://" in path or path.startswith(("/", "PG:")):
        return path if addresses.is_remote(path) or path.startswith("PG:") else str(addresses.local_path(path))
    return f"{base}/{path}"


def _text(cell) -> str:
    """A cell as text: whole numbers without decimals, since a table may hold ids or settings as numbers."""
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _number(row: dict, column: str, default: float = 0) -> float:
    text = _text(row.get(column))
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{column} `{text}` is no number") from None
    if not math.isfinite(number) or number < 0:
        raise ValueError(f"{column} `{text}` is not 0 or more")
    return number


def _local_rows(path: Path) -> list[dict]:
    if path.suffix == ".parquet" or path.is_dir():
        import pyarrow.parquet

        return pyarrow.parquet.read_table(path).to_pylist()
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [{key: value for key, value in row.items() if key} for row in csv.DictReader(file)]


def _rows_by_spark(address: str, spark) -> list[dict]:
    read = spark.read.option("header", True)
    frame = read.csv(address) if address.endswith(".csv") else read.parquet(address)
    return [row.asDict() for row in frame.collect()]
