"""A county's folder of results as Arrow tables: columns and types by its own `datapackage.json`."""

import csv
import json
from pathlib import Path

import pyarrow as pa

KINDS = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
# What the summary says of each kind of demand, without a plan and with it.
COVERAGE_COLUMNS = {
    "kind": "string", "unit": "string", "total": "number", "covered": "number", "share": "number",
    "covered_with_plan": "number", "share_with_plan": "number",
    "total_km": "number", "covered_km": "number", "longest_gap_min": "number",
}
PLAN_COLUMNS = {
    "objective": "string", "status": "string", "stopped": "string", "value": "number", "bound": "number",
    "gap": "number", "asked": "integer", "new": "integer", "cost_yuan": "number",
}


def table_schemas(folder: Path) -> dict[str, dict[str, str]]:
    """Of every table of a folder its columns in order, each with its kind; empty where there are no tables."""
    try:
        package = json.loads((folder / "tables" / "datapackage.json").read_text(encoding="utf-8"))
    except OSError:
        return {}
    return {resource["name"]: {field["name"]: field["type"] for field in resource["schema"]["fields"]}
            for resource in package["resources"]}


def joined_schema(schemas: list[dict[str, str]]) -> dict[str, str]:
    """Every column of any of them, in order of first appearance; two kinds of one column become the wider."""
    joined: dict[str, str] = {}
    for schema in schemas:
        for name, kind in schema.items():
            joined[name] = _wider(joined.get(name, kind), kind)
    return joined


def _wider(one: str, other: str) -> str:
    if one == other:
        return one
    return "number" if {one, other} == {"integer", "number"} else "string"


def read_rows(folder: Path, table: str) -> list[dict[str, str]]:
    """The rows of `tables/NAME.csv` as text; none when the county has no such table."""
    path = folder / "tables" / f"{table}.csv"
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def coverage_rows(summary: dict) -> list[dict]:
    """One row for each kind of demand of which the county has any."""
    planned, rows = summary.get("coverage_with_plan") or {}, []
    for kind in ("communities", "workers", "routes"):
        today = summary["coverage"].get(kind)
        if not today or not today.get("total"):
            continue
        with_plan = planned.get(kind) or {}
        rows.append({**{name: today.get(name) for name in COVERAGE_COLUMNS}, "kind": kind,
                     "covered_with_plan": with_plan.get("covered"), "share_with_plan": with_plan.get("share")})
    return rows


def plan_rows(summary: dict) -> list[dict]:
    siting = summary.get("siting")
    return [{name: siting.get(name) for name in PLAN_COLUMNS}] if siting else []


def arrow_table(rows: list[dict], schema: dict[str, str]) -> pa.Table:
    """Rows of text or values as a table of exactly these columns; empty cells and absent columns are null."""
    columns = [pa.array([_value(row.get(name), kind) for row in rows], KINDS[kind]) for name, kind in schema.items()]
    fields = [pa.field(name, KINDS[kind]) for name, kind in schema.items()]
    return pa.Table.from_arrays(columns, schema=pa.schema(fields))


def _value(cell, kind: str):
    if cell is None or cell == "":
        return None
    if kind == "string":
        return str(cell)
    if kind == "boolean":
        return cell if isinstance(cell, bool) else {"true": True, "false": False}[cell]
    return int(cell) if kind == "integer" else float(cell)
