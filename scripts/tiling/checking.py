"""Whether territories, service areas and gaps of one run tile its communities; see scripts/check-tiling."""

import dataclasses

import numpy as np
import shapely

from tiling.layers import Layer, at, is_wound, meters, rounded, square_meters

CLASSES = ("served", "gap", "rest")
# Of a check this many failures are told, the largest first; all are counted.
TOLD = 10
# Degrees: what is narrower between two territories is no hole that was meant.
GAP = 1e-6
# Degrees: corners on an outline are rounded to seven decimals, so that ground beside it may change sides by so much.
ROUNDED = 0.75e-7


@dataclasses.dataclass
class Rules:
    """What is looked at and how much is forgiven, relative to the area that is compared."""

    sums: float = 1e-9
    served: float = 1e-9
    nested: float = 1e-12
    status: str = "existing"
    mode: str | None = None  # else the first of the file, that of residents
    communities: object = None  # a file, else communities.geojson of the run
    id: str = "id"


class Report:
    """A line for each check and each of its failures."""

    def __init__(self, head=""):
        self.head, self.lines, self.failed = head, [], 0

    def add(self, check, looked_at, failures, fact=""):
        """failures: (how large for the order, words)."""
        end = f"; {fact}" if fact else ""
        if not failures:
            self.lines.append(f"{self.head}ok     {check}: {looked_at}{end}")
            return
        self.failed += len(failures)
        self.lines.append(f"{self.head}FAILS  {check}: {len(failures)} of {looked_at}{end}")
        failures.sort(key=lambda failure: -failure[0])
        self.lines += [f"{self.head}         {words}" for _, words in failures[:TOLD]]
        if len(failures) > TOLD:
            self.lines.append(f"{self.head}         and {len(failures) - TOLD} smaller ones")


def check(folder, rules, larger=None, head=""):
    """All checks of one run. -> a Report."""
    report = Report(head)
    territories, areas, gaps = (Layer(folder / f"{name}.geojson") for name in ("territories", "service_areas", "gaps"))
    areas = counted(areas, rules)
    communities = Layer(rules.communities or folder / "communities.geojson")
    if rules.communities:
        communities.shapes = rounded(communities.shapes)
        communities.mend()
    words(report, territories, communities, rules)
    for layer in (territories, areas, gaps):
        shapes(report, layer)
    coverage(report, territories, communities)
    overlaps(report, territories)
    tiles = Tiles(territories)
    sums(report, tiles, communities, rules)
    same_gaps(report, tiles, gaps)
    served(report, tiles, areas, rules)
    if larger:
        nested(report, areas, counted(Layer(larger / "service_areas.geojson"), rules), rules)
        nested_classes(report, tiles, Tiles(Layer(larger / "territories.geojson")), rules)
    return report


def counted(areas, rules):
    """The areas that territories speak of: of stations in operation, in residents' mode."""
    mode = rules.mode or (areas.properties[0].get("mode") if len(areas) else None)
    return areas.kept(lambda told: told.get("mode") == mode and told.get("status", rules.status) == rules.status)


class Tiles:
    """The territories of each community by class; the union of each class is made once."""

    def __init__(self, territories):
        self.layer, self.rows = territories, territories.by("community", "class")
        self.communities = sorted({key[0] for key in self.rows if key[0] is not None}, key=str)
        self.known = {}

    def of(self, community, kind):
        key = (community, kind)
        if key not in self.known:
            parts = self.layer.sound[self.rows.get(key, [])]
            self.known[key] = parts[0] if len(parts) == 1 else shapely.union_all(parts)
        return self.known[key]

    def parts(self, community):
        """All its features of any class, unions of none."""
        return self.layer.sound[[row for kind in CLASSES for row in self.rows.get((community, kind), [])]]

    def whole(self, community):
        return shapely.union_all(self.parts(community))


def words(report, territories, communities, rules):
    known = {str(told.get(rules.id)) for told in communities.properties}
    failures = []
    for told, shape in zip(territories.properties, territories.shapes):
        if told.get("class") not in CLASSES:
            failures.append((0, f"at {at(shape)}: class {told.get('class')!r} is none of {', '.join(CLASSES)}"))
        if "community" not in told:
            failures.append((0, f"at {at(shape)}: no property community"))
        elif told["community"] is not None and str(told["community"]) not in known:
            failures.append((0, f"at {at(shape)}: community {told['community']!r} is no polygon of {communities.name}"))
    report.add("classes and communities", f"{len(territories)} territories", failures,
               f"{communities.left_out} communities are no polygons" if communities.left_out else "")


def shapes(report, layer):
    """Valid, and wound by the right-hand rule."""
    invalid = np.flatnonzero(~shapely.is_valid(layer.shapes))
    failures = [(0, f"{name(layer, number)}: {shapely.is_valid_reason(layer.shapes[number])}") for number in invalid]
    report.add(f"valid, {layer.name}", f"{len(layer)} geometries", failures,
               f"{layer.left_out} without a polygon" if layer.left_out else "")
    failures = [(0, f"{name(layer, number)}, at {at(shape)}: a ring is wound the wrong way")
                for number, shape in enumerate(layer.shapes) if not is_wound(shape)]
    report.add(f"right-hand rule, {layer.name}", f"{len(layer)} geometries", failures)


def name(layer, number):
    told = layer.properties[number]
    return " ".join(str(told[column]) for column in ("station", "id", "community", "class") if column in told)


