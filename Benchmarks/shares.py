"""Street on the wrong side of service areas: ServiceCircle's and Valhalla's, by the same rule."""

import json
import shutil
import subprocess

TOWNS = {
    "Chengdu": ("chengdu.osm", (104.07, 30.66)), "Heidelberg": ("heidelberg.osm.pbf", (8.69, 49.41)),
    "Porto": ("porto_portugal.osm.pbf", (-8.6291, 41.1579)), "Andorra": ("andorra.osm.pbf", (1.5218, 42.5063)),
}
# Mode, km/h, minutes, and Valhalla's costing and option for one speed everywhere.
MODES = [("walk", 5, 10, "pedestrian", "walking_speed"), ("bicycle", 15, 10, "bicycle", "cycling_speed"),
         ("e-bike", 20, 5, "bicycle", "cycling_speed"), ("truck", 30, 5, "truck", "fixed_speed")]
ORIGINS = 25


class Shares:
    def __init__(self, ours, python, peers, osm, work):
        self.ours, self.python, self.peers, self.osm, self.work = ours, python, peers, osm, work

    def run(self, *command):
        """A program's last line as JSON."""
        text = subprocess.run(
            [str(word) for word in command], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True).stdout
        return json.loads([line for line in text.splitlines() if line.startswith("{")][-1])

    def reach(self, roads, origins, *options):
        subprocess.run(
            [str(word) for word in (self.ours, "reach", "--roads", roads, "--origins", origins, *options)], check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def peer(self, script, *options):
        return [self.python, self.peers / script, *options]

    def town(self, name, file, middle):
        folder = self.work / "shares" / name.lower()
        folder.mkdir(parents=True, exist_ok=True)
        roads, origins = self.osm / file, folder / "origins.csv"
        one, nodes, edges = folder / "one.csv", folder / "nodes.csv", folder / "edges.csv"
        one.write_text(f"id,lon,lat\na,{middle[0]},{middle[1]}\n")
        self.reach(roads, one, "--cutoff", "100m", "--graph-nodes", nodes, "--graph-edges", edges)
        subprocess.run(
            [str(word) for word in self.peer("points.py", nodes, edges, ORIGINS, 1, origins, folder / "unused.csv")],
            check=True)
        config = self.tiles(roads, folder)
        streets, lines, areas = folder / "streets.geojson", folder / "lines.geojson", folder / "areas.geojson"
        rows = []
        for mode, speed, minutes, costing, option in MODES:
            self.reach(roads, origins, "--mode", mode, "--speed", f"{speed}km/h", "--cutoff", f"{minutes}min",
                       "--areas", areas, "--lines", lines, "--graph-streets", streets)
            rows.append({"mode": mode, "speed": speed, "minutes": minutes} | self.run(*self.peer(
                "area_shares.py", streets, lines, areas, origins, config, costing, option, speed, minutes * 60)))
            print(name, mode, json.dumps({key: rows[-1][key] for key in ("ours", "valhalla")}), flush=True)
        self.reach(roads, origins, "--speed", "5km/h", "--cutoff", "5min,10min,15min", "--areas", areas)
        return {"modes": rows, "nested": self.run(*self.peer("area_nesting.py", areas))}

    def tiles(self, roads, folder):
        """Valhalla's tiles; it reads .osm.pbf only."""
        pbf, config = folder / "roads.osm.pbf", folder / "valhalla.json"
        if roads.name.endswith(".pbf"):
            shutil.copyfile(roads, pbf)
        else:
            pbf.unlink(missing_ok=True)
            code = ("import osmium, sys; w = osmium.SimpleWriter(sys.argv[2]);"
                    " [w.add(o) for o in osmium.FileProcessor(sys.argv[1])]; w.close()")
            subprocess.run([str(word) for word in (self.python, "-c", code, roads, pbf)], check=True)
        shutil.rmtree(folder / "tiles", ignore_errors=True)
        subprocess.run(
            [str(word) for word in self.peer("valhalla_setup.py", folder / "tiles", config)], check=True)
        program = next(self.python.parent.parent.glob("lib/python3*/site-packages/valhalla/bin/valhalla_build_tiles"))
        subprocess.run([str(program), "-c", str(config), str(pbf)], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        return config

    def all(self):
        return {name: self.town(name, *town) for name, town in TOWNS.items()}


def percent(value):
    """Of a share, with figures enough to compare small ones."""
    value *= 100
    return f"{value:.5f}" if value < 0.001 else f"{value:.3f}" if value < 1 else f"{value:.1f}"


def figures(summary):
    return [percent(summary[side][key]) for side in ("inside", "outside") for key in ("median", "worst")]


def times(theirs, ours):
    """How many times larger their median is, inside and outside."""
    found = []
    for side in ("inside", "outside"):
        least = ours[side]["median"]
        ratio = theirs[side]["median"] / least if least else float("inf")
        # Beyond a thousand the written seven decimals decide.
        found.append("over 1,000" if ratio > 1000 else f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.2g}")
    return found


def table(results):
    result = results["towns"]
    head = "false inside %, median | worst | false outside %, median | worst"
    lines = [f"| town | mode | areas | {head} | valid | wound right | rings under 2 cm | vertices an area"
             " | largest difference to the written shares |",
             "|---|---|---:|" + "---:|" * 9]
    row = lambda words: "| " + " | ".join(str(word) for word in words) + " |"
    named = lambda mode: f"{mode['mode']}, {mode['speed']} km/h, {mode['minutes']} min"
    for name, town in result.items():
        for mode in town["modes"]:
            lines.append(row([
                name, named(mode), mode["areas"], *figures(mode["ours"]), mode["valid"], mode["wound"], mode["thin"],
                f"{mode['vertices']:.0f}", f"{mode['told']:.6f}"]))
    for judge, title in (("by_its_own_reach", "Valhalla's polygons on its own edges, by its own reach:"),
                         ("by_our_reach", "Valhalla's polygons on our streets, by our reach:")):
        lines += ["", title, "",
                  f"| town | mode | areas | {head} | median inside ÷ ours | median outside ÷ ours | valid | wound right"
                  " | vertices an area |", "|---|---|---:|" + "---:|" * 9]
        for name, town in result.items():
            for mode in town["modes"]:
                theirs = mode["valhalla"]
                lines.append(row([
                    name, named(mode), theirs[judge]["count"], *figures(theirs[judge]),
                    *times(theirs[judge], mode["ours"]), theirs["valid"], theirs["wound"],
                    f"{theirs['vertices']:.0f}"]))
    lines += ["", "Ours on foot within 5, 10 and 15 minutes, each area compared with the next larger one:", "",
              "| town | areas | pairs | most m² outside the larger | pieces of it wider than 2 cm | valid | wound right"
              " | rings under 2 cm |", "|---|" + "---:|" * 7]
    for name, town in result.items():
        nested = town["nested"]
        lines.append(row([
            name, nested["areas"], nested["pairs"], f"{nested['outside_m2']:.4f}", nested["wide"], nested["valid"],
            nested["wound"], nested["thin"]]))
    return "\n".join([*lines, "", "Measured on:", "", results["machine"]])
