"""Forty counties: the worked examples under other settings, and extracts of real streets where they lie beside us."""

import csv
from pathlib import Path

CUTOFFS = ("6min", "8min", "10min", "12min", "15min", "gb50180-10min")
EXTRACTS = ("chengdu.osm", "andorra.osm.pbf", "heidelberg.osm.pbf", "helsinki.osm.pbf")
COUNT = 40


def rows(root: Path, extracts: Path | None) -> list[dict]:
    """id, analysis, settings, group: 40 rows, whether there are extracts or not."""
    made = [_extract(root, extracts / name) for name in EXTRACTS] if extracts else []
    made += _variants(root, "wutongqiao", 4) + _variants(root, "emeishan", 3)
    made += [_row(root, "wutongqiao-budget", 0, {}), _row(root, "wutongqiao-rounds", 0, {}),
             _row(root, "emeishan-chain", 0, {}), _row(root, "jinkouhe-rounds", 0, {})]
    return made + _variants(root, "jinkouhe", COUNT - len(made))


def write_table(path: Path, table: list[dict]):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)


def _variants(root: Path, name: str, count: int) -> list[dict]:
    return [_row(root, name, number, {"circle.cutoff": CUTOFFS[number % len(CUTOFFS)],
                                      "siting.new": str(2 + number // len(CUTOFFS)), "circle.cutoffs": "{}"})
            for number in range(count)]


def _row(root: Path, name: str, number: int, settings: dict[str, str]) -> dict:
    return {"id": f"{name}-{number:02}", "analysis": str(root / "analyses" / f"{name}.yaml"),
            "settings": ";".join(f"{key}={value}" for key, value in settings.items()), "group": name.split("-")[0]}


def _extract(root: Path, file: Path) -> dict:
    settings = {"inputs.roads": str(file), "siting.new": "4"}
    settings |= {f"inputs.{layer}.file": str(file) for layer in ("stations", "communities", "candidates")}
    row = _row(root, "openstreetmap", 0, settings)
    return {**row, "id": file.name.split(".")[0], "group": "extracts"}
