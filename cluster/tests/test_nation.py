import csv
import json
import math
from pathlib import Path

import pytest

from servicecircle_cluster.nation.county import Town, write_county
from servicecircle_cluster.nation.estimate import Measured, makespan, power_law, stratified_total
from servicecircle_cluster.nation.plan import CountyPlan, nation_plan
from servicecircle_cluster.nation.sample import sample, stratum_of, stratum_sizes


def test_a_nation_has_the_census_people_and_a_heavy_tail():
    nation = nation_plan()
    people = [county.people for county in nation]
    assert len(nation) == 2800 and people == sorted(people, reverse=True)
    assert abs(sum(people) - 1_411_780_000) <= 1400  # each is rounded once
    assert sum(county.stations for county in nation) == pytest.approx(186_100, rel=0.001)
    # Of a log-normal the median is the mean divided by exp(spread^2 / 2): 504,207 / exp(0.31205).
    assert people[1400] == pytest.approx(369_050, rel=0.01)


def test_equal_plans_give_equal_bytes(tmp_path):
    plan = CountyPlan("x", people=10_000, junctions=250, seed=5)
    for name in ("one", "other"):
        write_county(tmp_path / name, plan)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_a_county_has_what_its_plan_says(tmp_path):
    plan = CountyPlan("x", people=30_000, junctions=750, seed=5)
    write_county(tmp_path, plan)

    def features(name):
        return json.loads((tmp_path / f"{name}.geojson").read_text())["features"]

    assert sum(one["properties"]["residents"] for one in features("communities")) == 30_000
    assert (len(features("stations")), len(features("hosts")), len(features("firms")), len(features("rounds"))) == (4, 12, 10, 3)
    side = Town(plan).side
    assert side ** 2 >= 750 > (side - 1) ** 2
    assert len(features("roads")) == pytest.approx(0.9 * 2 * side * (side - 1), rel=0.05)


def test_strata_and_sample():
    sizes = stratum_sizes(2800)
    assert sizes == [10, 90, 400, 900, 1400] and stratum_sizes(50) == [10, 40, 0, 0, 0]
    chosen = sample(nation_plan())
    assert [stratum for stratum, _ in chosen] == [0] * 2 + [1] * 3 + [2] * 5 + [3] * 5 + [4] * 5
    ranks = [int(county.id[1:]) for _, county in chosen]
    assert ranks[:5] == [3, 8, 26, 56, 86]
    assert all(stratum_of(rank) == stratum for rank, (stratum, _) in zip(ranks, chosen))


def test_total_of_two_strata_by_hand():
    """4 counties of which 2 took 10 and 14 s; 10 of which 2 took 1 and 3 s: 4 x 12 + 10 x 2 = 68.
    Variance: 16 x (1 - 2/4) x 8 / 2 + 100 x (1 - 2/10) x 2 / 2 = 32 + 80 = 112."""
    strata = ((1, 2), (5, 2))
    measured = [Measured("", 0, 1, 10, 0), Measured("", 0, 1, 14, 0), Measured("", 1, 1, 1, 0), Measured("", 1, 1, 3, 0)]
    total = stratified_total(measured, 14, strata=strata)
    assert (total.seconds, total.error) == (68, pytest.approx(math.sqrt(112)))
    assert stratified_total(measured, 14, 1, strata).seconds == 68 + 14
    with pytest.raises(ValueError, match="stratum 1"):
        stratified_total(measured[:2], 14, strata=strata)


def test_a_power_law_is_found_again():
    law = power_law([1, 10, 100, 1000], [3 * x ** 0.8 for x in (1, 10, 100, 1000)])
    assert (law.factor, law.exponent, law.scatter) == (pytest.approx(3), pytest.approx(0.8), pytest.approx(0, abs=1e-9))


def test_largest_first_and_last():
    # Two cores. 4 | 3, then 2 at 3, 1 at 4: 5. Turned: 1 | 2, 3 at 1, 4 at 2: 6.
    assert makespan([4, 3, 2, 1], 2) == 5
    assert makespan([1, 2, 3, 4], 2) == 6
    assert makespan([7, 1], 5) == 7


def test_the_figures_of_the_document_follow_from_the_sample():
    """docs/scale.md has them from the twenty counties of `nation_sample.csv`, as a job noted them."""
    with open(Path(__file__).parent / "nation_sample.csv", encoding="utf-8", newline="") as file:
        measured = [Measured(row["id"], int(row["stratum"]), int(row["people"]), float(row["cpu_seconds"]),
                             float(row["peak_mb"])) for row in csv.DictReader(file)]
    assert [(one.stratum, one.id) for one in measured] == [(stratum, county.id) for stratum, county in sample(nation_plan())]
    people, seconds = [float(one.people) for one in measured], [one.cpu_seconds for one in measured]
    law, memory = power_law(people, seconds), power_law(people, [one.peak_mb for one in measured])
    total, fixed = stratified_total(measured, 2800), 0.045
    job = [law(county.people) for county in nation_plan()]
    parts = sum(job)
    job = [part * total.seconds / parts + fixed for part in job]
    text = (Path(__file__).parents[2] / "docs/scale.md").read_text(encoding="utf-8")
    figures = [
        f"together: {sum(seconds):.1f} s one at a time",
        f"the sample's {makespan(seconds, 1):.1f} s end after {makespan(seconds, 2):.1f} s on two cores",
        f"| {total.seconds / 3600:.2f} core hours, standard error {total.error / 3600:.2f} "
        f"({total.error / total.seconds:.0%}".replace("%", " %") + ") |",
        f"| {2800 * fixed / 3600:.3f} core hours | 2,800 x {fixed:g} s |",
        f"({law.factor * 1e6:.2f}e-6, {law.exponent:.4f}), scatter of the logarithm {law.scatter:.2f} |",
        f"| {memory.factor:.3f} MB x people^{memory.exponent:.2f}, scatter {memory.scatter:.2f} |",
        f"| {job[0]:.0f} s; {measured[0].peak_mb * (nation_plan()[0].people / people[0]) ** memory.exponent / 1000:.1f} GB |",
        *(f"| {cores} cores | {makespan(job, cores) / 60:.1f} min; {makespan(job, cores) * cores / 3600:.2f} core hours"
          for cores in (16, 64)),
        f"| 256 cores | {makespan(job, 256):.0f} s", f"{makespan(job, 256) * 256 / 3600:.2f} core hours",
        f"even split {sum(job) / 256:.1f} s",
    ]
    for number, size in enumerate(stratum_sizes(2800)):
        here = [one for one in measured if one.stratum == number]
        spent = [one.cpu_seconds for one in here]
        figures.append(f"| {size:,} | {len(here)} | {round(sum(one.people for one in here) / len(here), -3):,.0f} | "
                       f"{sum(spent) / len(spent):.2f} | {min(spent):.2f}, {max(spent):.2f} | "
                       f"{max(one.peak_mb for one in here):.0f} MB |")
    for figure in figures:
        assert figure in text, figure
