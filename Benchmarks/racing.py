"""Runs programs in turn, measures them, and writes the tables of RESULTS.md."""

import dataclasses
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import time
from typing import Callable, Optional

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE / ".work"
RESULTS = HERE / "RESULTS.md"


@dataclasses.dataclass
class Side:
    """One contestant. `steps` names those of its own steps whose seconds are compared; the whole process without it.
    `facts` picks what it found, `work` how much was done: ratios are of seconds per work."""

    name: str
    command: list
    steps: Optional[list] = None
    facts: Callable = lambda record: ""
    runs: int = 7
    before: Optional[Callable] = None
    cwd: Optional[pathlib.Path] = None
    answer: Callable = lambda text: parse(text)
    work: Callable = lambda record: 1


def parse(text):
    """One JSON object, or the last line that is one: some libraries talk on standard output."""
    if text.startswith("{\n"):
        return json.loads(text)
    return json.loads([line for line in text.splitlines() if line.startswith("{")][-1])


def measure(side):
    """Runs a side once: wall and processor seconds and peak resident memory of its process, and its own answer."""
    if side.before:
        side.before()
    log = open(WORK / "last-error.txt", "w")
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in side.command], stdout=subprocess.PIPE, stderr=log, cwd=side.cwd, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    log.close()
    if process.returncode != 0:
        print(open(WORK / "last-error.txt").read()[-2000:], file=sys.stderr)
        raise RuntimeError(f"{side.name}: exit {process.returncode}")
    record = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}
    record["answer"] = answer = side.answer(text)
    record["step"] = sum(answer["seconds"][step] for step in side.steps) if side.steps else wall
    record["step_cpu"] = record["cpu"] if not side.steps else None
    if side.steps and "cpu" in answer:
        record["step_cpu"] = sum(answer["cpu"][step] for step in side.steps)
    return record


def race(name, sides, peers=True):
    """All sides in turn, round after round; a side that failed is left out and its error kept.

    Without `peers` the sides do different things and have no ratios.
    """
    rounds = max(side.runs for side in sides)
    records = {side.name: [] for side in sides}
    failures, loads = {}, []
    for number in range(rounds):
        loads.append(open("/proc/loadavg").read().split()[0])
        for side in sides:
            if number >= side.runs or side.name in failures:
                continue
            try:
                record = measure(side)
            except (RuntimeError, ValueError, LookupError, OSError) as error:
                failures[side.name] = str(error)
                print(f"{name}: {error}", file=sys.stderr)
                continue
            record["facts"], record["work"] = side.facts(record), side.work(record)
            del record["answer"]
            records[side.name].append(record)
            save(name, {"loads": loads, "order": list(records), "peers": peers, "records": records,
                        "failures": failures})
            print(
                f"{name} {number + 1}/{rounds} {side.name}: step {record['step']:.3f} s, wall {record['wall']:.3f} s,"
                f" cpu {record['cpu']:.3f} s, {record['peak_mb']:.0f} MB {record['facts']}", flush=True)
    if failures:
        save(name, {"loads": loads, "order": list(records), "peers": peers, "records": records, "failures": failures})


def save(name, result):
    folder = WORK / "results"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(result, indent=1))


def figure(value):
    return f"{value:.4f}" if value < 0.1 else f"{value:.3f}" if value < 10 else f"{value:.1f}"


def table(result):
    """A row per side; ratios are medians over the rounds in which both ran, against the first side."""
    lines = [
        "| | step s, median (least) | its processor s | process s | its processor s | peak MB | runs | step ÷ ours"
        " | processor ÷ ours | found |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    ours = result["records"][result["order"][0]]
    for name in result["order"]:
        runs = result["records"][name]
        if not runs:
            lines.append(f"| {name} | | | | | | 0 | | | {result['failures'].get(name, 'not run')} |")
            continue

        def median(key):
            return statistics.median(run[key] for run in runs)

        ratios = ["", ""]
        if runs is not ours and ours and not name.startswith("ServiceCircle") and result.get("peers", True):
            told = all(run[0].get("step_cpu") is not None for run in (runs, ours))
            for place, key in enumerate(("step", "step_cpu" if told else "cpu")):
                ratio = statistics.median(
                    a[key] / a.get("work", 1) / (b[key] / b.get("work", 1)) for a, b in zip(runs, ours))
                ratios[place] = f"{ratio:.0f}" if ratio >= 100 else f"{ratio:.3g}"
        step_cpu = "" if runs[0].get("step_cpu") is None else figure(median("step_cpu"))
        lines.append(
            f"| {name} | {figure(median('step'))} ({figure(min(run['step'] for run in runs))})"
            f" | {step_cpu} | {figure(median('wall'))} | {figure(median('cpu'))} | {median('peak_mb'):.0f} | {len(runs)}"
            f" | {ratios[0]} | {ratios[1]} | {runs[-1]['facts']} |")
    lines.append("")
    lines.append(f"Load of the machine (1 min) at the start of each round: {', '.join(result['loads'])}.")
    return "\n".join(lines)


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0].strip()
    except (OSError, IndexError):
        return "?"


def machine(python):
    """The machine and the versions, as one table."""
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    memory = re.search(r"MemTotal:\s*(\d+)", open("/proc/meminfo").read())
    system = re.search(r'PRETTY_NAME="(.*)"', open("/etc/os-release").read())
    names = ["geopandas", "highspy", "networkit", "osmium", "osrm-bindings", "pandana", "pandas", "pulp", "pyarrow",
             "pyogrio", "pyrosm", "pyvalhalla", "scipy", "spopt", "numpy", "pyproj", "shapely"]
    code = "import importlib.metadata as m, sys; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    rows = [
        ("cores", str(os.cpu_count())),
        ("processor", model.group(1) if model else "?"),
        ("memory", f"{int(memory.group(1)) / 1024 / 1024:.0f} GiB" if memory else "?"),
        ("system", f"{system.group(1) if system else '?'}, Linux {platform.release()}"),
        ("Swift", first_line("swift", "--version")),
        ("C++", first_line("g++", "--version")),
        ("Python", first_line(str(python), "--version")),
        ("peers", first_line(str(python), "-c", code, *names)),
        ("ServiceCircle", first_line("git", "-C", str(HERE.parent), "log", "-1", "--format=%h of %cs", "--", "Sources")),
    ]
    return "\n".join(["| | |", "|---|---|"] + [f"| {name} | {value} |" for name, value in rows])


def render(blocks):
    """Replaces the blocks `<!-- begin NAME -->` … `<!-- end NAME -->` of RESULTS.md; the words around them stay."""
    text = RESULTS.read_text()
    for name, body in blocks.items():
        pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise SystemExit(f"RESULTS.md has no block {name}")
        text = pattern.sub(lambda match: match.group(1) + body + "\n" + match.group(2), text)
    RESULTS.write_text(text)
