"""How large the counties of a simulated nation are."""

import math
import random
from dataclasses import dataclass
from statistics import NormalDist

# The nation: people by the 2020 census, county-level units, stations at the end of 2024 (docs/scale.md has the sources).
PEOPLE = 1_411_780_000
COUNTIES = 2_800
STATIONS = 186_100
# Spread of the logarithms of county populations: the 11 counties of Leshan have 0.79.
SPREAD = 0.79
# Judgements: streets grow with people; a committee for so many; a firm, a round and hosts beside them.
PEOPLE_PER_JUNCTION = 40
PEOPLE_PER_COMMUNITY = 1_400
PEOPLE_PER_FIRM = 3_000
PEOPLE_PER_ROUND = 10_000
HOSTS_PER_STATION = 3


@dataclass(frozen=True)
class CountyPlan:
    """Counts of everything in a county; what it looks like follows from the seed."""

    id: str
    people: int
    junctions: int
    seed: int
    west: float = 104.0  # the corner of its streets, WGS84 degrees
    south: float = 30.0

    @property
    def stations(self) -> int:
        return max(1, round(self.people * STATIONS / PEOPLE))

    @property
    def hosts(self) -> int:
        return HOSTS_PER_STATION * self.stations

    @property
    def communities(self) -> int:
        return max(1, round(self.people / PEOPLE_PER_COMMUNITY))

    @property
    def firms(self) -> int:
        return max(1, round(self.people / PEOPLE_PER_FIRM))

    @property
    def rounds(self) -> int:
        return max(1, round(self.people / PEOPLE_PER_ROUND))

    @property
    def new_stations(self) -> int:
        """Half as many again as stand, 50 at the most: what a county plans for a few years."""
        return min(50, max(1, self.stations // 2))


def nation_plan(counties: int = COUNTIES, people: int = PEOPLE, spread: float = SPREAD, seed: int = 1) -> list[CountyPlan]:
    """Counties of log-normal size, largest first; their people sum to the nation's.

    Sizes are the distribution's quantiles at (i + 1/2) / n, not a draw: the tail is that of the distribution each time.
    """
    normal = NormalDist()
    weights = [math.exp(spread * normal.inv_cdf(1 - (rank + 0.5) / counties)) for rank in range(counties)]
    scale = people / sum(weights)
    draw = random.Random(seed)
    return [CountyPlan(f"c{rank + 1:04}", round(weight * scale), max(4, round(weight * scale / PEOPLE_PER_JUNCTION)),
                       draw.randrange(1 << 30)) for rank, weight in enumerate(weights)]
