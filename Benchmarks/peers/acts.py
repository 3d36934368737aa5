"""Mixed plans (build, upgrade, extend under one budget) against a plain model for HiGHS.

The towns are made here, the model is written from the formula in docs/acts.md alone: one variable for every demand point,
service and hour that could be served, one for every way to build, service added and schedule taken, and one for each pair of
service and schedule at a station. Nothing is shared with ServiceCircle but the files it reads.

    python acts.py PATH/TO/servicecircle [TOWNS] [FIRST SEED]
"""
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import highspy

SERVICES = ["drink", "rest", "heat-food", "charge"]
DAY = 24


def span(rng):
    if rng.random() < 0.15:
        return set(range(24)), "24/7"
    start = rng.randint(5, 12)
    end = rng.randint(start + 4, 24)
    return set(range(start, end)), f"{start:02d}:00-{end:02d}:00"


def town(seed):
    rng = random.Random(seed)
    place = lambda: (105 + rng.random() * 0.05, rng.random() * 0.04)
    t = {"points": [(place(), rng.randint(1, 500)) for _ in range(160)]}
    t["stations"] = []
    for _ in range(12):
        hours, text = span(rng)
        t["stations"].append((place(), {s for s in SERVICES if rng.random() < 0.55}, hours, text))
    t["hosts"] = [(place(), rng.choice(["bank", "fuel", "library"]), rng.randint(60, 250) * 100) for _ in range(40)]
    hours, text = span(rng)
    bank, bank_text = span(rng)
    t["ways"] = {
        "default": [(None, set(SERVICES), hours, text)],
        "bank": [(6000, {"drink", "charge"}, bank, bank_text), (13000, set(SERVICES), bank, bank_text)],
    }
    t["upgrade"] = {"heat-food": 700, "charge": 300, "rest": 500}
    night, night_text = set(range(6, 22)), "06:00-22:00"
    t["extend"] = [(30000, night, night_text), (55000, set(range(24)), "24/7")]
    t["values"] = {"drink": 1, "rest": 1, "heat-food": 2, "charge": 1}
    t["periods"] = {"day": (set(range(8, 18)), 1), "noon": ({11, 12}, 3), "night": ({22, 23, 0, 1, 2, 3, 4, 5}, 1)}
    t["budget"] = rng.randint(8, 25) * 10000
    return t


def write(t, folder):
    join = lambda services: ", ".join(s for s in SERVICES if s in services)
    (folder / "s.csv").write_text("id,services,hours,lon,lat\n" + "".join(
        f's{i},"{join(s)}",{text},{p[0]!r},{p[1]!r}\n' for i, (p, s, _, text) in enumerate(t["stations"])))
    (folder / "c.csv").write_text("id,population,lon,lat\n" + "".join(
        f"c{i},{w},{p[0]!r},{p[1]!r}\n" for i, (p, w) in enumerate(t["points"])))
    (folder / "k.csv").write_text("id,kind,yuan,lon,lat\n" + "".join(
        f"k{i},{kind},{yuan},{p[0]!r},{p[1]!r}\n" for i, (p, kind, yuan) in enumerate(t["hosts"])))
    ways = ""
    for kind, options in t["ways"].items():
        ways += f"      {kind}:\n"
        for yuan, services, _, text in options:
            cost = "" if yuan is None else f"cost: {yuan}, "
            ways += f'        - {{{cost}hours: "{text}", services: [{join(services)}]}}\n'
    (folder / "analysis.yaml").write_text(f"""
inputs: {{stations: s.csv, communities: c.csv, candidates: {{file: k.csv, kind: kind, cost: yuan}}}}
circle: {{cutoff: 700m, measure: circle}}
coverage:
  services: [{", ".join(SERVICES)}]
  periods: {{day: "08:00-18:00", noon: "11:00-13:00", night: "22:00-06:00"}}
siting:
  budget: {t["budget"]}
  options:
    build:
{ways}    upgrade: {{{", ".join(f"{s}: {y}" for s, y in t["upgrade"].items())}}}
    extend: [{", ".join(f'{{hours: "{text}", cost: {yuan}}}' for yuan, _, text in t["extend"])}]
  value:
    services: {{{", ".join(f"{s}: {v}" for s, v in t["values"].items())}}}
    periods: {{{", ".join(f"{n}: {v}" for n, (_, v) in t["periods"].items())}}}
output: {{dir: out, formats: [csv]}}
""")


def metres(a, b):
    # Great circle on the mean of the two axes: towns lie on the equator, and doubtful pairs are told.
    return math.hypot((a[0] - b[0]) * 111319.49, (a[1] - b[1]) * 110574.28)


