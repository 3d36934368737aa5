"""A stratified sample of a simulated nation: few of the many small counties, more of the large ones."""

import csv
from pathlib import Path

from .county import write_county
from .plan import CountyPlan

# Ranks (from 1, largest first) where strata begin, and how many counties of each are run.
STRATA = ((1, 2), (11, 3), (101, 5), (501, 5), (1401, 5))
COLUMNS = ("id", "analysis", "size", "stratum", "people")


def stratum_of(rank: int, strata=STRATA) -> int:
    """The stratum's number, from 0, of a county by its rank."""
    return max(number for number, (begin, _) in enumerate(strata) if rank >= begin)


def stratum_sizes(count: int, strata=STRATA) -> list[int]:
    """How many counties of a nation each stratum has; those that begin behind its end have none."""
    begins = [min(begin, count + 1) for begin, _ in strata] + [count + 1]
    return [end - begin for begin, end in zip(begins, begins[1:])]


def sample(nation: list[CountyPlan], strata=STRATA) -> list[tuple[int, CountyPlan]]:
    """(stratum, county): in each stratum evenly spaced ranks, from the middle of equal parts; all when it has few."""
    chosen, begin = [], 0
    for number, size in enumerate(stratum_sizes(len(nation), strata)):
        wanted = min(size, strata[number][1])
        chosen += [(number, nation[begin + int((part + 0.5) * size / wanted)]) for part in range(wanted)]
        begin += size
    return chosen


def write_sample(folder: Path, nation: list[CountyPlan]) -> Path:
    """Writes the counties of the sample and `sample.csv`, a table of counties; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "sample.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for stratum, county in sample(nation):
            write_county(folder / county.id, county)
            writer.writerow({"id": county.id, "analysis": f"{county.id}/analysis.yaml", "size": county.people,
                             "stratum": stratum, "people": county.people})
    return folder / "sample.csv"