def coverage(report, territories, communities):
    """Neighbours share their vertices, and nothing narrow lies between them that does not between communities."""
    own = shapely.union_all(shapely.coverage_invalid_edges(communities.sound, gap_width=GAP))
    for check, gap in (("coverage_is_valid", 0.0), ("nothing narrow between", GAP)):
        failures = []
        if not shapely.coverage_is_valid(territories.shapes, gap_width=gap):
            edges = shapely.coverage_invalid_edges(territories.shapes, gap_width=gap)
            if gap:
                edges = shapely.difference(edges, own.buffer(2 * gap))
            for number in np.flatnonzero(~shapely.is_empty(edges)):
                place, length = at(edges[number]), meters(edges[number])
                failures.append((length, f"{name(territories, number)}, at {place}: {length:.3g} m of edges"))
        report.add(check, f"{len(territories)} territories", failures)
        if failures:
            return  # the second would tell them again


def overlaps(report, territories):
    """Pairs whose interiors meet, of one community and of two."""
    tree = shapely.STRtree(territories.sound)
    first, second = tree.query(territories.sound)
    first, second = first[first < second], second[first < second]
    common = shapely.intersection(territories.sound[first], territories.sound[second])
    failures = []
    for pair in np.flatnonzero(shapely.area(common) > 0):
        size = square_meters(common[pair])
        failures.append((size, f"{name(territories, first[pair])} and {name(territories, second[pair])}, at"
                         f" {at(common[pair])}: {size:.3g} m²"))
    report.add("no overlaps", f"{len(first)} pairs whose boxes meet", failures)


def sums(report, tiles, communities, rules):
    failures, largest, moved = [], 0.0, 0.0
    rows = communities.by(rules.id)
    for key, numbers in rows.items():
        polygon = shapely.union_all(communities.sound[numbers])
        parts = tiles.parts(key)
        found = float(shapely.area(parts).sum())
        off = abs(found - polygon.area) / polygon.area
        largest = max(largest, off)
        rest = shapely.symmetric_difference(polygon, tiles.whole(key))
        moved = max(moved, rest.area / polygon.area)
        if off * polygon.area > rules.sums * polygon.area + ROUNDED * polygon.length:
            failures.append((off, f"{key}, at {at(rest)}: its classes {'lack' if found < polygon.area else 'exceed'}"
                             f" {off:.3g} of its area, {square_meters(polygon) * off:.3g} m²"))
    report.add("classes sum to their community", f"{len(rows)} communities", failures,
               f"sums off by at most {largest:.3g}, ground on the wrong side of a border at most {moved:.3g}")


def same_gaps(report, tiles, gaps):
    rows, failures, looked_at = gaps.by("community"), [], 0
    # Only communities with people in their gap have a row.
    for key in sorted(rows, key=str):
        written = shapely.union_all(gaps.sound[rows.get(key, [])])
        part = tiles.of(key, "gap")
        looked_at += 1
        rest = shapely.symmetric_difference(written, part)
        if rest.area > 0 or written.is_empty != part.is_empty:
            size = square_meters(rest)
            failures.append((size, f"{key}, at {at(rest)}: {size:.3g} m² differ, {square_meters(written):.6g} m² in"
                             f" gaps.geojson, {square_meters(part):.6g} m² in territories.geojson"))
    report.add("gaps are the class gap", f"{looked_at} communities", failures)


def served(report, tiles, areas, rules):
    """Compared on the community as it is tiled: how well that meets the input is told by the sums."""
    parts = shapely.get_parts(areas.sound)
    tree, failures, largest = shapely.STRtree(parts), [], 0.0
    for key in tiles.communities:
        whole = tiles.whole(key)
        near = parts[tree.query(whole, predicate="intersects")]
        inside = shapely.union_all(shapely.intersection(near, whole))
        rest = shapely.symmetric_difference(inside, tiles.of(key, "served"))
        off = rest.area / whole.area
        largest = max(largest, off)
        if off > rules.served:
            size = square_meters(rest)
            failures.append((off, f"{key}, at {at(widest(rest))}: {size:.3g} m² differ, {off:.3g} of it"))
    report.add("service areas are the class served", f"{len(tiles.communities)} communities, {len(areas)} areas",
               failures, f"at most {largest:.3g} of a community differ")


def widest(shape):
    """The largest of the parts, where a look at the map tells most."""
    parts = shapely.get_parts(shape)
    return max(parts, key=lambda part: part.area) if len(parts) else shape


def outside(smaller, larger):
    """-> what of the smaller lies outside the larger, and as a share of the smaller."""
    rest = shapely.difference(smaller, larger)
    return rest, rest.area / smaller.area if smaller.area else 0.0


def nested(report, areas, larger, rules):
    rows, failures, largest, pairs = larger.by("station"), [], 0.0, 0
    for key, numbers in areas.by("station").items():
        smaller = shapely.union_all(areas.sound[numbers])
        rest, off = outside(smaller, shapely.union_all(larger.sound[rows.get(key, [])]))
        largest, pairs = max(largest, off), pairs + 1
        if off > rules.nested:
            size = square_meters(rest)
            failures.append((off, f"{key}, at {at(widest(rest))}: {size:.3g} m² outside, {off:.3g} of it"))
    report.add("areas lie within the larger ones", f"{pairs} areas", failures, f"at most {largest:.3g} outside")


def nested_classes(report, tiles, larger, rules):
    """What is served stays served, and gaps shrink."""
    failures, pairs = [], 0
    for key in tiles.communities:
        for kind, small, large in (("served", tiles, larger), ("gap", larger, tiles)):
            rest, off = outside(small.of(key, kind), large.of(key, kind))
            pairs += 1
            if rest.area > rules.nested + ROUNDED * tiles.whole(key).length:
                failures.append((off, f"{key} {kind}, at {at(widest(rest))}: {square_meters(rest):.3g} m² outside,"
                                 f" {off:.3g} of it"))
    report.add("served grows and gaps shrink", f"{pairs} pairs", failures)
