"""Random small towns as input files of an analysis: what is hard for areas that tile, in a few hundred metres.

A scene is drawn in metres around a place of its own; every place is rounded to seven decimals once, so that streets,
water and communities that share a place share its digits.
"""

import json
import math
import random
from xml.sax.saxutils import quoteattr

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box, mapping
from shapely.ops import polygonize, split

MARGIN = 60  # metres of open land around the streets


class Scene:
    """Streets as lists of node numbers with tags, water, walls, communities and stations, in degrees."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.middle = (round(self.draw.uniform(-20, 40), 3), round(self.draw.uniform(-55, 65), 3))
        self.per_degree = 111_195.0
        self.shrink = math.cos(math.radians(self.middle[1]))
        self.nodes, self.ways, self.walls, self.water = [], [], [], []
        self.streets()
        self.river()
        self.extras()
        self.barriers()
        self.communities = self.tile()
        self.stations = [self.station() for _ in range(self.draw.randint(2, 4))]

    def degrees(self, x, y):
        lon, lat = self.middle[0] + x / self.per_degree / self.shrink, self.middle[1] + y / self.per_degree
        return (round(lon, 7), round(lat, 7))

    def node(self, x, y):
        self.nodes.append((x, y))
        return len(self.nodes) - 1

    def way(self, nodes, **tags):
        self.ways.append((nodes, {"highway": "residential"} | tags))

    def streets(self):
        """Rows and columns of bent streets; one row or two have a near parallel, some as a dual carriageway."""
        draw = self.draw
        places = lambda: [0.0, *np.cumsum([draw.uniform(70, 170) for _ in range(draw.randint(2, 4))]).tolist()]
        self.xs, self.ys = places(), places()
        self.twins = {}  # number of a row -> tags of it and its neighbour
        for row in sorted(draw.sample(range(len(self.ys)), draw.randint(1, 2)), reverse=True):
            dual = draw.random() < 0.5
            self.ys.insert(row + 1, self.ys[row] + draw.uniform(2, 10))
            self.twins = {old + (old > row): tags for old, tags in self.twins.items()}
            self.twins |= {row: {"oneway": "-1"} if dual else {}, row + 1: {"oneway": "yes"} if dual else {}}
        calm = lambda row: row in self.twins
        sway = [[draw.uniform(-12, 12) for _ in self.xs] for _ in self.ys]
        for row in range(1, len(self.ys)):
            if calm(row) and self.ys[row] - self.ys[row - 1] < 11:
                sway[row] = sway[row - 1]  # neighbours stay parallel
        self.grid = [[self.node(x + (0 if calm(row) else draw.uniform(-12, 12)), y + sway[row][column])
                      for column, x in enumerate(self.xs)] for row, y in enumerate(self.ys)]
        self.rows, self.columns = [], []  # chains of node numbers, whole, for borders
        for row, nodes in enumerate(self.grid):
            self.rows.append(self.chain(nodes, bent=not calm(row)))
        for column in range(len(self.xs)):
            self.columns.append(self.chain([nodes[column] for nodes in self.grid], bent=False))

    def chain(self, nodes, bent):
        """The pieces between junctions; one in four of the bent ones has a vertex off its line."""
        pieces = []
        for first, second in zip(nodes, nodes[1:]):
            (ax, ay), (bx, by) = self.nodes[first], self.nodes[second]
            middle = []
            if bent and self.draw.random() < 0.25:
                middle = [self.node((ax + bx) / 2 + self.draw.uniform(-5, 5), (ay + by) / 2 + self.draw.uniform(-8, 8))]
            pieces.append([first, *middle, second])
        return pieces

    def river(self):
        """Between two columns, with an island or without; a row is a bridge there, is missing, or crosses as it is."""
        draw = self.draw
        wet = len(self.xs) > 1 and draw.random() < 0.7
        self.wet_column = draw.randrange(len(self.xs) - 1) if wet else None
        if wet:
            left, right = self.xs[self.wet_column] + 16, self.xs[self.wet_column + 1] - 16
            low, high = self.ys[0] - MARGIN - 20, self.ys[-1] + MARGIN + 20
            steps = np.linspace(low, high, 7)
            east = [(right - draw.uniform(0, 8), y) for y in steps]
            west = [(left + draw.uniform(0, 8), y) for y in steps]
            shell, holes = [self.degrees(*place) for place in east + west[::-1]], []
            self.island = draw.random() < 0.5 and right - left > 50
            if self.island:
                holes = [self.round_island((left + right) / 2, (right - left) / 2 - 12)]
            self.water.append(Polygon(shell, holes))
        bridges = set(draw.sample(range(len(self.rows)), draw.randint(1, 2)))
        for row, pieces in enumerate(self.rows):
            for number, piece in enumerate(pieces):
                tags = self.twins.get(row, {})
                if number == self.wet_column:
                    if row in bridges:
                        tags = tags | {"bridge": "yes", "layer": "1"}
                    elif draw.random() < 0.8:
                        continue
                elif row not in self.twins and draw.random() < 0.12:
                    continue
                self.way(piece, **tags)
        for pieces in self.columns:
            for piece in pieces:
                if draw.random() > 0.08:
                    self.way(piece)

    def round_island(self, x, reach):
        """An island with a street on it, which a bridge joins to the bank in two of three scenes."""
        draw = self.draw
        y = draw.uniform(self.ys[0], self.ys[-1])
        angles = sorted(draw.uniform(0, 2 * math.pi) for _ in range(9))
        ring = [(x + reach * math.cos(a), y + 1.6 * reach * math.sin(a)) for a in angles]
        ends = [self.node(x, y - 0.3 * reach), self.node(x, y + 0.3 * reach)]
        self.way(ends)
        if draw.random() < 0.67:
            bank = self.grid[draw.randrange(len(self.grid))][self.wet_column + draw.randint(0, 1)]
            self.way([ends[0], bank], bridge="yes", layer="1")
        return [self.degrees(*place) for place in ring]

    def extras(self):
        """Forks at small angles, bridges over everything, a tunnel, dead ends, a part of its own."""
        draw = self.draw
        junctions = [node for nodes in self.grid for node in nodes]
        for _ in range(draw.randint(1, 3)):
            row = draw.choice(self.rows)
            piece = draw.choice(row)
            (ax, ay), (bx, by) = self.nodes[piece[0]], self.nodes[piece[-1]]
            turn = math.atan2(by - ay, bx - ax) + math.radians(draw.choice((-1, 1)) * draw.uniform(2, 12))
            length = draw.uniform(0.4, 0.8) * math.dist((ax, ay), (bx, by))
            end = self.node(ax + length * math.cos(turn), ay + length * math.sin(turn))
            self.way([piece[0], end], highway="service")
        first, second = draw.sample(junctions, 2)
        self.way([first, second], bridge="yes", layer="2", highway="footway")
        if draw.random() < 0.4:
            first, second = draw.sample(junctions, 2)
            self.way([first, second], tunnel="yes", layer="-1", highway="footway")
        for _ in range(draw.randint(1, 4)):
            start = draw.choice(junctions)
            x, y = self.nodes[start]
            nodes = [start]
            for _ in range(draw.randint(1, 3)):
                x, y = x + draw.uniform(-35, 35), y + draw.uniform(-35, 35)
                nodes.append(self.node(x, y))
            self.way(nodes, highway="path")
        if draw.random() < 0.5:
            x, y = draw.uniform(0, self.xs[-1]), draw.uniform(0, self.ys[-1])
            self.way([self.node(x, y), self.node(x + draw.uniform(15, 50), y + draw.uniform(-15, 15))], highway="path")

    def barriers(self):
        """Walls: anywhere, and close beside a street; some cut streets."""
        draw = self.draw
        for _ in range(draw.randint(1, 4)):
            x, y = draw.uniform(0, self.xs[-1]), draw.uniform(0, self.ys[-1])
            wall = [(x, y)]
            for _ in range(draw.randint(1, 3)):
                x, y = x + draw.uniform(-60, 60), y + draw.uniform(-60, 60)
                wall.append((x, y))
            self.walls.append(wall)
        piece = draw.choice(draw.choice(self.columns))
        (ax, ay), (bx, by) = self.nodes[piece[0]], self.nodes[piece[-1]]
        off = draw.choice((-1, 1)) * draw.uniform(1, 8)
        along = lambda share: (ax + share * (bx - ax) + off, ay + share * (by - ay))
        self.walls.append([along(draw.uniform(0.05, 0.3)), along(draw.uniform(0.7, 0.95))])

    def tile(self):
        """Blocks between chosen rows and columns, some put together, some cut in two; one has a hole, one two parts."""
        draw = self.draw
        low, high = self.degrees(-MARGIN, self.ys[0] - MARGIN), self.degrees(self.xs[-1] + MARGIN, self.ys[-1] + MARGIN)
        chosen = [chain for chain in self.rows + self.columns if draw.random() < 0.7] or self.columns[:1]
        lines = []
        for chain in chosen:
            line = [self.degrees(*self.nodes[node]) for piece in chain for node in piece[:-1]]
            line.append(self.degrees(*self.nodes[chain[-1][-1]]))
            (ax, ay), (bx, by) = line[0], line[-1]
            flat = chain in self.rows
            start = (low[0], ay) if flat else (ax, low[1])
            end = (high[0], by) if flat else (bx, high[1])
            lines += [LineString(ends) for ends in zip([start, *line], [*line, end])]
        frame = box(*low, *high)
        faces = list(polygonize(shapely.unary_union([*lines, frame.exterior])))
        faces = [half for face in faces for half in (self.halves(face) if draw.random() < 0.3 else [face])]
        draw.shuffle(faces)
        found = []
        while faces:
            face = faces.pop()
            if draw.random() < 0.3:
                lines = LineString | shapely.MultiLineString
                touching = [other for other in faces if isinstance(face.intersection(other), lines)]
                for other in touching[:1]:
                    faces.remove(other)
                    face = shapely.coverage_union_all([face, other])
            found.append(face)
        if len(found) > 3:
            found.append(MultiPolygon([found.pop(0), found.pop(0)]) if found[0].disjoint(found[1]) else found.pop(0))
        return self.with_hole(found)

    def halves(self, face):
        """Cut from one of its vertices to another, where such a line lies inside."""
        vertices = list(face.exterior.coords)[:-1]
        for _ in range(5):
            line = LineString(self.draw.sample(vertices, 2))
            if face.covers(line) and line.relate_pattern(face, "1FF0FF212"):
                return list(split(face, line).geoms)
        return [face]

    def with_hole(self, found):
        """An enclosed community in the middle of the largest one that has room."""
        for number in sorted(range(len(found)), key=lambda number: -found[number].area):
            face = found[number]
            if not isinstance(face, Polygon):
                continue
            x, y = face.representative_point().coords[0]
            angles = [2 * math.pi * corner / 7 for corner in range(7)]
            size = self.draw.uniform(10, 30) / self.per_degree
            ring = [(round(x + size * math.cos(a), 7), round(y + size * math.sin(a), 7)) for a in angles]
            inner = Polygon(ring)
            if face.contains_properly(inner):
                found[number] = Polygon(face.exterior, [*face.interiors, ring])
                return [*found, inner]
        return found

    def station(self):
        """Near a street, one in six far off."""
        nodes, _ = self.draw.choice(self.ways)
        (ax, ay), (bx, by) = self.nodes[nodes[0]], self.nodes[nodes[1]]
        share, reach = self.draw.random(), 80 if self.draw.random() < 1 / 6 else 12
        return self.degrees(ax + share * (bx - ax) + self.draw.uniform(-reach, reach),
                            ay + share * (by - ay) + self.draw.uniform(-reach, reach))

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "roads.osm").write_text(self.osm())
        features = [{"type": "Feature", "properties": {"id": f"c{number}", "residents": self.draw.randint(20, 900)},
                     "geometry": mapping(shapely.orient_polygons(shape))}
                    for number, shape in enumerate(self.communities, 1)]
        layer(folder / "communities.geojson", features)
        layers = {"walls": [LineString([self.degrees(*place) for place in wall]) for wall in self.walls],
                  "water": self.water}
        for name, shapes in layers.items():
            if shapes:
                layer(folder / f"{name}.geojson",
                      [{"type": "Feature", "properties": {"id": f"{name}{number}"}, "geometry": mapping(shape)}
                       for number, shape in enumerate(shapes, 1)])
        rows = [f"s{number},{lon:.7f},{lat:.7f}" for number, (lon, lat) in enumerate(self.stations, 1)]
        (folder / "stations.csv").write_text("\n".join(["id,lon,lat", *rows]) + "\n")
        (folder / "analysis.yaml").write_text(self.analysis())

    def osm(self):
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
        for number, place in enumerate(self.nodes, 1):
            lon, lat = self.degrees(*place)
            lines.append(f'<node id="{number}" lat="{lat:.7f}" lon="{lon:.7f}"/>')
        for number, (nodes, tags) in enumerate(self.ways, 1):
            lines.append(f'<way id="{number}">')
            lines += [f'<nd ref="{node + 1}"/>' for node in nodes]
            lines += [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]
            lines.append("</way>")
        return "\n".join([*lines, "</osm>"]) + "\n"

    def analysis(self):
        self.minutes = self.draw.randint(3, 10)
        return "\n".join([
            "title: A random scene", "language: en", "inputs:", "  roads: roads.osm", "  stations: stations.csv",
            "  communities: {file: communities.geojson, weight: residents}",
            *(["  barriers: walls.geojson"] if self.walls else []),
            *(["  water: water.geojson"] if self.water else []),
            "circle:", f"  cutoff: {self.minutes}min",
            f"  direction: {self.draw.choice(['to-station', 'from-station'])}",
            f"  speeds: {{walk: {self.draw.uniform(1.5, 4):.1f}km/h}}",
            "output: {dir: run, formats: [geojson], layers: [territories]}", ""])


def layer(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}) + "\n")
