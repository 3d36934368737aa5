"""Lays a town's OpenStreetMap file out in a square of copies, as one network.

usage: FILE COPIES OUT.osm.pbf              the network
       FILE COPIES OUT.csv POINTS [SEED]    points on its ordinary streets, drawn at random: id,lon,lat

Copies have ids of their own and lie side by side around the town's own place, so that lengths hardly change. Neighbours are
joined by a street from the easternmost (northernmost) node of the town's main network to the westernmost (southernmost)
of the next. Nodes come first, then ways, then relations, each by rising id, as in any extract.

The blocks are written here, since of a list of differences only the first changes from copy to copy: that is eight times
as fast as handing over each node. Source of the format: wiki.openstreetmap.org/wiki/PBF_Format.
"""

import math
import random
import struct
import sys
import zlib

import osmium

BLOCK = 8000  # entities
APART = 20_000  # units of 1e-7 degree between copies
ORDINARY = {"residential", "unclassified", "tertiary", "secondary", "primary"}


class Town:
    """What the file holds: places are whole units of 1e-7 degree, members `(kind, id, role)`."""

    def __init__(self, path: str):
        self.nodes, self.ways, self.relations = [], [], []
        for entity in osmium.FileProcessor(path):
            tags = list(dict(entity.tags).items())
            if entity.is_node():
                self.nodes.append((entity.id, entity.location.x, entity.location.y, tags))
            elif entity.is_way():
                self.ways.append((entity.id, [node.ref for node in entity.nodes], tags))
            elif entity.is_relation():
                members = [("nwr".index(member.type), member.ref, member.role) for member in entity.members]
                self.relations.append((entity.id, members, tags))
        for entities in (self.nodes, self.ways, self.relations):
            entities.sort(key=lambda entity: entity[0])
        self.width, self.height = (max(node[axis] for node in self.nodes) - min(node[axis] for node in self.nodes) + APART
                                   for axis in (1, 2))
        # How far apart the ids of copies are, by kind; the last two ways of a copy are the streets that join it.
        self.steps = [entities[-1][0] + 1 if entities else 1 for entities in (self.nodes, self.ways, self.relations)]
        self.steps[1] += 2
        self.west, self.east, self.south, self.north = self._ends()

    def _ends(self) -> list[int]:
        """The outermost nodes of the largest connected part of ordinary streets."""
        leader = {}

        def find(node):
            while leader.setdefault(node, node) != node:
                leader[node] = leader[leader[node]]
                node = leader[node]
            return node

        for _, references, tags in self.ways:
            keys = dict(tags)
            if keys.get("highway") in ORDINARY and not keys.keys() & {"access", "foot"}:
                for one, other in zip(references, references[1:]):
                    leader[find(one)] = find(other)
        parts = {}
        for node in self.nodes:
            if node[0] in leader:
                parts.setdefault(find(node[0]), []).append(node)
        main = max(parts.values(), key=len)
        return [pick(main, key=lambda node: node[axis])[0] for axis in (1, 2) for pick in (min, max)]


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def signed(number: int) -> bytes:
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def field(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def differences(numbers) -> tuple[int, bytes]:
    """The first number, and the steps to the others: what stays when all are shifted."""
    return numbers[0], b"".join(signed(other - one) for one, other in zip(numbers, numbers[1:]))


class Texts:
    """The table of a block's texts; 0 is none."""

    def __init__(self):
        self.numbers = {"": 0}

    def __getitem__(self, text: str) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def written(self) -> bytes:
        return field(1, b"".join(field(1, text.encode()) for text in self.numbers))


class NodeBlock:
    def __init__(self, nodes):
        texts = Texts()
        self.lists = [differences([node[axis] for node in nodes]) for axis in (0, 2, 1)]
        tags = b"".join(b"".join(varint(texts[key]) + varint(texts[value]) for key, value in node[3]) + b"\0" for node in nodes)
        self.texts, self.tags = texts.written(), field(10, tags)

    def shifted(self, town: Town, copy: int, east: int, north: int) -> bytes:
        shifts = (copy * town.steps[0], north, east)
        parts = (field(number, signed(first + shift) + rest)
                 for number, (first, rest), shift in zip((1, 8, 9), self.lists, shifts))
        return self.texts + field(2, field(2, b"".join(parts) + self.tags))


class WayBlock:
    def __init__(self, ways):
        texts = Texts()
        self.ways = [(way, tagged(tags, texts), *differences(references)) for way, references, tags in ways if references]
        self.texts = texts.written()

    def shifted(self, town: Town, copy: int) -> bytes:
        by_node, by_way = copy * town.steps[0], copy * town.steps[1]
        return self.texts + field(2, b"".join(
            field(3, b"\x08" + varint(way + by_way) + tags + field(8, signed(first + by_node) + rest))
            for way, tags, first, rest in self.ways))


class RelationBlock:
    def __init__(self, relations):
        self.relations = relations

    def shifted(self, town: Town, copy: int) -> bytes:
        texts, written = Texts(), []
        for relation, members, tags in self.relations:
            references = [0] + [reference + copy * town.steps[kind] for kind, reference, _ in members]
            written.append(field(4, b"\x08" + varint(relation + copy * town.steps[2]) + tagged(tags, texts)
                                 + field(8, b"".join(varint(texts[role]) for _, _, role in members))
                                 + field(9, differences(references)[1]) + field(10, bytes(kind for kind, _, _ in members))))
        return texts.written() + field(2, b"".join(written))


def tagged(tags, texts: Texts) -> bytes:
    if not tags:
        return b""
    keys, values = (b"".join(varint(texts[tag[place]]) for tag in tags) for place in (0, 1))
    return field(2, keys) + field(3, values)


def blocks(kind, entities) -> list:
    return [kind(entities[first:first + BLOCK]) for first in range(0, len(entities), BLOCK)]


def write(town: Town, copies: int, path: str):
    side = math.ceil(math.sqrt(copies))
    with open(path, "wb") as file:

        def add(content: bytes, kind: bytes = b"OSMData"):
            blob = varint(2 << 3) + varint(len(content)) + field(3, zlib.compress(content))
            header = field(1, kind) + varint(3 << 3) + varint(len(blob))
            file.write(struct.pack(">I", len(header)) + header + blob)

        add(field(4, b"OsmSchema-V0.6") + field(4, b"DenseNodes") + field(5, b"Sort.Type_then_ID"), b"OSMHeader")
        nodes = blocks(NodeBlock, town.nodes)
        for copy in range(copies):
            for block in nodes:
                add(block.shifted(town, copy, *moved(town, copy, side)))
        ways = blocks(WayBlock, town.ways)
        for copy in range(copies):
            for block in ways:
                add(block.shifted(town, copy))
            if joins := joining_streets(town, copy, copies, side):
                add(WayBlock(joins).shifted(town, copy))
        for copy in range(copies):
            for block in blocks(RelationBlock, town.relations):
                add(block.shifted(town, copy))


def moved(town: Town, copy: int, side: int) -> tuple[int, int]:
    """How far east and north a copy lies of the town itself."""
    return (copy % side - side // 2) * town.width, (copy // side - side // 2) * town.height


def draw(town: Town, copies: int, path: str, points: int, seed: int):
    draws, side = random.Random(seed), math.ceil(math.sqrt(copies))
    on_streets = {node for _, references, tags in town.ways if dict(tags).get("highway") in ORDINARY for node in references}
    places = [(node[1], node[2]) for node in town.nodes if node[0] in on_streets]
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,lon,lat\n")
        for number in range(points):
            (x, y), (east, north) = draws.choice(places), moved(town, draws.randrange(copies), side)
            file.write(f"{number + 1},{(x + east) / 1e7:.7f},{(y + north) / 1e7:.7f}\n")


def joining_streets(town: Town, copy: int, copies: int, side: int) -> list:
    """The streets from a copy to those east and north of it, in its own ids."""
    joins = []
    if copy % side + 1 < side and copy + 1 < copies:
        joins.append([town.east, town.west + town.steps[0]])
    if copy + side < copies:
        joins.append([town.north, town.south + side * town.steps[0]])
    return [(town.steps[1] - 2 + number, nodes, [("highway", "residential")]) for number, nodes in enumerate(joins)]


if __name__ == "__main__":
    town, copies, path = Town(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    if path.endswith(".csv"):
        draw(town, copies, path, int(sys.argv[4]), int(sys.argv[5]) if len(sys.argv) > 5 else 1)
    else:
        write(town, copies, path)
