"""How good plans are and how soon they are proven: drawn towns, published instances, each several times.

usage: PROGRAM [GROUP...]     groups as in GROUPS (default: all)

ROUNDS (3) runs each; seconds are the command's own. SERVICECIRCLE_DATA names the folder with instances/. Needs numpy.
The group highs runs HiGHS after each of ours (one thread, equal rows merged) for the time that ours took less 0.2 s, over 1.1:
where it has proven nothing then, ours was not later. Needs highspy.
Results are kept in .work/results/bars.json, group by group; `Benchmarks/run report` makes their table.
"""

import csv
import json
import os
import pathlib
import statistics
import subprocess
import sys

import racing
from racing import HERE, WORK

ROUNDS = int(os.environ.get("ROUNDS", "3"))
PUBLISHED = {"scp41": (429, 38), "scp61": (138, 21), "scpa1": (253, 38), "scpd1": (60, 24)}
MEDIANS = {5: 3099073, 10: 2134295, 20: 1412108, 50: 795012, 100: 491639, 200: 268573, 300: 177326, 400: 128332, 500: 97024}


def write(path, header, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def city(sites, demand, side, seed):
    folder = WORK / f"bars-{sites}-{demand}-{side}-{seed}"
    if not (folder / "demand.csv").exists():
        subprocess.run([sys.executable, HERE / "city.py", *map(str, (sites, demand, side, seed)), folder], check=True)
    return ["--sites", folder / "sites.csv", "--demand", folder / "demand.csv"]


def ruled(seed):
    """500 sites with a price and a capacity drawn by their number; towns by the half of the square in x and y."""
    plain = city(500, 5000, 10000, seed)
    folder = pathlib.Path(plain[1]).parent
    sites, points = (list(csv.reader(open(plain[index]))) for index in (1, 3))
    write(folder / "priced.csv", [*sites[0], "cost", "capacity"],
          [[*line, 10_000 + 7919 * number % 40_000, 1000 + 6151 * number % 5000] for number, line in enumerate(sites[1:])])
    quarter = lambda line: "".join("a" if float(part) < 5000 else "b" for part in line[1:3])
    write(folder / "grouped.csv", [*points[0], "group"], [[*line, quarter(line)] for line in points[1:]])
    return ["--sites", folder / "priced.csv", "--demand", folder / "grouped.csv", "--radius", "800m"]


def beasley(name):
    """Columns as sites with their cost, rows as demand."""
    folder = WORK / f"bars-{name}"
    numbers = iter((pathlib.Path(os.environ["SERVICECIRCLE_DATA"]) / "instances" / "scp" / f"{name}.txt").read_text().split())
    rows, columns = int(next(numbers)), int(next(numbers))
    write(folder / "sites.csv", ["id", "cost"], [[f"s{column}", next(numbers)] for column in range(columns)])
    pairs = [[f"d{row}", f"s{int(next(numbers)) - 1}", 1] for row in range(rows) for _ in range(int(next(numbers)))]
    write(folder / "demand.csv", ["id"], [[f"d{row}"] for row in range(rows)])
    write(folder / "costs.csv", ["demand", "site", "cost"], pairs)
    return ["--sites", folder / "sites.csv", "--demand", folder / "demand.csv", "--costs", folder / "costs.csv", "--cutoff", "1"]


def spread(name, points):
    """Every point a site and a demand point, straight lines between all."""
    folder = WORK / f"bars-{name}"
    for table, letter in (("sites", "s"), ("demand", "d")):
        write(folder / f"{table}.csv", ["id", "x", "y"], [[f"{letter}{index}", *point] for index, point in enumerate(points.tolist())])
    return ["--sites", folder / "sites.csv", "--demand", folder / "demand.csv", "--radius", "20km"]


def rounded_down(name, points):
    """Every point a site and a demand point, straight lines rounded down to whole numbers as a table."""
    import numpy

    folder = WORK / f"bars-{name}"
    write(folder / "sites.csv", ["id"], [[f"s{index}"] for index in range(len(points))])
    write(folder / "demand.csv", ["id"], [[f"d{index}"] for index in range(len(points))])
    lengths = numpy.hypot(*(points[:, None, axis] - points[None, :, axis] for axis in (0, 1))).astype(int)
    write(folder / "costs.csv", ["demand", "site", "cost"],
          ([f"d{row}", f"s{column}", cost] for row, line in enumerate(lengths.tolist()) for column, cost in enumerate(line)))
    return ["--sites", folder / "sites.csv", "--demand", folder / "demand.csv", "--costs", folder / "costs.csv"]


def drawn(count, seed, clusters):
    import numpy

    random = numpy.random.default_rng(seed)
    if not clusters:
        return random.random((count, 2)) * 10_000
    centres = random.random((clusters, 2)) * 10_000
    return centres[random.integers(0, clusters, count)] + random.normal(0, 700, (count, 2))


def cases(group):
    """Name, problem with options, seconds allowed, and what is known of the best."""
    if group in ("mclp500", "highs"):
        for seed in range(1, 21):
            yield f"500 x 5,000, 28 new, seed {seed}{', and HiGHS' if group == 'highs' else ''}", ["mclp", *city(500, 5000, 10000, seed), "--radius", "800m", "--count", 28], 30, ""
    if group == "mclp1000":
        for seed in (3, 4):
            yield f"1,000 x 20,000, 500 m, 38 new, seed {seed}", [
                "mclp", *city(1000, 20000, 10000, seed), "--radius", "500m", "--count", 38], 60, ""
    if group == "mclp2000":
        for seed in (3, 4, 5):
            yield f"2,000 x 20,000, 38 new, seed {seed}", [
                "mclp", *city(2000, 20000, 12000, seed), "--radius", "800m", "--count", 38], 30, ""
    if group == "five-minutes":
        yield "2,000 x 20,000, 38 new, seed 3, five minutes", [
            "mclp", *city(2000, 20000, 12000, 3), "--radius", "800m", "--count", 38], 300, ""
    if group == "growth":
        yield "1,600 x 16,000, 89 new", ["mclp", *city(1600, 16000, 17889, 3), "--radius", "800m", "--count", 89], 30, ""
    if group == "covers":
        for radius in (500, 800):
            for seed in (3, 4, 5):
                yield f"cover of 2,000 x 20,000, {radius} m, seed {seed}", [
                    "lscp", *city(2000, 20000, 12000, seed), "--radius", f"{radius}m"], 10, ""
    if group == "scp":
        for name, (cost, number) in PUBLISHED.items():
            yield f"{name}, costs", ["target", *beasley(name), "--share", 1, "--least-cost"], 5, f"{cost} published"
            yield f"{name}, number", ["lscp", *beasley(name)], 60, f"{number} best known"
    if group == "median":
        source = pathlib.Path(os.environ["SERVICECIRCLE_DATA"]) / "instances" / "rl1304" / "rl1304.pmp"
        lines = source.read_text().splitlines()[2:]
        import numpy

        points = numpy.array([[float(part) for part in line.split()[1:3]] for line in lines if line.strip()])
        tables = rounded_down("rl1304", points)
        for count, best in MEDIANS.items():
            yield f"rl1304, p-median {count}", ["p-median", *tables, "--count", count], 20, f"{best:,} published"
    if group == "median5000":
        yield "5,000 x 5,000 drawn points, p-median 50", ["p-median", *spread("drawn5000", drawn(5000, 1, 0)), "--count", 50], 60, ""
    if group == "center":
        for kind, clusters in (("clustered", 12), ("uniform", 0)):
            for count in (5, 10, 90):
                yield f"900 {kind} points, p-center {count}", [
                    "p-center", *spread(f"{kind}900", drawn(900, 1, clusters)), "--count", count], 10, ""
    if group == "rules":
        for seed in (3, 4):
            for options in (["capacitated", "--count", 28], ["mclp", "--count", 28, "--budget", 500_000],
                            ["mclp", "--count", 28, "--spacing", "800m"], ["mclp", "--count", 28, "--floor", 0.8],
                            ["target", "--share", 0.7, "--least-cost"]):
                yield f"500 x 5,000, {' '.join(map(str, options))}, seed {seed}", [options[0], *ruled(seed), *options[1:]], 30, ""


def highs(options, seconds):
    """What HiGHS has proven in the time."""
    limit = max(0.1, (seconds - 0.2) / 1.1)
    sites, points = options[options.index("--sites") + 1], options[options.index("--demand") + 1]
    command = [sys.executable, HERE / "peers" / "highs_mclp.py", sites, points, 800, options[-1], limit, "merged"]
    answer = json.loads(subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True).stdout)
    if answer["value"] is None:
        return f"HiGHS after {limit:.1f} s: no plan"
    return f"HiGHS after {limit:.1f} s: {answer['value']:,.0f}, bound {answer['bound']:,.0f}"


