"""500 service areas of ten minutes on foot in Porto, ours and Valhalla's: time, size, and street on the wrong side."""

import json
import statistics
import subprocess

import racing
import shares

ORIGINS = 500
JUDGED = 100  # of these the first, which are drawn as well: judging takes much longer than drawing
SEEDS = (1, 2, 3)
SPEED, MINUTES = 5, 10
# What is done before origins are read; everything else is drawing.
BEFORE = ("read", "build")


def parse(text):
    """Our program's answer with all steps after the graph as one: a new step is counted without a word here."""
    answer = racing.parse(text)
    answer["steps"] = dict(answer["seconds"])
    answer["seconds"]["drawing"] = sum(took for step, took in answer["steps"].items() if step not in BEFORE)
    return answer


class Race:
    """`ours` is our program, `peer(script, …)` a command of a peer, `tiles` the configuration of built tiles."""

    def __init__(self, ours, peer, pbf, tiles, work, need):
        self.ours, self.peer, self.pbf, self.tiles, self.work, self.need = ours, peer, pbf, tiles, work, need

    def reach(self, origins, *options, roads=None):
        return [self.ours, "reach", "--roads", roads or self.pbf, "--json", "--speed", f"{SPEED}km/h", "--cutoff",
                f"{MINUTES}min", "--origins", origins, *options]

    def run(self, rounds):
        """All seeds, the sides in turn; then their polygons are judged, which is not timed."""
        folder = self.work / "areas"
        folder.mkdir(exist_ok=True)
        files = {name: folder / name for name in
                 ("nodes.csv", "edges.csv", "unused.csv", "streets.geojson", "lines.geojson", "areas.geojson")}
        one = folder / "one.csv"
        one.write_text("id,lon,lat\na,-8.6291,41.1579\n")
        quiet = {"stdout": subprocess.DEVNULL}
        kept = folder / "kept.scgraph"
        self.need([self.ours, "roads", "build", self.pbf, "--speed", f"{SPEED}km/h", "--territories", "-o", kept], **quiet)
        self.need(self.reach(one, "--graph-nodes", files["nodes.csv"], "--graph-edges", files["edges.csv"],
                             "--graph-streets", files["streets.geojson"]), **quiet)
        seeds = []
        for seed in SEEDS:
            origins, areas = folder / f"origins-{seed}.csv", folder / f"areas-{seed}.geojson"
            self.need(self.peer("points.py", files["nodes.csv"], files["edges.csv"], ORIGINS, 1, origins,
                                files["unused.csv"], seed))
            seconds = MINUTES * 60
            again = folder / "again.geojson"
            sides = [
                racing.Side("ServiceCircle", self.reach(origins, "--areas", areas), ["drawing"], answer=parse),
                racing.Side("ServiceCircle, ground kept", self.reach(origins, "--areas", again, roads=kept), ["drawing"],
                            answer=parse),
                racing.Side("Valhalla", self.peer("valhalla_table.py", self.tiles, origins, origins, seconds,
                                                  "isochrones", ORIGINS), ["search"])]
            loads, runs = [], {side.name: [] for side in sides}
            for number in range(rounds):
                loads.append(open("/proc/loadavg").read().split()[0])
                for side in sides:
                    record = racing.measure(side)
                    runs[side.name].append(record)
                    print(f"areas, seed {seed}, {number + 1}/{rounds} {side.name}: {record['step']:.3f} s", flush=True)
            if again.read_bytes() != areas.read_bytes():
                raise SystemExit(f"areas, seed {seed}: from ground that was kept they are others")
            judged = folder / f"judged-{seed}.csv"
            judged.write_text("".join(origins.read_text().splitlines(keepends=True)[: 1 + JUDGED]))
            self.need(self.reach(judged, "--lines", files["lines.geojson"]), **quiet)
            reply = self.need(
                self.peer("area_shares.py", files["streets.geojson"], files["lines.geojson"], areas, judged, self.tiles,
                          "pedestrian", "walking_speed", SPEED, seconds), stdout=subprocess.PIPE, text=True)
            seeds.append({"seed": seed, "loads": loads, "runs": runs, "bytes": areas.stat().st_size,
                          "written": written(areas), "judged": racing.parse(reply.stdout)})
            racing.save("areas", {"seeds": seeds})


def written(path):
    """The shares that our program writes beside each area, as area_shares.py sums up its own."""
    told = [feature["properties"] for feature in json.loads(path.read_text())["features"] if feature["geometry"]]
    facts = {"count": len(told)}
    for side in ("inside", "outside"):
        values = [one[f"false_{side}_share"] or 0 for one in told]
        facts[side] = {"median": statistics.median(values), "worst": max(values)}
    return facts


def table(record):
    row = lambda *cells: f"| {' | '.join(str(cell) for cell in cells)} |"
    lines = ["| origins | side | drawing s, least (median) | ÷ ours, of the least | process s | its processor s | peak MB"
             " | runs | steps of the least, s |", "|---|---|" + "---:|" * 6 + "---|"]
    for seed in record["seeds"]:
        least = {name: min(runs, key=lambda run: run["step"]) for name, runs in seed["runs"].items()}
        for name, runs in seed["runs"].items():
            median = lambda key: statistics.median(run[key] for run in runs)
            steps = least[name]["answer"].get("steps", least[name]["answer"]["seconds"])
            ratio = "" if name == "ServiceCircle" else f"{least[name]['step'] / least['ServiceCircle']['step']:.3g}"
            lines.append(row(
                f"seed {seed['seed']}", name, f"{least[name]['step']:.3f} ({median('step'):.3f})", ratio,
                racing.figure(median("wall")), racing.figure(median("cpu")), f"{median('peak_mb'):.0f}", len(runs),
                ", ".join(f"{step} {took:.2f}" for step, took in steps.items())))
    lines += ["", "| origins | polygons | areas | MB | vertices an area | false inside %, median | worst"
              " | false outside %, median | worst | valid | wound right |", "|---|---|" + "---:|" * 9]
    for seed in record["seeds"]:
        judged, origins = seed["judged"], f"seed {seed['seed']}"
        theirs, megabytes = judged["valhalla"], f"{seed['bytes'] / 1e6:.2f}"
        other = f"{seed['runs']['Valhalla'][0]['answer']['bytes'] / 1e6:.2f}"
        for polygons, summary, facts, size in (
            ("ServiceCircle, as it writes", seed["written"], judged, megabytes),
            ("ServiceCircle, measured", judged["ours"], judged, megabytes),
            ("Valhalla, on its own edges by its own reach", theirs["by_its_own_reach"], theirs, other),
            ("Valhalla, on our streets by our reach", theirs["by_our_reach"], theirs, other)):
            lines.append(row(origins, polygons, summary["count"], size, f"{facts['vertices']:.0f}",
                             *shares.figures(summary), facts["valid"], facts["wound"]))
    loads = ", ".join(load for seed in record["seeds"] for load in seed["loads"])
    return "\n".join([*lines, "", f"Load of the machine (1 min) at the start of each round: {loads}."])