def solve(t):
    value = [sum(v for hours, v in t["periods"].values() if h in hours) for h in range(DAY)]
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 1e-3)
    model.setOptionValue("time_limit", 120.0)
    whole = lambda: model.addBinary()
    near = lambda place: [i for i, (p, _) in enumerate(t["points"]) if metres(p, place) <= 700]
    offers = {}   # (point, service, hour) -> variables, or None where it is served today
    spent = []
    for place, services, hours, _ in t["stations"]:
        reach = near(place)
        upgrades = {s: whole() for s in t["upgrade"] if s not in services}
        longer = [(whole(), more, yuan) for yuan, more, _ in t["extend"] if more - hours]
        spent += [(t["upgrade"][s], x) for s, x in upgrades.items()] + [(yuan, x) for x, _, yuan in longer]
        if longer:
            model.addConstr(sum(x for x, _, _ in longer) <= 1)
        both = {}
        for s, x in upgrades.items():
            for index, (y, _, _) in enumerate(longer):
                both[s, index] = model.addVariable(0, 1)
                model.addConstr(both[s, index] <= x)
                model.addConstr(both[s, index] <= y)
        for s in SERVICES:
            for h in range(DAY):
                ways = []
                if s in services and h in hours:
                    ways = None
                elif s in upgrades and h in hours:
                    ways = [upgrades[s]]
                else:
                    for index, (y, more, _) in enumerate(longer):
                        if h in more and h not in hours:
                            if s in services:
                                ways.append(y)
                            elif s in upgrades:
                                ways.append(both[s, index])
                for i in reach:
                    key = (i, s, h)
                    if ways is None or offers.get(key, []) is None:
                        offers[key] = None
                    elif ways:
                        offers.setdefault(key, []).extend(ways)
    for place, kind, own in t["hosts"]:
        reach = near(place)
        built = []
        for yuan, services, hours, _ in t["ways"].get(kind, t["ways"]["default"]):
            x = whole()
            built.append(x)
            spent.append((own if yuan is None else yuan, x))
            for i in reach:
                for s in services:
                    for h in hours:
                        key = (i, s, h)
                        if offers.get(key, []) is not None:
                            offers.setdefault(key, []).append(x)
        if len(built) > 1:
            model.addConstr(sum(built) <= 1)
    model.addConstr(sum(yuan * x for yuan, x in spent) <= t["budget"])
    constant = 0
    rows = {}     # equal sets of variables are one row
    for (i, s, h), ways in offers.items():
        worth = t["points"][i][1] * t["values"][s] * value[h]
        if ways is None:
            constant += worth
        elif worth:
            key = tuple(sorted(x.index for x in ways))
            rows.setdefault(key, [0, ways])[0] += worth
    objective = []
    for worth, ways in rows.values():
        y = model.addVariable(0, 1)
        model.addConstr(y <= sum(ways))
        objective.append(worth * y)
    start = time.perf_counter()
    model.maximize(sum(objective))
    info = model.getInfo()
    most = sum(w for _, w in t["points"]) * sum(t["values"].values()) * sum(value)
    return ((info.objective_function_value + constant) / most, (info.mip_dual_bound + constant) / most,
            time.perf_counter() - start)


def main():
    binary = Path(sys.argv[1]).resolve()
    towns = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    wrong = 0
    for seed in range(first, first + towns):
        t = town(seed)
        sites = [p for p, *_ in t["stations"]] + [p for p, *_ in t["hosts"]]
        if any(abs(metres(p, s) - 700) < 1 for p, _ in t["points"] for s in sites):
            # Two ways of measuring may differ: the points move away from the edge.
            t["points"] = [(p, w) for p, w in t["points"] if all(abs(metres(p, s) - 700) >= 1 for s in sites)]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(t, folder)
            start = time.perf_counter()
            subprocess.run([binary, "run", folder / "analysis.yaml", "--quiet"], check=True, capture_output=True)
            took = time.perf_counter() - start
            siting = json.loads((folder / "out" / "summary.json").read_text())["siting"]
        best, bound, seconds = solve(t)
        ok = abs(siting["value"] - best) <= 1e-6 or best < bound - 1e-6 and siting["value"] >= best - 1e-6
        wrong += not ok
        print(f"{seed:4d}  ours {siting['value']:.9f} ({siting['status']}, whole run {took:.1f} s)"
              f"  HiGHS {best:.9f} <= {bound:.9f} ({seconds:.1f} s)  {'equal' if ok else 'DIFFERENT'}", flush=True)
    print(f"{towns} towns, {wrong} different")
    sys.exit(wrong > 0)


main()