GROUPS = ["mclp500", "highs", "mclp1000", "mclp2000", "five-minutes", "growth", "covers", "scp", "median", "median5000", "center", "rules"]


def measure(program, group):
    rows = []
    for name, options, limit, known in cases(group):
        row = {"group": group, "name": name, "limit": limit, "known": known, "runs": []}
        for _ in range(1 if limit > 60 or group == "highs" else ROUNDS):
            command = [program, "solve", *options, "--engine", "own", "--time-limit", f"{limit}s", "--json", "--quiet"]
            answer = json.loads(subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True).stdout)
            row["runs"].append({key: answer.get(key) for key in ("seconds", "status", "objective", "bound", "gap")})
        if group == "highs":
            row["known"] = highs(options, row["runs"][0]["seconds"])
        rows.append(row)
        print(name, row["known"], *(f"{run['seconds']:.2f} s {run['objective']} {run['bound']}" for run in row["runs"]), sep=" | ", flush=True)
    return rows


def table(record):
    lines = ["| instance | at most s | runs | s, median (most) | found by the median run | gap |", "|---|---:|---:|---:|---|---:|"]
    for row in record["rows"]:
        runs = sorted(row["runs"], key=lambda run: (run["gap"], run["seconds"]))
        middle = runs[len(runs) // 2]
        seconds = [run["seconds"] for run in runs]
        figure = lambda value: f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
        proven = sum(run["status"] == "optimal" for run in runs)
        found = f"{figure(middle['objective'])}" + (" proven" if proven == len(runs) else f", bound {figure(middle['bound'])}")
        lines.append(f"| {row['name']} | {row['limit']} | {len(runs)} | {statistics.median(seconds):.2f} ({max(seconds):.2f})"
                     f" | {found}{' (' + row['known'] + ')' if row['known'] else ''} | {100 * middle['gap']:.2f} % |")
    return "\n".join(lines)


def main():
    program, *wanted = sys.argv[1:] or sys.exit(__doc__)
    path = WORK / "results" / "bars.json"
    WORK.mkdir(exist_ok=True)
    for group in wanted or GROUPS:
        rows = measure(program, group)
        known = json.loads(path.read_text())["rows"] if path.exists() else []
        rows += [row for row in known if row["group"] != group]
        racing.save("bars", {"rows": sorted(rows, key=lambda row: GROUPS.index(row["group"]))})


if __name__ == "__main__":
    main()
