"""A town on a border: one street from south to north, cut where the counties meet, and a third county far away.

    latitude   30.0005  30.005  30.006   30.0135 | 30.015 |  30.016  30.017   30.024  30.0285
    people     C 7              A 100    B 30    | border |          D 50             E 11
    stations            S1                       |        |  N1               N2

A degree of latitude is 110.85 km at 30 degrees north (WGS84), and ten minutes on foot are 667 m. A and C lie 111 m and
499 m from S1. B lies 942 m from S1, and 277 m from N1 across the border. D lies 111 m from N1, E 499 m from N2. N2 stands
998 m beyond the border, S1 1,108 m: outside the halo of 667 m, so neither counts in the other county.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import yaml

COUNTIES = {
    "south": (104.0, 30.0, 30.015, {"C": (30.0005, 7), "A": (30.006, 100), "B": (30.0135, 30)}, {"S1": 30.005}),
    "north": (104.0, 30.015, 30.03, {"D": (30.017, 50), "E": (30.0285, 11)}, {"N1": 30.016, "N2": 30.024}),
    "far": (105.0, 30.0, 30.015, {"F": (30.006, 5)}, {"F1": 30.005}),
}


@dataclass
class Border:
    rows: list[dict]
    expected: dict[str, tuple[float, float]]  # county: people, people covered
    stations: list[tuple[str, str]]


def write_border(folder: Path) -> Border:
    rows = []
    for name, (lon, south, north, people, stations) in COUNTIES.items():
        place = folder / name
        place.mkdir(parents=True)
        _write(place / "boundary.geojson", [_feature("Polygon", [[[lon - 0.01, south], [lon + 0.01, south],
                                                                  [lon + 0.01, north], [lon - 0.01, north],
                                                                  [lon - 0.01, south]]])])
        _write(place / "roads.geojson", [_feature("LineString", [[lon, south], [lon, north]], highway="residential")])
        _write(place / "people.geojson", [_feature("Point", [lon, lat], id=one, residents=count)
                                          for one, (lat, count) in people.items()])
        _write(place / "hosts.geojson", [_feature("Point", [lon, south + 0.001], id="host", cost_yuan=1)])
        with open(place / "stations.csv", "w", encoding="utf-8") as file:
            file.write("编号,经度,纬度,设施\n" + "".join(f"{one},{lon},{lat},能喝水\n" for one, lat in stations.items()))
        (place / "analysis.yaml").write_text(yaml.safe_dump({
            "inputs": {"boundary": "boundary.geojson", "roads": "roads.geojson",
                       "stations": {"file": "stations.csv", "crs": "wgs84"},
                       "communities": {"file": "people.geojson", "weight": "residents"}, "candidates": "hosts.geojson"},
            "circle": {"cutoff": "10min"}, "siting": {"new": 1}, "output": {"dir": "out"}}))
        rows.append({"id": name, "analysis": str(place / "analysis.yaml")})
    return Border(rows, {"south": (137.0, 137.0), "north": (61.0, 61.0), "far": (5.0, 5.0)},
                  [("far", "F1"), ("north", "N1"), ("north", "N2"), ("south", "S1")])


def _feature(geometry: str, coordinates, /, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": {"type": geometry, "coordinates": coordinates}}


def _write(path: Path, features: list[dict]):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
