"""The figures of docs/scale.md, from a nation's sample and the attempts that a job noted."""

import csv
from pathlib import Path

import pyarrow.parquet as pq

from .estimate import Measured, makespan, power_law, stratified_total
from .plan import nation_plan
from .sample import stratum_sizes

CORES = (16, 64, 256)


def read_measured(sample: Path, attempts: Path) -> list[Measured]:
    figures = {row["county"]: row for row in pq.read_table(attempts).to_pylist()}
    with open(sample, encoding="utf-8", newline="") as file:
        return [Measured(row["id"], int(row["stratum"]), int(row["people"]), figures[row["id"]]["cpu_seconds"],
                         figures[row["id"]]["peak_mb"])
                for row in csv.DictReader(file) if figures.get(row["id"], {}).get("cpu_seconds")]


def report(measured: list[Measured], counties: int, fixed_seconds: float, yuan_per_core_hour: float = 0) -> str:
    """Text: what was measured by stratum, the laws fitted, the nation's total with error, and its time on clusters."""
    lines = ["stratum  counties  measured  people (mean)  core s (mean, least-most)  MB (most)"]
    for number, size in enumerate(stratum_sizes(counties)):
        here = [one for one in measured if one.stratum == number]
        seconds = [one.cpu_seconds for one in here]
        if here:
            lines.append(f"{number + 1:7}  {size:8}  {len(here):8}  {sum(one.people for one in here) / len(here):13,.0f}  "
                         f"{sum(seconds) / len(seconds):7.2f}  {min(seconds):.2f}-{max(seconds):.2f}  "
                         f"{max(one.peak_mb for one in here):.0f}")
    people = [float(one.people) for one in measured]
    time = power_law(people, [one.cpu_seconds for one in measured])
    memory = power_law(people, [one.peak_mb for one in measured])
    total = stratified_total(measured, counties, fixed_seconds)
    nation = nation_plan(counties)
    durations = [time(county.people) + fixed_seconds for county in nation]
    # The law's sum is not the sample's; the sample decides, the law only parts it among counties.
    durations = [duration * total.seconds / sum(durations) for duration in durations]
    lines += [
        f"core seconds ~ people^{time.exponent:.2f} (scatter {time.scatter:.2f} of the logarithm); "
        f"MB ~ people^{memory.exponent:.2f} (scatter {memory.scatter:.2f})",
        f"nation: {total.seconds / 3600:.2f} core hours, standard error {total.error / 3600:.2f} "
        f"({total.error / total.seconds:.0%}), {fixed_seconds:.2f} s of each county fixed",
        f"largest county ({nation[0].people:,} people): {durations[0]:.0f} s, {memory(nation[0].people):.0f} MB by the law",
        "cores  minutes, largest first  smallest first  if work could be cut at will",
    ]
    for cores in CORES:
        lines.append(f"{cores:5}  {makespan(durations, cores) / 60:22.1f}  {makespan(durations[::-1], cores) / 60:14.1f}  "
                     f"{total.seconds / cores / 60:.1f}")
    if yuan_per_core_hour:
        lines.append(f"at {yuan_per_core_hour:g} yuan a core hour: {total.seconds / 3600 * yuan_per_core_hour:.1f} yuan")
    return "\n".join(lines)
