"""From the seconds of a sample to those of a nation, with their error."""

import heapq
import math
from dataclasses import dataclass

from .sample import STRATA, stratum_sizes


@dataclass(frozen=True)
class Measured:
    """One county of the sample."""

    id: str
    stratum: int
    people: int
    cpu_seconds: float
    peak_mb: float


@dataclass(frozen=True)
class Total:
    """Core seconds of a nation and their standard error."""

    seconds: float
    error: float


@dataclass(frozen=True)
class PowerLaw:
    """`factor * people ** exponent`; `scatter` is the standard deviation of the logarithms of what it leaves."""

    factor: float
    exponent: float
    scatter: float

    def __call__(self, people: float) -> float:
        return self.factor * people ** self.exponent


def stratified_total(measured: list[Measured], counties: int, fixed_seconds: float = 0, strata=STRATA) -> Total:
    """The sum over strata of size x mean; its variance is that of sampling without replacement in each.

    A stratum of which one county was measured has the spread of its neighbour above, in share of the mean.
    - Parameter fixed_seconds: added for each county (starting a task, hashing, publishing).
    Source: Cochran (1977), Sampling Techniques, 3rd ed., equations 5.1 and 5.12.
    """
    total, variance, spread = 0.0, 0.0, 0.0
    for number, size in enumerate(stratum_sizes(counties, strata)):
        here = [one.cpu_seconds + fixed_seconds for one in measured if one.stratum == number]
        if not size:
            continue
        if not here:
            raise ValueError(f"stratum {number} has {size} counties and none was measured")
        mean = sum(here) / len(here)
        if len(here) > 1:
            spread = math.sqrt(sum((one - mean) ** 2 for one in here) / (len(here) - 1)) / mean
        total += size * mean
        variance += size ** 2 * (1 - len(here) / size) * (spread * mean) ** 2 / len(here)
    return Total(total, math.sqrt(variance))


def power_law(people: list[float], values: list[float]) -> PowerLaw:
    """Least squares of the logarithms."""
    x, y = [math.log(one) for one in people], [math.log(one) for one in values]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    exponent = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)
    left = [b - mean_y - exponent * (a - mean_x) for a, b in zip(x, y)]
    return PowerLaw(math.exp(mean_y - exponent * mean_x), exponent,
                    math.sqrt(sum(one * one for one in left) / max(1, len(left) - 2)))


def makespan(durations: list[float], cores: int) -> float:
    """When the last of them ends if each free core takes the next in the order given."""
    free = [0.0] * cores
    for duration in durations:
        heapq.heapreplace(free, free[0] + duration)
    return max(free)
