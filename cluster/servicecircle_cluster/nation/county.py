"""The files of one made-up county: a town of crooked blocks with its people, firms, rounds, stations and hosts."""

import json
import math
import random
from pathlib import Path

import yaml

from .plan import CountyPlan

BLOCK = 100.0  # metres between junctions
CROOKED = 20.0  # metres a junction is off the grid, at the most
KEPT = 0.9  # share of the grid's streets that are there
METRES_PER_DEGREE = 111_319.49


def write_county(folder: Path, plan: CountyPlan) -> Path:
    """Writes the layers and `analysis.yaml` into `folder`; returns its path. Equal plans give equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    town = Town(plan)
    _write(folder / "roads.geojson", town.streets())
    _write(folder / "communities.geojson", town.communities())
    _write(folder / "firms.geojson", town.firms())
    _write(folder / "rounds.geojson", town.rounds())
    _write(folder / "stations.geojson", town.stations())
    _write(folder / "hosts.geojson", town.hosts())
    _write(folder / "boundary.geojson", [_feature("Polygon", [town.outline()])])
    (folder / "analysis.yaml").write_text(yaml.safe_dump(_analysis(plan), allow_unicode=True, sort_keys=False),
                                          encoding="utf-8")
    return folder / "analysis.yaml"


class Town:
    """A square grid of junctions, `side` by `side`, each moved a little."""

    def __init__(self, plan: CountyPlan):
        self.plan = plan
        self.side = max(2, math.ceil(math.sqrt(plan.junctions)))
        self._draw = random.Random(plan.seed)
        self._scale = 1 / (METRES_PER_DEGREE * math.cos(math.radians(plan.south)))
        moved = [(self._draw.uniform(-CROOKED, CROOKED), self._draw.uniform(-CROOKED, CROOKED))
                 for _ in range(self.side * self.side)]
        self._places = [self._degrees(column * BLOCK + moved[row * self.side + column][0],
                                      row * BLOCK + moved[row * self.side + column][1])
                        for row in range(self.side) for column in range(self.side)]

    def streets(self):
        for row in range(self.side):
            for column in range(self.side):
                here = row * self.side + column
                kind = "secondary" if row % 10 == 0 else "residential"
                if column + 1 < self.side and self._draw.random() < KEPT:
                    yield _feature("LineString", [self._places[here], self._places[here + 1]], highway=kind)
                if row + 1 < self.side and self._draw.random() < KEPT:
                    yield _feature("LineString", [self._places[here], self._places[here + self.side]], highway="residential")

    def communities(self):
        """Squares that tile the town; what people they have is uneven (log-normal) and sums to the county's."""
        across = max(1, math.ceil(math.sqrt(self.plan.communities)))
        width = (self.side - 1) * BLOCK / across
        shares = [self._draw.lognormvariate(0, 0.6) for _ in range(across * across)]
        borders = [round(self.plan.people * part) for part in _running_shares(shares)]
        for number in range(across * across):
            west, south = (number % across) * width, (number // across) * width
            ring = [self._degrees(west, south), self._degrees(west + width, south),
                    self._degrees(west + width, south + width), self._degrees(west, south + width)]
            yield _feature("Polygon", [ring + ring[:1]], id=f"community-{number + 1}",
                           residents=borders[number + 1] - borders[number])

    def firms(self):
        for number in range(self.plan.firms):
            yield self._point(f"firm-{number + 1}", riders=self._draw.randint(2, 20),
                              trade=self._draw.choice(["express", "takeaway", "freight"]))

    def rounds(self):
        """Closed rides around some blocks."""
        longest = min(20, self.side - 1)
        for number in range(self.plan.rounds):
            width, height = self._draw.randint(1, longest), self._draw.randint(1, longest)
            column, row = self._draw.randint(0, self.side - 1 - width), self._draw.randint(0, self.side - 1 - height)
            corners = [(column, row), (column + width, row), (column + width, row + height), (column, row + height)]
            line = [self._places[y * self.side + x] for one, other in zip(corners, corners[1:] + corners[:1])
                    for x, y in _steps(one, other)]
            yield _feature("LineString", line + line[:1], id=f"round-{number + 1}", trips_per_day=self._draw.randint(1, 12))

    def stations(self):
        for number in range(self.plan.stations):
            yield self._point(f"station-{number + 1}", services="drink,rest,heat-food,charge",
                              hours="24/7" if number % 15 == 0 else "Mo-Su 08:00-18:00")

    def hosts(self):
        for number in range(self.plan.hosts):
            yield self._point(f"host-{number + 1}", cost_yuan=self._draw.randrange(6000, 27001, 500), kind="bank")

    def outline(self):
        far = (self.side - 1) * BLOCK + BLOCK
        ring = [self._degrees(-BLOCK, -BLOCK), self._degrees(far, -BLOCK), self._degrees(far, far), self._degrees(-BLOCK, far)]
        return ring + ring[:1]

    def _point(self, name: str, /, **properties) -> dict:
        far = (self.side - 1) * BLOCK
        place = self._degrees(self._draw.uniform(0, far), self._draw.uniform(0, far))
        return _feature("Point", place, id=name, **properties)

    def _degrees(self, east: float, north: float) -> list[float]:
        return [round(self.plan.west + east * self._scale, 7), round(self.plan.south + north / METRES_PER_DEGREE, 7)]


def _analysis(plan: CountyPlan) -> dict:
    return {
        "title": {"en": f"Simulated county {plan.id}"}, "language": "en",
        "inputs": {
            "boundary": "boundary.geojson", "roads": "roads.geojson", "stations": "stations.geojson",
            "communities": {"file": "communities.geojson", "weight": "residents"},
            "workers": {"file": "firms.geojson", "weight": "riders", "group": "trade"},
            "routes": {"file": "rounds.geojson", "weight": "trips_per_day"},
            "candidates": {"file": "hosts.geojson", "cost": "cost_yuan", "kind": "kind"},
        },
        "circle": {"cutoff": "10min"},
        "siting": {"new": plan.new_stations},
        "output": {"dir": "out"},
    }


def _steps(one: tuple[int, int], other: tuple[int, int]):
    """Junctions from one corner towards the next, without it."""
    (x, y), (to_x, to_y) = one, other
    while (x, y) != (to_x, to_y):
        yield x, y
        x, y = x + (to_x > x) - (to_x < x), y + (to_y > y) - (to_y < y)


def _running_shares(shares: list[float]) -> list[float]:
    total, running = sum(shares), [0.0]
    for share in shares:
        running.append(running[-1] + share / total)
    return running


def _feature(geometry: str, coordinates, /, **properties) -> dict:
    return {"type": "Feature", "properties": {**properties, "origin": "illustrative"},
            "geometry": {"type": geometry, "coordinates": coordinates}}


def _write(path: Path, features):
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for number, feature in enumerate(features):
            file.write((",\n" if number else "") + json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]}\n")
